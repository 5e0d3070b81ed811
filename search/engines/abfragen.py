"""From the engine-neutral question to a tantivy query."""

from collections.abc import Iterable, Sequence

from tantivy import Occur, Query, Schema

from search.documents.base import GEWICHTE, GEWICHTE_LOKAL
from search.engines.base import Abfrage, Filter, Lesart, Wort

ALL_WORDS = 30.0  # what a document gains that has all words, where some would do
TIE = 0.15  # how much the second-best place of a word adds
PINNED, PINNED_STEP = 1e5, 10.0  # beyond every score of words, and beyond what the weights of two types may differ


class Abfragen:
    """Builds queries for one schema. ``ganz`` are the places that say everything anew in some document."""

    def __init__(self, schema: Schema, ganz: frozenset[int] = frozenset()):
        self.schema = schema
        self.ganz = ganz

    def query(self, abfrage: Abfrage) -> Query | None:
        """The whole question; ``None`` if nothing is asked."""
        kette = abfrage.filter.kette
        if abfrage.genau:
            wanted = self._exact(abfrage.genau, kette)
        elif abfrage.woerter:
            wanted = self._words(abfrage.woerter, abfrage.mindestens, kette)
        else:
            return None
        if abfrage.angeheftet:
            wanted = self._with_pinned(wanted, abfrage.angeheftet)
        return Query.boolean_query([(Occur.Must, wanted), (Occur.Must, self._silent(self.filter(abfrage.filter)))])

    def filter(self, filter_: Filter) -> Query:
        musts = [self._term("sprachen", filter_.sprache)]
        if filter_.kette:
            musts.append(self._any("gebiete", ["*", *map(str, filter_.kette)]))
        if filter_.typ:
            musts.append(self._term("typ", filter_.typ))
        musts += [self._any("merkmale", alternatives) for alternatives in filter_.merkmale]
        return Query.boolean_query([(Occur.Must, must) for must in musts])

    def _with_pinned(self, wanted: Query, subjekte: Sequence[str]) -> Query:
        pinned = [
            Query.const_score_query(self._term("subjekt", subjekt), PINNED * PINNED_STEP**rank)
            for rank, subjekt in enumerate(reversed(subjekte))
        ]
        return Query.boolean_query([(Occur.Should, one) for one in (wanted, *pinned)])

    def _exact(self, wanted: Iterable[str], kette: Sequence[int]) -> Query:
        found = [self._term("genau", token) for token in wanted]
        found += [self._term("lokal_genau", f"{place}:{token}") for token in wanted for place in _places(kette)]
        return Query.boolean_query([(Occur.Should, one) for one in found])

    def _words(self, woerter: Sequence[Wort], least: int, kette: Sequence[int]) -> Query:
        """Documents that have all the words come first."""
        queries = [self._word(wort, kette) for wort in woerter]
        every = Query.boolean_query([(Occur.Must, query) for query in queries])
        if least >= len(queries):
            return every
        some = Query.boolean_query(
            [(Occur.Should, query) for query in queries], minimum_number_should_match=max(1, least)
        )
        return Query.boolean_query([(Occur.Must, some), (Occur.Should, Query.const_score_query(every, ALL_WORDS))])

    def _word(self, wort: Wort, kette: Sequence[int]) -> Query:
        """Of all places and meanings of a word, the best one counts."""
        found = [query for lesart in wort.lesarten for query in self._meaning(lesart, kette)]
        return Query.disjunction_max_query(found, TIE)

    def _meaning(self, lesart: Lesart, kette: Sequence[int]) -> Iterable[Query]:
        above = [gebiet for gebiet in kette if gebiet in self.ganz]
        upper = [
            self._boosted(self._all(zone, lesart.tokens), weight * lesart.gewicht)
            for zone, weight in GEWICHTE.items()
            if lesart.tokens and zone != "namen"
        ]
        yield from (self._unless_anew(query, above) for query in upper)
        if lesart.form:
            yield self._boosted(self._term("namen", lesart.form), GEWICHTE["namen"] * lesart.gewicht)
        for place in _places(kette):
            below = [gebiet for gebiet in above if place != "*" and kette.index(gebiet) > kette.index(int(place))]
            for zone, weight in GEWICHTE_LOKAL.items() if lesart.tokens else ():
                query = self._all(f"lokal_{zone}", [f"{place}:{token}" for token in lesart.tokens])
                yield self._unless_anew(self._boosted(query, weight * lesart.gewicht), below)

    def _unless_anew(self, query: Query, places: Sequence[int]) -> Query:
        """Not in documents of which one of ``places`` shows nothing of this."""
        if not places:
            return query
        return Query.boolean_query([(Occur.Must, query), (Occur.MustNot, self._any("ganz", list(map(str, places))))])

    def _all(self, field: str, tokens: Sequence[str]) -> Query:
        if len(tokens) == 1:
            return self._term(field, tokens[0])
        return Query.boolean_query([(Occur.Must, self._term(field, token)) for token in tokens])

    def _term(self, field: str, token: str) -> Query:
        return Query.term_query(self.schema, field, token, "freq")

    def _any(self, field: str, tokens: Sequence[str]) -> Query:
        return Query.term_set_query(self.schema, field, list(tokens))

    def _boosted(self, query: Query, weight: float) -> Query:
        return Query.boost_query(query, weight)

    def _silent(self, query: Query) -> Query:
        """A condition that adds nothing to the score."""
        return Query.const_score_query(query, 0.0)


def _places(kette: Sequence[int]) -> list[str]:
    return [str(gebiet) for gebiet in kette] or ["*"]
