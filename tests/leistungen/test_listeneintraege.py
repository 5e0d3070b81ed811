"""The entries of typed lists, from what a browser posts to what is kept and shown again."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.test.utils.form_data import nested_form_data

from leistungen.blocks import LISTEN
from leistungen.geld import format_euro
from tests.leistungen.formulardaten import EINTRAG, liste

FEST = {"art": "fest", "cent": "80", "vorschrift": "Hundesteuersatzung", "stand": "2026-11-01"}


def posted(key: str, entry: dict[str, Any]) -> Any:
    """An entry as the form takes it."""
    block = LISTEN[key]()
    data = nested_form_data({"x": EINTRAG[key] | {"gilt_fuer": liste()} | entry})
    return block.clean(block.value_from_datadict(data, {}, "x"))


def refused(key: str, entry: dict[str, Any]) -> dict[str, str]:
    """The message at each field."""
    with pytest.raises(StructBlockValidationError) as caught:
        posted(key, entry)
    return {name: " ".join(error.messages) for name, error in caught.value.block_errors.items()}


@given(st.integers(0, 10**9))
def test_an_amount_is_typed_as_people_write_it_and_kept_in_cents(cent):
    value = posted("kosten", FEST | {"cent": format_euro(cent)})
    assert value["cent"] == cent
    assert LISTEN["kosten"]().get_form_state(value)["cent"] == format_euro(cent)


def test_what_is_no_amount_is_said_at_its_field_and_stays_as_typed():
    assert "Betrag wie 12,50" in refused("kosten", FEST | {"cent": "etwa achtzig"})["cent"]
    block = LISTEN["kosten"]()
    assert block.get_form_state(block.to_python({}) | {"cent": "etwa achtzig"})["cent"] == "etwa achtzig"


def test_an_amount_names_its_law_and_the_day_it_was_read():
    assert set(refused("kosten", FEST | {"vorschrift": "", "stand": ""})) == {"vorschrift", "stand"}


def test_a_span_has_two_amounts_in_order():
    span = FEST | {"art": "spanne", "cent": "", "von_cent": "20", "bis_cent": "10"}
    assert "kleiner als der untere" in refused("kosten", span)["bis_cent"]
    assert posted("kosten", span | {"bis_cent": "30"})["bis_cent"] == 3000


def test_a_deadline_is_a_number_or_a_day():
    assert posted("frist", {"art": "dauer", "anzahl": "14", "einheit": "tag", "bezug": "Beginn"})["anzahl"] == 14
    assert "Welcher Tag?" in refused("frist", {"art": "stichtag"})["stichtag"]
