"""The dictionary that comes with the portal: reviewed like code, so each line can be reviewed."""

import csv

import pytest

from search.analysis import forms
from search.models import LONGEST
from search.regeln import WOERTERBUCH, Regeln, expression_key, woerterbuch

with WOERTERBUCH.open(encoding="utf-8") as file:
    ROWS = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def meanings(row: dict[str, str]) -> list[str]:
    return [one.strip() for one in row["bedeutet"].split(",")]


def test_a_line_has_a_word_what_it_means_and_why():
    assert ROWS[0].keys() == {"wort", "bedeutet", "grund"}
    assert [row for row in ROWS if None in row.values() or not all(map(str.strip, row.values()))] == []


def test_lines_are_in_order_and_of_one_word_each():
    words = [row["wort"].casefold() for row in ROWS]
    assert words == sorted(words)
    assert len(words) == len(set(words))


def test_no_expression_is_left_with_one_word():
    """Without its stop words "andere Stadt" would speak for every search with "Stadt"."""
    left = {row["wort"]: len(expression_key(row["wort"]).split()) for row in ROWS}
    assert [word for word, number in left.items() if number == 1 and len(list(forms(word))) > 1] == []


def test_a_word_is_an_expression_that_a_search_can_have():
    assert [row["wort"] for row in ROWS if not 0 < len(expression_key(row["wort"]).split()) <= LONGEST] == []


def test_meanings_are_few_short_and_other_than_the_word():
    for row in ROWS:
        assert 0 < len(meanings(row)) <= 8, row
        assert all(0 < len(list(forms(one))) <= 5 for one in meanings(row)), row
        assert row["wort"].casefold() not in [one.casefold() for one in meanings(row)], row


@pytest.mark.parametrize("typed", ["Perso", "PERSO"])
def test_endings_and_capitals_do_not_matter(typed):
    assert ("personalausweis",) in woerterbuch().of_words(forms(typed))


def test_an_expression_counts_in_any_order():
    rules = Regeln.of([("blauer Brief", "Mahnung, Klassenkonferenz")])
    assert rules.of_words(["brief", "blaue"]) == (("mahnung",), ("klassenkonferenz",))
    assert rules.of_words(["brief"]) == ()


def test_what_is_said_later_replaces_what_was_said_before():
    rules = Regeln.of([("wuffi", "Hund")]) | Regeln.of([("Wuffi", "Katze")])
    assert rules.of_words(["wuffi"]) == (("katze",),)
