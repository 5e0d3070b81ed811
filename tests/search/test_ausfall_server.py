"""A real server is stopped, killed and started again, while editors go on working."""

import os
import random
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import pytest

from cms import aenderungen, seitencache
from cms.models import Person
from leistungen.models import Leistung
from search import indexing, queries, suchmaschinen, tasks
from search.engines import fallback
from search.engines.base import SuchmaschineError
from search.engines.fallback import MOST_FAILURES, Ausweichend
from search.models import Suchstoerung
from tests import bedarf
from tests.factories.cms import PersonFactory
from tests.factories.leistungen import text
from tests.search.conftest import Katalog, rewrite
from tests.search.test_ausfall import JSON, differences, until_closed

pytestmark = [pytest.mark.django_db, pytest.mark.servers, pytest.mark.slow]

PORT = 9237
CHANGES, TOGETHER = 520, 40  # changes, and how many share a number of the journal


class Knoten:
    """A node of its own, by the scripts that come with the servers for tests."""

    def __init__(self, scripts: Path):
        self.scripts = scripts
        self.pid = 0

    def start(self) -> None:
        done = subprocess.run(
            ["bash", str(self.scripts / "start"), "--port", str(PORT)], check=True, capture_output=True, text=True
        )
        self.pid = int(re.search(r"pid (\d+)", done.stdout).group(1))

    def signal(self, which: signal.Signals) -> None:
        os.kill(self.pid, which)
        if which == signal.SIGKILL:
            while Path(f"/proc/{self.pid}").exists():
                time.sleep(0.05)

    def stop(self) -> None:
        subprocess.run(["bash", str(self.scripts / "stop"), "--port", str(PORT)], check=True, capture_output=True)


@pytest.fixture
def knoten(settings, monkeypatch) -> Iterator[Knoten]:
    node = Knoten(bedarf.servers() / "elasticsearch")
    monkeypatch.setattr(fallback, "FIRST_WAIT", 0.3)
    monkeypatch.setattr(fallback, "LONGEST_WAIT", 0.3)
    node.start()
    settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{PORT}"
    settings.ELASTICSEARCH_INDEX = f"test-{uuid4().hex}"
    yield node
    with suppress(ProcessLookupError):
        node.signal(signal.SIGCONT)
    with suppress(SuchmaschineError):
        suchmaschinen.elastic().drop()
    node.stop()


def fails(client, *, asked: str) -> None:
    """The outage is real, citizens are answered at once, and after a few failures nobody waits any more."""
    with pytest.raises(SuchmaschineError):
        suchmaschinen.elastic().refresh()
    for number in range(MOST_FAILURES):
        begun = time.monotonic()
        assert client.get(f"/suche/?q={asked}&nr={number}", headers=JSON).json()["anzahl"] == 1
        assert time.monotonic() - begun < 1
    assert suchmaschinen.schalter().is_open
    assert Suchstoerung.objects.count() == 1
    tasks.catch_up()  # what `zeitplan` runs meanwhile


def new_word() -> str:
    return "zz" + uuid4().hex[:14].translate(str.maketrans("0123456789", "ghijklmnop"))


class Aenderungen:
    """Random changes as editors make them; ``found`` are words that must be found afterwards, ``gone`` those not."""

    def __init__(self, katalog: Katalog):
        self.katalog = katalog
        self.chance = random.Random(4711)
        self.people: dict[str, Person] = {}
        self.leistungen: list[Leistung] = []
        self.found: set[str] = set()
        self.gone: set[str] = set()
        self.made = 0

    def make(self, number: int) -> None:
        kinds = [
            self.new_person,
            self.new_person,
            self.rename,
            self.delete,
            self.new_leistung,
            self.local,
            self.rewrite,
        ]
        for start in range(0, number, TOGETHER):
            with aenderungen.together():
                for _time in range(start, min(number, start + TOGETHER)):
                    self.chance.choice(kinds)()
                    self.made += 1

    def new_person(self) -> None:
        word = new_word()
        self.people[word] = PersonFactory(stelle=self.katalog.buergerbuero, nachname=word)
        self.found.add(word)

    def _somebody(self) -> Person:
        if not self.people:
            self.new_person()
        old = self.chance.choice(list(self.people))
        self.found.remove(old)
        self.gone.add(old)
        return self.people.pop(old)

    def rename(self) -> None:
        person = self._somebody()
        person.nachname = new_word()
        person.save()
        self.people[person.nachname] = person
        self.found.add(person.nachname)

    def delete(self) -> None:
        self._somebody().delete()

    def new_leistung(self) -> None:
        word = new_word()
        self.leistungen.append(self.katalog.leistung(word, titel=f"Etwas mit {word}"))
        self.found.add(word)

    def local(self) -> None:
        """A text of the Verbandsgemeinde."""
        if not self.leistungen:
            self.new_leistung()
        word = new_word()
        text(self.leistungen.pop(), self.katalog.vg, volltext=f"<p>Bei uns heißt es {word}.</p>")
        self.found.add(word)

    def rewrite(self) -> None:
        """Of a page only the last text counts."""
        word = new_word()
        rewrite(self.katalog.mayener_text, f"<p>Für {word} sperren wir.</p>")
        self.gone.add(word)


def test_stopped_killed_and_started_again(knoten, katalog, client):
    tasks.catch_up()
    assert isinstance(indexing.current(), Ausweichend)
    assert client.get("/suche/?q=fastnachtsumzug", headers=JSON).json()["anzahl"] == 1

    knoten.signal(signal.SIGSTOP)
    fails(client, asked="fastnachtsumzug")
    knoten.signal(signal.SIGCONT)
    tasks.catch_up()
    until_closed(client)
    assert Suchstoerung.objects.count() == 0

    knoten.signal(signal.SIGKILL)
    before = aenderungen.position()
    changes = Aenderungen(katalog)
    changes.make(CHANGES)
    rewrite(katalog.mayener_text, "<p>Für den Lukasmarkt sperren wir die Innenstadt.</p>")
    assert changes.made == CHANGES
    assert aenderungen.position() > before + CHANGES / TOGETHER
    found, gone = changes.found, changes.gone
    assert min(len(found), len(gone)) > 100
    fails(client, asked="lukasmarkt")
    some, none = changes.chance.sample(sorted(found), 5), changes.chance.sample(sorted(gone), 5)
    for number, words in ((1, some), (0, none)):
        for word in words:
            assert client.get(f"/suche/?q={word}", headers=JSON).json()["anzahl"] == number, word

    knoten.start()
    tasks.catch_up()
    until_closed(client)
    seitencache.abgleich.forget()
    engine = indexing.current()
    assert isinstance(engine, Ausweichend)
    assert differences() == {}  # nothing is missing, stale, or there though deleted
    server = suchmaschinen.elastic()
    for number, words in ((1, found), (0, gone)):
        assert {queries.suche(queries.Suchanfrage(word), server).anzahl for word in words} == {number}
    assert Suchstoerung.objects.count() == 0
    assert not suchmaschinen.schalter().is_open
    for number, words in ((1, some), (0, none)):
        for word in words:
            assert client.get(f"/suche/?q={word}", headers=JSON).json()["anzahl"] == number, word
    assert suchmaschinen.schalter().allows()
