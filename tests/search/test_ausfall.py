"""Elasticsearch fails in every way it can: the embedded engine answers at once and the same; staff and log are told."""

import logging
import time
from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from cms import herkunft, seitencache
from search import indexing, queries, suchmaschinen
from search.engines import fallback
from search.engines.base import SuchmaschineError
from search.engines.fallback import MOST_FAILURES, Ausweichend
from search.models import Suchstoerung
from search.results import Ergebnis
from tests import bedarf
from tests.search.conftest import rewrite, titles
from tests.search.test_vertraulich import start  # noqa: F401
from tests.stoerer import Stoerer

pytestmark = [pytest.mark.django_db, pytest.mark.servers]

FAULTS = ("tot", "stumm", "429", "500", "html", "leer", "fremd", "kaputt", "abriss", "tropfen")
PAGES = ("/suche/?q=hund", "/suche/?q=steur&ort=masburg", "/leistungen/", "/suche/vorschlaege/?q=hun", "/suche/?q=xyzq")
AT_ONCE = 1.0
JSON = {"accept": "application/json"}


@pytest.fixture
def stoerer(katalog, settings, monkeypatch, caplog) -> Iterator[Stoerer]:
    """An Elasticsearch whose index is up to date, behind a line that can be disturbed."""
    monkeypatch.setattr(fallback, "FIRST_WAIT", 0.3)
    monkeypatch.setattr(fallback, "LONGEST_WAIT", 0.3)
    monkeypatch.setattr(indexing, "AT_MOST_EVERY", 0.0)
    caplog.set_level(logging.WARNING, "search")
    with Stoerer(bedarf.elasticsearch()) as line:
        settings.ELASTICSEARCH_URL = line.url
        settings.ELASTICSEARCH_INDEX = f"test-{uuid4().hex}"
        indexing.follow_all()
        assert any(isinstance(indexing.current(), Ausweichend) for _attempt in range(20))  # on a busy machine
        yield line
        line.heal()
        suchmaschinen.elastic().drop()


def forget() -> None:
    """The page cache must not answer for the search."""
    seitencache.abgleich.forget()


def seconds(act) -> float:
    begun = time.monotonic()
    act()
    return time.monotonic() - begun


def differences() -> dict[str, str]:
    return indexing.reconcile(suchmaschinen.elastic())


def ask(words: str, **asked) -> Ergebnis:
    return queries.suche(queries.Suchanfrage(words, facetten=True, **asked), indexing.current())


def until_closed(client) -> None:
    """Citizens go on searching; the circuit closes by itself."""
    for _time in range(40):
        forget()
        assert client.get("/suche/?q=hund").status_code == 200
        if not suchmaschinen.schalter().is_open:
            return
        time.sleep(0.1)
    pytest.fail("Der Schalter bleibt offen.")


@pytest.mark.parametrize("fault", FAULTS)
def test_an_outage_from_beginning_to_end(fault, stoerer, katalog, client, caplog):
    whole = {page: client.get(page).content for page in PAGES}
    assert stoerer.asked
    forget()

    stoerer.begin(fault)
    with pytest.raises(SuchmaschineError):  # the control: the fault is there
        suchmaschinen.elastic().refresh()
    assert fault == "tot" or stoerer.served[fault] == 1

    for page in PAGES[:MOST_FAILURES]:
        begun = time.monotonic()
        response = client.get(page)
        assert time.monotonic() - begun < AT_ONCE
        assert response.status_code == 200
        assert response.content == whole[page]
    assert suchmaschinen.schalter().is_open
    assert fault == "tot" or stoerer.served[fault] > MOST_FAILURES
    assert Suchstoerung.objects.get().grund
    assert caplog.text.count("Elasticsearch fails; the embedded index answers") == 1

    # Nobody else waits.
    forget()
    asked = stoerer.asked
    for page in PAGES[MOST_FAILURES:]:
        assert client.get(page).content == whole[page]
    assert stoerer.asked == asked
    assert client.get("/bereit/").status_code == 200

    # Publishing works meanwhile, and what was published is found.
    rewrite(katalog.mayener_text, "<p>Für den Lukasmarkt sperren wir die Innenstadt.</p>")
    katalog.ostermann.delete()
    assert seconds(indexing.catch_up) < AT_ONCE
    assert client.get("/suche/?q=lukasmarkt", headers=JSON).json()["anzahl"] == 1
    for gone in ("fastnachtsumzug", "ostermann"):
        assert client.get(f"/suche/?q={gone}", headers=JSON).json()["anzahl"] == 0

    stoerer.heal()
    until_closed(client)
    assert Suchstoerung.objects.count() == 0
    assert "Elasticsearch answers again" in caplog.text
    asked = stoerer.asked
    forget()
    assert client.get("/suche/?q=lukasmarkt", headers=JSON).json()["anzahl"] == 1
    for gone in ("fastnachtsumzug", "ostermann"):
        assert client.get(f"/suche/?q={gone}", headers=JSON).json()["anzahl"] == 0
    assert stoerer.asked > asked
    assert differences() == {}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_failure_in_the_middle_of_an_answer(fault, stoerer, katalog):
    """Whichever question fails, the answer is whole and the one of the embedded engine."""
    rewrite(katalog.mayener_text, "<p>Für den Lukasmarkt sperren wir die Innenstadt.</p>")
    indexing.follow_all()
    suchmaschinen.schalter().succeeded()
    before = stoerer.asked
    asked = ("sperrunk strase", "hund steuer")
    wanted = [ask(words) for words in asked]
    questions = stoerer.asked - before
    assert questions >= 6
    for after in range(questions) if fault in {"tot", "500", "leer"} else (1, 3):
        if fault == "tot":
            stoerer.begin("abriss", after=after)
        else:
            stoerer.begin(fault, after=after)
        served = stoerer.served.total()
        with herkunft.collect():
            assert seconds(lambda: [ask(words) for words in asked]) < AT_ONCE
        with herkunft.collect():
            assert [ask(words) for words in asked] == wanted
        assert stoerer.served.total() > served
        stoerer.heal()
        suchmaschinen.schalter().succeeded()


def test_the_embedded_engine_is_up_to_date_also_in_the_middle_of_an_answer(stoerer, katalog, client):
    """Only Elasticsearch has followed the change when it fails."""
    for year in range(2026, 2046):  # on a busy machine the server may be too late, then both have followed
        rewrite(katalog.mayener_text, f"<p>Für den Lukasmarkt {year} sperren wir die Innenstadt.</p>")
        assert client.get("/suche/?q=hund", headers=JSON).status_code == 200
        if suchmaschinen.embedded().stand() < suchmaschinen.elastic().stand():
            break
        suchmaschinen.schalter().succeeded()
    assert suchmaschinen.embedded().stand() < suchmaschinen.elastic().stand()
    stoerer.begin("500", only=lambda path: "_search" in path)
    assert client.get("/suche/?q=lukasmarkt", headers=JSON).json()["anzahl"] == 1
    assert stoerer.served["500"] == 1


def test_answers_that_are_each_in_time_do_not_add_up(stoerer, client):
    client.get("/suche/?q=hunt steur sperrunk", headers=JSON)
    forget()
    stoerer.begin("traege")
    for url in ("/suche/?q=hunt steur sperrunk&facetten=", "/suche/?q=gestatung fesd", "/"):
        assert seconds(lambda url=url: client.get(url)) < AT_ONCE + 0.2
    assert stoerer.served["traege"] >= 4


def test_a_server_that_can_be_read_but_not_searched_is_not_asked_for_long(stoerer, client):
    """Its search queue is full, while a single document is always to be had."""
    stoerer.begin("429", only=lambda path: "search" in path)
    for number in range(MOST_FAILURES):
        assert client.get(f"/suche/?q=hund&nr={number}").status_code == 200
    assert suchmaschinen.schalter().is_open
    assert stoerer.served["429"] == MOST_FAILURES
    call_command("zeitplan")
    assert Suchstoerung.objects.count() == 1


def answered_by_elasticsearch() -> bool:
    return isinstance(indexing.current(), Ausweichend)


def test_a_process_that_has_yet_to_read_the_words_is_no_failure_of_the_server(stoerer, client, settings):
    """At a state's size this takes longer than an answer waits: one reads, the others do not wait."""
    suchmaschinen._elastic.cache_clear()  # a process that has just begun
    stoerer.begin("gehalten", only=lambda path: "_search" in path)
    assert seconds(lambda: client.get("/suche/?q=hund")) < AT_ONCE
    waits = []
    for number in range(2 * MOST_FAILURES):
        url = f"/suche/?q=hund&nr={number}"
        waits.append(seconds(lambda url=url: client.get(url)))
        assert client.get(url, headers=JSON).json()["anzahl"] == 2
    assert min(waits) < settings.ELASTICSEARCH_WAIT
    assert stoerer.served["gehalten"] == 1
    assert not suchmaschinen.schalter().is_open
    assert Suchstoerung.objects.count() == 0
    stoerer.heal()
    assert any(time.sleep(0.1) or answered_by_elasticsearch() for _attempt in range(20))


def test_words_that_cannot_be_read_are_a_failure(stoerer):
    suchmaschinen._elastic.cache_clear()
    stoerer.begin("500", only=lambda path: "_search" in path)
    for _time in range(4 * MOST_FAILURES):
        assert not answered_by_elasticsearch()
        time.sleep(0.05)
    assert suchmaschinen.schalter().is_open
    assert stoerer.served["500"] >= MOST_FAILURES
    assert Suchstoerung.objects.count() == 1


@pytest.mark.parametrize("page", ["/suche/?q=hund", "/leistungen/", "/suche/vorschlaege/?q=hun", "/"])
def test_while_the_first_index_of_the_spare_is_made_nothing_breaks(page, stoerer, client, start, other, settings):  # noqa: F811
    settings.SEARCH_INDEX_DIR = settings.SEARCH_INDEX_DIR.with_name("leer")
    other("neubau")
    stoerer.begin("500", only=lambda path: "search" in path)
    assert seconds(lambda: client.get(page)) < 2 * indexing.WAIT
    assert client.get(page).status_code == (200 if page == "/" else 503)
    assert stoerer.served["500"]


def test_a_commit_waits_for_a_dead_server_only_until_the_circuit_opens(stoerer, katalog):
    stoerer.begin("stumm")
    waits = []
    for _time in range(MOST_FAILURES + 3):
        rewrite(katalog.mayener_text, f"<p>Für den Lukasmarkt {uuid4().hex} sperren wir.</p>")
        waits.append(seconds(indexing.catch_up))
    assert stoerer.served["stumm"] <= MOST_FAILURES + 2  # a try now and then
    assert max(waits) < AT_ONCE
    assert suchmaschinen.embedded().stand() > suchmaschinen.elastic().stand()


def test_pages_of_the_spare_are_kept_for_a_minute_and_never_stale_afterwards(stoerer, katalog, client):
    stoerer.begin("500")
    with herkunft.collect() as source:
        indexing.current()
    assert source.gueltig_bis <= timezone.now() + timedelta(minutes=1)
    client.get("/suche/?q=fastnachtsumzug")
    stoerer.heal()
    rewrite(katalog.mayener_text, "<p>Für den Lukasmarkt sperren wir die Innenstadt.</p>")
    assert client.get("/suche/?q=fastnachtsumzug", headers=JSON).json()["anzahl"] == 0


def test_what_a_process_told_that_has_ended_since_is_taken_back(stoerer):
    Suchstoerung.objects.create(seit="2026-01-01T00:00Z", grund="Ein Prozess, den es nicht mehr gibt.")
    call_command("zeitplan")
    assert Suchstoerung.objects.count() == 0


def test_far_behind_it_is_not_asked_until_it_has_caught_up(stoerer, katalog):
    for number in range(indexing.MOST_TO_WAIT_FOR + 1):
        katalog.leistung(f"Sondermüll {number}")
    assert not isinstance(indexing.current(), Ausweichend)
    assert titles(ask("sondermüll"))
    indexing.follow_all()
    assert isinstance(indexing.current(), Ausweichend)
    assert differences() == {}
