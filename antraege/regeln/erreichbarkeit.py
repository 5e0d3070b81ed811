"""Parts of a form that no answers can make visible, among conditions picked from lists.

Answers count as possible when all that is shown and required is filled in. A hidden field counts as not given, so a
condition also hangs on whether the fields it asks are shown. Values are tried, one of each kind that the comparisons
tell apart, by backtracking; an expression in CEL may hold or not. Nothing is called unreachable that could be reached:
where trying takes too long, nothing is said.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from antraege.regeln.ausdruck import RegelError, Umgebung
from antraege.regeln.bedingung import Bedingung, Name, Regeltyp, Vergleich
from antraege.regeln.befund import Teil
from antraege.regeln.pruefen import find_name
from antraege.regeln.wertebereiche import ZuVieleError, candidates, days_to_try

MOST_TRIES = 2000  # for one part

Antworten = dict[str, Any]
Stand = bool | str  # holds, holds not, or hangs on the answer named
Forderung = Vergleich | Bedingung
_FREI = "?"  # what names a free choice begins so; no key of a field does


@dataclass(frozen=True, slots=True)
class Anspruch:
    """One thing that must hold for a part to be shown, and the part at whose condition it stands."""

    teil: Teil
    forderung: Forderung


class Erreichbarkeit:
    """What can be reached in a form whose rules have passed the other checks. ``heute`` is the first day it is open."""

    def __init__(self, teile: Iterable[Teil], namen: Mapping[str, Name], heute: date) -> None:
        self._of_feld = {teil.feld: teil for teil in teile if teil.feld}
        self._namen = namen
        self._heute = heute

    def is_reachable(self, teil: Teil) -> bool:
        """Whether some answers show it; also when that takes too long to find out."""
        return self._is_possible(self.demands(teil))

    def demands(self, teil: Teil) -> list[Anspruch]:
        """All that must hold for it to be shown: its conditions, and those of the fields that must be given."""
        found: dict[Anspruch, None] = {}
        open_, seen = [teil], set[Teil]()
        while open_:
            for one in open_.pop().and_what_it_stands_in():
                if one in seen or one.bedingung is None:
                    continue
                seen.add(one)
                for forderung in _demands(one.bedingung):
                    found[Anspruch(one, forderung)] = None
                    if isinstance(forderung, Vergleich) and forderung.name in self._of_feld and _needs(forderung):
                        open_.append(self._of_feld[forderung.name])
        return list(found)

    def needed(self, teil: Teil) -> set[Teil]:
        """Fields that its own condition demands to be given."""
        demands = _demands(teil.bedingung) if teil.bedingung else ()
        names = {one.name for one in demands if isinstance(one, Vergleich) and _needs(one)}
        return {self._of_feld[name] for name in names if name in self._of_feld}

    def is_required(self, feld: str) -> bool:
        return feld in self._of_feld and self._of_feld[feld].pflicht

    def contradiction(self, teil: Teil) -> list[Anspruch]:
        """Of all that must hold the few that cannot hold together; none of them can be left out."""
        core = self.demands(teil)
        for one in list(core):
            rest = [other for other in core if other is not one]
            if not self._is_possible(rest):
                core = rest
        return core

    def _is_possible(self, demands: Sequence[Anspruch]) -> bool:
        if not demands:
            return True
        try:
            asked = list(self._asked(demands))
            days = days_to_try([one for one in asked if self._typ(one) is Regeltyp.DATUM], self._heute)
            return any(self._solve(demands, asked, tag) for tag in days)
        except (ZuVieleError, RecursionError, RegelError, TypeError, ValueError, OverflowError):
            return True

    def _typ(self, vergleich: Vergleich) -> Regeltyp | None:
        name = find_name(vergleich.feld, self._namen)
        return name.typ if name else None

    def _asked(self, demands: Sequence[Anspruch]) -> Iterator[Vergleich]:
        """Comparisons that the demands hang on, directly or through the visibility of a field."""
        open_: list[Bedingung | Vergleich] = [one.forderung for one in demands]
        seen = set[Teil]()
        while open_:
            one = open_.pop()
            vergleiche = [one] if isinstance(one, Vergleich) else one.vergleiche
            for vergleich in vergleiche:
                yield vergleich
                teil = self._of_feld.get(vergleich.name)
                for above in teil.and_what_it_stands_in() if teil else ():
                    if above not in seen and above.bedingung:
                        seen.add(above)
                        open_.append(above.bedingung)

    # --- Trying -------------------------------------------------------------------------------------------------------

    def _solve(self, demands: Sequence[Anspruch], asked: Sequence[Vergleich], tag: date) -> bool:
        umgebung = Umgebung(tag, "")
        values = {
            feld: self._values(feld, [one for one in asked if one.feld == feld], tag)
            for feld in {one.feld for one in asked}
        }
        tries = 0

        def search(antworten: Antworten) -> bool:
            nonlocal tries
            tries += 1
            if tries > MOST_TRIES:
                raise ZuVieleError
            versuch = _Versuch(self._of_feld, antworten, umgebung)
            stand = _all(versuch.holds(one.forderung) for one in demands)
            if isinstance(stand, bool):
                return stand
            return any(search({**antworten, stand: wert}) for wert in values.get(stand, (True, False)))

        return search({})

    def _values(self, feld: str, asked: Sequence[Vergleich], tag: date) -> list[Any]:
        name = find_name(feld, self._namen)
        if name is None:
            raise ZuVieleError
        found = candidates(name, asked, tag)
        if self.is_required(feld):
            return found
        return [*found, None, []] if name.typ is Regeltyp.WAHLEN else [*found, None]


@dataclass(slots=True)
class _Versuch:
    """What holds as far as these answers go. Fields that are not in them are open, and so are free choices."""

    of_feld: Mapping[str, Teil]
    antworten: Antworten
    umgebung: Umgebung
    known: dict[Teil, Stand] = field(default_factory=dict)

    def holds(self, forderung: Forderung) -> Stand:
        """Whether its field is shown is a demand of its own, beside the comparison that needs it."""
        if isinstance(forderung, Bedingung):
            return self._met(forderung)
        return self._compare(forderung) if _needs(forderung) else self._vergleich(forderung)

    def _is_shown(self, teil: Teil) -> Stand:
        if teil not in self.known:
            self.known[teil] = _all(self._met(one.bedingung) for one in teil.and_what_it_stands_in())
        return self.known[teil]

    def _met(self, bedingung: Bedingung | None) -> Stand:
        if bedingung is None:
            return True
        if bedingung.cel is not None:
            return self._open(_FREI + bedingung.cel)
        found = (self._vergleich(one) for one in bedingung.vergleiche)
        return _all(found) if bedingung.alle is not None else _any(found)

    def _open(self, name: str) -> Stand:
        return bool(self.antworten[name]) if name in self.antworten else name

    def _vergleich(self, vergleich: Vergleich) -> Stand:
        """As the form sees it: what a hidden field holds does not count."""
        teil = self.of_feld.get(vergleich.name)
        shown = self._is_shown(teil) if teil else True
        if _needs(vergleich):
            return _all((shown, self._compare(vergleich)))
        hidden = not shown if isinstance(shown, bool) else shown
        return _any((hidden, self._compare(vergleich)))

    def _compare(self, vergleich: Vergleich) -> Stand:
        if vergleich.feld not in self.antworten:
            return vergleich.feld
        alone = Vergleich("wert", vergleich.vergleich, vergleich.wert)
        return alone.evaluate({"wert": self.antworten[vergleich.feld]}, self.umgebung) is True


def _demands(bedingung: Bedingung) -> Sequence[Forderung]:
    """A condition in parts that must all hold; a free expression demands nothing."""
    if bedingung.cel is not None:
        return ()
    return bedingung.vergleiche if bedingung.alle is not None or len(bedingung.vergleiche) == 1 else (bedingung,)


def _needs(vergleich: Vergleich) -> bool:
    """Whether it can only hold of a field that is given."""
    return vergleich.vergleich != "ist_leer"


def _join(decisive: bool) -> Callable[[Iterable[Stand]], Stand]:
    def join(parts: Iterable[Stand]) -> Stand:
        open_: Stand = not decisive
        for part in parts:
            if part is decisive:
                return decisive
            if isinstance(part, str) and not isinstance(open_, str):
                open_ = part
        return open_

    return join


_all, _any = _join(False), _join(True)
