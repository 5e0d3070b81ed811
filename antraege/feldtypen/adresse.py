"""A postal address."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from antraege.feldtypen.base import Feld, Feldtyp, Json, Teile, is_filled
from antraege.feldtypen.eingabe import Zeilenfeld
from antraege.feldtypen.text import read_texts
from antraege.regeln.bedingung import Name, Regeltyp
from cms.gebietsdaten import fold, kern
from cms.orte import Ort
from cms.ortssuche import mehrdeutig

LONGEST, LONGEST_NUMBER = 120, 20
LABELS = {
    "strasse": _("Straße"),
    "hausnummer": _("Hausnummer"),
    "zusatz": _("Adresszusatz"),
    "plz": _("Postleitzahl"),
    "ort": _("Ort"),
    "land": _("Staat"),
}
NOETIG, SONST = ("strasse", "hausnummer", "plz", "ort"), ("zusatz", "land")
OHNE = "ohne"  # said where a house has no number
SHORTEST = 4  # letters of a name's beginning that name the place: "Bad Neuenahr", not "Bad"

# Leitregionen (first two digits of a postcode) that lie wholly in the Land. In the others a postcode that we know may
# also belong to places of a neighbour, which we do not.
GANZ_HIER = frozenset({"54", "55", "56", "67"})


@dataclass(frozen=True, slots=True)
class Adresse:
    """``land`` is empty for Germany, ``hausnummer`` is "ohne" where there is none."""

    strasse: str
    hausnummer: str
    plz: str
    ort: str
    zusatz: str = ""
    land: str = ""


class AdresseFeld(Feldtyp[Adresse]):
    """Where somebody lives or something is. A German postcode that the directory of places knows must fit the place."""

    typ = "adresse"
    name = _("Adresse")
    beschreibung = _("Straße, Hausnummer, Postleitzahl und Ort. Ob Postleitzahl und Ort zusammenpassen, wird geprüft.")
    icon = "home"
    regeltyp = Regeltyp.KARTE

    def angaben(self) -> list[tuple[str, blocks.Block]]:
        return [
            ("zusatz", blocks.BooleanBlock(label=_("Auch einen Adresszusatz"), required=False)),
            ("ausland", blocks.BooleanBlock(label=_("Auch Adressen im Ausland"), required=False)),
        ]

    def teile(self, feld: Feld) -> dict[str, forms.Field]:
        missing = {
            "strasse": _("Bitte geben Sie die Straße an."),
            "hausnummer": _("Bitte geben Sie die Hausnummer an. Gibt es keine, schreiben Sie „ohne“."),
            "plz": _("Bitte geben Sie die Postleitzahl an."),
            "ort": _("Bitte geben Sie den Ort an."),
        }
        abroad = feld.angaben.get("ausland")
        asked = {
            "strasse": self._part(feld, "strasse", "address-line1", fehlt=missing["strasse"]),
            "hausnummer": self._part(feld, "hausnummer", "off", LONGEST_NUMBER, fehlt=missing["hausnummer"]),
        }
        if feld.angaben.get("zusatz"):
            hint = _("Zum Beispiel: bei Muster, 2. Stock")
            asked["zusatz"] = self._part(feld, "zusatz", "address-line2", hilfe=hint, pflicht=False)
        asked["plz"] = self._part(feld, "plz", "postal-code", LONGEST_NUMBER, fehlt=missing["plz"])
        asked["plz"].widget.attrs["inputmode"] = "text" if abroad else "numeric"
        asked["ort"] = self._part(feld, "ort", "address-level2", fehlt=missing["ort"])
        if abroad:
            hint = _("Nur im Ausland nötig")
            asked["land"] = self._part(feld, "land", "country-name", hilfe=hint, pflicht=False)
        return asked

    def zusammen(self, feld: Feld, teile: Teile) -> Adresse | None:
        if not is_filled(self.teile(feld), teile, NOETIG):
            return None
        adresse = Adresse(
            **dict(teile) | {"hausnummer": _number(teile["hausnummer"]), "land": _country(teile.get("land"))}
        )
        return adresse if adresse.land else _german(adresse)

    def zerlegt(self, feld: Feld, wert: Adresse) -> dict[str, Any]:
        return {part: getattr(wert, part) for part in self.teile(feld)}

    def anzeige(self, wert: Adresse, feld: Feld) -> str:
        street = wert.strasse if wert.hausnummer == OHNE else f"{wert.strasse} {wert.hausnummer}"
        return "\n".join(line for line in (street, wert.zusatz, f"{wert.plz} {wert.ort}", wert.land) if line)

    def export(self, wert: Adresse, feld: Feld) -> Json:
        return {part: text for part in (*NOETIG, *SONST) if (text := getattr(wert, part))}

    def aus_export(self, daten: Json, feld: Feld) -> Adresse:
        return Adresse(**read_texts(daten, NOETIG, SONST))

    def regelwert(self, wert: Adresse, feld: Feld) -> dict[str, str]:
        return {part: getattr(wert, part) for part in (*NOETIG, *SONST)}

    def regelname(self, feld: Feld) -> Name:
        return self.karte(feld, LABELS)

    def schema(self, feld: Feld) -> dict[str, Any]:
        text = {"type": "string", "minLength": 1, "maxLength": LONGEST}
        parts = dict.fromkeys((*NOETIG, *SONST), text)
        return {"type": "object", "properties": parts, "required": list(NOETIG), "additionalProperties": False}

    def beispiel(self, feld: Feld) -> Adresse:
        return Adresse("Musterstraße", "12 a", "56727", "Mayen")

    def _part(self, feld: Feld, part: str, purpose: str, most: int = LONGEST, **options: Any) -> forms.Field:
        widget = forms.TextInput(attrs=self.attrs(feld, purpose))
        return Zeilenfeld(most=most, widget=widget, **self.optionen(feld, LABELS[part], **options))


def _number(text: str) -> str:
    return OHNE if fold(text) in {"", "o nr", "ohne", "ohne nummer", "keine"} else text


def _country(text: str | None) -> str:
    return "" if fold(text or "") in {"", "d", "de", "deutschland", "germany", "brd"} else text or ""


def _german(adresse: Adresse) -> Adresse:
    plz = re.sub(r"^D ?- ?| ", "", adresse.plz, flags=re.I)
    if not re.fullmatch(r"(?!00)[0-9]{5}", plz):
        message = _("Eine Postleitzahl hat fünf Ziffern, z. B. 56727.")
        raise ValidationError({"plz": ValidationError(message, code="invalid")})
    if not fits(plz, adresse.ort):
        message = _("Orte mit der Postleitzahl %(plz)s: %(orte)s. Bitte prüfen Sie Postleitzahl und Ort.")
        params = {"plz": plz, "orte": ", ".join(names(mehrdeutig(plz)))}
        raise ValidationError({"ort": ValidationError(message, code="ort", params=params)})
    return Adresse(adresse.strasse, adresse.hausnummer, plz, adresse.ort, adresse.zusatz)


def fits(plz: str, ort: str) -> bool:
    """Whether a place may have that postcode, as far as the directory of places knows."""
    here = [one for one in mehrdeutig(plz) if one.ist_gemeinde]
    if not here or any(_means(ort, name) for name in names(here)):
        return True
    elsewhere = mehrdeutig(ort)
    if {one.id for one in elsewhere} & {one.id for one in here}:
        return True
    return plz[:2] not in GANZ_HIER and not elsewhere


def names(orte: Iterable[Ort]) -> list[str]:
    return sorted({kern(one.name) for one in orte if one.ist_gemeinde})


def _means(text: str, name: str) -> bool:
    """Whether it names the place, or a part of it ("Mayen-Hausen"), or is the beginning of a longer name."""
    said, known = f"{fold(text)} ", f"{fold(name)} "
    return said.startswith(known) or (known.startswith(said) and len(said) > SHORTEST)
