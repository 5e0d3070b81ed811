"""The excerpt of a hit: the passage that says most of what was searched for, with those words marked."""

from collections.abc import Iterable, Sequence

from search.analysis import Vokabular, spans
from search.results import Stueck

LENGTH = 220
Gesucht = Sequence[frozenset[str]]  # what one word of the query may mean: tokens that belong together
Marks = list[tuple[int, int]]


def best_passage(passages: Iterable[str], words: Sequence[Gesucht], vokabular: Vokabular, titel: str) -> str:
    """The best of ``passages``. Words that the title has already need no further proof."""
    asked = [word for word in words if not _has(titel, word, vokabular)]
    first, best, most = "", "", 0.0
    for text in passages:
        first = first or text
        if not asked:
            break
        score = _score(text, asked, vokabular)
        if score > most:
            best, most = text, score
            if most >= len(asked):
                break
    return best or first


def excerpt(passage: str, words: Sequence[Gesucht], vokabular: Vokabular) -> tuple[Stueck, ...]:
    """A passage cut to length, with the words marked."""
    return tuple(_pieces(*_cut(passage, _marks(passage, words, vokabular))))


def _has(text: str, word: Gesucht, vokabular: Vokabular) -> bool:
    return any(meaning.issubset(vokabular.tokens_of(form)) for _from, _to, form in spans(text) for meaning in word)


def _score(text: str, words: Sequence[Gesucht], vokabular: Vokabular) -> float:
    """How many of the words a text has; half of one if it has only the parts, here and there."""
    tokens = [vokabular.tokens_of(form) for _from, _to, form in spans(text)]
    every = {token for found in tokens for token in found}
    score = 0.0
    for word in words:
        near = [meaning for meaning in word if meaning <= every]
        if near:
            score += 1.0 if any(meaning.issubset(found) for meaning in near for found in tokens) else 0.5
    return score


def _marks(text: str, words: Sequence[Gesucht], vokabular: Vokabular) -> Marks:
    """Where the words stand; the parts of a compound only if it stands nowhere in one."""
    whole: Marks = []
    parts: Marks = []
    for start, end, form in spans(text):
        tokens = frozenset(vokabular.tokens_of(form))
        if any(meaning <= tokens for word in words for meaning in word):
            whole.append((start, end))
        elif any(meaning & tokens for word in words for meaning in word):
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
