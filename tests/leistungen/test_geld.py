"""Amounts: cents inside, euros outside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leistungen.geld import format_euro, parse_euro


@given(st.integers(0, 10**12))
def test_what_is_written_is_read_back(cent):
    assert parse_euro(format_euro(cent)) == cent
    assert parse_euro(f"{format_euro(cent)} €") == cent


@pytest.mark.parametrize(("text", "cent"), [("2,10", 210), ("1.234,5 Euro", 123450), ("25000", 2500000), ("0", 0)])
def test_what_people_write(text, cent):
    assert parse_euro(text) == cent


@pytest.mark.parametrize("text", ["", "2.10", "-1", "1,234", "1.23,4", "zehn", "١٢"])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        parse_euro(text)
