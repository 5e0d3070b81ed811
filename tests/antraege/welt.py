"""A Verbandsgemeinde with an office and a form, and a citizen who fills it in."""

import re
from datetime import timedelta
from typing import Any

from django.utils import timezone

from antraege.models import Antrag
from tests.anmeldung import Kunde
from tests.factories.antraege import formular
from tests.factories.cms import OrganisationseinheitFactory, Orte, StandortFactory, redaktion
from tests.factories.leistungen import LeistungFactory, ZustaendigkeitFactory

ANTRAGSTELLER = {
    "schluessel": "antragsteller",
    "titel": "Ihre Angaben",
    "inhalt": [
        {"typ": "text", "schluessel": "name", "beschriftung": "Name"},
        {"typ": "email", "schluessel": "email", "beschriftung": "E-Mail", "pflicht": False},
    ],
}
FEST = {
    "titel": "Fest anzeigen",
    "kurztext": "Für alle, die feiern.",
    "datenschutz": "<p>Wir brauchen Ihre Angaben für die Erlaubnis.</p>",
    "danke": "<p>Wir melden uns.</p>",
    "unterlagen": [
        {"titel": "Lageplan"},
        {"titel": "Zeltbuch", "sichtbar_wenn": {"alle": [["zelt", "ist_ja"]]}},
    ],
    "schritte": [
        ANTRAGSTELLER,
        {
            "schluessel": "fest",
            "titel": "Das Fest",
            "inhalt": [
                {"typ": "hinweis", "text": "<p>Bitte rechtzeitig.</p>"},
                {"typ": "datum", "schluessel": "beginn", "beschriftung": "Beginn"},
                {"typ": "ja_nein", "schluessel": "zelt", "beschriftung": "Steht ein Zelt?"},
                {
                    "typ": "ganzzahl",
                    "schluessel": "flaeche",
                    "beschriftung": "Fläche des Zelts",
                    "sichtbar_wenn": {"alle": [["zelt", "ist_ja"]]},
                },
            ],
            "regeln": [
                {
                    "muss": {"cel": "beginn - heute >= tage(14)"},
                    "meldung": "Bitte mindestens 14 Tage vorher.",
                    "feld": "beginn",
                }
            ],
        },
        {
            "schluessel": "zelt",
            "titel": "Das Zelt",
            "sichtbar_wenn": {"alle": [["flaeche", "mindestens", 75]]},
            "inhalt": [{"typ": "text", "schluessel": "bauart", "beschriftung": "Bauart"}],
        },
    ],
    "gebuehren": [
        {"bezeichnung": "Grundgebühr", "betrag": 2550, "quelle": "Nr. 1"},
        {"bezeichnung": "Zelt", "betrag": "flaeche * euro(1)", "sichtbar_wenn": {"alle": [["zelt", "ist_ja"]]}},
    ],
}


class Welt:
    """``leistung`` has the form ``definition`` at the Verbandsgemeinde, whose office is responsible."""

    def __init__(self, orte: Orte, definition: dict[str, Any] = FEST):
        self.orte = orte
        self.vg = redaktion(orte.vg)
        self.leistung = LeistungFactory(redaktion=self.vg, slug="fest", bezeichnung="Fest")
        self.stelle = OrganisationseinheitFactory(redaktion=self.vg, slug="ordnungsamt", name="Ordnungsamt")
        StandortFactory(stelle=self.stelle)
        ZustaendigkeitFactory(leistung=self.leistung, gebiet=orte.vg, stelle=self.stelle)
        self.formular = formular(self.leistung, self.vg, definition)


class Reise:
    """A citizen's way through a form, without JavaScript."""

    def __init__(self, client: Kunde, adresse: str = "/antrag/fest/masburg/"):
        self.client = client
        self.adresse = adresse
        self.antwort = client.post(adresse)
        self.antrag = Antrag.objects.get(kennung=self.kennung) if self.antwort.status_code == 302 else None

    @property
    def kennung(self) -> str:
        return self.url.split("/")[3]

    @property
    def url(self) -> str:
        return self.antwort["Location"].split("?")[0]

    def go(self, schritt: str) -> Any:
        return self.client.get(f"/antrag/e/{self.antrag.kennung}/{schritt}/")

    def send(self, schritt: str, aktion: str = "weiter", **data: Any) -> Any:
        self.antwort = self.client.post(f"/antrag/e/{self.antrag.kennung}/{schritt}/", data | {"aktion": aktion})
        return self.antwort

    def fill(self, **ich: str) -> None:
        """All of ``FEST``, up to the page for checking."""
        beginn = timezone.localdate() + timedelta(days=30)
        person = {"name": "Erika Mustermann", "email": "erika@beispiel.example"}
        self.send("voraussetzungen")
        self.send("antragsteller", **person | {"datenschutz": "on"} | ich)
        self.send("fest", beginn=f"{beginn:%d.%m.%Y}", zelt="nein")
        self.send("bezahlung")

    @property
    def at(self) -> str:
        """Where the last answer led to."""
        return self.url.rstrip("/").rsplit("/", 1)[1]

    def antworten(self) -> dict[str, Any]:
        self.antrag.refresh_from_db()
        return self.antrag.lesen().antworten


def errors(response: Any) -> list[str]:
    """The targets of the links in the summary of mistakes."""
    text = response.content.decode()
    start = text.find('id="fehler"')
    return re.findall(r'href="#([^"]+)"', text[start : text.find("</section>", start)]) if start > 0 else []
