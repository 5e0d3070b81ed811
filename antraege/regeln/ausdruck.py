"""Expressions over the answers of a form, in CEL.

What is not given is *unknown*, and so is what depends on it: ``beginn > heute`` is neither true nor false while nobody
has said when it begins. As in CEL itself, ``false && unknown`` is false and ``true || unknown`` is true. Only
``angegeben(feld)`` always has an answer. An empty text or list is not given either, though an empty list still has
its (zero) rows.
"""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

import cel
from django.utils.translation import gettext as _

from antraege.regeln import syntax, zeichen
from antraege.regeln.funktionen import FUNKTIONEN, as_regelwert

UNBEKANNT: Final = None
HEUTE = "heute"
LONGEST = 4000  # characters
_GEGEBEN = "_angegeben"  # no key of a field begins so
_FUNKTION = re.compile(r"Function '(\w+)' error")
_UNDEFINIERT = re.compile(r"Undefined variable or function: '(.+?)'")

# A function fails whenever an answer is missing; cel would log each time, and with the exception perhaps an answer.
logging.getLogger("cel").setLevel(logging.ERROR)


class RegelError(Exception):
    """A rule cannot be read, or not be worked out; says why in plain German and without any answer."""


class UnpassendError(RegelError):
    """Kinds of values come together that never fit, or what is called does not exist: whatever anyone answers."""


@dataclass(frozen=True, slots=True)
class Umgebung:
    """What expressions know beside the answers: the day, and the Land whose holidays count ("RP")."""

    heute: date
    land: str


@dataclass(frozen=True, slots=True)
class Programm:
    """An expression as compiled; safe to share between threads."""

    programm: cel.Program
    namen: tuple[str, ...]
    funktionen: tuple[str, ...]
    uses_heute: bool
    asks_given: bool


class Ausdruck:
    """An expression. Raises ``RegelError`` if it cannot be read."""

    __slots__ = ("_programm", "quelle")

    def __init__(self, quelle: str) -> None:
        self.quelle = quelle
        self._programm = compiled(quelle)

    def __repr__(self) -> str:
        return f"Ausdruck({self.quelle!r})"

    @property
    def namen(self) -> tuple[str, ...]:
        """Fields whose values it needs."""
        return self._programm.namen

    def auswerten(self, werte: Mapping[str, Any], umgebung: Umgebung) -> Any:
        """The result, or ``UNBEKANNT`` if what is not given would be needed. Raises ``RegelError``."""
        program = self._programm
        given = {name: found for name in program.namen if (found := given_part(werte.get(name))) is not None}
        variables: dict[str, Any] = dict(given)
        if program.asks_given:
            variables[_GEGEBEN] = [name for name, wert in given.items() if wert != []]
        if program.uses_heute:
            variables[HEUTE] = as_regelwert(umgebung.heute)
        functions = {name: FUNKTIONEN[name].for_land(umgebung.land) for name in program.funktionen}
        try:
            return program.programm.execute(cel.Context(variables, functions))
        except (KeyError, IndexError):  # a field that a row does not give; a row that is not there
            return UNBEKANNT
        except Exception as error:
            if len(given) < len(program.namen):
                return UNBEKANNT
            kind, grund = _reason(error)
            meldung = _("Die Regel „%(regel)s“ lässt sich nicht ausrechnen. %(grund)s")
            raise kind(meldung % {"regel": self.quelle, "grund": grund}) from None


def given_part(wert: Any) -> Any:
    """A value without what is not given inside of it; ``None`` if nothing is. Lists keep all of their rows."""
    if wert == "":
        return None
    if isinstance(wert, Mapping):
        return {name: found for name, each in wert.items() if (found := given_part(each)) is not None} or None
    if isinstance(wert, list | tuple):
        return [(given_part(each) or {}) if isinstance(each, Mapping) else each for each in wert]
    return wert


def is_given(wert: Any) -> bool:
    """Whether this counts as an answer."""
    return given_part(wert) not in (None, [])


@lru_cache(maxsize=4096)
def compiled(quelle: str) -> Programm:
    if len(quelle) > LONGEST:
        raise RegelError(_("Der Ausdruck ist länger als %(zahl)d Zeichen.") % {"zahl": LONGEST})
    try:
        cel.compile(quelle)
        programm = cel.compile(_with_given(quelle))
    except ValueError as error:
        raise RegelError(syntax.explain(quelle, str(error))) from None
    signs = zeichen.read(quelle)
    used = {one.name for one in zeichen.vorkommen(signs) if not one.gebunden}
    called = {one.text for one in zeichen.funktionen(signs)}
    return Programm(
        programm=programm,
        namen=tuple(sorted(used - {HEUTE})),
        funktionen=tuple(sorted(called & FUNKTIONEN.keys())),
        uses_heute=HEUTE in used,
        asks_given=_GEGEBEN in programm.variables(),
    )


def _with_given(quelle: str) -> str:
    """The expression with ``angegeben(feld)`` written so that it never asks for a value that is not there."""
    signs = zeichen.read(quelle)
    parts, done = [], 0
    for one in zeichen.vorkommen(signs):
        start, end = one.index - 2, one.index + 2 * len(one.glieder) + 1
        if start < 0 or signs[start].text != "angegeben" or end >= len(signs) or signs[end].text != ")":
            continue
        tests = [] if one.gebunden else [f'"{one.name}" in {_GEGEBEN}']
        if one.glieder:
            tests.append(f"has({'.'.join((one.name, *one.glieder))})")
        if tests:
            parts += [quelle[done : signs[start].stelle], f"({' && '.join(tests)})"]
            done = signs[end].ende
    return "".join([*parts, quelle[done:]])


def _reason(error: Exception) -> tuple[type[RegelError], str]:
    text = str(error)
    if match := _FUNKTION.search(text):
        own = FUNKTIONEN.get(match[1])
        meldung = _("Die Angaben in der Klammer von %(aufruf)s passen nicht.")
        return UnpassendError if own else RegelError, meldung % {"aufruf": own.aufruf if own else match[1] + "()"}
    if match := _UNDEFINIERT.search(text):
        meldung = _("„%(name)s“ gibt es nicht oder passt nicht zu dem Wert, auf den es angewendet wird.")
        return UnpassendError, meldung % {"name": match[1]}
    if isinstance(error, ZeroDivisionError):
        return RegelError, _("Es wird durch null geteilt.")
    if isinstance(error, OverflowError):
        return RegelError, _("Eine Zahl wird zu groß.")
    if isinstance(error, TypeError) and "float" in text:
        meldung = _(
            "Eine Kommazahl rechnet nur mit Kommazahlen wie 5.0. Zum Malnehmen mit einem Betrag gibt es "
            "mal(Menge, Betrag), für ganze Zahlen aufrunden(Zahl)."
        )
        return UnpassendError, meldung
    if isinstance(error, TypeError):
        meldung = _("Hier werden Werte verbunden, die nicht zusammenpassen, zum Beispiel ein Text mit einer Zahl.")
        return UnpassendError, meldung
    return RegelError, _("Ein Wert hat nicht die Form, die gebraucht wird.")
