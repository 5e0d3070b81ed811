"""From one day, or point in time, to another."""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from antraege.feldtypen import uhrzeit
from antraege.feldtypen.base import Feld, Feldtyp, Json, Teile, is_filled
from antraege.feldtypen.datum import (
    day_within,
    heute,
    limit_blocks,
    limits,
    read_iso,
    write_day,
    wrong_limits,
)
from antraege.feldtypen.eingabe import KEYBOARD, Lesefeld
from antraege.feldtypen.text import read_texts
from antraege.regeln.bedingung import Name, Regeltyp
from antraege.regeln.funktionen import as_regelwert

MOST_DAYS = 3660
LABELS = {"von": _("Beginn"), "bis": _("Ende")}
DAYS, TIMES = tuple(LABELS), ("von_uhrzeit", "bis_uhrzeit")
ALL_DAY = time.min, time(23, 59)


@dataclass(frozen=True, slots=True)
class Zeitraum:
    """Both days belong to it. With times, it ends when the last is reached."""

    von: date
    bis: date
    von_uhrzeit: time | None = None
    bis_uhrzeit: time | None = None

    @property
    def tage(self) -> int:
        return (self.bis - self.von).days + 1


class ZeitraumFeld(Feldtyp[Zeitraum]):
    """Beginning and end: days, or days with times."""

    typ = "zeitraum"
    name = _("Zeitraum")
    beschreibung = _("Von einem Tag bis zu einem anderen, mit oder ohne Uhrzeit.")
    icon = "calendar-alt"
    regeltyp = Regeltyp.KARTE

    def angaben(self) -> list[tuple[str, blocks.Block]]:
        most = blocks.IntegerBlock(label=_("Höchstens so viele Tage"), required=False, min_value=1, max_value=MOST_DAYS)
        with_times = blocks.BooleanBlock(label=_("Mit Uhrzeiten"), required=False)
        return [("mit_uhrzeit", with_times), *limit_blocks(), ("hoechstens_tage", most)]

    def maengel(self, feld: Feld) -> dict[str, Any]:
        return wrong_limits(feld)

    def teile(self, feld: Feld) -> dict[str, forms.Field]:
        within = partial(day_within, *limits(feld))
        hint = _("Zum Beispiel 24.12.2026")
        missing = (
            _("Bitte geben Sie den ersten Tag an."),
            _("Bitte geben Sie den letzten Tag an, auch wenn es nur einer ist."),
        )
        asked = {"von": self._part(feld, within, LABELS["von"], hilfe=hint, fehlt=missing[0])}
        if feld.angaben.get("mit_uhrzeit"):
            asked["von_uhrzeit"] = self._time(feld, _("Beginn, Uhrzeit"))
        asked["bis"] = self._part(feld, within, LABELS["bis"], hilfe=hint, fehlt=missing[1])
        if feld.angaben.get("mit_uhrzeit"):
            asked["bis_uhrzeit"] = self._time(feld, _("Ende, Uhrzeit"))
        return asked

    def zusammen(self, feld: Feld, teile: Teile) -> Zeitraum | None:
        asked = self.teile(feld)
        if not is_filled(asked, teile, list(asked)):
            return None
        found = Zeitraum(**teile)
        if found.bis < found.von:
            message = _("Das Ende liegt vor dem Beginn am %(tag)s. Bitte prüfen Sie beide.")
            raise ValidationError({"bis": ValidationError(message, params={"tag": write_day(found.von)})})
        if (
            found.bis == found.von
            and found.von_uhrzeit
            and found.bis_uhrzeit
            and found.bis_uhrzeit <= found.von_uhrzeit
        ):
            message = _(
                "Das Ende muss nach %(zeit)s Uhr liegen. Geht es über Mitternacht, dann endet es am nächsten Tag."
            )
            params = {"zeit": uhrzeit.write_time(found.von_uhrzeit)}
            raise ValidationError({"bis_uhrzeit": ValidationError(message, params=params)})
        most = feld.angaben.get("hoechstens_tage") or MOST_DAYS
        if found.tage > most:
            message = _("Möglich sind höchstens %(most)d Tage. Hier sind es %(tage)d.")
            raise ValidationError({"bis": ValidationError(message, params={"most": most, "tage": found.tage})})
        return found

    def zerlegt(self, feld: Feld, wert: Zeitraum) -> dict[str, Any]:
        shown = {"von": write_day(wert.von), "bis": write_day(wert.bis)}
        for part in TIMES:
            if feld.angaben.get("mit_uhrzeit") and (value := getattr(wert, part)):
                shown[part] = uhrzeit.write_time(value)
        return shown

    def anzeige(self, wert: Zeitraum, feld: Feld) -> str:
        von, bis = (date_format(day, "DATE_FORMAT") for day in (wert.von, wert.bis))
        if wert.von_uhrzeit and wert.bis_uhrzeit:
            until = uhrzeit.in_words(wert.bis_uhrzeit)
            von = f"{von}, {uhrzeit.in_words(wert.von_uhrzeit)}"
            bis = until if wert.von == wert.bis else f"{bis}, {until}"
        elif wert.von == wert.bis:
            return von
        return gettext("%(von)s bis %(bis)s") % {"von": von, "bis": bis}

    def export(self, wert: Zeitraum, feld: Feld) -> Json:
        return {"von": _iso(wert.von, wert.von_uhrzeit), "bis": _iso(wert.bis, wert.bis_uhrzeit)}

    def aus_export(self, daten: Json, feld: Feld) -> Zeitraum:
        found = read_texts(daten, DAYS)
        (von, von_uhrzeit), (bis, bis_uhrzeit) = _from_iso(found["von"]), _from_iso(found["bis"])
        if bis < von or (von_uhrzeit is None) != (bis_uhrzeit is None):
            raise ValueError(daten)
        return Zeitraum(von, bis, von_uhrzeit, bis_uhrzeit)

    def regelwert(self, wert: Zeitraum, feld: Feld) -> dict[str, datetime]:
        """With times, as if clocks at the place showed UTC: so they compare with each other and with days."""
        return {
            "von": _with_time(as_regelwert(wert.von), wert.von_uhrzeit),
            "bis": _with_time(as_regelwert(wert.bis), wert.bis_uhrzeit),
        }

    def regelname(self, feld: Feld) -> Name:
        return self.karte(feld, LABELS, Regeltyp.DATUM)

    def schema(self, feld: Feld) -> dict[str, Any]:
        moment = f"T{uhrzeit.PATTERN}" if feld.angaben.get("mit_uhrzeit") else ""
        one = {"type": "string", "pattern": rf"^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}{moment}$"}
        parts = dict.fromkeys(DAYS, one)
        return {"type": "object", "properties": parts, "required": list(DAYS), "additionalProperties": False}

    def beispiel(self, feld: Feld) -> Zeitraum:
        first, last = limits(feld)
        day = min(max(heute(), first), last)
        times = (time(18, 0), time(23, 0)) if feld.angaben.get("mit_uhrzeit") else (None, None)
        return Zeitraum(day, day, *times)

    def _part(self, feld: Feld, lesen: Any, label: Any, **options: Any) -> forms.Field:
        widget = forms.TextInput(attrs=self.attrs(feld, inputmode=KEYBOARD))
        return Lesefeld(lesen, widget=widget, **self.optionen(feld, label, **options))

    def _time(self, feld: Feld, label: Any) -> forms.Field:
        missing = _("Bitte geben Sie die Uhrzeit an.")
        return self._part(
            feld, partial(uhrzeit.time_within, *ALL_DAY), label, hilfe=_("Zum Beispiel 18:30"), fehlt=missing
        )


def _iso(day: date, moment: time | None) -> str:
    return f"{day.isoformat()}T{uhrzeit.write_time(moment)}" if moment else day.isoformat()


def _from_iso(text: str) -> tuple[date, time | None]:
    day, split, moment = text.partition("T")
    return read_iso(day), uhrzeit.read_iso(moment) if split else None


def _with_time(day: datetime, moment: time | None) -> datetime:
    return day.replace(hour=moment.hour, minute=moment.minute) if moment else day
