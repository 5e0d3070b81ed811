"""How the index on Elasticsearch is laid out, the parts its queries are built of, and what comes back."""

from collections.abc import Iterator, Sequence
from typing import Any

from elasticsearch.dsl import Mapping, Search, query
from elasticsearch.dsl.function import FieldValueFactor

from cms.prosa import content_hash
from search.engines.abfragen import Bausteine
from search.engines.base import Fund
from search.engines.felder import GESTALT, MARKS, RAW, RAW_FAST, TOKENS

SCALE = 1 / 2.2  # Lucene leaves out the factor k1 + 1 of BM25, which tantivy has
LONGEST_REGEX = 900


def _mapping() -> Mapping:
    mapping = Mapping()
    mapping.meta("dynamic", "strict")
    for name in (*RAW, *RAW_FAST, *MARKS):
        mapping.field(name, "keyword")
    for name in TOKENS:
        if name == "namen":  # one value a word, so that the words can be listed
            mapping.field(name, "keyword", norms=True, index_options="freqs")
        else:
            mapping.field(name, "text", analyzer="leerzeichen", index_options="freqs")
    mapping.field("gewicht", "float")
    mapping.field("hash", "keyword", index=False, doc_values=False)
    for name in ("kopf", "oben", "lokal"):
        mapping.field(name, "object", enabled=False)
    return mapping


_MAPPING = _mapping().to_dict() | {"_source": {"excludes": [*TOKENS, *MARKS, *RAW_FAST, "tags", "merkmale"]}}
# What an index must say of itself to be trusted: whoever puts another one behind the alias has not built this.
FORM = content_hash([GESTALT, _MAPPING])[:12]
DEFINITION = {
    "mappings": _MAPPING | {"_meta": {"form": FORM}},
    "settings": {
        "number_of_shards": 1,
        "auto_expand_replicas": "0-1",
        "analysis": {"analyzer": {"leerzeichen": {"type": "custom", "tokenizer": "whitespace"}}},
    },
}


class ElasticBausteine(Bausteine[query.Query]):
    """Queries of Elasticsearch."""

    def term(self, field: str, token: str, weight: float = 1.0) -> query.Query:
        return query.Term(**{field: {"value": token, "boost": weight}})

    def one_of(self, field: str, tokens: Sequence[str]) -> query.Query:
        return query.Terms(field, list(tokens))

    def everything(self) -> query.Query:
        return query.MatchAll()

    def prefix(self, field: str, beginning: str) -> query.Query:
        return query.Prefix(field, {"value": beginning})

    def every(self, queries: Sequence[query.Query], without: Sequence[query.Query] = ()) -> query.Query:
        return query.Bool(must=list(queries), must_not=list(without))

    def some(self, queries: Sequence[query.Query], least: int) -> query.Query:
        return query.Bool(should=list(queries), minimum_should_match=least)

    def preferring(self, query_: query.Query, better: Sequence[query.Query]) -> query.Query:
        return query.Bool(must=[query_], should=list(better))

    def best(self, queries: Sequence[query.Query], tie: float) -> query.Query:
        return query.DisMax(queries=list(queries), tie_breaker=tie)

    def boosted(self, query_: query.Query, weight: float) -> query.Query:
        return query.Bool(must=[query_], boost=weight)

    def constant(self, query_: query.Query, score: float) -> query.Query:
        return query.ConstantScore(filter=query_, boost=score * SCALE)


BAUSTEINE = ElasticBausteine()


def weighted(wanted: query.Query) -> query.Query:
    return query.FunctionScore(query=wanted, functions=[FieldValueFactor(field="gewicht")], boost_mode="multiply")


def batches(forms: Sequence[str]) -> Iterator[str]:
    """Words as alternatives of a regular expression, in pieces that are short enough (``index.max_regex_length``)."""
    some: list[str] = []
    for form in forms:
        if sum(map(len, some)) + len(some) + len(form) > LONGEST_REGEX:
            yield "|".join(some)
            some = []
        some.append(form)
    if some:
        yield "|".join(some)


def as_counts(answer: dict[str, Any], name: str) -> dict[str, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in answer["aggregations"][name]["buckets"]}


def fund(hit: dict[str, Any]) -> Fund:
    source = hit["_source"]
    lokal = tuple(source.get("lokal", {}).values())
    return Fund(hit["_id"], source["kopf"], source["oben"]["json"], lokal, hit["_score"] or 0.0)


def shown(kette: Sequence[int]) -> list[str]:
    """What of a document an answer needs: of what it says at places only that at those of a chain, without one all."""
    return ["kopf", "oben", *([f"lokal.{gebiet}" for gebiet in kette] or ["lokal"])]


def body(asked: Search) -> dict[str, Any]:
    """What the client's ``search`` takes."""
    named = {"_source": "source", "aggs": "aggregations"}
    return {named.get(name, name): value for name, value in asked.to_dict().items()}
