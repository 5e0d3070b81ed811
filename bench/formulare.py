"""Forms to measure with: a usual one, and one of any size, filled in by their types' example values."""

from typing import Any

from antraege.services.load_formulare import load
from bench.erzeugen import office
from cms.models import Gebiet
from cms.services.redaktionen import create_redaktion
from leistungen.models import Leistung, Zustaendigkeit

ANTRAGSTELLER = {
    "schluessel": "antragsteller",
    "titel": "Ihre Angaben",
    "inhalt": [
        {"typ": "person", "schluessel": "person", "beschriftung": "Wer stellt den Antrag?"},
        {"typ": "adresse", "schluessel": "adresse", "beschriftung": "Adresse"},
        {"typ": "email", "schluessel": "email", "beschriftung": "E-Mail", "pflicht": False},
    ],
}
KINDS: tuple[dict[str, Any], ...] = (
    {"typ": "text"},
    {"typ": "ganzzahl"},
    {"typ": "ja_nein"},
    {"typ": "datum"},
    {"typ": "auswahl", "wahlen": [{"wert": one, "text": one.title()} for one in ("klein", "mittel", "gross")]},
    {"typ": "geld"},
)


def definition(felder: int, regeln: int, je_schritt: int = 10) -> dict[str, Any]:
    """A form with so many fields and rules; every third field hangs on the one before it."""
    steps = []
    for first in range(0, felder, je_schritt):
        numbers = range(first, min(first + je_schritt, felder))
        own = [number for number in numbers if number < regeln]
        steps.append(
            {
                "schluessel": f"schritt_{first // je_schritt + 1}",
                "titel": f"Schritt {first // je_schritt + 1}",
                "inhalt": [_feld(number) for number in numbers],
                "regeln": [_regel(number) for number in own],
            }
        )
    fees = [{"bezeichnung": "Grundgebühr", "betrag": 2550, "quelle": "Nr. 1"}]
    return {"titel": f"Formular mit {felder} Feldern", "schritte": [ANTRAGSTELLER, *steps], "gebuehren": fees}


def _feld(number: int) -> dict[str, Any]:
    found = KINDS[number % len(KINDS)] | {"schluessel": f"feld_{number}", "beschriftung": f"Angabe {number}"}
    if number % 3 == 2 and number > 3:
        found |= {"sichtbar_wenn": {"alle": [[f"feld_{number - 1}", "ist_angegeben"]]}}
    return found


def _regel(number: int) -> dict[str, Any]:
    """Half of them from lists, half of them in CEL."""
    other = number // len(KINDS) * len(KINDS) + 1  # a whole number
    muss = {"cel": f"feld_{other} >= 0"} if number % 2 else {"alle": [[f"feld_{other}", "mindestens", 0]]}
    return {"muss": muss, "meldung": "Das passt nicht.", "feld": f"feld_{number}"}


def authority(gebiet: str, leistung: str) -> None:
    """A body with an office that is responsible for a Leistung there."""
    redaktion = create_redaktion(gebiet=Gebiet.objects.get(slug=gebiet))
    row = Leistung.objects.create(slug=leistung, bezeichnung="Antragsleistung", redaktion=redaktion)
    Zustaendigkeit.objects.create(leistung=row, gebiet=redaktion.gebiet, stelle=office(redaktion), redaktion=redaktion)


def publish(slug: str, leistung: str, redaktion: str, **daten: Any) -> None:
    """Raises ``FormularDateiError``."""
    list(load({"formular": slug, "leistung": leistung, "redaktionen": [redaktion], "faelle": []} | daten))
