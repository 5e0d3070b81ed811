"""Days between two days, counted as offices count them."""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from antraege.regeln import kalender

TAGE = st.dates(date(2015, 1, 1), date(2035, 12, 31))
LAENDER = st.sampled_from(["RP", "BY", "BE", "SN"])
DEUTSCH = {land: holidays.country_holidays("DE", subdiv=land) for land in ("RP", "BY", "BE", "SN")}


def naive(von: date, bis: date, land: str, last: int) -> int:
    days = [von + timedelta(days=n + 1) for n in range((bis - von).days)]
    return sum(day.weekday() <= last and day not in DEUTSCH[land] for day in days)


@settings(max_examples=60, deadline=None)
@given(von=TAGE, span=st.integers(-30, 500), land=LAENDER)
def test_days_are_counted_as_one_would_in_a_calendar(von, span, land):
    bis = von + timedelta(days=span)
    assert kalender.werktage(von, bis, land) == naive(von, bis, land, 5)
    assert kalender.arbeitstage(von, bis, land) == naive(von, bis, land, 4)
    assert kalender.kalendertage(von, bis) == max(span, 0)


def test_saturdays_are_werktage_and_holidays_of_the_land_are_not():
    friday, monday = date(2026, 10, 30), date(2026, 11, 2)  # between them Reformationstag and Allerheiligen
    assert kalender.werktage(friday, monday, "RP") == 2
    assert kalender.werktage(friday, monday, "SN") == 1
    assert kalender.arbeitstage(friday, monday, "RP") == 1


def test_a_mistyped_year_costs_nothing_and_is_far_enough_away():
    assert kalender.werktage(date(2026, 1, 1), date(9999, 12, 31), "RP") > 30_000


@pytest.mark.parametrize(
    ("geboren", "heute", "alter"),
    [
        (date(2008, 5, 17), date(2026, 5, 16), 17),
        (date(2008, 5, 17), date(2026, 5, 17), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2027, 1, 1), date(2026, 1, 1), 0),
    ],
)
def test_the_age_grows_on_the_birthday(geboren, heute, alter):
    assert kalender.jahre(geboren, heute) == alter


def test_only_full_months_count():
    assert kalender.monate(date(2026, 1, 15), date(2026, 4, 14)) == 2
    assert kalender.monate(date(2026, 1, 15), date(2027, 1, 15)) == 12
    assert kalender.monate(date(2026, 5, 1), date(2026, 1, 1)) == 0
