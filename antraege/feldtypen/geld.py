"""An amount of money in euros; held in cents, so that nothing is ever rounded on the way."""

import re
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from antraege.feldtypen.base import ALLEIN, Feld, Feldtyp, Json
from antraege.feldtypen.eingabe import Lesefeld
from antraege.feldtypen.ganzzahl import limits, read_int, wrong_limits
from antraege.regeln.bedingung import Regeltyp
from leistungen.geld import format_euro, parse_euro

MOST = 100_000_000  # euros
_NO_CENTS = re.compile(r",(?:-{1,2}|–|—)(?=$| |€)")  # "12,-"


def read_cents(text: str) -> int:
    """Cents of an amount as Germans write it: "1.234,50 €", "€ 12", "12,-". Raises ``ValueError`` otherwise."""
    plain = _NO_CENTS.sub("", text)
    amount = re.sub(r"^(?:€|EUR)", "", plain, flags=re.I).replace(" ", "")
    return parse_euro(re.sub(r"(?i)(?:€|eur|euro)$", "", amount))


def write_cents(cents: int) -> str:
    """ "1.234,50 €" with a space that does not break."""
    sign = "−" if cents < 0 else ""
    return f"{sign}{format_euro(abs(cents))}\u00a0€"


class GeldFeld(Feldtyp[int]):
    """Cents, never less than nothing."""

    typ = "geld"
    name = _("Geldbetrag")
    beschreibung = _("Ein Betrag in Euro und Cent.")
    icon = "tag"
    regeltyp = Regeltyp.GELD

    def angaben(self) -> list[tuple[str, blocks.Block]]:
        bounds: dict[str, Any] = {"required": False, "min_value": 0, "max_value": MOST}
        return [
            ("mindestens", blocks.IntegerBlock(label=_("Mindestens so viele Euro"), **bounds)),
            ("hoechstens", blocks.IntegerBlock(label=_("Höchstens so viele Euro"), **bounds)),
        ]

    def maengel(self, feld: Feld) -> dict[str, Any]:
        return wrong_limits(feld)

    def formularfeld(self, feld: Feld) -> forms.Field:
        least, most = limits(feld, MOST)
        widget = forms.TextInput(attrs=self.attrs(feld, inputmode="decimal"))
        options = self.optionen(feld, hilfe=_("In Euro, zum Beispiel 12,50"))
        return Lesefeld(partial(_read, least * 100, most * 100), widget=widget, **options)

    def zerlegt(self, feld: Feld, wert: int) -> dict[str, Any]:
        return {ALLEIN: format_euro(wert)}

    def anzeige(self, wert: int, feld: Feld) -> str:
        return write_cents(wert)

    def export(self, wert: int, feld: Feld) -> Json:
        return wert

    def aus_export(self, daten: Json, feld: Feld) -> int:
        if (cents := read_int(daten)) < 0:
            raise ValueError(daten)
        return cents

    def schema(self, feld: Feld) -> dict[str, Any]:
        least, most = limits(feld, MOST)
        return {"type": "integer", "minimum": least * 100, "maximum": most * 100, "description": "Cent"}

    def beispiel(self, feld: Feld) -> int:
        least, most = limits(feld, MOST)
        return min(max(1250, least * 100), most * 100)


def _read(least: int, most: int, text: str) -> int:
    try:
        cents = read_cents(text)
    except ValueError as error:
        message = _("Bitte einen Betrag in Euro angeben, z. B. 1.234,50.")
        raise ValidationError(message, code="invalid") from error
    if cents < least:
        message = _("Bitte mindestens %(betrag)s angeben.")
        raise ValidationError(message, code="min_value", params={"betrag": write_cents(least)})
    if cents > most:
        message = _("Bitte höchstens %(betrag)s angeben.")
        raise ValidationError(message, code="max_value", params={"betrag": write_cents(most)})
    return cents
