"""Conditions picked from lists: what they mean, and that they mean the same as the CEL that they are shown as."""

from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from antraege.regeln.ausdruck import Ausdruck, RegelError
from antraege.regeln.bedingung import Bedingung, Vergleich, is_met
from tests.antraege.regeln.formen import ANTWORTEN, BEDINGUNGEN, HEUTE, TYPEN

LEER = dict.fromkeys(("bezeichnung", "beginn", "angebot", "zeitraum"))


@settings(max_examples=500, deadline=None)
@given(bedingung=BEDINGUNGEN, werte=ANTWORTEN)
@example(Bedingung(eine=(Vergleich("zeitraum.von", "ist_leer"),)), LEER | {"zeitraum": {"von": None}})
@example(Bedingung(alle=(Vergleich("angebot", "enthaelt_nicht", "verein"),)), LEER | {"angebot": []})
@example(Bedingung(alle=(Vergleich("bezeichnung", "gleich", 'a"\\\n\x7f„'),)), LEER | {"bezeichnung": 'a"\\\n\x7f„'})
def test_a_condition_says_the_same_as_its_cel(bedingung, werte):
    assert bedingung.evaluate(werte, HEUTE) == Ausdruck(bedingung.as_cel(TYPEN)).auswerten(werte, HEUTE)


@given(bedingung=BEDINGUNGEN | st.text().map(lambda quelle: Bedingung(cel=quelle)))
def test_a_condition_survives_json(bedingung):
    assert Bedingung.from_json(bedingung.to_json()) == bedingung


@pytest.mark.parametrize(
    "daten",
    [[], {}, {"alle": 1}, {"alle": [["a"]]}, {"keine": []}, {"cel": 3}, {"alle": [], "eine": []}, {"alle": ["ab"]}],
)
def test_what_is_no_condition_is_refused(daten):
    with pytest.raises(ValueError, match="kein"):
        Bedingung.from_json(daten)


@pytest.mark.parametrize(
    ("bedingung", "quelle"),
    [
        (
            {"alle": [["beginn", "mindestens", "heute+14T"], ["pacht", "kleiner", 1250]]},
            "beginn >= heute + tage(14) && pacht < euro(12.50)",
        ),
        ({"eine": [["musik", "ist_ja"], ["art", "eine_von", ["verein"]]]}, 'musik || art in ["verein"]'),
        ({"alle": [["angebot", "enthaelt_nicht", "bier"]]}, '!("bier" in angebot)'),
        ({"alle": [["zeitraum.von", "gleich", "2026-12-31"]]}, 'zeitraum.von == datum("2026-12-31")'),
        ({"alle": []}, "true"),
        ({"cel": "musik"}, "musik"),
    ],
)
def test_the_cel_can_be_read(bedingung, quelle):
    assert Bedingung.from_json(bedingung).as_cel(TYPEN | {"angebot": "wahlen"}) == quelle


def test_no_condition_always_holds():
    assert Bedingung.from_json(None) is None
    assert is_met(None, {}, HEUTE)


def test_a_comparison_with_what_is_missing_is_neither_met_nor_broken():
    bedingung = Bedingung.from_json({"alle": [["beginn", "mindestens", "heute+14T"]]})
    assert bedingung.evaluate({"beginn": None}, HEUTE) is None
    assert not bedingung.is_met({}, HEUTE)
    assert bedingung.evaluate({"beginn": datetime(2026, 3, 15, tzinfo=UTC)}, HEUTE) is False
    assert bedingung.evaluate({"beginn": datetime(2026, 3, 16, tzinfo=UTC)}, HEUTE) is True


def test_the_names_are_the_fields_asked():
    assert Bedingung.from_json({"eine": [["z.von", "ist_leer"], ["art", "ist_leer"]]}).namen == ("art", "z")
    assert Bedingung(cel="beginn > heute").namen == ("beginn",)


@pytest.mark.parametrize(
    ("vergleich", "wert"),
    [("kleiner", "x"), ("enthaelt", 3), ("ist_ja", None), ("schöner_als", 3)],
)
def test_a_comparison_that_does_not_fit_is_an_error(vergleich, wert):
    with pytest.raises(RegelError, match="personen"):
        Bedingung(alle=(Vergleich("personen", vergleich, wert),)).evaluate({"personen": 5}, HEUTE)


def test_an_expression_must_say_yes_or_no():
    with pytest.raises(RegelError, match="weder Ja noch Nein"):
        Bedingung(cel="personen + 1").is_met({"personen": 5}, HEUTE)
