"""Elasticsearch answers, but its index is not what it should be; writers die; rebuilds leave no gap."""

import threading
import time
from collections.abc import Iterator
from uuid import uuid4

import pytest
from elasticsearch import Elasticsearch
from elasticsearch.helpers import bulk, scan

from cms import seitencache
from search import indexing, queries, suchmaschinen
from search.engines import elastic as elastic_module
from search.engines.base import SuchindexBelegtError, SuchmaschineError
from search.engines.elastic import ElasticEngine
from search.engines.elasticbau import DEFINITION
from search.engines.fallback import MOST_FAILURES, Ausweichend
from search.models import Suchstoerung
from tests import bedarf
from tests.factories.leistungen import text
from tests.search.conftest import rewrite, urls
from tests.search.test_ausfall import JSON, stoerer, until_closed  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.servers]


@pytest.fixture
def server() -> Iterator[Elasticsearch]:
    with Elasticsearch(bedarf.elasticsearch()) as client:
        yield client


@pytest.fixture
def engine(stoerer) -> ElasticEngine:  # noqa: F811
    return suchmaschinen.elastic()


def behind(server: Elasticsearch, engine: ElasticEngine) -> str:
    """The index that the alias names."""
    return next(iter(server.indices.get_alias(name=engine.alias).body))


def take_over(server: Elasticsearch, engine: ElasticEngine, old: str, new: str) -> None:
    bulk(server, ({"_index": new, "_id": hit["_id"], "_source": hit["_source"]} for hit in scan(server, index=old)))
    server.indices.delete(index=old)
    server.indices.put_alias(index=new, name=engine.alias)
    assert server.get(index=engine.alias, id="stand").body["_source"]["kopf"]["stand"]


def missing(server: Elasticsearch, engine: ElasticEngine) -> None:
    server.indices.delete(index=behind(server, engine))


def of_somebody_else(server: Elasticsearch, engine: ElasticEngine) -> None:
    """All documents are there, also the one with the position, but the server guessed how to read them."""
    old, new = behind(server, engine), f"{engine.name}-fremd"
    server.indices.create(index=new)
    take_over(server, engine, old, new)


def in_the_place_of_the_alias(server: Elasticsearch, engine: ElasticEngine) -> None:
    """Somebody deleted the index, and somebody else's tool made one by writing to the alias."""
    server.indices.delete(index=behind(server, engine))
    server.index(
        index=engine.alias, id="stand", document={"kopf": {"stand": 0, "gebaut": 0, "woerter": 0}}, refresh=True
    )


def of_an_older_version(server: Elasticsearch, engine: ElasticEngine) -> None:
    old, new = behind(server, engine), f"{engine.alias}-1"
    older = DEFINITION["mappings"] | {"_meta": {"form": "0123456789ab"}}
    server.indices.create(index=new, mappings=older, settings=DEFINITION["settings"])
    take_over(server, engine, old, new)


@pytest.mark.parametrize("damage", [missing, of_somebody_else, in_the_place_of_the_alias, of_an_older_version])
def test_an_index_that_cannot_be_trusted_is_made_anew(damage, server, engine, katalog, client):
    whole = client.get("/suche/?q=hund").content
    damage(server, engine)
    engine.refresh()
    assert engine.stand() is None  # the control: it is damaged
    for number in range(MOST_FAILURES):
        seitencache.abgleich.forget()
        begun = time.monotonic()
        assert client.get("/suche/?q=hund").content == whole
        assert time.monotonic() - begun < 1, number
    assert suchmaschinen.schalter().is_open
    assert "fehlt der Suchindex" in Suchstoerung.objects.get().grund

    rewrite(katalog.mayener_text, "<p>Für den Lukasmarkt sperren wir die Innenstadt.</p>")
    indexing.follow_all()
    until_closed(client)
    assert Suchstoerung.objects.count() == 0
    assert behind(server, engine).startswith(f"{engine.alias}-17")
    assert client.get("/suche/?q=lukasmarkt", headers=JSON).json()["anzahl"] == 1
    assert indexing.reconcile(engine) == {}


def test_a_read_only_index(server, engine, katalog, client):
    """As a server does whose disk is full."""
    server.indices.put_settings(index=behind(server, engine), settings={"index.blocks.write": True})
    with pytest.raises(SuchmaschineError, match="block"), engine.writing(0):
        engine.write([], ["leistung:0"], 0)
    assert isinstance(indexing.current(), Ausweichend)  # nothing has changed: it still answers rightly

    rewrite(katalog.mayener_text, "<p>Für den Lukasmarkt sperren wir die Innenstadt.</p>")
    for number in range(MOST_FAILURES):
        found = client.get(f"/suche/?q=lukasmarkt&nr={number}", headers=JSON)
        assert found.json()["anzahl"] == 1
    assert suchmaschinen.schalter().is_open
    indexing.follow_all()
    assert "block" in Suchstoerung.objects.get().grund

    server.indices.put_settings(index=behind(server, engine), settings={"index.blocks.write": None})
    indexing.follow_all()
    until_closed(client)
    assert Suchstoerung.objects.count() == 0
    assert indexing.reconcile(engine) == {}


# --- Writers ----------------------------------------------------------------------------------------------------------


def other(engine: ElasticEngine) -> ElasticEngine:
    """Another process."""
    return ElasticEngine(engine.verbindung, engine.name, engine.gewichte)


def test_a_second_writer_waits_or_is_told(engine):
    second = other(engine)
    with engine.writing(0):
        begun = time.monotonic()
        with pytest.raises(SuchindexBelegtError), second.writing(0.2):
            pass
        assert time.monotonic() - begun >= 0.2
    with second.writing(0):
        pass

    order: list[str] = []
    held = threading.Event()

    def first() -> None:
        with engine.writing(0):
            held.set()
            time.sleep(0.2)
            order.append("first")

    thread = threading.Thread(target=first)
    thread.start()
    held.wait(5)
    with second.writing(5):
        order.append("second")
    thread.join()
    assert order == ["first", "second"]


def test_the_lease_of_a_writer_that_died_ends_by_itself(engine):
    line, index = engine.verbindung, f"{engine.name}-sperren"
    assert line.take(index, "schreiben", "dead", now=1000, until=1120)
    assert not line.take(index, "schreiben", "next", now=1119, until=1239)
    assert line.take(index, "schreiben", "next", now=1121, until=1241)
    line.give_back(index, "schreiben", "dead")  # who wakes up late takes nothing away
    assert not line.take(index, "schreiben", "third", now=1122, until=1242)


def test_who_works_for_long_keeps_the_lease(engine, monkeypatch):
    monkeypatch.setattr(elastic_module, "LEASE", 0.4)
    second = other(engine)
    with engine._lease("neubau", 0) as still_there:
        for _time in range(8):
            time.sleep(0.11)
            still_there()
        with pytest.raises(SuchindexBelegtError), second._lease("neubau", 0):
            pass
    monkeypatch.undo()


def test_a_generation_that_another_process_builds_is_left_alone(engine, server):
    newer = f"{engine.alias}-{time.time_ns() + 10**12}"
    server.indices.create(index=newer, **DEFINITION)
    indexing.rebuild(engine)
    assert server.indices.exists(index=newer)
    assert len(engine.verbindung.names(f"{engine.alias}-*")) == 3  # this one, the one before, the other's


def test_a_write_that_arrives_after_the_one_in_its_place_changes_nothing(engine, katalog):
    """A server that was stopped does what it was told before, when nobody waits for that any more."""
    stand, subjekt = engine.stand(), f"leistung:{katalog.tonne.pk}"
    late = list(indexing.read("leistung", {katalog.tonne.pk}))
    text(katalog.tonne, katalog.vg, volltext="<p>Hier steht nun etwas anderes.</p>")
    new = list(indexing.read("leistung", {katalog.tonne.pk}))
    assert {one.hash for one in new} != {one.hash for one in late}
    with engine.writing(0):
        engine.write(new, [], stand + 2)
        engine.write(late, [], stand + 1)
        assert engine.hashes({subjekt}) == {one.id: one.hash for one in new}
        engine.write(late, [], stand + 2)
        assert engine.hashes({subjekt}) == {one.id: one.hash for one in late}


# --- Without a gap ----------------------------------------------------------------------------------------------------


def test_during_rebuilds_and_changes_every_query_finds_everything(engine, katalog):
    for number in range(30):
        katalog.leistung(f"Hundeverein {number}")
    indexing.follow_all()
    reader = other(engine)
    wanted = sorted(urls(queries.suche(queries.Suchanfrage("hundeverein", hoechstens=50), reader)))
    assert len(wanted) == 30
    stop = threading.Event()
    wrong: list[object] = []
    asked: list[int] = []

    def ask() -> None:
        while not stop.is_set():
            try:
                reader.refresh()
                found = sorted(urls(queries.suche(queries.Suchanfrage("hundeverein", hoechstens=50), reader)))
                if found != wanted:
                    wrong.append(found)
            except Exception as error:
                wrong.append(error)
            asked.append(1)
            time.sleep(0.01)

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        for _round in range(4):
            seen = len(asked)
            while len(asked) < seen + 5:  # several questions during each
                indexing.rebuild(engine)
                rewrite(katalog.mayener_text, f"<p>Für den Lukasmarkt {uuid4().hex} sperren wir.</p>")
                indexing.follow_all()
    finally:
        stop.set()
        thread.join()
    assert len(asked) >= 20
    assert wrong == []
    assert indexing.reconcile(engine) == {}
