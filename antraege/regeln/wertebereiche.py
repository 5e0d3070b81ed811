"""Values that between them try everything that comparisons can tell apart.

A field may hold any text or number, but a form's comparisons only see a few kinds of it: below 3, 3, above 3. One value
of each kind stands for all.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import combinations, pairwise
from typing import Any

from antraege.regeln.bedingung import Name, Regeltyp, Vergleich, read_tag, relative
from antraege.regeln.funktionen import as_regelwert

MOST_KEYS = 6  # choices of a several-of that are asked for, beyond which there are too many sets of them
HORIZON = 366 * 60  # days from now on which a form may be filled in


class ZuVieleError(Exception):
    """More values than can be tried."""


def candidates(name: Name, vergleiche: Iterable[Vergleich], heute: date) -> list[Any]:
    """Values of a field that is filled in, for all that these comparisons ask."""
    werte = [vergleich.wert for vergleich in vergleiche if vergleich.wert is not None]
    if name.typ in (Regeltyp.ZAHL, Regeltyp.GELD):
        return sorted({near for wert in werte for near in (wert - 1, wert, wert + 1)}) or [0]
    if name.typ is Regeltyp.KOMMAZAHL:
        return _decimals(sorted(set(werte)))
    if name.typ is Regeltyp.DATUM:
        days = {read_tag(wert, heute) for wert in werte} or {as_regelwert(heute)}
        return sorted({day + timedelta(days=away) for day in days for away in (-1, 0, 1)})
    if name.typ is Regeltyp.JA_NEIN:
        return [True, False]
    if name.typ is Regeltyp.TEXT:
        return [*dict.fromkeys(werte), max(werte, key=len, default="") + "x"]
    if name.typ in (Regeltyp.WAHL, Regeltyp.WAHLEN):
        return _choices(name, werte)
    return [[{}]] if name.typ is Regeltyp.LISTE else [{"x": "x"}]


def _decimals(werte: Sequence[Any]) -> list[Any]:
    """Each that is named, one between each two, one below and one above."""
    between = [(one + other) / 2 for one, other in pairwise(werte)]
    return sorted({*werte, *between, werte[0] - 1, werte[-1] + 1}) if werte else [0]


def _choices(name: Name, werte: Sequence[Any]) -> list[Any]:
    asked = {key for wert in werte for key in (wert if isinstance(wert, tuple) else (wert,))}
    used = [key for key in name.wahlen if key in asked]
    used += [key for key in name.wahlen if key not in asked][:1]  # one stands for all that nobody asks for
    used = used or ["x"]
    if name.typ is Regeltyp.WAHL:
        return used
    if len(used) > MOST_KEYS:
        raise ZuVieleError
    return [list(some) for size in range(1, len(used) + 1) for some in combinations(used, size)]


def days_to_try(vergleiche: Iterable[Vergleich], heute: date) -> list[date]:
    """Days on which the form may be filled in, such that days counted from then lie in any order to certain days."""
    werte = {vergleich.wert for vergleich in vergleiche if isinstance(vergleich.wert, str)}
    away = {wert: span for wert in werte if (span := relative(wert)) is not None}
    if any(days for days, _months in away.values()) and any(months for _days, months in away.values()):
        raise ZuVieleError  # whether a month or 30 days are longer changes all the time
    certain = [read_tag(wert, heute) for wert in werte - away.keys()]
    found = {heute}
    for wert in away:
        for tag in certain:
            found |= set(_turns(wert, tag, heute))
    return sorted(found)


def _turns(wert: str, tag: datetime, heute: date) -> Iterator[date]:
    """Days around those on which the day counted from then comes up to ``tag``, and goes beyond it."""
    days = range(HORIZON)
    for bisect in (bisect_left, bisect_right):
        away = bisect(days, tag, key=lambda away: read_tag(wert, heute + timedelta(days=away)))
        for near in (-1, 0, 1):
            yield heute + timedelta(days=max(away + near, 0))
