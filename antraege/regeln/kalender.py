"""Counting days as offices do.

All counts start after ``von`` (the day of the event does not count, BGB § 187 Abs. 1) and include ``bis``; they are 0
when ``bis`` is not after ``von``.
"""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

import holidays

FREITAG, SAMSTAG, SONNTAG = 4, 5, 6
LONGEST = timedelta(days=36_525)  # a typing error such as the year 9999 must not cost the Easters of 8000 years


def kalendertage(von: date, bis: date) -> int:
    """All days."""
    return max((bis - von).days, 0)


def werktage(von: date, bis: date, land: str) -> int:
    """Days that are neither Sunday nor public holiday of the Land (BUrlG § 3 Abs. 2), so Saturdays count.

    BGB § 193 only moves the end of a period off a Saturday; it does not take the Saturday out of the Werktage
    (BGH, 27.04.2005, VIII ZR 206/04).
    """
    return _count(von, bis, land, SAMSTAG)


def arbeitstage(von: date, bis: date, land: str) -> int:
    """Monday to Friday without public holidays of the Land."""
    return _count(von, bis, land, FREITAG)


def jahre(von: date, bis: date) -> int:
    """Full years: the age on the day ``bis`` of who was born on ``von`` (BGB § 187 Abs. 2, § 188 Abs. 2).

    Who was born on 29 February is a year older on 1 March.
    """
    return max(bis.year - von.year - ((bis.month, bis.day) < (von.month, von.day)), 0)


def monate(von: date, bis: date) -> int:
    """Full months."""
    return max((bis.year - von.year) * 12 + bis.month - von.month - (bis.day < von.day), 0)


def months_later(tag: date, anzahl: int) -> date:
    """The same day of another month, or its last day if it has no such day (BGB § 188 Abs. 3)."""
    jahr, monat = divmod(tag.year * 12 + tag.month - 1 + anzahl, 12)
    return date(jahr, monat + 1, min(tag.day, monthrange(jahr, monat + 1)[1]))


def _count(von: date, bis: date, land: str, last: int) -> int:
    """Days from Monday to weekday ``last`` without holidays."""
    if bis <= von:
        return 0
    if bis - von > LONGEST:
        bis = von + LONGEST
    days = _weekdays_up_to(bis, last) - _weekdays_up_to(von, last)
    return days - sum(_holidays_between(jahr, land, last, von, bis) for jahr in range(von.year, bis.year + 1))


def _weekdays_up_to(day: date, last: int) -> int:
    """Days from Monday to ``last`` since the first Monday of the calendar (1 January 1)."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * (last + 1) + min(rest, last + 1)


def _holidays_between(jahr: int, land: str, last: int, von: date, bis: date) -> int:
    feste = feiertage(jahr, land, last)
    return bisect_right(feste, bis) - bisect_left(feste, von + timedelta(days=1))


def is_feiertag(tag: date, land: str) -> bool:
    """Whether a day is a public holiday of the Land."""
    return tag in feiertage(tag.year, land)


@lru_cache(maxsize=512)
def feiertage(jahr: int, land: str, last: int = SONNTAG) -> tuple[date, ...]:
    """Public holidays of a Land that fall on a day from Monday to ``last``."""
    found = holidays.country_holidays("DE", subdiv=land, years=jahr)
    return tuple(sorted(tag for tag in found if tag.weekday() <= last))
