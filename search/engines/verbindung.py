"""The line to Elasticsearch: short patience for citizens' questions, one kind of error, answers that make sense."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Any, TypeVar

from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError
from elasticsearch.helpers import BulkIndexError, ScanError, bulk, scan

from search.engines.base import SuchmaschineError
from search.engines.geduld import waited_for

WORK_WITHIN = 60.0  # seconds
ONE_QUESTION = 2 / 3  # the part of an answer's time that one of its questions may take
MOST_AT_ONCE = 10_000  # hits of one answer (index.max_result_window)

Antwort = dict[str, Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Zugang:
    """Where Elasticsearch is and who asks it.

    ``ca`` is the file of a certificate authority, ``wait`` how many seconds an answer to citizens may wait in all.
    """

    url: str
    user: str = ""
    password: str = ""
    api_key: str = ""
    ca: str = ""
    wait: float = 0.6

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
        self._client = zugang.client()
        self._within = zugang.wait * ONE_QUESTION

    def _quick(self, question: Callable[[Elasticsearch], T]) -> T:
        return self._ask(question, self._within, at_once=True)

    def _patient(self, question: Callable[[Elasticsearch], T]) -> T:
        return self._ask(question, WORK_WITHIN, at_once=False)

    def _ask(self, question: Callable[[Elasticsearch], T], most: float, *, at_once: bool) -> T:
        with one_error():
            return waited_for(
                lambda seconds: question(self._client.options(request_timeout=seconds)), most, at_once=at_once
            )

    def search(self, index: str, body: Antwort) -> Antwort:
        """Raises ``SuchmaschineError`` also where only a part of the index could answer."""
        with one_error():
            return _whole(self._quick(lambda client: client.search(index=index, **body).body))

    def counts(self, index: str, body: Antwort) -> Antwort:
        """The same with more patience, for what a process asks once and keeps: at a state's size it takes a second."""
        with one_error():
            return _whole(self._patient(lambda client: client.search(index=index, **body).body))

    def searches(self, index: str, bodies: Sequence[Antwort]) -> list[Antwort]:
        """Several questions at once."""
        with one_error():
            asked: list[Antwort] = [line for body in bodies for line in ({}, body)]
            answer = self._quick(lambda client: client.msearch(index=index, searches=asked).body)
            answers = list(map(_whole, answer["responses"]))
            if len(answers) != len(bodies):
                raise ValueError(len(answers))
            return answers

    def every(self, index: str, query: Antwort, fields: list[str]) -> list[Antwort]:
        """All hits of a query, in no order, however many."""

        def read(client: Elasticsearch) -> list[Antwort]:
            answer = client.search(
                index=index, query=query, source_includes=fields, track_total_hits=True, size=MOST_AT_ONCE
            ).body
            if answer["hits"]["total"]["value"] <= MOST_AT_ONCE:
                return list(_whole(answer)["hits"]["hits"])
            return list(scan(client, index=index, query={"query": query, "_source": fields}, size=1_000))

        return self._patient(read)

    def document(self, index: str, id_: str) -> Antwort | None:
        """A document as it was last written, with the index that holds it; ``None`` if there is none."""
        with one_error():
            answer = self._quick(lambda client: _found(client, index, id_))
            return {"index": answer["_index"], **answer["_source"]} if answer is not None else None

    def meta(self, index: str) -> Antwort:
        """What an index says of itself."""
        with one_error():
            answer = self._quick(lambda client: client.indices.get_mapping(index=index).body)
            return dict(answer[index]["mappings"].get("_meta", {}))

    def put(self, index: str, id_: str, document: Antwort, *, alias: bool) -> None:
        self._patient(
            lambda client: client.index(index=index, id=id_, document=document, require_alias=alias, refresh=True)
        )

    def bulk(self, index: str, actions: Iterable[Antwort], *, alias: bool) -> None:
        """Write and delete documents, then show them. What is newer already stays."""
        options: Antwort = {"chunk_size": 200, "ignore_status": HTTPStatus.CONFLICT}
        self._patient(lambda client: bulk(client, actions, index=index, require_alias=alias, refresh=True, **options))

    def create(self, index: str, definition: Antwort) -> None:
        self._patient(lambda client: client.indices.create(index=index, **definition))

    def names(self, pattern: str) -> list[str]:
        return sorted(
            self._patient(
                lambda client: client.indices.get(index=pattern, features="aliases", ignore_unavailable=True).body
            )
        )

    def bytes(self, index: str) -> int:
        """How large an index is, without its copies."""
        with one_error():
            stats = self._patient(lambda client: client.indices.stats(index=index, metric="store").body)
            return int(stats["_all"]["primaries"]["store"]["size_in_bytes"])

    def point(self, alias: str, index: str) -> None:
        """Let ``alias`` name only ``index``, in one step; an index that somebody has given this name gives way."""
        remove: Antwort = {"remove": {"index": "*", "alias": alias, "must_exist": False}}
        if alias in self.names(alias):
            remove = {"remove_index": {"index": alias}}
        add = {"add": {"index": index, "alias": alias}}
        self._patient(lambda client: client.indices.update_aliases(actions=[remove, add]))

    def delete(self, indices: list[str]) -> None:
        for name in indices:
            self._patient(partial(_delete, index=name))

    # --- Leases: one document for each, written by who holds it -------------------------------------------------------

    def take(self, index: str, id_: str, holder: str, now: float, until: float) -> bool:
        """Take a lease, also one whose time is over."""

        def attempt(client: Elasticsearch) -> bool:
            held = _found(client, index, id_)
            condition: Antwort = {"op_type": "create"}
            if held is not None:
                if held["_source"]["bis"] > now and held["_source"]["wer"] != holder:
                    return False
                condition = {"if_seq_no": held["_seq_no"], "if_primary_term": held["_primary_term"]}
            try:
                client.index(index=index, id=id_, document={"wer": holder, "bis": until}, **condition)
            except ApiError as error:
                if error.status_code == 409:
                    return False
                raise
            return True

        return self._patient(attempt)

    def give_back(self, index: str, id_: str, holder: str) -> None:
        def attempt(client: Elasticsearch) -> None:
            held = _found(client, index, id_)
            if held is not None and held["_source"]["wer"] == holder:
                condition = {"if_seq_no": held["_seq_no"], "if_primary_term": held["_primary_term"]}
                with suppress(NotFoundError):
                    client.delete(index=index, id=id_, **condition)

        self._patient(attempt)


def _delete(client: Elasticsearch, *, index: str) -> None:
    client.indices.delete(index=index, ignore_unavailable=True)


def _found(client: Elasticsearch, index: str, id_: str) -> Antwort | None:
    try:
        return dict(client.get(index=index, id=id_).body)
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
def one_error() -> Iterator[None]:
    """Whatever goes wrong between here and there, or with what comes back."""
    try:
        yield
    except BulkIndexError as error:
        raise SuchmaschineError(f"BulkIndexError: {_reason(error)}") from error
    except (ApiError, TransportError, ScanError, OSError) as error:
        raise SuchmaschineError(f"{type(error).__name__}: {str(error)[:300]}") from error
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise SuchmaschineError(f"Elasticsearch antwortet Unverständliches: {error!r}") from error


def _reason(error: BulkIndexError) -> str:
    """Why the first document was refused; the document itself belongs in no log."""
    first: Antwort = next((told for one in error.errors for told in one.values()), {})
    return str(first.get("error", error.args[0]))[:300]
