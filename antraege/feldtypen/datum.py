"""A day."""

import re
from calendar import monthrange
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from antraege.feldtypen.base import ALLEIN, Feld, Feldtyp, Json
from antraege.feldtypen.eingabe import KEYBOARD, Lesefeld
from antraege.feldtypen.text import read_text
from antraege.regeln.bedingung import Regeltyp
from antraege.regeln.funktionen import as_regelwert

FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
PIVOT = 50  # two digits of a year are no further ahead than this

_ISO = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)", re.ASCII)
_GERMAN = re.compile(r"(\d\d?)[.,/\- ]+(\d\d?)[.,/\- ]+(\d{4}|\d\d)", re.ASCII)
_DIGITS = re.compile(r"(\d\d)(\d\d)(\d{4}|\d\d)", re.ASCII)
_NAMED = re.compile(r"(\d\d?)\.? ?([A-Za-zä]+)\.? (\d{4}|\d\d)")
_MONTHS = ("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez")
_LIMIT = re.compile(r"heute(?: ?([+-]) ?(\d{1,5}) ?([TWMJ]))?", re.ASCII | re.I)

_STICHTAG: ContextVar[date | None] = ContextVar("stichtag", default=None)


@contextmanager
def am(tag: date | None) -> Iterator[None]:
    """What is entered within is held against another day than today: example cases keep theirs."""
    token = _STICHTAG.set(tag)
    try:
        yield
    finally:
        _STICHTAG.reset(token)


def heute() -> date:
    return _STICHTAG.get() or localdate()


def read_day(text: str, pivot: int = PIVOT) -> date:
    """A day as people write it. Raises ``ValueError`` for what is none.

    "24.12.2026", "24.12.26", "24/12/2026", "24,12,2026", "24122026", "24. Dezember 2026", "2026-12-24". Two digits of
    a year are at most ``pivot`` years ahead.
    """
    if found := _ISO.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _GERMAN.fullmatch(text) or _DIGITS.fullmatch(text):
        return date(_year(found[3], pivot), int(found[2]), int(found[1]))
    if found := _NAMED.fullmatch(text):
        month = re.sub("maer|mrz", "mär", found[2].lower())[:3]
        return date(_year(found[3], pivot), _MONTHS.index(month) + 1, int(found[1]))
    raise ValueError(text)


def write_day(day: date) -> str:
    return f"{day:%d.%m.}{day.year:04d}"


def limit(said: str) -> date:
    """The day of a limit: "2026-12-24", "heute", "heute+14T" (Tage, Wochen, Monate, Jahre). Raises ``ValueError``."""
    found = _LIMIT.fullmatch(said.strip())
    if found is None:
        return date.fromisoformat(said.strip())
    number = int(found[2] or 0) * (-1 if found[1] == "-" else 1)
    unit = (found[3] or "T").upper()
    if unit in "TW":
        return _within(heute() + timedelta(days=number * (7 if unit == "W" else 1)))
    return _later(heute(), number * (12 if unit == "J" else 1))


def _later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not FIRST.year <= year <= LAST.year:
        return FIRST if year < FIRST.year else LAST
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))


def _within(day: date) -> date:
    return min(max(day, FIRST), LAST)


def _year(digits: str, pivot: int) -> int:
    if len(digits) == 4:
        return int(digits)
    year = heute().year // 100 * 100 + int(digits)
    return year if year <= heute().year + pivot else year - 100


def read_iso(daten: Json) -> date:
    """A day that was exported; raises ``ValueError`` for anything else."""
    return date.fromisoformat(read_text(daten))


def limit_blocks() -> list[tuple[str, blocks.Block]]:
    help_text = _("Ein Tag wie 2026-12-24 oder von heute an gezählt: heute, heute+14T, heute-6M (T, W, M, J)")
    common: dict[str, Any] = {"required": False, "max_length": 20, "help_text": help_text}
    return [
        ("fruehestens", blocks.CharBlock(label=_("Frühestens"), **common)),
        ("spaetestens", blocks.CharBlock(label=_("Spätestens"), **common)),
    ]


def limits(feld: Feld) -> tuple[date, date]:
    """The first and the last day that a field takes."""
    first, last = feld.angaben.get("fruehestens"), feld.angaben.get("spaetestens")
    return limit(first) if first else FIRST, limit(last) if last else LAST


def wrong_limits(feld: Feld) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in ("fruehestens", "spaetestens"):
        try:
            limit(feld.angaben.get(name) or "heute")
        except ValueError:
            found[name] = _("Das ist kein Tag. Möglich sind z. B. 2026-12-24, heute oder heute+14T.")
    if not found and limits(feld)[0] > limits(feld)[1]:
        found["spaetestens"] = _("„Spätestens“ liegt vor „frühestens“.")
    return found


def day_within(first: date, last: date, text: str, pivot: int = PIVOT) -> date:
    """The day that was typed; raises ``ValidationError`` if it is none or not among those asked for."""
    try:
        day = read_day(text, pivot)
    except ValueError as error:
        raise ValidationError(_("Bitte ein Datum angeben, z. B. 24.12.2026."), code="invalid") from error
    if day < first:
        message = _("Das Datum ist zu früh. Möglich ist es ab %(tag)s.")
        raise ValidationError(message, code="min_value", params={"tag": write_day(first)})
    if day > last:
        message = _("Das Datum ist zu spät. Möglich ist es bis %(tag)s.")
        raise ValidationError(message, code="max_value", params={"tag": write_day(last)})
    return day


class DatumFeld(Feldtyp[date]):
    """A day of the calendar, typed."""

    typ = "datum"
    name = _("Datum")
    beschreibung = _("Ein Tag, wenn Sie mögen nur innerhalb einer Frist.")
    icon = "date"
    regeltyp = Regeltyp.DATUM

    def angaben(self) -> list[tuple[str, blocks.Block]]:
        return limit_blocks()

    def maengel(self, feld: Feld) -> dict[str, Any]:
        return wrong_limits(feld)

    def formularfeld(self, feld: Feld) -> forms.Field:
        widget = forms.TextInput(attrs=self.attrs(feld, inputmode=KEYBOARD))
        options = self.optionen(feld, hilfe=_("Zum Beispiel 24.12.2026"), fehlt=_("Bitte geben Sie ein Datum an."))
        return Lesefeld(partial(day_within, *limits(feld)), widget=widget, **options)

    def zerlegt(self, feld: Feld, wert: date) -> dict[str, Any]:
        return {ALLEIN: write_day(wert)}

    def anzeige(self, wert: date, feld: Feld) -> str:
        return date_format(wert, "DATE_FORMAT")

    def export(self, wert: date, feld: Feld) -> Json:
        return wert.isoformat()

    def aus_export(self, daten: Json, feld: Feld) -> date:
        return read_iso(daten)

    def regelwert(self, wert: date, feld: Feld) -> datetime:
        return as_regelwert(wert)

    def schema(self, feld: Feld) -> dict[str, Any]:
        return {"type": "string", "format": "date"}

    def beispiel(self, feld: Feld) -> date:
        first, last = limits(feld)
        return min(max(heute(), first), last)
