"""The journal: whoever is too far behind is told so, and a change of many parts is one change."""

from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cms import aenderungen
from cms.models import Aenderung, Oeffnungszeit
from tests.factories.cms import OrganisationseinheitFactory, PersonFactory, StandortFactory, UserFactory, redaktion

pytestmark = pytest.mark.django_db


@pytest.fixture
def start() -> int:
    aenderungen.record({"davor"})
    for tag in ("eins", "zwei", "drei"):
        aenderungen.record({tag})
    return aenderungen.position() - 3


def age(*numbers: int) -> None:
    long_ago = timezone.now() - aenderungen.JOURNAL_KEPT - timedelta(hours=1)
    assert Aenderung.objects.filter(nummer__in=numbers).update(zeit=long_ago) == len(numbers)
    assert aenderungen.prune() == len(numbers)


def test_a_reader_gets_what_it_has_not_seen(start):
    assert aenderungen.since(start) == {"eins", "zwei", "drei"}
    assert aenderungen.since(start + 2) == {"drei"}
    assert aenderungen.since(start + 3) == set()


@pytest.mark.parametrize("gone", [(1,), (1, 2), (1, 2, 3), (3,), (2,)])
def test_a_reader_too_far_behind_starts_over(start, gone):
    """Even if all that it has not seen is gone, or a clock that was wrong has aged a later row."""
    age(*(start + n for n in gone))
    assert aenderungen.since(start) is None


def test_a_reader_that_has_seen_what_is_gone_goes_on(start):
    age(start, start + 1)
    assert aenderungen.since(start + 1) == {"zwei", "drei"}
    age(start + 2, start + 3)
    assert aenderungen.since(start + 3) == set()


def test_a_reader_ahead_of_a_restored_database_starts_over(start):
    assert aenderungen.since(start + 4) is None


# --- One change of many parts -----------------------------------------------------------------------------------------


@pytest.fixture
def stelle(orte):
    return OrganisationseinheitFactory(redaktion=redaktion(orte.vg))


def hours(stelle) -> None:
    standort = StandortFactory(stelle=stelle)
    for tag in range(5):
        Oeffnungszeit.objects.create(standort=standort, tag=tag, von=time(8), bis=time(12))


def cards(captured) -> int:
    return sum('"karte"' in query["sql"] and query["sql"].startswith("UPDATE") for query in captured)


def test_an_office_with_its_hours_is_one_change(stelle, django_assert_max_num_queries):
    before = aenderungen.position()
    with django_assert_max_num_queries(40) as captured, aenderungen.together():
        hours(stelle)
        PersonFactory(stelle=stelle)
    assert aenderungen.position() == before + 1
    assert cards(captured) == 1
    stelle.refresh_from_db()
    assert len(stelle.karte["standorte"][0]["zeiten"]) == 5
    assert len(stelle.karte["personen"]) == 1
    assert f"stelle:{stelle.pk}" in aenderungen.since(before)


def test_each_change_by_itself_is_right_too(stelle):
    before = aenderungen.position()
    hours(stelle)
    assert aenderungen.position() == before + 6
    stelle.refresh_from_db()
    assert len(stelle.karte["standorte"][0]["zeiten"]) == 5


def test_a_change_that_fails_leaves_nothing(stelle):
    before = aenderungen.position()

    def fail() -> None:
        with aenderungen.together():
            hours(stelle)
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        fail()
    assert aenderungen.position() == before
    assert not stelle.standorte.exists()
    aenderungen.record({"danach"})
    assert aenderungen.since(before) == {"danach"}


def test_saving_the_form_of_an_office_is_one_change(orte, client):
    team = redaktion(orte.vg)
    client.force_login(UserFactory(gruppen=[team.redakteure]))
    zeiten = [{"tag": str(tag), "von": "08:00", "bis": "12:00"} for tag in range(5)]
    standort = {
        "name": "Rathaus", "strasse": "Am Markt 1", "plz": "56759", "ort": "Kaisersesch", "hinweis": "",
        "telefon": "", "email": "", "oeffnungszeiten": inline_formset(zeiten), "schliesstage": inline_formset([]),
    }  # fmt: skip
    data = {"name": "Bauamt", "slug": "bauamt", "verwaltung": "VG", "beschreibung": "null"}
    before = aenderungen.position()
    client.post(reverse("stellen:add"), nested_form_data(data | {"standorte": inline_formset([standort])}))
    assert aenderungen.position() == before + 1
    assert len(team.stellen.get().karte["standorte"][0]["zeiten"]) == 5


# --- Followers in the database ----------------------------------------------------------------------------------------


@pytest.mark.django_db
class TestFollow:
    """What is derived is renewed step by step, and nothing is skipped."""

    def follow(self, steps, **kwargs):
        heard = []

        def plan(tags):
            heard.append(tags)
            return steps

        aenderungen.follow("probe", plan, **kwargs)
        return heard

    def test_the_first_time_everything_is_made_anew(self):
        aenderungen.record({"a"})
        assert self.follow([]) == [None]
        assert self.follow([]) == [], "nothing has changed since then"

    def test_afterwards_it_hears_of_what_has_changed(self):
        aenderungen.record({"a"})
        self.follow([])
        aenderungen.record({"b"})
        aenderungen.record({"c"})
        assert self.follow([]) == [{"b", "c"}]

    def test_longer_work_is_left_for_later(self):
        aenderungen.record({"a"})
        done = []
        steps = [lambda: done.append(1), lambda: done.append(2)]
        self.follow(steps, most=1)
        assert done == []
        self.follow(steps)
        assert done == [1, 2]

    def test_a_change_meanwhile_is_followed_the_next_time(self):
        aenderungen.record({"a"})
        self.follow([lambda: aenderungen.record({"meanwhile"})])
        assert self.follow([]) == [{"meanwhile"}]

    def test_whoever_is_overtaken_stops(self):
        aenderungen.record({"a"})
        done = []
        self.follow([lambda: self.follow([]), lambda: done.append("too late")])
        assert done == []

    def test_a_step_that_fails_is_tried_again(self):
        aenderungen.record({"a"})
        with pytest.raises(ZeroDivisionError):
            self.follow([lambda: 1 / 0])
        assert self.follow([]) == [None]
