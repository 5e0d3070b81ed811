"""One writer per folder; readers never wait for a new index, and never find none."""

import threading
import time

import pytest
from django.core.management import call_command

from search import indexing, queries, suchmaschinen
from search.engines.base import SuchindexBelegtError
from search.engines.embedded import EmbeddedEngine
from search.engines.ordner import Ordner
from tests.search.conftest import rewrite, urls

pytestmark = pytest.mark.django_db


def test_while_another_process_writes_the_last_state_answers(katalog, frage, other, monkeypatch, client):
    monkeypatch.setattr(indexing, "WAIT", 0.1)
    frage("hund")
    before = suchmaschinen.embedded().stand()
    writer = other("schreiben")
    rewrite(katalog.mayener_text, "<p>Für den Lukasmarkt sperren wir die Innenstadt.</p>")
    assert frage("fastnachtsumzug", "mayen").anzahl == 1
    assert suchmaschinen.embedded().stand() == before
    # … and such an answer is not kept for later
    assert client.get("/suche/?q=lukasmarkt", headers={"accept": "application/json"}).json()["anzahl"] == 0
    writer.let_go()
    assert frage("fastnachtsumzug", "mayen").anzahl == 0
    assert client.get("/suche/?q=lukasmarkt", headers={"accept": "application/json"}).json()["anzahl"] == 1


def test_a_writer_that_dies_frees_the_index(katalog, frage, other):
    frage("hund")
    writer = other("schreiben")
    writer.process.kill()
    writer.process.wait()
    rewrite(katalog.mayener_text, "<p>Für den Lukasmarkt sperren wir die Innenstadt.</p>")
    assert frage("lukasmarkt", "mayen").anzahl == 1


def test_who_comes_while_the_first_index_is_made_waits_for_it(katalog, frage, other, monkeypatch):
    monkeypatch.setattr(indexing, "WAIT", 0.1)
    builder = other("neubau")
    with pytest.raises(SuchindexBelegtError):
        frage("hund")
    builder.let_go()
    assert frage("hund").anzahl == 2


def test_while_another_process_makes_it_anew_the_older_state_answers(katalog, frage, other, monkeypatch):
    monkeypatch.setattr(indexing, "WAIT", 0.1)
    frage("hund")
    before = suchmaschinen.embedded().ordner.current()
    katalog.orte.mayen.save()  # what is true where may have changed
    builder = other("neubau")
    begun = time.monotonic()
    assert frage("hund").anzahl == 2
    assert time.monotonic() - begun < 5
    assert suchmaschinen.embedded().ordner.current() == before
    builder.let_go()
    assert frage("hund").anzahl == 2
    assert suchmaschinen.embedded().ordner.current() != before


@pytest.mark.parametrize("work", [lambda: call_command("search_rebuild"), indexing.follow_all])
def test_work_that_nobody_waits_for_waits_for_another_builder(work, katalog, other, monkeypatch):
    monkeypatch.setattr(indexing, "WAIT", 0.1)
    builder = other("neubau")
    timer = threading.Timer(0.6, builder.process.kill)
    timer.start()
    work()
    timer.join()
    assert suchmaschinen.embedded().stand() is not None


def test_the_index_of_another_process_is_used_as_it_is(katalog, frage, settings):
    frage("hund")
    second = EmbeddedEngine(settings.SEARCH_INDEX_DIR, {})
    rewrite(katalog.mayener_text, "<p>Für den Lukasmarkt sperren wir die Innenstadt.</p>")
    frage("lukasmarkt")
    second.refresh()
    assert second.stand() == suchmaschinen.embedded().stand()
    assert queries.suche(queries.Suchanfrage("lukasmarkt"), second).anzahl == 1


def test_during_a_rebuild_every_query_finds_everything(katalog, settings):
    for number in range(30):
        katalog.leistung(f"Hundeverein {number}")
    engine = indexing.current()
    wanted = sorted(urls(queries.suche(queries.Suchanfrage("hundeverein", hoechstens=50), engine)))
    reader = EmbeddedEngine(settings.SEARCH_INDEX_DIR, {})
    stop, wrong, asked = threading.Event(), [], []

    def ask() -> None:
        while not stop.is_set():
            reader.refresh()
            found = queries.suche(queries.Suchanfrage("hundeverein", hoechstens=50), reader)
            asked.append(1)
            if sorted(urls(found)) != wanted:
                wrong.append(found)
            time.sleep(0.005)

    thread = threading.Thread(target=ask)
    thread.start()
    for _round in range(4):
        seen = len(asked)
        while len(asked) < seen + 5:  # several questions during each
            indexing.rebuild(engine)
    stop.set()
    thread.join()
    assert wrong == []


def test_a_change_during_a_rebuild_is_not_lost(katalog, frage):
    frage("hund")
    seen = []

    def progress(done: int, total: int) -> None:
        if not seen:
            seen.append(done)
            rewrite(katalog.mayener_text, "<p>Für den Lukasmarkt sperren wir die Innenstadt.</p>")

    indexing.rebuild(suchmaschinen.embedded(), progress=progress)
    assert seen
    assert frage("lukasmarkt", "mayen").anzahl == 1
    assert indexing.reconcile(suchmaschinen.embedded()) == {}


def test_old_generations_are_removed(katalog, frage, settings):
    frage("hund")
    for _round in range(4):
        indexing.rebuild(suchmaschinen.embedded())
    assert len([path for path in settings.SEARCH_INDEX_DIR.iterdir() if path.is_dir()]) == 2


@pytest.mark.parametrize("damage", ["pointer", "files", "empty", "version"])
def test_what_cannot_be_read_is_made_anew(katalog, frage, settings, damage):
    frage("hund")
    folder = settings.SEARCH_INDEX_DIR
    version = suchmaschinen.embedded().ordner.version
    current = Ordner(folder, version).current()
    if damage == "pointer":
        (folder / f"aktuell-{version}").write_text("gibt-es-nicht")
    elif damage == "files":
        for path in current.iterdir():
            path.unlink()  # what is open stays readable; writing into it would end the process
            path.write_bytes(b"kaputt")
    elif damage == "empty":
        for path in current.iterdir():
            path.unlink()
    else:
        (folder / f"aktuell-{version}").write_text(f"0-{current.name}")
    suchmaschinen._embedded.cache_clear()
    assert frage("hund").anzahl == 2


def test_two_versions_stand_side_by_side_while_one_follows_the_other(tmp_path):
    old, new = Ordner(tmp_path, "1"), Ordner(tmp_path, "2")
    for ordner in (old, new):
        ordner.activate(ordner.new())
    before = old.current()
    old.activate(old.new())
    assert old.current() != before
    assert {one.name[0] for one in (old.current(), new.current())} == {"1", "2"}
    assert old.current().is_dir()
    assert new.current().is_dir()


def test_what_another_process_has_made_anew_meanwhile_is_not_made_again(katalog, frage):
    frage("hund")
    ordner = suchmaschinen.embedded().ordner
    before = ordner.current()
    indexing.rebuild(suchmaschinen.embedded(), needed=lambda: False)
    assert ordner.current() == before
