"""Patterns of Vorgangsnummern: what is wrong with one, and whether two could ever make the same number."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

JAHR, NUMMER = "{jahr}", "{nummer}"
VORSCHAU = "VORSCHAU"  # so begin the numbers of trials, which are none
_TEIL = re.compile(r"\{(jahr|nummer)(?::0([1-9]))?\}")
_LITERAL = re.compile(r"[A-Za-zÄÖÜäöüß0-9 ./_-]*")
_DIGIT = "\\d"

Zeichen = tuple[str, bool]  # a sign or any digit, and whether it may come as often as it likes


def mangel(muster: str) -> str:
    """What is wrong with a pattern, in words for editors; "" if nothing is."""
    names = [match[1] for match in _TEIL.finditer(muster)]
    rest = _TEIL.sub("", muster)
    if match := re.search(r"\{[^}]*\}?|\}", rest) or re.search(r"\{jahr:[^}]*\}", muster):
        meldung = _("„%(teil)s“ gibt es nicht. Möglich sind {jahr}, {nummer} und {nummer:04}.")
        return meldung % {"teil": match[0]}
    if names.count("jahr") != 1:
        return _("{jahr} muss genau einmal vorkommen: Jedes Jahr wird neu gezählt.")
    if names.count("nummer") != 1:
        return _("{nummer} muss genau einmal vorkommen.")
    if not _LITERAL.fullmatch(rest):
        return _("Möglich sind Buchstaben, Ziffern, Leerzeichen und die Zeichen . / _ -")
    if muster.upper().startswith(VORSCHAU):
        return _("So beginnen die Nummern von Probeanträgen. Bitte anders anfangen.")
    return ""


def written(muster: str, jahr: int, nummer: int) -> str:
    return muster.format(jahr=jahr, nummer=nummer)


def is_same_shape(one: str, other: str) -> bool:
    """Whether they differ in nothing but how many digits are filled up: then they never make one number of two."""
    return _shape(one) == _shape(other)


def overlap(one: str, other: str) -> bool:
    """Whether some number could be made by both, in any year; capital or small letters make no difference."""
    a, b = list(_signs(one)), list(_signs(other))
    todo, seen = [(0, 0)], set[tuple[int, int]]()
    while todo:
        at = todo.pop()
        if at == (len(a), len(b)):
            return True
        if at not in seen:
            seen.add(at)
            todo.extend(_onward(a, b, *at))
    return False


def _onward(a: list[Zeichen], b: list[Zeichen], i: int, j: int) -> Iterator[tuple[int, int]]:
    """Where two readers of the same number can be after they were at ``i`` and ``j``."""
    if i < len(a) and a[i][1]:
        yield i + 1, j
    if j < len(b) and b[j][1]:
        yield i, j + 1
    if i < len(a) and j < len(b) and _meet(a[i][0], b[j][0]):
        yield i + (not a[i][1]), j + (not b[j][1])


def _meet(one: str, other: str) -> bool:
    return one == other or (_DIGIT in (one, other) and (one + other).replace(_DIGIT, "").isdigit())


def _shape(muster: str) -> str:
    return _TEIL.sub(lambda match: f"{{{match[1]}}}", muster).casefold()


def _signs(muster: str) -> Iterator[Zeichen]:
    done = 0
    for match in _TEIL.finditer(muster):
        yield from ((one, False) for one in muster[done : match.start()].casefold())
        yield from [(_DIGIT, False)] * (4 if match[1] == "jahr" else int(match[2] or 1))
        if match[1] == "nummer":
            yield _DIGIT, True
        done = match.end()
    yield from ((one, False) for one in muster[done:].casefold())
