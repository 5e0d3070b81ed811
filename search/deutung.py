"""What the words of a search may mean: themselves, their parts, the compound with a neighbour, what the rules say.

A word that neither documents nor rules know may be the beginning of one or a slip of the finger. Nothing here asks an
engine; who does says in the end which of the meanings documents have.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from search.analysis import STOPWORDS, Vokabular, forms, stem
from search.engines.base import Lesart, Wort
from search.regeln import LONGEST, Regeln

MOST_WORDS = 10

PARTS, SYNONYM, BEGINNING, SLIP, ONE_PART = 0.7, 0.8, 0.5, 0.6, 0.3


def content_words(text: str) -> list[str]:
    """The folded words that carry meaning; all of them if none does."""
    found = list(dict.fromkeys(forms(text)))[: 3 * MOST_WORDS]
    return ([form for form in found if form not in STOPWORDS] or found)[:MOST_WORDS]


@dataclass(frozen=True, slots=True)
class Deutung:
    """Finds meanings with the words of the documents and the rules of the portal."""

    vokabular: Vokabular
    regeln: Regeln

    def meanings(self, words: list[str]) -> tuple[Wort, ...]:
        """Each word with all that it may mean where it stands."""
        return tuple(
            Wort(form, tuple(dict.fromkeys([*self._itself(form), *self._with_others(words, index)])))
            for index, form in enumerate(words)
        )

    def _itself(self, form: str) -> Iterator[Lesart]:
        yield Lesart((stem(form),), form)
        parts = self.vokabular.split(form)
        if parts:
            yield Lesart(_stems(parts), gewicht=PARTS)
        yield from (Lesart(_stems(other), gewicht=SYNONYM) for other in self.regeln.of_words([form]))
        for index, part in enumerate(parts):
            for other in self.regeln.of_words([part]):
                yield Lesart(_stems((*parts[:index], *other, *parts[index + 1 :])), gewicht=PARTS * SYNONYM)

    def _with_others(self, words: list[str], index: int) -> Iterator[Lesart]:
        """Compounds that people write apart ("Müll tonne"), and expressions of several words."""
        form = words[index]
        for joined in _joined(words, index):
            if joined in self.vokabular:
                yield Lesart((stem(joined),))
            yield from (Lesart(_stems(other), gewicht=SYNONYM) for other in self.regeln.of_words([joined]))
        for length in range(2, LONGEST + 1):
            for start in range(max(0, index - length + 1), index + 1):
                expression = words[start : start + length]
                if len(expression) == length and form in expression:
                    yield from (Lesart(_stems(other), gewicht=SYNONYM) for other in self.regeln.of_words(expression))

    def is_known(self, form: str) -> bool:
        return self.vokabular.knows(form) or bool(self.regeln.of_words([form])) or not form.isalpha()

    def near(self, form: str) -> tuple[list[str], list[str]]:
        """Words that may have been meant by one nobody knows: those that begin with it, those a slip away."""
        longer = self.vokabular.starting_with(form, 5) if len(form) > 3 else []
        return longer, self.vokabular.similar(form, 3)

    def mended(self, wort: Wort, longer: Iterable[str], near: Iterable[str]) -> Wort:
        """A word with the meanings of those it may have been."""
        meanings = [replace(one, gewicht=one.gewicht * BEGINNING) for form in longer for one in self._itself(form)]
        meanings += [replace(one, gewicht=one.gewicht * SLIP) for form in near for one in self._itself(form)]
        return replace(wort, lesarten=(*wort.lesarten, *meanings))

    def in_parts(self, wort: Wort) -> Wort:
        """Before nothing at all is found, one part of a compound that no document has will do."""
        if self.vokabular.has(wort.form):
            return wort
        parts = (Lesart((stem(part),), "", ONE_PART) for part in self.vokabular.split(wort.form))
        return replace(wort, lesarten=(*wort.lesarten, *parts))


def _stems(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(stem, words))


def _joined(words: list[str], index: int) -> Iterable[str]:
    if index:
        yield words[index - 1] + words[index]
    if index + 1 < len(words):
        yield words[index] + words[index + 1]
