"""What follows from the answers to a form: steps, fields, fees, mistakes, documents. Pure; nobody else says so.

The wizard, the check before publishing, the example cases and the preview all ask here. A field that is not shown
counts as not given, whatever still stands in the draft.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from graphlib import CycleError, TopologicalSorter
from json import dumps, loads
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from antraege.definition import Definition, Gebuehr, Hinweis, Schritt, Unterlage
from antraege.feldtypen import NACH_TYP, Feld, Json, rechnung
from antraege.feldtypen.berechnet import read_result
from antraege.platzhalter import filled
from antraege.regeln.ausdruck import Ausdruck, RegelError, Umgebung
from antraege.regeln.bedingung import Bedingung

Antworten = Mapping[str, Json]
MOST_CENTS = 2**31 - 1  # what an amount can be where it is kept
T = TypeVar("T")
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Lage:
    """What rules are asked about. A rule that cannot be worked out raises ``RegelError`` if ``strict``.

    Otherwise nobody who applies is to suffer for it: it is logged once, and counts as unknown.
    """

    werte: Mapping[str, Any]
    umgebung: Umgebung
    strict: bool

    def is_met(self, bedingung: Bedingung | None) -> bool:
        return bedingung is None or self.holds(bedingung) is True

    def holds(self, bedingung: Bedingung) -> bool | None:
        return self._ask(bedingung.evaluate)

    def compute(self, quelle: str, read: Callable[[Any], Any] = lambda result: result) -> Any:
        return self._ask(lambda werte, umgebung: read(Ausdruck(quelle).auswerten(werte, umgebung)))

    def _ask(self, rule: Callable[[Mapping[str, Any], Umgebung], T]) -> T | None:
        try:
            return rule(self.werte, self.umgebung)
        except RegelError as error:
            if self.strict:
                raise
            _report(str(error))
            return None


@lru_cache(maxsize=1024)
def _report(meldung: str) -> None:
    """Once in each process. The message of a ``RegelError`` never says an answer."""
    logger.error("A rule of a published form fails: %s", meldung)


@dataclass(frozen=True, slots=True)
class Posten:
    """A fee that is due. ``betrag`` in cents; ``None``: the office decides it."""

    bezeichnung: str
    betrag: int | None
    quelle: str = ""
    sprache: str = ""


@dataclass(frozen=True, slots=True)
class Fehler:
    """A rule that does not hold."""

    schritt: str
    feld: str
    meldung: str
    sprache: str = ""


@dataclass(frozen=True)
class Auswertung:
    """``antworten`` are those of fields that are shown, with the calculated ones; ``pflicht`` names required fields."""

    definition: Definition
    schritte: tuple[Schritt, ...]
    sichtbar: frozenset[str]
    pflicht: frozenset[str]
    antworten: dict[str, Json]
    posten: tuple[Posten, ...]
    unterlagen: tuple[Unterlage, ...]
    fehler: tuple[Fehler, ...]
    lage: Lage

    def felder(self, schritt: Schritt) -> tuple[Feld, ...]:
        """The fields of a step that are shown, each required or not as these answers want it."""
        return tuple(
            feld.as_required(feld.schluessel in self.pflicht)
            for feld in schritt.felder
            if feld.schluessel in self.sichtbar
        )

    def inhalt(self, schritt: Schritt) -> Iterator[Feld | Hinweis]:
        """The same with what is read between them."""
        for one in schritt.inhalt:
            if isinstance(one, Hinweis):
                if self.lage.is_met(_condition(one.sichtbar_wenn)):
                    text = filled(one.text, self.definition.felder, self.antworten, html=True)
                    yield replace(one, text=text) if text != one.text else one
            elif one.schluessel in self.sichtbar:
                yield one.as_required(one.schluessel in self.pflicht)

    @property
    def betrag(self) -> int | None:
        """The sum of the fees in cents; ``None`` while the office decides one of them, or if nobody can owe that."""
        betraege = [one.betrag for one in self.posten if one.betrag is not None]
        total = sum(betraege)
        if len(betraege) < len(self.posten):
            return None
        if total > MOST_CENTS:
            _report(_no_fee(self.definition.titel))
            return None
        return total

    @cached_property
    def fehlend(self) -> dict[str, list[str]]:
        """By step, the required fields without an answer."""
        found: dict[str, list[str]] = {}
        for schritt in self.schritte:
            for feld in schritt.felder:
                if feld.schluessel in self.pflicht and feld.schluessel not in self.antworten:
                    found.setdefault(schritt.schluessel, []).append(feld.schluessel)
        return found


SCHRITT = "schritt:"  # before keys of steps, so that a field may be called the same


class Auswerter:
    """A definition made ready to be evaluated many times.

    ``strict``: raises ``RegelError`` for conditions that run in a circle or cannot be read, and so does ``auswerten``
    for what cannot be worked out. Otherwise such a rule is logged and does not count.
    """

    def __init__(self, definition: Definition, *, strict: bool = False):
        self.definition = definition
        self.strict = strict
        self._conditions = {
            **{SCHRITT + one.schluessel: _condition(one.sichtbar_wenn) for one in definition.schritte},
            **{key: _condition(feld.sichtbar_wenn) for key, feld in definition.felder.items()},
        }
        self._required = {
            key: _condition(feld.pflicht_wenn) for key, feld in definition.felder.items() if feld.pflicht_wenn
        }
        self._posten = [(_condition(one.sichtbar_wenn), one) for one in definition.gebuehren]
        self._unterlagen = [(_condition(one.sichtbar_wenn), one) for one in definition.unterlagen]
        self._regeln = [
            (schritt, _condition(one.muss), one) for schritt in definition.schritte for one in schritt.regeln
        ]
        self._order = self._sorted()

    def auswerten(self, antworten: Antworten, umgebung: Umgebung) -> Auswertung:
        werte: dict[str, Any] = {}
        lage = Lage(werte, umgebung, self.strict)
        given: dict[str, Json] = {}
        shown: set[str] = set()
        for key in self._order:
            if self._is_shown(key, shown, lage):
                shown.add(key)
                if key in self.definition.felder:
                    _take(self.definition.felder[key], antworten.get(key), werte, given, lage)
        schritte = tuple(one for one in self.definition.schritte if SCHRITT + one.schluessel in shown)
        fields = [feld for one in schritte for feld in one.felder if feld.schluessel in shown]
        return Auswertung(
            definition=self.definition,
            schritte=schritte,
            sichtbar=frozenset(feld.schluessel for feld in fields),
            pflicht=frozenset(
                feld.schluessel for feld in fields if not rechnung(feld) and self._is_required(feld, lage)
            ),
            antworten=given,
            posten=tuple(_fee(one, lage) for cond, one in self._posten if lage.is_met(cond)),
            unterlagen=tuple(one for cond, one in self._unterlagen if lage.is_met(cond)),
            fehler=tuple(self._mistakes(shown, lage, given)),
            lage=lage,
        )

    def _is_shown(self, key: str, shown: set[str], lage: Lage) -> bool:
        step = self.definition.schritt_of.get(key)
        return (step is None or SCHRITT + step in shown) and lage.is_met(self._conditions[key])

    def _is_required(self, feld: Feld, lage: Lage) -> bool:
        """With a condition of its own it is required just then."""
        condition = self._required.get(feld.schluessel)
        return lage.is_met(condition) if condition else feld.pflicht

    def _mistakes(self, shown: set[str], lage: Lage, given: Mapping[str, Json]) -> Iterator[Fehler]:
        for schritt, condition, regel in self._regeln:
            if SCHRITT + schritt.schluessel in shown and condition and lage.holds(condition) is False:
                meldung = filled(regel.meldung, self.definition.felder, given)
                yield Fehler(schritt.schluessel, regel.feld, meldung, regel.sprache)

    def _sorted(self) -> tuple[str, ...]:
        """Steps and fields, each after those that it depends on."""
        fields = self.definition.felder
        graph: dict[str, set[str]] = {}
        for key, condition in self._conditions.items():
            needs = self._names(condition) if condition else set()
            if key in fields:
                needs |= {SCHRITT + self.definition.schritt_of[key]} | self._calculated_from(fields[key])
            graph[key] = needs & self._conditions.keys()
        try:
            return tuple(TopologicalSorter(graph).static_order())
        except CycleError as error:
            meldung = " → ".join(error.args[1])
            if self.strict:
                raise RegelError(meldung) from None
            _report(meldung)
            return tuple(self._conditions)

    def _calculated_from(self, feld: Feld) -> set[str]:
        rule = rechnung(feld)
        return self._names(rule) if rule else set()

    def _names(self, rule: Bedingung | str) -> set[str]:
        try:
            return set(Ausdruck(rule).namen if isinstance(rule, str) else rule.namen)
        except RegelError:
            if self.strict:
                raise
            return set()  # is logged when the rule is asked


@lru_cache(maxsize=4096)
def _parsed(daten: str) -> Bedingung | None:
    return Bedingung.from_json(loads(daten))


def _condition(daten: Json) -> Bedingung | None:
    return _parsed(dumps(daten)) if daten is not None else None


def _take(feld: Feld, antwort: Json, werte: dict[str, Any], given: dict[str, Json], lage: Lage) -> None:
    """Note the answer to a field that is shown, for rules and for whoever reads the application."""
    typ = NACH_TYP[feld.typ]
    if rule := typ.rechnung(feld):
        found = lage.compute(rule, partial(typ.aus_ergebnis, feld=feld))
        antwort = None if found is None else typ.export(found, feld)
    if antwort is not None:
        given[feld.schluessel] = antwort
        werte[feld.schluessel] = typ.regelwert(typ.aus_export(antwort, feld), feld)


def _fee(gebuehr: Gebuehr, lage: Lage) -> Posten:
    """What cannot be worked out (yet), and what nobody can owe, is decided by the office."""
    said, name = gebuehr.betrag, gebuehr.bezeichnung
    betrag = lage.compute(said, partial(_due, name)) if isinstance(said, str) else said
    return Posten(name, betrag, gebuehr.quelle, gebuehr.sprache)


def _due(name: str, result: Any) -> int | None:
    """Raises ``RegelError``."""
    if result is None:
        return None
    try:
        betrag = read_result(result)
    except ValueError:
        raise RegelError(_no_fee(name)) from None
    if not 0 <= betrag <= MOST_CENTS:
        raise RegelError(_no_fee(name))
    return betrag


def _no_fee(name: str) -> str:
    return _("Bei „%(name)s“ kommt kein Betrag heraus, der eine Gebühr sein kann.") % {"name": name}
