"""The engine on Elasticsearch: an index behind an alias that all hosts share.

Texts come as the tokens of ``search.analysis``, so the server only splits at spaces, and a query means the same as in
the embedded engine. The alias carries the shape of the documents in its name: a new version of the portal builds its
own index beside the one that older processes still ask.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from json import dumps
from re import escape
from typing import Any
from uuid import uuid4

from elasticsearch.dsl import Search, query
from elasticsearch.dsl.aggs import Terms

from search.analysis import Vokabular
from search.documents.base import Dokument, tokens
from search.documents.reichweite import places, without_places
from search.engines.abfragen import Abfragen
from search.engines.base import Abfrage, Filter, Fund, Funde, Suchindex, SuchindexBelegtError, SuchmaschineError
from search.engines.elasticbau import BAUSTEINE, DEFINITION, FORM, as_counts, batches, body, fund, shown, weighted
from search.engines.felder import TOKENS, as_written, factor, kopf, raw_fields
from search.engines.geduld import Geduld, Lesung
from search.engines.verbindung import MOST_AT_ONCE, Verbindung, one_error
from search.engines.wortschatz import split_anew, with_words_of

logger = logging.getLogger(__name__)

STAND = "stand"
MISSING = "Auf Elasticsearch fehlt der Suchindex."
POLL = 0.05
GIVE_BACK_WITHIN = 0.3
LEASE = 120.0  # seconds a writer or builder may be silent before another takes its place
WRITE_WAIT = 30.0
OTHER_SHAPES_KEPT = 24 * 3600 * 10**9  # nanoseconds; processes of the version before still ask them
MOST_WORDS = 65_000
CHUNK = 5_000


@dataclass(frozen=True)
class Zustand:
    """What a process knows of the index behind the alias."""

    index: str
    stand: int
    gebaut: int
    woerter: int  # counts up when words are added to the vocabulary
    vokabular: Vokabular
    ganz: frozenset[int]


class ElasticEngine(Suchindex):
    def __init__(self, verbindung: Verbindung, name: str, gewichte: dict[str, float]):
        self.verbindung = verbindung
        self.name = name
        self.alias = f"{name}-{FORM}"
        self.gewichte = gewichte
        self._holder = uuid4().hex
        self._zustand: Zustand | None = None
        self._words: Lesung[Vokabular] = Lesung()

    # --- What is there ------------------------------------------------------------------------------------------------

    def stand(self) -> int | None:
        return self._zustand.stand if self._zustand else None

    def built(self) -> int | None:
        return self._zustand.gebaut if self._zustand else None

    def vokabular(self) -> Vokabular:
        return self._seen().vokabular

    def refresh(self) -> None:
        """One small question, which also shows whether the server is there; the words only if they have changed."""
        self._zustand = self._look()

    @one_error()
    def _look(self) -> Zustand | None:
        says = self.verbindung.document(self.alias, STAND)
        return self._see(self.alias, says["index"], says["kopf"]) if says else None

    def _see(self, asked: str, index: str, says: dict[str, int]) -> Zustand | None:
        old = self._zustand
        if (old is None or old.index != index) and self.verbindung.meta(index).get("form") != FORM:
            logger.error("The index %s is not one of ours; it is made anew.", index)
            return None
        if old and (old.index, old.woerter) == (index, says["woerter"]):
            return replace(old, stand=says["stand"], ganz=self._ganz(asked) if says["stand"] != old.stand else old.ganz)
        vokabular = self._words.get((index, says["woerter"]), lambda: self._read_words(asked))
        return Zustand(index, says["stand"], says["gebaut"], says["woerter"], vokabular, self._ganz(asked))

    def _read_words(self, asked: str) -> Vokabular:
        return Vokabular(self._counted(asked, "formen"), self._counted(asked, "namen"))

    @one_error()
    def _ganz(self, index: str) -> frozenset[int]:
        asked = Search().extra(size=0).query(query.Exists(field="ganz"))
        asked.aggs.bucket("werte", Terms(field="ganz", size=MOST_WORDS))
        return frozenset(map(int, self._buckets(index, asked, "werte")))

    def _seen(self) -> Zustand:
        if self._zustand is None:
            self.refresh()
        if self._zustand is None:
            raise SuchmaschineError(MISSING)
        return self._zustand

    # --- Questions ----------------------------------------------------------------------------------------------------

    def search(self, abfrage: Abfrage) -> Funde:
        wanted = Abfragen(BAUSTEINE, self._seen().ganz).query(abfrage)
        if wanted is None:
            return Funde(0)
        return self._found(Search().query(weighted(wanted)), abfrage.filter, abfrage.ab, abfrage.hoechstens)

    @one_error()
    def _found(self, asked: Search, filter_: Filter, ab: int, hoechstens: int) -> Funde:
        if ab + hoechstens > MOST_AT_ONCE:
            ab, hoechstens = 0, 0
        answer = self.verbindung.search(
            self.alias,
            body(asked.source(includes=shown(filter_.kette)).extra(track_total_hits=True, size=hoechstens, from_=ab)),
        )
        hits = answer["hits"]
        return Funde(hits["total"]["value"], tuple(map(fund, hits["hits"])))

    def merkmale(self, abfragen: Sequence[Abfrage]) -> list[dict[str, int]]:
        ganz = self._seen().ganz
        asked = [
            self._features(abfrage, Abfragen(BAUSTEINE, ganz).query(abfrage, ranked=False)) for abfrage in abfragen
        ]
        return [without_places(counts) for counts in self._counted_together(asked)]

    def _features(self, abfrage: Abfrage, wanted: query.Query | None) -> Search:
        here = "|".join(map(escape, places(abfrage.filter.kette)))
        asked = Search().extra(size=0).query(query.Bool(filter=[wanted or query.MatchNone()]))
        asked.aggs.bucket("werte", Terms(field="merkmale", include=rf"[^\@]*(\@({here}))?", size=MOST_WORDS))
        return asked

    def suggest(self, filter_: Filter, woerter: Sequence[str], anfang: str, hoechstens: int) -> tuple[Fund, ...]:
        wanted = Abfragen(BAUSTEINE).suggestions(filter_, woerter, anfang)
        return self._found(Search().query(weighted(wanted)), filter_, 0, hoechstens).funde

    def spellings(self, forms: Iterable[str]) -> dict[str, str]:
        asked = []
        for some in batches(sorted({form for form in forms if form.isalnum()})):
            search = Search().extra(size=0)
            search.aggs.bucket("werte", Terms(field="schreibweise", include=rf"({some})\|.*", size=MOST_WORDS))
            asked.append(search)
        found: dict[str, str] = {}
        for counts in self._counted_together(asked):
            for value in counts:  # the most frequent first
                form, written = value.split("|", 1)
                found.setdefault(form, written)
        return found

    @one_error()
    def _counted_together(self, asked: Sequence[Search]) -> list[dict[str, int]]:
        answers = self.verbindung.searches(self.alias, [one.to_dict() for one in asked]) if asked else []
        return [as_counts(answer, "werte") for answer in answers]

    def letters(self, filter_: Filter) -> dict[str, int]:
        return self._counts(filter_, "buchstabe")["buchstabe"]

    def listing(self, filter_: Filter, buchstabe: str, ab: int, hoechstens: int) -> Funde:
        asked = Search().query(query.Bool(filter=[Abfragen(BAUSTEINE).filter(filter_)])).sort("sortierung")
        if buchstabe:
            asked = asked.filter(query.Term(buchstabe=buchstabe))
        return self._found(asked, filter_, ab, hoechstens)

    def keywords(self, filter_: Filter) -> dict[str, int]:
        counts = self._counts(filter_, "stichwort", "stichwort_form")
        return as_written(counts["stichwort"], counts["stichwort_form"])

    @one_error()
    def _counts(self, filter_: Filter, *names: str) -> dict[str, dict[str, int]]:
        asked = Search().extra(size=0).query(query.Bool(filter=[Abfragen(BAUSTEINE).filter(filter_)]))
        for name in names:
            asked.aggs.bucket(name, Terms(field=name, size=MOST_WORDS))
        answer = self.verbindung.search(self.alias, body(asked))
        return {name: as_counts(answer, name) for name in names}

    @one_error()
    def _buckets(self, index: str, asked: Search, name: str) -> dict[str, int]:
        return as_counts(self.verbindung.search(index, body(asked)), name)

    @one_error()
    def _counted(self, index: str, field: str) -> dict[str, int]:
        """All values of a field with their number of documents, however many."""
        pieces = 1
        while True:
            answers = [self._piece(index, field, {"partition": one, "num_partitions": pieces}) for one in range(pieces)]
            if not any(answer["sum_other_doc_count"] for answer in answers):
                return {bucket["key"]: bucket["doc_count"] for answer in answers for bucket in answer["buckets"]}
            pieces *= 4

    def _piece(self, index: str, field: str, piece: dict[str, int]) -> dict[str, Any]:
        asked = Search().extra(size=0)
        asked.aggs.bucket("werte", Terms(field=field, size=MOST_WORDS, include=piece))
        found: dict[str, Any] = self.verbindung.counts(index, body(asked))["aggregations"]["werte"]
        return found

    def hashes(self, subjekte: Iterable[str] | None = None) -> dict[str, str]:
        return self._hashes(self.alias, subjekte)

    @one_error()
    def _hashes(self, index: str, subjekte: Iterable[str] | None) -> dict[str, str]:
        wanted = query.Exists(field="sprachen") if subjekte is None else query.Terms(subjekt=sorted(subjekte))
        return {hit["_id"]: hit["_source"]["hash"] for hit in self.verbindung.every(index, wanted.to_dict(), ["hash"])}

    @one_error()
    def subjects(self, tags: Iterable[str]) -> set[str]:
        wanted = query.Terms(tags=sorted(tags)).to_dict()
        return {hit["_source"]["subjekt"][0] for hit in self.verbindung.every(self.alias, wanted, ["subjekt"])}

    # --- Changes ------------------------------------------------------------------------------------------------------

    @contextmanager
    def writing(self, wait: float) -> Iterator[None]:
        with self._lease("schreiben", wait):
            yield

    @contextmanager
    def _lease(self, name: str, wait: float) -> Iterator[Callable[[], None]]:
        """Gives what the holder calls now and then while the work takes long."""
        deadline = time.monotonic() + wait
        index = f"{self.name}-sperren"
        holder = f"{self._holder}-{uuid4().hex}"
        while not self.verbindung.take(index, name, holder, time.time(), time.time() + LEASE):
            if time.monotonic() >= deadline:
                raise SuchindexBelegtError(name)
            time.sleep(POLL)
        last = time.monotonic()

        def still_there() -> None:
            nonlocal last
            if time.monotonic() - last > LEASE / 4:
                self.verbindung.take(index, name, holder, time.time(), time.time() + LEASE)
                last = time.monotonic()

        try:
            yield still_there
        finally:
            with suppress(SuchmaschineError), Geduld(GIVE_BACK_WITHIN).holding():  # else it ends by itself
                self.verbindung.give_back(index, name, holder)

    def write(self, dokumente: Iterable[Dokument], subjekte: Iterable[str], stand: int) -> None:
        zustand = self._look()
        if zustand is None:
            raise SuchmaschineError(MISSING)
        self._zustand = self._write(self.alias, zustand, list(dokumente), set(subjekte), stand)

    def rebuild(
        self,
        read: Callable[[], tuple[int, Iterator[Dokument]]],
        catch_up: Callable[[Suchindex], None],
        *,
        wait: float,
        needed: Callable[[], bool] = lambda: True,
    ) -> None:
        with self._lease("neubau", wait) as still_there:
            self.refresh()
            if not needed():
                return
            stand, dokumente = read()
            index = f"{self.alias}-{time.time_ns()}"
            self.verbindung.create(index, DEFINITION)
            empty = Zustand(index, stand, stand, 0, Vokabular({}), frozenset())
            try:
                held = [dokument for dokument in dokumente if still_there() is None]
                new = Generation(self, index, self._write(index, empty, held, set(), stand))
                with self.writing(WRITE_WAIT):
                    catch_up(new)
                    before = self.verbindung.document(self.alias, STAND)
                    self.verbindung.point(self.alias, index)
            except BaseException:
                self.verbindung.delete([index])
                raise
            self._clear_up(index, before["index"] if before else "")
        self.refresh()

    def _clear_up(self, index: str, before: str) -> None:
        """Remove what nobody asks any more. The generation before stays for questions that are on their way."""
        built = _age(index)
        oldest = time.time_ns() - OTHER_SHAPES_KEPT
        for other in self.verbindung.names(f"{self.name}-*-*"):
            own = other.startswith(f"{self.alias}-")
            if other != before and 0 < _age(other) < (built if own else oldest):
                self.verbindung.delete([other])

    def drop(self) -> None:
        """Remove all that there is of it on the server."""
        self.verbindung.delete([*self.verbindung.names(f"{self.name}-*")])

    def _write(
        self, target: str, zustand: Zustand, dokumente: list[Dokument], subjekte: set[str], stand: int
    ) -> Zustand:
        """First the documents, then the position: who reads the position finds all that it promises."""
        subjekte = {*subjekte, *(one.subjekt for one in dokumente)}
        words = with_words_of(zustand.vokabular, [one.wortschatz() for one in dokumente])
        if words is not zustand.vokabular:
            dokumente = [*dokumente, *self._having(target, split_anew(zustand.vokabular, words), subjekte)]
        generation = zustand.woerter + (words is not zustand.vokabular)
        gone = self._hashes(target, subjekte).keys() - {one.id for one in dokumente}
        # A write that was given up on may still arrive, after the one that took its place: it must not win.
        version = {"version": stand, "version_type": "external_gte"}
        actions = [{"_op_type": "delete", "_id": id_, **version} for id_ in sorted(gone)]
        alias = target == self.alias
        if actions or dokumente:
            documents = (_as_elastic(one, words, self.gewichte.get(one.typ, 1.0)) | version for one in dokumente)
            self.verbindung.bulk(target, (*actions, *documents), alias=alias)
        says = {"stand": stand, "gebaut": zustand.gebaut, "woerter": generation}
        self.verbindung.put(target, STAND, {"kopf": says}, alias=alias)
        return replace(zustand, stand=stand, woerter=generation, vokabular=words, ganz=self._ganz(target))

    @one_error()
    def _having(self, target: str, forms: list[str], replaced: set[str]) -> list[Dokument]:
        """All documents of the rows that have one of the words and are not replaced anyway."""
        subjects: set[str] = set()
        for start in range(0, len(forms), CHUNK):
            wanted = query.Terms(formen=forms[start : start + CHUNK]).to_dict()
            subjects |= {hit["_source"]["subjekt"][0] for hit in self.verbindung.every(target, wanted, ["subjekt"])}
        whole = query.Terms(subjekt=sorted(subjects - replaced)).to_dict()
        return [fund(hit).dokument for hit in self.verbindung.every(target, whole, shown(()))]


class Generation(ElasticEngine):
    """One generation while it is being built, before the alias names it."""

    def __init__(self, engine: ElasticEngine, index: str, zustand: Zustand):
        super().__init__(engine.verbindung, engine.name, engine.gewichte)
        self.alias = index
        self._zustand = zustand

    def _look(self) -> Zustand | None:
        """Nobody else writes here."""
        return self._zustand


def _age(index: str) -> int:
    """When it was begun; 0 for one that is none of ours."""
    age = index.rsplit("-", 1)[1]
    return int(age) if age.isdecimal() else 0


def _as_elastic(dokument: Dokument, vokabular: Vokabular, gewicht: float) -> dict[str, Any]:
    wortschatz, (oben, lokal) = dokument.wortschatz(), dokument.parts(vokabular)
    words = tokens(dokument, vokabular)
    spaced = {field: " ".join(words[field]) for field in words if field in TOKENS and field != "namen"}
    listed = {field: list(found) for field, found in words.items() if field not in spaced}
    return {
        "_id": dokument.id,
        **{field: list(values) for field, values in raw_fields(dokument).items()},
        **spaced,
        **listed,
        "formen": sorted(wortschatz.formen),
        "schreibweise": sorted(map("|".join, wortschatz.schreibweisen)),
        "kopf": kopf(dokument),
        "oben": {"json": dumps(oben, ensure_ascii=False)},
        "lokal": {str(gebiet): dumps(said, ensure_ascii=False) for gebiet, said in lokal.items()},
        "hash": dokument.hash,
        "gewicht": factor(gewicht, dokument.id),
    }
