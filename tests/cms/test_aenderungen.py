"""The journal: whoever is too far behind is told so, and a change of many parts is one change."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms import aenderungen
from cms.models import Aenderung

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
