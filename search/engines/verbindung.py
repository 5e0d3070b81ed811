"""The line to Elasticsearch: short patience for citizens' questions, one kind of error, answers that make sense."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError
from elasticsearch.helpers import BulkIndexError, bulk, scan

from search.engines.base import SuchmaschineError

ANSWER_WITHIN, WORK_WITHIN = 0.4, 60.0  # seconds
MOST_AT_ONCE = 10_000  # hits of one answer (index.max_result_window)

Antwort = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Zugang:
    """Where Elasticsearch is and who asks it. ``ca`` is the file of a certificate authority."""

    url: str
    user: str = ""
    password: str = ""
    api_key: str = ""
    ca: str = ""

    def client(self) -> Elasticsearch:
        options: dict[str, Any] = {"max_retries": 0, "retry_on_timeout": False, "connections_per_node": 20}
        if self.api_key:
            options["api_key"] = self.api_key
        elif self.user:
            options["basic_auth"] = (self.user, self.password)
        if self.ca:
            options["ca_certs"] = self.ca
        return Elasticsearch(self.url, **options)


class Verbindung:
    def __init__(self, zugang: Zugang):
        client = zugang.client()
        self._quick = client.options(request_timeout=ANSWER_WITHIN)
        self._patient = client.options(request_timeout=WORK_WITHIN)

    def search(self, index: str, body: Antwort) -> Antwort:
        """Raises ``SuchmaschineError`` also where only a part of the index could answer."""
        with _one_error():
            return _whole(self._quick.search(index=index, **body).body)

    def searches(self, index: str, bodies: Sequence[Antwort]) -> list[Antwort]:
        """Several questions at once."""
        with _one_error():
            asked: list[Antwort] = [line for body in bodies for line in ({}, body)]
            answers = [_whole(one) for one in self._quick.msearch(index=index, searches=asked).body["responses"]]
            if len(answers) != len(bodies):
                raise ValueError(len(answers))
            return answers

    def every(self, index: str, query: Antwort, fields: list[str]) -> Iterator[Antwort]:
        """All hits of a query, in no order, however many."""
        with _one_error():
            answer = self._patient.search(
                index=index, query=query, source_includes=fields, track_total_hits=True, size=MOST_AT_ONCE
            ).body
            if answer["hits"]["total"]["value"] <= MOST_AT_ONCE:
                yield from answer["hits"]["hits"]
                return
            whole = {"query": query, "_source": fields}
            yield from scan(self._patient, index=index, query=whole, size=1_000)

    def document(self, index: str, id_: str) -> Antwort | None:
        """A document as it was last written, with the index that holds it; ``None`` if there is none."""
        with _one_error():
            try:
                answer = self._quick.get(index=index, id=id_).body
            except NotFoundError:
                return None
            return {"index": answer["_index"], **answer["_source"]}

    def put(self, index: str, id_: str, document: Antwort, *, alias: bool) -> None:
        with _one_error():
            self._patient.index(index=index, id=id_, document=document, require_alias=alias, refresh=True)

    def bulk(self, index: str, actions: Iterable[Antwort], *, alias: bool) -> None:
        """Write and delete documents, then show them."""
        with _one_error():
            bulk(self._patient, actions, index=index, require_alias=alias, refresh=True, chunk_size=200)

    def create(self, index: str, definition: Antwort) -> None:
        with _one_error():
            self._patient.indices.create(index=index, **definition)

    def names(self, pattern: str) -> list[str]:
        with _one_error():
            return sorted(self._patient.indices.get(index=pattern, features="aliases", ignore_unavailable=True).body)

    def point(self, alias: str, index: str) -> None:
        """Let ``alias`` name only ``index``, in one step."""
        with _one_error():
            remove = {"remove": {"index": "*", "alias": alias, "must_exist": False}}
            self._patient.indices.update_aliases(actions=[remove, {"add": {"index": index, "alias": alias}}])

    def delete(self, indices: list[str]) -> None:
        with _one_error():
            for index in indices:
                self._patient.indices.delete(index=index, ignore_unavailable=True)

    # --- Leases: one document for each, written by who holds it -------------------------------------------------------

    def take(self, index: str, id_: str, holder: str, now: float, until: float) -> bool:
        """Take a lease, also one whose time is over."""
        with _one_error():
            held = self._held(index, id_)
            document = {"wer": holder, "bis": until}
            condition: Antwort = {"op_type": "create"}
            if held:
                if held["_source"]["bis"] > now and held["_source"]["wer"] != holder:
                    return False
                condition = {"if_seq_no": held["_seq_no"], "if_primary_term": held["_primary_term"]}
            try:
                self._patient.index(index=index, id=id_, document=document, **condition)
            except ApiError as error:
                if error.status_code == 409:
                    return False
                raise
            return True

    def give_back(self, index: str, id_: str, holder: str) -> None:
        with _one_error():
            held = self._held(index, id_)
            if held and held["_source"]["wer"] == holder:
                condition = {"if_seq_no": held["_seq_no"], "if_primary_term": held["_primary_term"]}
                with suppress(NotFoundError):
                    self._patient.delete(index=index, id=id_, **condition)

    def _held(self, index: str, id_: str) -> Antwort | None:
        try:
            return dict(self._patient.get(index=index, id=id_).body)
        except NotFoundError:
            return None


def _whole(answer: Antwort) -> Antwort:
    if "error" in answer:
        raise SuchmaschineError(f"Elasticsearch: {str(answer['error'])[:300]}")
    if answer["timed_out"] or answer["_shards"]["failed"]:
        raise SuchmaschineError("Elasticsearch hat nur zum Teil geantwortet.")
    int(answer["hits"]["total"]["value"])
    return dict(answer)


@contextmanager
def _one_error() -> Iterator[None]:
    """Whatever goes wrong between here and there, or with what comes back."""
    try:
        yield
    except (ApiError, TransportError, BulkIndexError) as error:
        raise SuchmaschineError(f"{type(error).__name__}: {str(error)[:300]}") from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise SuchmaschineError(f"Elasticsearch antwortet Unverständliches: {error!r}") from error
