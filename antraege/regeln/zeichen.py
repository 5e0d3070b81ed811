"""The words of an expression: which names it uses, where they stand, and which of them are only its own.

CEL says which names occur, but not where, and counts those that a macro such as ``map(x, …)`` binds.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

NAME, TEXT, ZAHL, SONST = "name", "text", "zahl", "sonst"
_ZEICHEN = re.compile(
    r"""(?P<leer>\s+|//[^\n]*)
    |(?P<text>[rRbB]{0,2}(?:\"{3}.*?\"{3}|'{3}.*?'{3}|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'))
    |(?P<name>[A-Za-z_][A-Za-z0-9_]*)
    |(?P<zahl>\d[\w]*(?:\.\d+)?)
    |(?P<sonst>&&|\|\||==|!=|<=|>=|.)""",
    re.VERBOSE | re.DOTALL,
)
MAKROS = frozenset({"all", "exists", "exists_one", "filter", "map"})
KEIN_NAME = frozenset({"true", "false", "null", "in"})
KLAMMERN = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Zeichen:
    art: str
    text: str
    stelle: int  # counted from 0

    @property
    def ende(self) -> int:
        return self.stelle + len(self.text)


@dataclass(frozen=True, slots=True)
class Vorkommen:
    """A name where it is used. ``glieder`` are what follows it by dots; ``quelle`` is the list whose rows a bound name
    runs through ("" if that is no plain name); ``gebunden`` says that a macro made the name up."""

    name: str
    stelle: int
    glieder: tuple[str, ...] = ()
    gebunden: bool = False
    quelle: str = ""
    index: int = field(default=0, compare=False)  # of its sign


@dataclass(frozen=True, slots=True)
class Bindung:
    name: str
    quelle: str
    von: int  # signs from here
    bis: int  # up to here


def read(quelle: str) -> list[Zeichen]:
    """The signs of an expression without blanks and comments."""
    found = []
    for match in _ZEICHEN.finditer(quelle):
        art = match.lastgroup or SONST
        if art != "leer":
            found.append(Zeichen(art, match.group(), match.start()))
    return found


def vorkommen(zeichen: Sequence[Zeichen]) -> list[Vorkommen]:
    """Each use of a name, in the order of the expression."""
    bindungen = list(_bindungen(zeichen))
    found = []
    for index, one in enumerate(zeichen):
        if not _is_variable(zeichen, index) or any(index == each.von - 2 for each in bindungen):
            continue
        glieder = tuple(_glieder(zeichen, index))
        inner = [each for each in bindungen if each.name == one.text and each.von <= index < each.bis]
        if inner:
            found.append(Vorkommen(one.text, one.stelle, glieder, True, inner[-1].quelle, index))
        else:
            found.append(Vorkommen(one.text, one.stelle, glieder, index=index))
    return found


def funktionen(zeichen: Sequence[Zeichen]) -> list[Zeichen]:
    """Names that are called, as functions or after a dot."""
    return [one for index, one in enumerate(zeichen) if one.art == NAME and _text(zeichen, index + 1) == "("]


def _text(zeichen: Sequence[Zeichen], index: int) -> str:
    return zeichen[index].text if 0 <= index < len(zeichen) else ""


def _is_variable(zeichen: Sequence[Zeichen], index: int) -> bool:
    one = zeichen[index]
    return (
        one.art == NAME
        and one.text not in KEIN_NAME
        and _text(zeichen, index - 1) != "."
        and _text(zeichen, index + 1) != "("
    )


def _glieder(zeichen: Sequence[Zeichen], index: int) -> Iterator[str]:
    while _text(zeichen, index + 1) == "." and _text(zeichen, index + 3) != "(" and index + 2 < len(zeichen):
        yield zeichen[index + 2].text
        index += 2


def _bindungen(zeichen: Sequence[Zeichen]) -> Iterator[Bindung]:
    for index, one in enumerate(zeichen):
        if (
            one.text in MAKROS
            and _text(zeichen, index - 1) == "."
            and _text(zeichen, index + 1) == "("
            and index + 3 < len(zeichen)
            and zeichen[index + 2].art == NAME
            and _text(zeichen, index + 3) == ","
        ):
            yield Bindung(zeichen[index + 2].text, _quelle(zeichen, index - 2), index + 4, closing(zeichen, index + 1))


def closing(zeichen: Sequence[Zeichen], index: int) -> int:
    """Where the bracket that opens at ``index`` closes (the end, if it does not)."""
    depth = 0
    for place in range(index, len(zeichen)):
        text = zeichen[place].text
        depth += (text in KLAMMERN) - (text in KLAMMERN.values())
        if depth == 0:
            return place
    return len(zeichen)


def _quelle(zeichen: Sequence[Zeichen], index: int) -> str:
    """The list in front of a macro: a plain name, also when rows of it were chosen by ``filter``."""
    while _text(zeichen, index) == ")":
        opening = next((place for place in range(index, -1, -1) if closing(zeichen, place) == index), 0)
        if _text(zeichen, opening - 1) != "filter":
            return ""
        index = opening - 3
    if index < 0 or not _is_variable(zeichen, index):
        return ""
    return zeichen[index].text
