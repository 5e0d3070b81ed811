"""From a question to the query of an engine: one description of what counts how much, built of each engine's parts."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from search.documents.base import GEWICHTE, GEWICHTE_LOKAL
from search.documents.reichweite import places
from search.documents.vorschlag import VORSCHLAG
from search.engines.base import Abfrage, Filter, Wort

EACH_WORD, ALL_WORDS = 4.0, 10.0  # what a document gains for each word it has, and for having all
BY_THE_WAY = 0.4  # how much a word counts that says little
TIE = 0.08  # how much the second-best place of a word adds
PINNED, PINNED_STEP = 1e5, 10.0  # beyond every score of words, and beyond what the weights of two types may differ

Q = TypeVar("Q")


@dataclass(frozen=True, slots=True)
class Feld:
    """A zone of documents: what stands there before each token, and the places that show nothing of it."""

    name: str
    gewicht: float
    vorne: str
    verdeckt: Sequence[int]


class Bausteine(ABC, Generic[Q]):
    """The parts that queries of an engine are built of."""

    @abstractmethod
    def term(self, field: str, token: str, weight: float = 1.0) -> Q:
        """Documents with a token, by how much it says there (BM25)."""

    @abstractmethod
    def one_of(self, field: str, tokens: Sequence[str]) -> Q:
        """Documents with any of the tokens; says nothing of how well they match."""

    @abstractmethod
    def everything(self) -> Q:
        """All documents."""

    @abstractmethod
    def prefix(self, field: str, beginning: str) -> Q:
        """Documents with a token that begins so; says nothing of how well they match."""

    @abstractmethod
    def every(self, queries: Sequence[Q], without: Sequence[Q] = ()) -> Q:
        """What all ``queries`` match and none of ``without``; the scores add up."""

    @abstractmethod
    def some(self, queries: Sequence[Q], least: int) -> Q:
        """What at least so many of ``queries`` match; the scores add up."""

    @abstractmethod
    def preferring(self, query: Q, better: Sequence[Q]) -> Q:
        """What ``query`` matches; what any of ``better`` matches too gains its score."""

    @abstractmethod
    def best(self, queries: Sequence[Q], tie: float) -> Q:
        """What any of ``queries`` matches, by the best of them, and ``tie`` times the others."""

    @abstractmethod
    def boosted(self, query: Q, weight: float) -> Q:
        """The same with its scores multiplied."""

    @abstractmethod
    def constant(self, query: Q, score: float) -> Q:
        """The same, all with one score."""


class Abfragen(Generic[Q]):
    """Builds queries. ``ganz`` are the places that say everything anew in some document."""

    def __init__(self, bausteine: Bausteine[Q], ganz: frozenset[int] = frozenset()):
        self.aus = bausteine
        self.ganz = ganz

    def query(self, abfrage: Abfrage, *, ranked: bool = True) -> Q | None:
        """The whole question; ``None`` if nothing is asked. Who only counts needs no more than what matches."""
        kette = abfrage.filter.kette
        if abfrage.genau:
            wanted = self._exact(abfrage.genau, kette)
        elif abfrage.woerter:
            wanted = self._words(abfrage.woerter, abfrage.mindestens, kette, ranked=ranked)
        else:
            return None
        if abfrage.angeheftet:
            wanted = self._with_pinned(wanted, abfrage.angeheftet)
        return self.aus.every([wanted, self.aus.constant(self.filter(abfrage.filter), 0.0)])

    def filter(self, filter_: Filter) -> Q:
        musts = [self.aus.one_of("sprachen", [filter_.sprache])]
        if filter_.kette:
            musts.append(self.aus.one_of("gebiete", ["*", *places(filter_.kette)]))
        if filter_.typ:
            musts.append(self.aus.one_of("typ", [filter_.typ]))
        musts += [self.aus.one_of("merkmale", alternatives) for alternatives in filter_.merkmale]
        return self.aus.every(musts)

    def suggestions(self, filter_: Filter, woerter: Sequence[str], anfang: str) -> Q:
        """Documents of which a name has all the words and a beginning; where the name begins so, first.

        Elasticsearch: ``prefix`` queries on the same fields (``index_prefixes`` makes them terms).
        """
        places = ["", *(f"{place}:" for place in _places(filter_.kette))]
        asked = [self._suggested(partial(self._one_at, word, places)) for word in woerter]
        asked.append(self._suggested(partial(self._beginning_at, anfang, places)))
        return self.aus.every([*asked, self.aus.constant(self.filter(filter_), 0.0)])

    def _suggested(self, matching: Callable[[str], Q]) -> Q:
        return self.aus.best([self.aus.constant(matching(field), weight) for field, weight in VORSCHLAG.items()], 0.0)

    def _one_at(self, word: str, places: Sequence[str], field: str) -> Q:
        return self.aus.one_of(field, [f"{place}{word}" for place in places])

    def _beginning_at(self, anfang: str, places: Sequence[str], field: str) -> Q:
        return self.aus.some([self.aus.prefix(field, f"{place}{anfang}") for place in places], 1)

    def _with_pinned(self, wanted: Q, subjekte: Sequence[str]) -> Q:
        pinned = [
            self.aus.constant(self.aus.one_of("subjekt", [subjekt]), PINNED * PINNED_STEP**rank)
            for rank, subjekt in enumerate(reversed(subjekte))
        ]
        return self.aus.some([wanted, *pinned], 1)

    def _exact(self, wanted: Iterable[str], kette: Sequence[int]) -> Q:
        found = [self.aus.term("genau", token) for token in wanted]
        found += [self.aus.term("lokal_genau", f"{place}:{token}") for token in wanted for place in _places(kette)]
        return self.aus.some(found, 1)

    def _words(self, woerter: Sequence[Wort], least: int, kette: Sequence[int], *, ranked: bool) -> Q:
        """Documents with ``least`` of the words that matter; those that have more of them come first."""
        felder = self._fields(kette)
        needed = [self._word(wort, felder) for wort in woerter if not wort.beilaeufig]
        if not ranked:
            return self.aus.every(needed) if least >= len(needed) else self.aus.some(needed, least)
        more = [self.aus.boosted(self._word(wort, felder), BY_THE_WAY) for wort in woerter if wort.beilaeufig]
        if len(needed) == 1:
            wanted = needed[0]
        elif least >= len(needed):
            wanted = self._gaining(self.aus.every(needed), EACH_WORD * len(needed) + ALL_WORDS)
        else:
            wanted = self.aus.some([self._gaining(query, EACH_WORD) for query in needed], least)
            more.append(self.aus.constant(self.aus.every(needed), ALL_WORDS))
        return self.aus.preferring(wanted, more) if more else wanted

    def _gaining(self, query: Q, score: float) -> Q:
        """The same with so much more for each document. Asking ``query`` a second time would cost as much again."""
        return self.aus.every([query, self.aus.constant(self.aus.everything(), score)])

    def _fields(self, kette: Sequence[int]) -> list[Feld]:
        """Where words may stand that are read at the place."""
        above = [gebiet for gebiet in kette if gebiet in self.ganz]
        felder = [Feld(zone, weight, "", above) for zone, weight in GEWICHTE.items() if zone != "namen"]
        for place in _places(kette):
            below = [gebiet for gebiet in above if place != "*" and kette.index(gebiet) > kette.index(int(place))]
            felder += [Feld(f"lokal_{zone}", weight, f"{place}:", below) for zone, weight in GEWICHTE_LOKAL.items()]
        return felder

    def _word(self, wort: Wort, felder: Sequence[Feld]) -> Q:
        """Of all places and meanings of a word, the best one counts."""
        found = [
            self._unless_anew(self._all(feld, lesart.tokens, feld.gewicht * lesart.gewicht), feld.verdeckt)
            for lesart in wort.lesarten
            if lesart.tokens
            for feld in felder
        ]
        for lesart in wort.lesarten:
            if lesart.form:
                found.append(self.aus.term("namen", lesart.form, GEWICHTE["namen"] * lesart.gewicht))
        return self.aus.best(found, TIE)

    def _unless_anew(self, query: Q, places: Sequence[int]) -> Q:
        """Not in documents of which one of ``places`` shows nothing of this."""
        if not places:
            return query
        return self.aus.every([query], without=[self.aus.one_of("ganz", list(map(str, places)))])

    def _all(self, feld: Feld, tokens: Sequence[str], weight: float) -> Q:
        if len(tokens) == 1:
            return self.aus.term(feld.name, f"{feld.vorne}{tokens[0]}", weight)
        return self.aus.boosted(
            self.aus.every([self.aus.term(feld.name, f"{feld.vorne}{token}") for token in tokens]), weight
        )


def _places(kette: Sequence[int]) -> list[str]:
    return [str(gebiet) for gebiet in kette] or ["*"]
