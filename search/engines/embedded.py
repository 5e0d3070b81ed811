"""The engine in this process, on tantivy: an index in a folder that several processes may share."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from json import dumps, loads
from pathlib import Path
from re import escape
from threading import RLock
from typing import Any

import tantivy
from tantivy import Filter as TokenFilter
from tantivy import Occur, Order, Query

from search.analysis import Vokabular
from search.documents.base import Dokument, tokens
from search.documents.reichweite import places, without_places
from search.engines.abfragen import Abfragen, Bausteine
from search.engines.base import Abfrage, Filter, Fund, Funde, Suchindex
from search.engines.felder import GESTALT, MARKS, RAW, RAW_FAST, STORED, TOKENS, as_written, factor, kopf, raw_fields
from search.engines.ordner import Ordner
from search.engines.wortschatz import split_anew, with_words_of

HEAP = 20_000_000
WRITE_WAIT = 30.0
STAND = "stand"

logger = logging.getLogger(__name__)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in RAW:
        builder.add_text_field(name, stored=name in {"id", "subjekt"}, tokenizer_name="raw", index_option="basic")
    for name in RAW_FAST:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in TOKENS:
        builder.add_text_field(name, tokenizer_name="leerzeichen", index_option="freq")
    for name in MARKS:
        builder.add_text_field(name, tokenizer_name="leerzeichen", index_option="basic")
    for name in STORED:  # bytes would be read six times as slowly
        builder.add_text_field(name, stored=True, tokenizer_name="nichts", index_option="basic")
    builder.add_float_field("gewicht", fast=True)
    return builder.build()


SCHEMA = _schema()


def _open(path: Path) -> tantivy.Index:
    index = tantivy.Index(SCHEMA, path=str(path))
    index.config_reader("manual")
    by_space = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).filter(TokenFilter.remove_long(200)).build()
    index.register_tokenizer("leerzeichen", by_space)
    nothing = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw()).filter(TokenFilter.remove_long(1)).build()
    index.register_tokenizer("nichts", nothing)
    return index


class TantivyBausteine(Bausteine[Query]):
    """Queries of tantivy."""

    def term(self, field: str, token: str, weight: float = 1.0) -> Query:
        return Query.boost_query(Query.term_query(SCHEMA, field, token, "freq"), weight)

    def one_of(self, field: str, tokens: Sequence[str]) -> Query:
        return Query.term_set_query(SCHEMA, field, list(tokens))

    def everything(self) -> Query:
        return Query.all_query()

    def prefix(self, field: str, beginning: str) -> Query:
        return Query.regex_query(SCHEMA, field, f"{escape(beginning)}.*")

    def every(self, queries: Sequence[Query], without: Sequence[Query] = ()) -> Query:
        return Query.boolean_query(
            [*((Occur.Must, one) for one in queries), *((Occur.MustNot, one) for one in without)]
        )

    def some(self, queries: Sequence[Query], least: int) -> Query:
        return Query.boolean_query([(Occur.Should, one) for one in queries], minimum_number_should_match=least)

    def preferring(self, query: Query, better: Sequence[Query]) -> Query:
        return Query.boolean_query([(Occur.Must, query), *((Occur.Should, one) for one in better)])

    def best(self, queries: Sequence[Query], tie: float) -> Query:
        return Query.disjunction_max_query(list(queries), tie)

    def boosted(self, query: Query, weight: float) -> Query:
        return Query.boost_query(query, weight)

    def constant(self, query: Query, score: float) -> Query:
        return Query.const_score_query(query, score)


BAUSTEINE = TantivyBausteine()


@dataclass(frozen=True)
class Zustand:
    """What a process sees of the index: one generation at one moment."""

    path: Path
    index: tantivy.Index
    searcher: tantivy.Searcher
    stand: int
    gebaut: int  # the position when this generation was made
    woerter: int  # counts up when words are added to the vocabulary
    vokabular: Vokabular
    ganz: frozenset[int]


class EmbeddedEngine(Suchindex):
    def __init__(self, path: Path, gewichte: dict[str, float]):
        self.ordner = Ordner(path, GESTALT)
        self.gewichte = gewichte
        self._lock = RLock()
        self._zustand: Zustand | None = None

    # --- What is there ------------------------------------------------------------------------------------------------

    def stand(self) -> int | None:
        zustand = self._look()
        return zustand.stand if zustand else None

    def built(self) -> int | None:
        zustand = self._look()
        return zustand.gebaut if zustand else None

    def vokabular(self) -> Vokabular:
        return self._seen().vokabular

    def refresh(self) -> None:
        with self._lock:
            path = self.ordner.current()
            if path is None:
                self._zustand = None
                return
            old = self._zustand if self._zustand and self._zustand.path == path else None
            try:
                index = old.index if old else _open(path)
                index.reload()
                self._zustand = _see(path, index, old)
            except (ValueError, OSError, KeyError) as error:  # made anew, like one that is missing
                logger.error("The search index in %s cannot be read: %s", path, error)
                self._zustand = None

    def _look(self) -> Zustand | None:
        if self._zustand is None:
            self.refresh()
        return self._zustand

    def _seen(self) -> Zustand:
        zustand = self._look()
        if zustand is None:
            raise RuntimeError("Es gibt noch keinen Suchindex.")
        return zustand

    # --- Questions ----------------------------------------------------------------------------------------------------

    def search(self, abfrage: Abfrage) -> Funde:
        zustand = self._seen()
        query = Abfragen(BAUSTEINE, zustand.ganz).query(abfrage)
        if query is None:
            return Funde(0)
        found = zustand.searcher.search(query, abfrage.hoechstens, offset=abfrage.ab, weight_by_field="gewicht")
        return Funde(_number(found), _funde(zustand.searcher, found, abfrage.filter))

    def merkmale(self, abfragen: Sequence[Abfrage]) -> list[dict[str, int]]:
        return [self._features(abfrage) for abfrage in abfragen]

    def _features(self, abfrage: Abfrage) -> dict[str, int]:
        zustand = self._seen()
        query = Abfragen(BAUSTEINE, zustand.ganz).query(abfrage, ranked=False)
        if query is None:
            return {}
        here = f"[^@]*(@({'|'.join(map(escape, places(abfrage.filter.kette)))}))?"
        return without_places(_counts(zustand.searcher, query, "merkmale", include=here))

    def suggest(self, filter_: Filter, woerter: Sequence[str], anfang: str, hoechstens: int) -> tuple[Fund, ...]:
        searcher = self._seen().searcher
        query = Abfragen(BAUSTEINE).suggestions(filter_, woerter, anfang)
        found = searcher.search(query, hoechstens, count=False, weight_by_field="gewicht")
        return _funde(searcher, found, filter_)

    def spellings(self, forms: Iterable[str]) -> dict[str, str]:
        searcher = self._seen().searcher
        found = {form: _terms(searcher, "schreibweise", f"{form}|") for form in forms}
        return {
            form: min(terms, key=lambda term: (-terms[term], term)).split("|")[1]
            for form, terms in found.items()
            if terms
        }

    def letters(self, filter_: Filter) -> dict[str, int]:
        return _counts(self._seen().searcher, Abfragen(BAUSTEINE).filter(filter_), "buchstabe")

    def listing(self, filter_: Filter, buchstabe: str, ab: int, hoechstens: int) -> Funde:
        searcher = self._seen().searcher
        query = Abfragen(BAUSTEINE).filter(filter_)
        if buchstabe:
            query = Query.boolean_query(
                [(Occur.Must, query), (Occur.Must, Query.term_query(SCHEMA, "buchstabe", buchstabe))]
            )
        found = searcher.search(query, hoechstens, offset=ab, order_by_field="sortierung", order=Order.Asc)
        return Funde(_number(found), _funde(searcher, found, filter_))

    def keywords(self, filter_: Filter) -> dict[str, int]:
        searcher, query = self._seen().searcher, Abfragen(BAUSTEINE).filter(filter_)
        return as_written(_counts(searcher, query, "stichwort"), _counts(searcher, query, "stichwort_form"))

    def hashes(self, subjekte: Iterable[str] | None = None) -> dict[str, str]:
        query = Query.all_query() if subjekte is None else Query.term_set_query(SCHEMA, "subjekt", sorted(subjekte))
        found = _documents(self._seen().searcher, query)
        return {_text(doc, "id"): _text(doc, "hash") for doc in found if doc["hash"]}

    def subjects(self, tags: Iterable[str]) -> set[str]:
        searcher = self._seen().searcher
        query = Query.term_set_query(SCHEMA, "tags", sorted(tags))
        return {_text(doc, "subjekt") for doc in _documents(searcher, query)}

    # --- Changes ------------------------------------------------------------------------------------------------------

    @contextmanager
    def writing(self, wait: float) -> Iterator[None]:
        with self.ordner.lock("schreiben", wait):
            yield

    def write(self, dokumente: Iterable[Dokument], subjekte: Iterable[str], stand: int) -> None:
        self.refresh()
        with self._lock:
            self._zustand = self._write(self._seen(), list(dokumente), set(subjekte), stand)

    def rebuild(
        self,
        read: Callable[[], tuple[int, Iterator[Dokument]]],
        catch_up: Callable[[Suchindex], None],
        *,
        wait: float,
        needed: Callable[[], bool] = lambda: True,
    ) -> None:
        with self.ordner.lock("neubau", wait):
            self.refresh()
            if not needed():
                return
            path = self.ordner.new()
            stand, dokumente = read()
            index = _open(path)
            empty = Zustand(path, index, index.searcher(), stand, stand, 0, Vokabular({}), frozenset())
            new = Generation(self.ordner, self.gewichte, self._write(empty, list(dokumente), set(), stand))
            with self.writing(WRITE_WAIT):
                catch_up(new)
                self.ordner.activate(path)
        self.refresh()

    def _write(self, zustand: Zustand, dokumente: list[Dokument], subjekte: set[str], stand: int) -> Zustand:
        subjekte = {*subjekte, *(one.subjekt for one in dokumente)}
        words = with_words_of(zustand.vokabular, [one.wortschatz() for one in dokumente])
        if words is not zustand.vokabular:
            dokumente = [*dokumente, *_having(zustand, split_anew(zustand.vokabular, words), subjekte)]
        generation = zustand.woerter + (words is not zustand.vokabular)
        writer = zustand.index.writer(HEAP, 1)
        for subjekt in {*subjekte, *(one.subjekt for one in dokumente)}:
            writer.delete_documents_by_term("subjekt", subjekt)
        for dokument in dokumente:
            writer.add_document(self._as_tantivy(dokument, words))
        writer.delete_documents_by_term("id", STAND)
        writer.add_document(_stand_document({"stand": stand, "gebaut": zustand.gebaut, "woerter": generation}))
        writer.commit()
        writer.wait_merging_threads()
        zustand.index.reload()
        return _see(zustand.path, zustand.index, replace(zustand, woerter=generation, vokabular=words))

    def _as_tantivy(self, dokument: Dokument, vokabular: Vokabular) -> tantivy.Document:
        document = tantivy.Document()
        for field, values in raw_fields(dokument).items():
            for value in values:
                document.add_text(field, value)
        for field, found in tokens(dokument, vokabular).items():
            document.add_text(field, " ".join(found))
        wortschatz, (oben, lokal) = dokument.wortschatz(), dokument.parts(vokabular)
        document.add_text("formen", " ".join(sorted(wortschatz.formen)))
        document.add_text("schreibweise", " ".join(sorted(map("|".join, wortschatz.schreibweisen))))
        document.add_text("kopf", dumps(kopf(dokument), ensure_ascii=False))
        document.add_text("oben", dumps(oben, ensure_ascii=False))
        for gebiet, said in lokal.items():
            document.add_text("lokal", f"{gebiet} {dumps(said, ensure_ascii=False)}")
        document.add_text("hash", dokument.hash)
        document.add_float("gewicht", _weight(self.gewichte.get(dokument.typ, 1.0), dokument.id))
        return document


class Generation(EmbeddedEngine):
    """One generation while it is being built, before anybody reads it."""

    def __init__(self, ordner: Ordner, gewichte: dict[str, float], zustand: Zustand):
        super().__init__(ordner.path, gewichte)
        self._zustand = zustand

    def refresh(self) -> None:
        """Nobody else writes here."""


def _see(path: Path, index: tantivy.Index, old: Zustand | None) -> Zustand:
    """Read what the index says of itself; its words only if they are other ones than ``old`` knows."""
    searcher = index.searcher()
    document = next(_documents(searcher, Query.term_query(SCHEMA, "id", STAND)), None)
    if document is None:
        raise ValueError("An index without a position.")
    says = loads(_text(document, "kopf"))
    if old and old.woerter == says["woerter"]:
        vokabular = old.vokabular
    else:
        vokabular = Vokabular(_terms(searcher, "formen"), _terms(searcher, "namen"))
    ganz = frozenset(map(int, _terms(searcher, "ganz")))
    return Zustand(path, index, searcher, says["stand"], says["gebaut"], says["woerter"], vokabular, ganz)


def _having(zustand: Zustand, forms: list[str], replaced: set[str]) -> list[Dokument]:
    """All documents of the rows that have one of the words and are not replaced anyway."""
    if not forms:
        return []
    query = Query.term_set_query(SCHEMA, "formen", forms)
    subjects = {_text(doc, "subjekt") for doc in _documents(zustand.searcher, query)} - replaced
    whole = Query.term_set_query(SCHEMA, "subjekt", sorted(subjects))
    return [_fund(doc, 0.0, ()).dokument for doc in _documents(zustand.searcher, whole)]


def _weight(gewicht: float, id_: str) -> float:
    """What ``weight_by_field`` must read: tantivy multiplies by log2(2 + value), which here is twice ``factor``."""
    return float(2 ** (2 * factor(gewicht, id_)) - 2)


def _stand_document(says: dict[str, int]) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("id", STAND)
    document.add_text("kopf", dumps(says))
    return document


def _number(found: tantivy.SearchResult) -> int:
    return int(found.count)  # type: ignore[attr-defined]  # the package's stub lacks it


def _documents(searcher: tantivy.Searcher, query: Query) -> Iterator[tantivy.Document]:
    """All documents that match, in no order."""
    found = searcher.search(query, max(1, searcher.num_docs), count=False)
    return (searcher.doc(address) for _score, address in found.hits)


def _funde(searcher: tantivy.Searcher, found: tantivy.SearchResult, filter_: Filter) -> tuple[Fund, ...]:
    return tuple(_fund(searcher.doc(address), score, filter_.kette) for score, address in found.hits)


def _fund(document: tantivy.Document, score: Any, kette: Sequence[int]) -> Fund:
    """``score`` is the value it was sorted by where it is no score."""
    wertung = score if isinstance(score, float) else 0.0
    head = loads(_text(document, "kopf"))
    return Fund(_text(document, "id"), head, _text(document, "oben"), _local(document, kette), wertung)


def _local(document: tantivy.Document, kette: Sequence[int]) -> tuple[str, ...]:
    """What it says at places: at all, or only at those of a chain."""
    wanted = {str(gebiet) for gebiet in kette}
    parts = (one.partition(" ") for one in document.get_all("lokal"))
    return tuple(said for gebiet, _space, said in parts if not wanted or gebiet in wanted)


def _terms(searcher: tantivy.Searcher, field: str, prefix: str = "") -> dict[str, int]:
    """The terms of a field with their number of documents; the query keeps out those that were deleted."""
    return dict(searcher.terms_with_prefix(field, prefix, Query.all_query()))


def _counts(searcher: tantivy.Searcher, query: Query, field: str, **terms: str) -> dict[str, int]:
    asked = {"werte": {"terms": {"field": field, "size": 65_000, **terms}}}
    buckets = searcher.aggregate(query, asked)["werte"]["buckets"]
    return {bucket["key"]: bucket["doc_count"] for bucket in buckets}


def _text(document: tantivy.Document, field: str) -> str:
    return str(document.get_first(field) or "")
