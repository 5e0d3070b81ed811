"""A time of day."""

import re
from datetime import time
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from antraege.feldtypen.base import ALLEIN, Feld, Feldtyp, Json
from antraege.feldtypen.eingabe import KEYBOARD, Lesefeld
from antraege.feldtypen.text import read_text
from antraege.regeln.bedingung import Regeltyp

_TIME = re.compile(r"(\d\d?)(?: ?[:.,h] ?(\d\d)| ?h)?(?: ?uhr(?: (\d\d?))?)?|(\d\d?)(\d\d)(?: ?uhr)?", re.ASCII | re.I)
PATTERN = "([01][0-9]|2[0-3]):[0-5][0-9]"


def read_time(text: str) -> time:
    """A time as people write it: "9", "9.30", "09:30 Uhr", "0930", "9 Uhr 30". ``ValueError`` for what is none."""
    found = _TIME.fullmatch(text)
    if found is None:
        raise ValueError(text)
    hour, minute, spoken, digits_hour, digits_minute = found.groups()
    if minute and spoken:
        raise ValueError(text)
    return time(int(hour or digits_hour), int(minute or spoken or digits_minute or 0))


def write_time(value: time) -> str:
    return f"{value:%H:%M}"


def read_iso(daten: Json) -> time:
    """A time that was exported; raises ``ValueError`` for anything else."""
    if not re.fullmatch(PATTERN, text := read_text(daten)):
        raise ValueError(daten)
    return time.fromisoformat(text)


def in_words(value: time) -> str:
    return gettext("%(zeit)s Uhr") % {"zeit": write_time(value)}


def limits(feld: Feld) -> tuple[time, time]:
    """The first and the last time that a field takes."""
    first, last = feld.angaben.get("fruehestens"), feld.angaben.get("spaetestens")
    return read_time(first) if first else time.min, read_time(last) if last else time(23, 59)


class UhrzeitFeld(Feldtyp[time]):
    """Hours and minutes by the clock at the place, without a day."""

    typ = "uhrzeit"
    name = _("Uhrzeit")
    beschreibung = _("Eine Uhrzeit, z. B. 18:30.")
    icon = "time"
    regeltyp = Regeltyp.TEXT

    def angaben(self) -> list[tuple[str, blocks.Block]]:
        common: dict[str, Any] = {"required": False, "max_length": 5}
        return [
            ("fruehestens", blocks.CharBlock(label=_("Frühestens"), **common)),
            ("spaetestens", blocks.CharBlock(label=_("Spätestens"), **common)),
        ]

    def maengel(self, feld: Feld) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name in ("fruehestens", "spaetestens"):
            try:
                read_time(feld.angaben.get(name) or "0")
            except ValueError:
                found[name] = _("Das ist keine Uhrzeit. Möglich ist z. B. 18:00.")
        if not found and limits(feld)[0] > limits(feld)[1]:
            found["spaetestens"] = _("„Spätestens“ liegt vor „frühestens“.")
        return found

    def formularfeld(self, feld: Feld) -> forms.Field:
        # The numeric keyboard has no colon; "1830" is read too.
        widget = forms.TextInput(attrs=self.attrs(feld, inputmode=KEYBOARD))
        options = self.optionen(feld, hilfe=_("Zum Beispiel 18:30"), fehlt=_("Bitte geben Sie die Uhrzeit an."))
        return Lesefeld(partial(time_within, *limits(feld)), widget=widget, **options)

    def zerlegt(self, feld: Feld, wert: time) -> dict[str, Any]:
        return {ALLEIN: write_time(wert)}

    def anzeige(self, wert: time, feld: Feld) -> str:
        return in_words(wert)

    def export(self, wert: time, feld: Feld) -> Json:
        return write_time(wert)

    def aus_export(self, daten: Json, feld: Feld) -> time:
        return read_iso(daten)

    def schema(self, feld: Feld) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{PATTERN}$"}

    def beispiel(self, feld: Feld) -> time:
        first, last = limits(feld)
        return min(max(time(18, 0), first), last)


def time_within(first: time, last: time, text: str) -> time:
    """The time that was typed; raises ``ValidationError`` if it is none or not among those asked for."""
    try:
        value = read_time(text)
    except ValueError as error:
        raise ValidationError(_("Bitte eine Uhrzeit angeben, z. B. 18:30."), code="invalid") from error
    if not first <= value <= last:
        message = _("Möglich ist es von %(von)s bis %(bis)s Uhr.")
        params = {"von": write_time(first), "bis": write_time(last)}
        raise ValidationError(message, code="limits", params=params)
    return value
