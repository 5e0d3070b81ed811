"""A whole number."""

import re
from decimal import Decimal
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from antraege.feldtypen.base import ALLEIN, Feld, Feldtyp, Json
from antraege.feldtypen.eingabe import Lesefeld
from antraege.regeln.bedingung import Regeltyp

MOST = 1_000_000_000
_NUMBER = re.compile(r"(?P<sign>[+\-−–])? ?(?P<digits>\d{1,3}(?:[. ]\d{3})+|\d+)(?:,0+)?", re.ASCII)


def read_number(text: str) -> int:
    """A whole number as people write it: "1.200", "1 200", "12,0". Raises ``ValueError`` for anything else."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise ValueError(text)
    number = int(re.sub(r"\D", "", found["digits"]))
    return -number if found["sign"] and found["sign"] != "+" else number


def write_number(number: int) -> str:
    """With dots between the thousands from 10.000 on, as years and house numbers have none."""
    return f"{number:,}".replace(",", ".") if abs(number) >= 10_000 else str(number)


def read_int(daten: Json) -> int:
    """A whole number that was exported; raises ``ValueError`` for anything else."""
    if not isinstance(daten, int) or isinstance(daten, bool):
        raise ValueError(daten)
    return daten


def limits(feld: Feld, most: int) -> tuple[int, int]:
    """The least and the most that a field takes: ``mindestens`` (0 if nothing is said) and ``hoechstens``."""
    least, above = feld.angaben.get("mindestens"), feld.angaben.get("hoechstens")
    return 0 if least is None else least, most if above is None else above


def wrong_limits(feld: Feld) -> dict[str, Any]:
    least, above = feld.angaben.get("mindestens"), feld.angaben.get("hoechstens")
    if above is not None and above < (least or 0):
        return {"hoechstens": _("„Höchstens“ ist kleiner als „mindestens“.")}
    return {}


def require_within(number: int | Decimal, least: int, most: int) -> None:
    """Raises ``ValidationError`` and says the limit."""
    if number < least:
        message = _("Bitte mindestens %(zahl)s angeben.")
        raise ValidationError(message, code="min_value", params={"zahl": write_number(least)})
    if number > most:
        message = _("Bitte höchstens %(zahl)s angeben.")
        raise ValidationError(message, code="max_value", params={"zahl": write_number(most)})


class GanzzahlFeld(Feldtyp[int]):
    """A number that is counted: people, days, square metres."""

    typ = "ganzzahl"
    name = _("Ganze Zahl")
    beschreibung = _("Was gezählt wird, z. B. Personen oder Tage; ohne Komma.")
    icon = "order"
    regeltyp = Regeltyp.ZAHL

    def angaben(self) -> list[tuple[str, blocks.Block]]:
        bounds: dict[str, Any] = {"required": False, "min_value": -MOST, "max_value": MOST}
        return [
            ("mindestens", blocks.IntegerBlock(label=_("Mindestens"), help_text=_("leer: 0"), **bounds)),
            ("hoechstens", blocks.IntegerBlock(label=_("Höchstens"), **bounds)),
            ("einheit", blocks.CharBlock(label=_("Einheit, z. B. „Personen“"), required=False, max_length=40)),
        ]

    def maengel(self, feld: Feld) -> dict[str, Any]:
        return wrong_limits(feld)

    def formularfeld(self, feld: Feld) -> forms.Field:
        least, most = limits(feld, MOST)
        # The numeric keyboard of a phone has no minus.
        attrs = self.attrs(feld, inputmode="numeric" if least >= 0 else "text")
        options = self.optionen(feld, fehlt=_("Bitte geben Sie eine Zahl an."))
        field = Lesefeld(partial(_read, least, most), widget=forms.TextInput(attrs=attrs), **options)
        field.einheit = feld.angaben.get("einheit") or ""
        return field

    def zerlegt(self, feld: Feld, wert: int) -> dict[str, Any]:
        return {ALLEIN: str(wert)}

    def anzeige(self, wert: int, feld: Feld) -> str:
        return f"{write_number(wert)} {feld.angaben.get('einheit', '')}".strip()

    def export(self, wert: int, feld: Feld) -> Json:
        return wert

    def aus_export(self, daten: Json, feld: Feld) -> int:
        return read_int(daten)

    def schema(self, feld: Feld) -> dict[str, Any]:
        least, most = limits(feld, MOST)
        return {"type": "integer", "minimum": least, "maximum": most}

    def beispiel(self, feld: Feld) -> int:
        least, most = limits(feld, MOST)
        return min(max(3, least), most)


def _read(least: int, most: int, text: str) -> int:
    try:
        number = read_number(text)
    except ValueError as error:
        raise ValidationError(_("Bitte eine ganze Zahl angeben, z. B. 12."), code="invalid") from error
    require_within(number, least, most)
    return number
