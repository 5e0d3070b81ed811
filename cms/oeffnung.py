"""Opening hours: what holds on a date, and whether an office is open at an instant. Pure functions over the card of a
Standort (``cms.stellenstand``); times are wall-clock times in Germany.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import holidays

BERLIN = ZoneInfo("Europe/Berlin")
LOOK_AHEAD = timedelta(days=21)

Spanne = tuple[time, time]


@dataclass(frozen=True, slots=True)
class Tag:
    """What holds on one date: the spans in which it is open, and why it differs from the week ("" if it does not)."""

    datum: date
    spannen: tuple[Spanne, ...]
    grund: str = ""
    abweichend: bool = False


@dataclass(frozen=True, slots=True)
class Status:
    """Open or not, until when that is so (``None``: no change in sight), and today's special reason."""

    offen: bool
    wechsel: datetime | None
    grund: str = ""


@lru_cache(maxsize=16)
def feiertage(jahr: int) -> dict[date, str]:
    """Public holidays of Rhineland-Palatinate (LFtG RLP, as the package ``holidays`` knows it)."""
    return dict(holidays.country_holidays("DE", subdiv="RP", years=jahr, language="de"))


def day(standort: dict[str, Any], datum: date) -> Tag:
    """The hours on a date: the week, changed by exceptions; closed on public holidays without an exception."""
    week = tuple(sorted((_time(von), _time(bis)) for tag, von, bis in standort["zeiten"] if tag == datum.weekday()))
    exceptions = [one for one in standort["ausnahmen"] if one["datum"] == datum.isoformat()]
    if not exceptions:
        holiday = feiertage(datum.year).get(datum)
        return Tag(datum, (), holiday, bool(week)) if holiday else Tag(datum, week)
    grund = next((one["grund"] for one in exceptions if one["grund"]), "")
    opened = tuple(sorted((_time(one["von"]), _time(one["bis"])) for one in exceptions if not one["geschlossen"]))
    spans = opened or week
    for one in exceptions:
        if one["geschlossen"]:
            spans = _without(spans, _time(one["von"] or "00:00"), _time(one["bis"]) if one["bis"] else time.max)
    return Tag(datum, spans, grund, True)


def status(standort: dict[str, Any], now: datetime) -> Status:
    """Whether it is open at ``now`` (aware), and the instant of the next change."""
    local = now.astimezone(BERLIN)
    today = day(standort, local.date())
    for von, bis in today.spannen:
        if von <= local.time() < bis:
            return Status(True, _at(today.datum, bis), today.grund)
    for offset in range(LOOK_AHEAD.days):
        later = day(standort, local.date() + timedelta(days=offset))
        for von, _bis in later.spannen:
            if (opens := _at(later.datum, von)) > local:
                return Status(False, opens, today.grund)
    return Status(False, None, today.grund)


def deviations(standort: dict[str, Any], today: date, within: timedelta = LOOK_AHEAD) -> list[Tag]:
    """The dates soon to come that differ from the week."""
    days = (day(standort, today + timedelta(days=offset)) for offset in range(within.days))
    return [tag for tag in days if tag.abweichend]


def week(standort: dict[str, Any]) -> list[tuple[int, tuple[Spanne, ...]]]:
    """The weekly hours by weekday (0 is Monday); days without hours are left out."""
    by_day: dict[int, list[Spanne]] = {}
    for tag, von, bis in standort["zeiten"]:
        by_day.setdefault(tag, []).append((_time(von), _time(bis)))
    return [(tag, tuple(sorted(by_day[tag]))) for tag in sorted(by_day)]


def next_midnight(now: datetime) -> datetime:
    """When the date changes in Germany."""
    return _at(now.astimezone(BERLIN).date() + timedelta(days=1), time.min)


def _time(text: str) -> time:
    return time.fromisoformat(text)


def _at(datum: date, uhrzeit: time) -> datetime:
    return datetime.combine(datum, uhrzeit, tzinfo=BERLIN)


def _without(spans: tuple[Spanne, ...], von: time, bis: time) -> tuple[Spanne, ...]:
    """The spans less the time from ``von`` to ``bis``."""
    left: list[Spanne] = []
    for start, end in spans:
        if start < min(end, von):
            left.append((start, min(end, von)))
        if max(start, bis) < end:
            left.append((max(start, bis), end))
    return tuple(left)
