"""Opening hours, right at every minute."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.oeffnung import BERLIN, day, deviations, status

WEEK = [
    [0, "08:00", "12:00"],
    [0, "14:00", "16:00"],
    [3, "08:00", "12:00"],
    [3, "14:00", "18:00"],
    [4, "08:00", "12:00"],
]


def standort(*ausnahmen, zeiten=WEEK):
    filled = [{"geschlossen": False, "von": "", "bis": "", "grund": ""} | one for one in ausnahmen]
    return {"zeiten": zeiten, "ausnahmen": filled}


WEIBERFASTNACHT = {"datum": "2027-02-04", "geschlossen": True, "von": "12:00", "grund": "Weiberfastnacht"}


@pytest.mark.parametrize(
    ("when", "offen", "wechsel"),
    [
        ("2027-02-01 07:59", False, "2027-02-01 08:00"),
        ("2027-02-01 08:00", True, "2027-02-01 12:00"),
        ("2027-02-01 12:00", False, "2027-02-01 14:00"),
        ("2027-02-01 16:00", False, "2027-02-04 08:00"),
        ("2027-02-04 11:59", True, "2027-02-04 12:00"),
        ("2027-02-04 14:30", False, "2027-02-05 08:00"),
    ],
)
def test_open_or_closed_and_until_when(when, offen, wechsel):
    state = status(standort(WEIBERFASTNACHT), datetime.fromisoformat(when).replace(tzinfo=BERLIN))
    assert state.offen is offen
    assert state.wechsel == datetime.fromisoformat(wechsel).replace(tzinfo=BERLIN)


def test_closed_on_public_holidays_of_the_land_unless_an_exception_opens():
    fronleichnam = date(2027, 5, 27)  # Thursday, a holiday in Rhineland-Palatinate
    assert day(standort(), fronleichnam).spannen == ()
    opened = standort({"datum": "2027-05-27", "von": "09:00", "bis": "11:00", "grund": "Wahltag"})
    assert day(opened, fronleichnam).spannen == ((time(9), time(11)),)


def test_a_saturday_may_be_open_by_exception():
    assert day(standort({"datum": "2026-12-05", "von": "09:00", "bis": "12:00"}), date(2026, 12, 5)).spannen


def test_an_office_without_hours_promises_nothing():
    assert status(standort(zeiten=[]), datetime(2027, 2, 1, 9, tzinfo=BERLIN)).wechsel is None


def test_the_days_to_come_that_differ_are_named():
    found = deviations(standort(WEIBERFASTNACHT), date(2027, 2, 1))
    assert [(tag.datum, tag.grund) for tag in found] == [(date(2027, 2, 4), "Weiberfastnacht")]


SPAN = st.tuples(st.integers(0, 6), st.integers(0, 22), st.integers(1, 23)).filter(lambda s: s[1] < s[2])


@given(
    st.lists(SPAN, max_size=6),
    st.lists(st.tuples(st.integers(0, 20), st.booleans(), st.integers(0, 23)), max_size=4),
    st.integers(0, 20 * 24 * 60),
)
def test_nothing_changes_before_the_announced_change(spans, exceptions, minutes):
    place = standort(
        *(
            {
                "datum": (date(2027, 3, 20) + timedelta(days=d)).isoformat(),
                "geschlossen": True,
                "von": f"{h:02}:00" if part else "",
            }
            for d, part, h in exceptions
        ),
        zeiten=[[tag, f"{von:02}:00", f"{bis:02}:00"] for tag, von, bis in spans],
    )
    now = datetime(2027, 3, 20, tzinfo=BERLIN) + timedelta(minutes=minutes)  # the clock changes on 28 March
    state = status(place, now)
    if state.wechsel is None:
        return
    assert state.wechsel > now
    before = state.wechsel - timedelta(minutes=1)
    if before > now:
        assert status(place, before).offen is state.offen
