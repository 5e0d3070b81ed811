"""Paragraphs, telephone numbers and keys, in the ways people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.genau import asked_for, paragraphs, telephone


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("§ 12 Gaststättengesetz (GastG) – Gestattung", {"§12", "§12gastg", "§12gaststattengesetz"}),
        ("nach § 12 Abs. 1 Satz 2 GastG", {"§12", "§12gastg"}),
        ("§§ 1 bis 3 KAG", {"§1", "§2", "§3", "§1kag", "§2kag", "§3kag"}),
        ("§§ 1, 2 und 12a GastG", {"§1", "§2", "§12a", "§1gastg", "§2gastg", "§12agastg"}),
        ("§ 145 SGB IX", {"§145", "§145sgbix"}),
        ("Art. 6 DSGVO", {"§6", "§6dsgvo"}),
        ("§ 12 GastG und § 3 BGB", {"§12", "§12gastg", "§3", "§3bgb"}),
        ("kostet 12 Euro nach der Satzung", set()),
    ],
)
def test_paragraphs_in_a_text(text, tokens):
    assert paragraphs(text) == tokens


@pytest.mark.parametrize(
    "query", ["§ 12 GastG", "§12 gastg", "gastg 12", "12 gastg", "gastg § 12", "Paragraf 12 GastG", "§ 12 Abs. 1 GastG"]
)
def test_a_paragraph_in_a_query(query):
    assert asked_for(query)[0] == "§12gastg"


def test_a_law_of_two_words_in_a_query():
    assert asked_for("sgb ix 145")[0] == asked_for("§ 145 SGB IX")[0] == "§145sgbix"


@pytest.mark.parametrize(
    ("number", "tokens"),
    [
        ("(0221) 4710-123", {"tel:02214710123", "tel:4710123", "tel:123"}),
        ("02653 9996-0", {"tel:0265399960", "tel:99960"}),
        ("+49 2653 9996-12", {"tel:02653999612", "tel:999612", "tel:12"}),
        ("0049 (0)2653/999612", {"tel:02653999612", "tel:999612"}),
        ("115", {"tel:115"}),
        ("", set()),
    ],
)
def test_telephone_numbers(number, tokens):
    assert telephone(number) == tokens


@pytest.mark.parametrize(
    ("query", "token"),
    [
        ("4710-123", "tel:4710123"),
        ("123", "tel:123"),
        ("Durchwahl 123", "tel:123"),
        ("9996-0", "tel:99960"),
        ("+49 (221) 4710 123", "tel:02214710123"),
        ("99 025 002 056 000", "schluessel:99025002056000"),
    ],
)
def test_numbers_in_a_query(query, token):
    assert asked_for(query) == [token]


@pytest.mark.parametrize("query", ["hund", "", "0", "§", "mülltonne größer"])
def test_queries_that_look_nothing_up(query):
    assert asked_for(query) == []


@given(st.text(max_size=300))
def test_anything_can_be_read(text):
    paragraphs(text), telephone(text), asked_for(text)
