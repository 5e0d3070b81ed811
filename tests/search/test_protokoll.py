"""The log of searches is anonymous by construction, and counts what the page cache answers too."""

from datetime import timedelta

import pytest
from django.utils import timezone

from search import indexing, protokoll, tasks, views
from search.models import Fehlsuche, Suchbegriff, Suchtag

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty(monkeypatch):
    monkeypatch.setattr(protokoll, "zaehler", protokoll.Zaehler())


def logged() -> dict[str, int]:
    protokoll.zaehler.write()
    return dict(Suchbegriff.objects.values_list("begriff", "anzahl"))


def missed() -> list[tuple[str, int]]:
    protokoll.zaehler.write()
    return list(Fehlsuche.objects.order_by("tag", "begriff").values_list("begriff", "anzahl"))


def yesterday() -> None:
    """As if everything written so far had been written the day before."""
    protokoll.zaehler.write()
    for model in (Fehlsuche, Suchtag):
        for row in model.objects.order_by("tag"):
            row.tag -= timedelta(days=1)
            row.save()


def asked(begriff: str, *per_day: int) -> None:
    """Rows of yesterday, the day before …"""
    for days, anzahl in enumerate(per_day, start=1):
        Suchbegriff.objects.create(tag=timezone.localdate() - timedelta(days=days), begriff=begriff, anzahl=anzahl)


def test_a_row_is_a_day_a_term_and_a_number():
    assert {field.name for field in Suchbegriff._meta.get_fields()} == {"id", "tag", "begriff", "anzahl"}


def test_searches_are_counted_whether_made_or_cached(katalog, client):
    for _round in range(3):
        client.get("/suche/?q=Hundesteuer")
    client.get("/suche/?q=hundesteuer%20")
    client.get("/suche/?q=hundesteuer", headers={"accept": "application/json"})
    assert logged() == {"hundesteuer": 5}


def test_only_the_first_page_counts(katalog, client, monkeypatch):
    monkeypatch.setattr(views, "HITS_PER_PAGE", 1)
    client.get("/suche/?q=hundesteuer")
    client.get("/suche/?q=hundesteuer&seite=2")
    assert logged() == {"hundesteuer": 1}


PERSONAL = [
    "Ostermann",  # somebody's name
    "hund ostermann",
    "lena ostermann",
    "Max Mustermann hund",  # words that no text has
    "max@example.org",
    "hund max@example.org",
    "4710-123",
    "0221 4710123",
    "hund 1234567",
    "12.03.1970",
    "99025002056000",
    "§ 12 GastG",
    "xyzzyplugh",
    "hund gestattung tonne sperrung verkehr",  # a sentence says more than a term
]


def test_what_could_point_at_somebody_is_never_written(katalog, client):
    for words in PERSONAL:
        client.get("/suche/", {"q": words})
        client.get("/suche/", {"q": words})
    assert logged() == {}


def test_a_term_is_shown_only_after_enough_searches_on_enough_days(db):
    heute = timezone.localdate()
    asked("hund", 3, 2)
    asked("einmal", 50)
    asked("selten", 1, 1, 1, 1)
    asked("tonne", 9, 9)
    Suchbegriff.objects.create(tag=heute, begriff="selten", anzahl=9)
    assert protokoll.most_searched(heute, 10) == ("tonne", "hund")


def test_old_rows_count_no_longer_and_are_deleted(katalog):
    heute = timezone.localdate()
    for days in (91, 92):
        day = heute - timedelta(days=days)
        Suchbegriff.objects.create(tag=day, begriff="alt", anzahl=9)
        Fehlsuche.objects.create(tag=day, spur="a" * 32, begriff="alt", anzahl=9)
        Suchtag.objects.create(tag=day, suchen=9)
    assert protokoll.most_searched(heute, 10) == ()
    indexing.current()
    tasks.reconcile()
    assert not any(model.objects.exists() for model in (Suchbegriff, Fehlsuche, Suchtag))


def test_what_led_nowhere_is_a_trace_until_it_was_typed_often_enough(katalog, client):
    for _round in range(2):
        client.get("/suche/?q=xyzzyplugh")
    client.get("/suche/?q=Xyzzyplugh%20")
    assert missed() == [("", 3)]
    yesterday()
    client.get("/suche/?q=xyzzyplugh")
    assert missed() == [("", 3), ("", 1)]
    client.get("/suche/?q=xyzzyplugh")
    assert missed() == [("", 3), ("xyzzyplugh", 2)]


def test_often_on_one_day_is_not_enough(katalog, client):
    for _round in range(20):
        client.get("/suche/?q=xyzzyplugh")
    assert missed() == [("", 20)]


def test_nothing_of_a_search_can_be_read_from_its_trace(katalog, client, settings):
    client.get("/suche/?q=xyzzyplugh")
    protokoll.zaehler.write()
    row = Fehlsuche.objects.values().get()
    assert "xyzzy" not in str(row)
    assert set(row) == {"id", "tag", "spur", "anzahl", "begriff"}
    settings.SECRET_KEY = "another"
    assert protokoll.trace("xyzzyplugh") != row["spur"]


NO_TRACE = [
    "Ostermann xyzzyplugh",  # the name of a member of staff
    "Ostermanns xyzzyplugh",
    "Ostermanm",  # and with a slip
    "Ostermanm xyzzyplugh",
    "xyzzy@plugh",
    "xyzzyplugh4",
    "xyzzyplugh 1970",
    "xyzzyplugh plughxyzzy xyzzyxyzzy plughplugh xyplughzzy",
    "x" * 61,
    "und",
]


def test_of_what_may_point_at_somebody_there_is_not_even_a_trace(katalog, client):
    for words in NO_TRACE:
        client.get("/suche/", {"q": words})
        client.get("/suche/", {"q": words})
    assert missed() == []
    assert Suchtag.objects.get().suchen == 2 * len(NO_TRACE)


def test_what_led_only_to_guesses_leaves_a_trace_too(katalog, client):
    client.get("/suche/?q=hundesteur")
    assert (missed(), logged()) == ([("", 1)], {})


def test_a_flood_of_searches_fills_no_table(katalog, client, monkeypatch):
    monkeypatch.setattr(protokoll, "MOST_A_DAY", 2)
    for words in ("xyzzyplugh", "plughxyzzy", "xyxyzzplugh", "xyzzyplugh"):
        client.get("/suche/", {"q": words})
        protokoll.zaehler.write()
    assert sorted(anzahl for _begriff, anzahl in missed()) == [1, 2]
    assert Suchtag.objects.get().ohne == 4


def test_a_day_has_three_numbers(katalog, client):
    for _round in range(2):
        for words in ("hund", "ostermann", "hundesteur", "xyzzyplugh"):
            client.get("/suche/", {"q": words})
    client.get("/suche/")
    client.get("/suche/?q=xyzzyplugh", headers={"accept": "application/json"})
    protokoll.zaehler.write()
    (tag,) = Suchtag.objects.all()
    assert (tag.suchen, tag.ohne, tag.vermutet) == (9, 3, 2)


def test_a_search_costs_no_write(katalog, client, django_assert_max_num_queries):
    client.get("/suche/?q=tonne")
    with django_assert_max_num_queries(2):
        client.get("/suche/?q=hund")
    assert not Suchbegriff.objects.exists()


def test_counts_are_written_from_time_to_time(katalog, client, monkeypatch):
    monkeypatch.setattr(protokoll, "WRITTEN_EVERY", -1.0)
    client.get("/suche/?q=hund")
    assert Suchbegriff.objects.get().anzahl == 1
