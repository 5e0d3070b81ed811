"""The excerpt of a hit: the passage that says most of what was searched for, with those words marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search.analysis import Vokabular, forms, spans
from search.results import Stueck

LENGTH = 220
Gesucht = Sequence[frozenset[str]]  # what one word of the query may mean: tokens that belong together
Marks = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or an entry: the section it stands in, whose text it is if it is a place's own, and its tokens."""

    text: str
    abschnitt: str = ""
    gebiet: int | None = None
    marken: str = ""


def best_passage(passages: Iterable[Passage], words: Sequence[Gesucht], vokabular: Vokabular, titel: str) -> Passage:
    """The best of ``passages``. Words that the title has already need no further proof."""
    asked = [word for word in words if not _has(titel, word, vokabular)]
    telling = _tokens(asked)
    first: Passage | None = None
    best, most = Passage(""), 0.0
    for passage in passages:
        first = first or passage
        if not asked:
            break
        score = _score(passage, asked, telling, vokabular)
        if score > most:
            best, most = passage, score
            if most >= len(asked):
                break
    return best if best.text else first or best


def excerpt(passage: str, words: Sequence[Gesucht], vokabular: Vokabular) -> tuple[Stueck, ...]:
    """A passage cut to length, with the words marked."""
    return tuple(_pieces(*_cut(passage, _marks(passage, words, vokabular))))


def _tokens(words: Iterable[Gesucht]) -> frozenset[str]:
    return frozenset(token for word in words for meaning in word for token in meaning)


def _has(text: str, word: Gesucht, vokabular: Vokabular) -> bool:
    return any(meaning.issubset(vokabular.tokens_of(form)) for form in forms(text) for meaning in word)


def _score(passage: Passage, words: Sequence[Gesucht], telling: frozenset[str], vokabular: Vokabular) -> float:
    """How many of the words a text has; half of one if it has only the parts, here and there."""
    every = telling.intersection(passage.marken.split())
    score = 0.0
    for word in words if every else ():
        near = [meaning for meaning in word if meaning <= every]
        if near:
            score += 1.0 if _in_one_word(near, passage.text, vokabular) else 0.5
    return score


def _in_one_word(meanings: Sequence[frozenset[str]], text: str, vokabular: Vokabular) -> bool:
    """Whether a word of ``text``, which has all these tokens, has all those of a meaning."""
    if any(len(meaning) == 1 for meaning in meanings):
        return True
    return any(meaning.issubset(vokabular.tokens_of(form)) for form in forms(text) for meaning in meanings)


def _marks(text: str, words: Sequence[Gesucht], vokabular: Vokabular) -> Marks:
    """Where the words stand; the parts of a compound only if it stands nowhere in one."""
    whole: Marks = []
    parts: Marks = []
    telling = _tokens(words)
    for start, end, form in spans(text):
        tokens = telling.intersection(vokabular.tokens_of(form))
        if not tokens:
            continue
        if any(meaning <= tokens for word in words for meaning in word):
            whole.append((start, end))
        else:
            parts.append((start, end))
    return whole or parts


def _cut(text: str, marks: Marks) -> tuple[str, Marks]:
    """About ``LENGTH`` characters around the first mark, at word boundaries."""
    if len(text) <= LENGTH:
        return text, marks
    start = 0
    if marks and marks[0][1] > LENGTH:
        start = text.rfind(" ", 0, max(0, marks[0][0] - LENGTH // 3)) + 1
    end = len(text)
    if end - start > LENGTH:
        end = text.rfind(" ", start, start + LENGTH)
        end = end if end > start else start + LENGTH
    before, after = ("… " if start else ""), (" …" if end < len(text) else "")
    shift = len(before) - start
    kept = [(left + shift, right + shift) for left, right in marks if left >= start and right <= end]
    return f"{before}{text[start:end]}{after}", kept


def _pieces(text: str, marks: Marks) -> Iterable[Stueck]:
    place = 0
    for start, end in marks:
        if start > place:
            yield Stueck(text[place:start])
        yield Stueck(text[start:end], hervor=True)
        place = end
    if text[place:]:
        yield Stueck(text[place:])
