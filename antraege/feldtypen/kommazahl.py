"""A number with decimals, such as an area: exact as it was written, and read as Germans write it."""

import re
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import blocks

from antraege.feldtypen.base import ALLEIN, Feld, Feldtyp, Json
from antraege.feldtypen.eingabe import Lesefeld
from antraege.feldtypen.ganzzahl import limits, require_within, write_number, wrong_limits
from antraege.regeln.bedingung import Regeltyp

MOST = 1_000_000_000
USUAL, MOST_PLACES = 2, 4  # so many digits in all that a float keeps each of them
_NUMBER = re.compile(
    r"(?P<sign>[+\-−–])? ?(?:(?P<whole>\d{1,3}(?:[. ]\d{3})+|\d+)(?:,(?P<part>\d+))?|(?P<english>\d+\.\d+))", re.ASCII
)


def read_decimal(text: str) -> Decimal:
    """ "12,5", "1.234,5", "12.5" (a phone's keyboard may have no comma). Raises ``ValueError`` for anything else."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise ValueError(text)
    written = found["english"] or f"{re.sub(r'[. ]', '', found['whole'])}.{found['part'] or 0}"
    number = plain(Decimal(written))
    return -number if found["sign"] and found["sign"] != "+" else number


def write_decimal(number: Decimal) -> str:
    whole, _dot, part = f"{abs(number):f}".partition(".")
    part = part.rstrip("0")
    return ("-" if number < 0 else "") + write_number(int(whole)) + (f",{part}" if part else "")


def plain(number: Decimal) -> Decimal:
    """Without zeros at its end; there is no "minus nothing"."""
    return number.normalize() + 0


class KommazahlFeld(Feldtyp[Decimal]):
    """What is measured: square metres, kilograms."""

    typ = "kommazahl"
    name = _("Kommazahl")
    beschreibung = _("Was gemessen wird, z. B. 12,5 m².")
    icon = "order"
    regeltyp = Regeltyp.KOMMAZAHL

    def angaben(self) -> list[tuple[str, blocks.Block]]:
        bounds: dict[str, Any] = {"required": False, "min_value": -MOST, "max_value": MOST}
        places: dict[str, Any] = {"required": False, "min_value": 1, "max_value": MOST_PLACES}
        return [
            ("nachkommastellen", blocks.IntegerBlock(label=_("Stellen nach dem Komma (sonst 2)"), **places)),
            ("mindestens", blocks.IntegerBlock(label=_("Mindestens (sonst 0)"), **bounds)),
            ("hoechstens", blocks.IntegerBlock(label=_("Höchstens"), **bounds)),
            ("einheit", blocks.CharBlock(label=_("Einheit, z. B. „m²“"), required=False, max_length=40)),
        ]

    def maengel(self, feld: Feld) -> dict[str, Any]:
        return wrong_limits(feld)

    def formularfeld(self, feld: Feld) -> forms.Field:
        least, most = limits(feld, MOST)
        # The decimal keyboard of a phone has no minus.
        attrs = self.attrs(feld, inputmode="decimal" if least >= 0 else "text")
        options = self.optionen(feld, hilfe=_("Zum Beispiel 12,5"))
        field = Lesefeld(partial(_read, least, most, _places(feld)), widget=forms.TextInput(attrs=attrs), **options)
        field.einheit = feld.angaben.get("einheit") or ""
        return field

    def zerlegt(self, feld: Feld, wert: Decimal) -> dict[str, Any]:
        return {ALLEIN: write_decimal(wert).replace(".", "")}

    def anzeige(self, wert: Decimal, feld: Feld) -> str:
        return f"{write_decimal(wert)} {feld.angaben.get('einheit', '')}".strip()

    def export(self, wert: Decimal, feld: Feld) -> Json:
        return float(wert)

    def aus_export(self, daten: Json, feld: Feld) -> Decimal:
        if isinstance(daten, bool) or not isinstance(daten, int | float):
            raise ValueError(daten)
        try:
            number = Decimal(str(daten))
        except InvalidOperation:
            raise ValueError(daten) from None
        if not number.is_finite():
            raise ValueError(daten)
        return plain(number)

    def regelwert(self, wert: Decimal, feld: Feld) -> float:
        return float(wert)

    def schema(self, feld: Feld) -> dict[str, Any]:
        least, most = limits(feld, MOST)
        return {"type": "number", "minimum": least, "maximum": most}

    def beispiel(self, feld: Feld) -> Decimal:
        least, most = limits(feld, MOST)
        return min(max(Decimal("12.5"), Decimal(least)), Decimal(most))


def _places(feld: Feld) -> int:
    return feld.angaben.get("nachkommastellen") or USUAL


def _read(least: int, most: int, places: int, text: str) -> Decimal:
    try:
        number = read_decimal(text)
    except ValueError as error:
        raise ValidationError(_("Bitte eine Zahl angeben, z. B. 12,5."), code="invalid") from error
    if -int(number.as_tuple().exponent) > places:
        said = ngettext(
            "Bitte höchstens %(zahl)d Stelle nach dem Komma angeben.",
            "Bitte höchstens %(zahl)d Stellen nach dem Komma angeben.",
            places,
        )
        raise ValidationError(said, code="max_decimal_places", params={"zahl": places})
    require_within(number, least, most)
    return number
