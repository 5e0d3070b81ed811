"""The numbers by which tax offices know people and firms."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum import exceptions
from stdnum.de import idnr, stnr, vat
from wagtail import blocks

from antraege.feldtypen.base import ALLEIN, Feld, Feldtyp, Json
from antraege.feldtypen.eingabe import Lesefeld
from antraege.feldtypen.text import read_text
from antraege.regeln.bedingung import Regeltyp


@dataclass(frozen=True, slots=True)
class Nummernart:
    """``lesen`` checks a number and leaves out what only parts it, ``schreiben`` parts it for reading."""

    name: Any
    lesen: Callable[[str], str]
    schreiben: Callable[[str], str]
    muster: str
    beispiel: str
    meldung: Any


def _read_vat(number: str) -> str:
    return f"DE{vat.validate(number)}"


ARTEN = {
    "steuer_id": Nummernart(
        name=_("Steuer-ID (Identifikationsnummer einer Person)"),
        lesen=idnr.validate,
        schreiben=idnr.format,
        muster="[1-9][0-9]{10}",
        beispiel="36574261809",
        meldung=_("Bitte die Steuer-ID mit elf Ziffern angeben. Sie steht auf jedem Steuerbescheid."),
    ),
    "steuernummer": Nummernart(
        name=_("Steuernummer des Finanzamts"),
        lesen=stnr.validate,
        schreiben=stnr.format,
        muster="[0-9]{10,11}|[0-9]{13}",
        beispiel="2912345678",
        meldung=_("Bitte die Steuernummer vom Steuerbescheid angeben, z. B. 29/123/45678."),
    ),
    "ust_id": Nummernart(
        name=_("Umsatzsteuer-ID"),
        lesen=_read_vat,
        schreiben=str,
        muster="DE[1-9][0-9]{8}",
        beispiel="DE136695976",
        meldung=_("Bitte die Umsatzsteuer-ID angeben, z. B. DE136695976."),
    ),
}
STEUER_ID = "steuer_id"


class SteuernummerFeld(Feldtyp[str]):
    """One of three kinds of numbers; kept without what parts its digits."""

    typ = "steuernummer"
    name = _("Steuernummer")
    beschreibung = _("Steuer-ID, Steuernummer oder Umsatzsteuer-ID, mit Prüfziffer.")
    icon = "regex"
    regeltyp = Regeltyp.TEXT

    def angaben(self) -> list[tuple[str, blocks.Block]]:
        choices = [(key, art.name) for key, art in ARTEN.items()]
        return [("art", blocks.ChoiceBlock(choices=choices, default=STEUER_ID, label=_("Art der Nummer")))]

    def formularfeld(self, feld: Feld) -> forms.Field:
        art = self._art(feld)
        widget = forms.TextInput(attrs=self.attrs(feld, spellcheck="false"))
        options = self.optionen(feld, fehlt=art.meldung)
        return Lesefeld(partial(_read, art), widget=widget, **options)

    def zerlegt(self, feld: Feld, wert: str) -> dict[str, Any]:
        return {ALLEIN: self.anzeige(wert, feld)}

    def anzeige(self, wert: str, feld: Feld) -> str:
        return self._art(feld).schreiben(wert)

    def export(self, wert: str, feld: Feld) -> Json:
        return wert

    def aus_export(self, daten: Json, feld: Feld) -> str:
        return read_text(daten)

    def schema(self, feld: Feld) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^({self._art(feld).muster})$"}

    def beispiel(self, feld: Feld) -> str:
        return self._art(feld).beispiel

    def _art(self, feld: Feld) -> Nummernart:
        return ARTEN[feld.angaben.get("art") or STEUER_ID]


def _read(art: Nummernart, text: str) -> str:
    try:
        return art.lesen(text)
    except exceptions.InvalidChecksum as error:
        message = _("In der Nummer ist ein Tippfehler. Bitte vergleichen Sie sie mit dem Bescheid.")
        raise ValidationError(message, code="checksum") from error
    except exceptions.ValidationError as error:
        raise ValidationError(art.meldung, code="invalid") from error
