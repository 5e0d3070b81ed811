"""What changed between two wordings of a section, sentence by sentence. Pure functions.

A wording is HTML. Sentences are compared, since people read and decide by sentence; inside a sentence that was only
reworded, the words that differ are marked too.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from rapidfuzz.distance import OSA

from leistungen.saetze import sentences, text_lines

GLEICH, WEG, NEU = "gleich", "weg", "neu"

_WORD = re.compile(r"\w+(?:[-.,]\w+)*|[^\w\s]")
_FOLD = str.maketrans({"ß": "ss", "ä": "ae", "ö": "oe", "ü": "ue", "-": "", "­": ""})
_RELATED = 0.5  # share of common words from which a sentence counts as reworded, not as another one
_LONG_WORD = 8  # letters; in shorter words one letter makes another word ("Monat", "Montag")


@dataclass(frozen=True, slots=True)
class Stueck:
    """Words that stayed, went or came."""

    art: str
    text: str


@dataclass(frozen=True, slots=True)
class Zeile:
    """A sentence; ``absatz`` is true for the first one of a paragraph or list item.

    Without words it stands for ``ausgelassen`` sentences that stayed as they were.
    """

    stuecke: tuple[Stueck, ...]
    absatz: bool
    ausgelassen: int = 0

    @property
    def art(self) -> str:
        """``gleich``, ``weg``, ``neu``, or ``anders`` for one that was reworded."""
        kinds = {stueck.art for stueck in self.stuecke} or {GLEICH}
        return kinds.pop() if len(kinds) == 1 else "anders"


@dataclass(frozen=True, slots=True)
class _Satz:
    text: str
    absatz: bool


def compare(before: str, after: str) -> list[Zeile]:
    """The sentences of both wordings in reading order."""
    old, new = _sentences(before), _sentences(after)
    matcher = SequenceMatcher(None, [one.text for one in old], [one.text for one in new], autojunk=False)
    found: list[Zeile] = []
    for op, i, j, k, m in matcher.get_opcodes():
        if op == "equal":
            found += [Zeile((Stueck(GLEICH, one.text),), one.absatz) for one in new[k:m]]
        else:
            found += _changed(old[i:j], new[k:m])
    return found


def condense(zeilen: Sequence[Zeile], context: int = 1) -> list[Zeile]:
    """Leave out what stayed as it was, but for ``context`` sentences before and after a change."""
    changed = [n for n, zeile in enumerate(zeilen) if zeile.art != GLEICH]
    near = {n for m in changed for n in range(m - context, m + context + 1)}
    found: list[Zeile] = []
    for kept, run in groupby(range(len(zeilen)), key=near.__contains__):
        numbers = list(run)
        if kept or len(numbers) == 1:
            found += [zeilen[n] for n in numbers]
        else:
            found.append(Zeile((), absatz=True, ausgelassen=len(numbers)))
    return found


def paragraphs(zeilen: Iterable[Zeile]) -> list[list[Zeile]]:
    """The sentences as they stand together; what was left out stands for itself."""
    found: list[list[Zeile]] = []
    for zeile in zeilen:
        if not found or zeile.absatz or found[-1][0].ausgelassen:
            found.append([])
        found[-1].append(zeile)
    return found


def is_trivial(before: str, after: str) -> bool:
    """Whether only spacing, links or spelling differ, so that nobody needs to think about it for long."""
    old, new = _words(before), _words(after)
    return len(old) == len(new) and all(_same_word(one, other) for one, other in zip(old, new, strict=True))


def _changed(old: Sequence[_Satz], new: Sequence[_Satz]) -> Iterator[Zeile]:
    """Pairs what was reworded; the rest went or came."""
    left = list(old)
    for one in new:
        index = next((n for n, other in enumerate(left) if _related(other.text, one.text)), None)
        if index is None:
            yield Zeile((Stueck(NEU, one.text),), one.absatz)
            continue
        yield from (Zeile((Stueck(WEG, gone.text),), gone.absatz) for gone in left[:index])
        yield Zeile(tuple(_marked(left[index].text, one.text)), one.absatz)
        left = left[index + 1 :]
    yield from (Zeile((Stueck(WEG, gone.text),), gone.absatz) for gone in left)


def _related(one: str, other: str) -> bool:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio() >= _RELATED


def _marked(before: str, after: str) -> Iterator[Stueck]:
    old, new = before.split(), after.split()
    for op, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if op == "equal":
            yield Stueck(GLEICH, " ".join(new[k:m]))
            continue
        if i < j:
            yield Stueck(WEG, " ".join(old[i:j]))
        if k < m:
            yield Stueck(NEU, " ".join(new[k:m]))


def _sentences(html: str) -> list[_Satz]:
    found = []
    for line in text_lines(html):
        found += [_Satz(text, index == 0) for index, text in enumerate(sentences(line))]
    return found


def _words(html: str) -> list[str]:
    return [word for line in text_lines(html) for word in _WORD.findall(line)]


def _same_word(one: str, other: str) -> bool:
    one, other = (word.lower().translate(_FOLD) for word in (one, other))
    if one == other:
        return True
    if any(letter.isdigit() for letter in one + other) or one[0] != other[0]:
        return False
    return min(len(one), len(other)) >= _LONG_WORD and OSA.distance(one, other) == 1
