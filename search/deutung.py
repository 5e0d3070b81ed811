"""What the words of a search may mean: themselves, their parts, the compound with a neighbour, what the rules say.

A word that neither documents nor rules know may be the beginning of one or a slip of the finger. Nothing here asks an
engine; who does says in the end which of the meanings documents have.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from search.analysis import BY_THE_WAY, PARTICLES, STOPWORDS, Vokabular, forms, stem
from search.engines.base import Lesart, Wort
from search.models import LONGEST
from search.regeln import Regeln

MOST_WORDS = 10
MOST_MEANINGS = 12  # of a word, beside itself

PARTS, SYNONYM, BEGINNING, SLIP, ONE_PART = 0.7, 0.8, 0.5, 0.6, 0.3
NEXT_SYNONYM = 0.9  # of several meanings the first is the likeliest


def content_words(text: str) -> list[str]:
    """The folded words that carry meaning; all of them if none does."""
    found = list(dict.fromkeys(forms(text)))[: 3 * MOST_WORDS]
    return ([form for form in found if form not in STOPWORDS] or found)[:MOST_WORDS]


def particle(text: str) -> str:
    """The part of a verb at the end of a sentence ("Wir melden uns ab"), or "" if there is none."""
    last = next(iter(reversed(list(forms(text)))), "")
    return last if last in PARTICLES else ""


@dataclass(frozen=True, slots=True)
class Deutung:
    """Finds meanings with the words of the documents and the rules of the portal."""

    vokabular: Vokabular
    regeln: Regeln

    def meanings(self, words: list[str], vorsilbe: str = "") -> tuple[Wort, ...]:
        """Each word with all that it may mean where it stands; ``vorsilbe`` is the end of a verb among them.

        A compound that nobody has written is as many words as it has parts.
        """
        little = {form for form in words if stem(form) in BY_THE_WAY}
        expressions = self._expressions(words)
        found: list[Wort] = []
        for index, form in enumerate(words):
            meanings = [*self._itself(form), *self._with_neighbours(words, index), *self._verb(vorsilbe, form)]
            meanings += expressions.get(form, ())
            parts = self._parts(form) if self.may_be_slip(form) else ()
            if parts:
                found += self._in_its_parts(parts, meanings)
            else:
                by_the_way = form in little and len(little) < len(words)
                found.append(Wort(form, self._possible(meanings), by_the_way))
        return tuple(found)

    def _possible(self, meanings: Iterable[Lesart]) -> tuple[Lesart, ...]:
        """Each once, the likeliest, and none that no document can have; the word itself in any case."""
        likeliest: dict[tuple[tuple[str, ...], str], Lesart] = {}
        for one in meanings:
            known = likeliest.get((one.tokens, one.form))
            if known is None or one.gewicht > known.gewicht:
                likeliest[one.tokens, one.form] = one
        found = list(likeliest.values())
        kept = [one for one in found[1:] if self._may_have(one)]
        return tuple(found[:1] + sorted(kept, key=lambda one: -one.gewicht)[:MOST_MEANINGS])

    def _in_its_parts(self, parts: Sequence[str], whole: list[Lesart]) -> Iterator[Wort]:
        """Each part of a compound; the whole will do in the place of each."""
        telling = [part for part in parts if stem(part) not in BY_THE_WAY]
        for part in parts:
            itself = [replace(one, gewicht=one.gewicht * PARTS) for one in self._itself(part)]
            yield Wort(part, self._possible([*whole, *itself]), bool(telling) and part not in telling)

    def _itself(self, form: str) -> Iterator[Lesart]:
        yield Lesart((stem(form),), form if form in self.vokabular.namen else "")
        parts = self.vokabular.split(form)
        if parts:
            yield Lesart(_stems(parts), gewicht=PARTS)
        for place, other in enumerate(self.regeln.of_words([form])):
            yield Lesart(_stems(other), gewicht=SYNONYM * NEXT_SYNONYM**place)
        for index, part in enumerate(parts):
            for other in self.regeln.of_words([part]):
                yield Lesart(_stems((*parts[:index], *other, *parts[index + 1 :])), gewicht=PARTS * SYNONYM)

    def _with_neighbours(self, words: list[str], index: int) -> Iterator[Lesart]:
        """Compounds that people write apart: "Müll tonne"."""
        for joined in _joined(words, index):
            if joined in self.vokabular:
                yield Lesart((stem(joined),))
            yield from (Lesart(_stems(other), gewicht=SYNONYM) for other in self.regeln.of_words([joined]))

    def _expressions(self, words: list[str]) -> dict[str, list[Lesart]]:
        """What several words mean together, by each of them, whatever stands between."""
        found: dict[str, list[Lesart]] = {}
        for length in range(2, LONGEST + 1):
            for some in combinations(words, length):
                meanings = [Lesart(_stems(other), gewicht=SYNONYM) for other in self.regeln.of_words(some)]
                for form in some if meanings else ():
                    found.setdefault(form, []).extend(meanings)
        return found

    def _verb(self, vorsilbe: str, form: str) -> Iterator[Lesart]:
        verb = vorsilbe + form
        if vorsilbe and len(form) > 3 and (self.vokabular.has(verb) or self.regeln.of_words([verb])):
            yield from self._itself(verb)

    def _parts(self, form: str) -> tuple[str, ...]:
        """The parts of a compound that nobody has written, unless it is a word with a slip ("hundes-teur")."""
        return () if self.vokabular.similar(form, 1, self.regeln.formen, most=1) else self.vokabular.split(form)

    def is_known(self, form: str) -> bool:
        """Whether documents or rules have the word, or documents all of its parts."""
        return not self.may_be_slip(form) or bool(self._parts(form))

    def may_be_slip(self, form: str) -> bool:
        """Whether nobody has written the word as it stands, though it may be made of known parts."""
        return form.isalpha() and not self.vokabular.has(form) and not self.regeln.of_words([form])

    def may_be_found(self, wort: Wort) -> bool:
        """Whether a document may have the word in any of its meanings."""
        return any(map(self._may_have, wort.lesarten))

    def _may_have(self, lesart: Lesart) -> bool:
        return bool(lesart.form) or all(map(self.vokabular.may_have, lesart.tokens))

    def near(self, form: str) -> tuple[list[str], list[str]]:
        """Words that may have been meant by one nobody knows: those that begin with it, those a slip away."""
        longer = self.vokabular.starting_with(form, 5) if len(form) > 3 else []
        return longer, self.vokabular.similar(form, 3, self.regeln.formen)

    def mended(self, wort: Wort, longer: Iterable[str], near: Iterable[str]) -> Wort:
        """A word with the meanings of those it may have been."""
        meanings = [replace(one, gewicht=one.gewicht * BEGINNING) for form in longer for one in self._itself(form)]
        meanings += [replace(one, gewicht=one.gewicht * SLIP) for form in near for one in self._itself(form)]
        return replace(wort, lesarten=self._possible([*wort.lesarten, *meanings]))

    def in_parts(self, wort: Wort) -> Wort:
        """A word that no document has, for hits that may lack some words: one part of it will do."""
        if self.vokabular.has(wort.form):
            return wort
        parts = (Lesart((stem(part),), "", ONE_PART) for part in self.vokabular.split(wort.form))
        return replace(wort, lesarten=(*wort.lesarten, *parts))


def _stems(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(stem, words))


def _joined(words: list[str], index: int) -> Iterable[str]:
    for length in (2, 3):
        for start in range(max(0, index - length + 1), index + 1):
            if start + length <= len(words):
                yield "".join(words[start : start + length])
