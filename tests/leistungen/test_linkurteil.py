"""Where links stand in a text, and when one counts as dead: pure rules."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leistungen.enums import Linkstand
from leistungen.linkadressen import addresses, by_block, host
from leistungen.linkurteil import FOR, Art, Urteil, judge

NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)


# --- Where links stand ------------------------------------------------------------------------------------------------


def test_addresses_of_text_entries_and_pages():
    inhalt = [
        '<p><a href="https://a.example/?x=1&amp;y=2">A</a> <a linktype="page" id="7">B</a></p>',
        '<a href="mailto:name@a.example">C</a>',
        '<a href="/leistungen/hundesteuer/#kosten">D</a>',
        {"url": "https://b.example/antrag", "seite": 9, "hinweis": "siehe https://c.example im Netz"},
    ]
    assert list(addresses(inhalt)) == [
        "https://a.example/?x=1&y=2",
        "seite:7",
        "/leistungen/hundesteuer/",
        "https://b.example/antrag",
        "seite:9",
    ]


def test_only_what_citizens_see_counts():
    raw = [{"id": "b1", "value": {"inhalt": "<p>Nichts.</p>", "quelle": "https://intern.example/"}}]
    assert by_block(raw) == {}


@given(st.text())
def test_any_text_can_be_searched(text):
    for address in addresses([text, {"url": text}]):
        host(address)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://Name:pw@A.example:8443/x", "a.example:8443"),
        ("https://a.example?x", "a.example"),
        ("seite:7", ""),
        ("/leistungen/x/", ""),
    ],
)
def test_whom_an_address_asks(address, expected):
    assert host(address) == expected


# --- When a link counts as dead ---------------------------------------------------------------------------------------


def after(*looks: tuple[Art, float]) -> Urteil:
    """The judgement after looks at so many days."""
    urteil = Urteil()
    for art, day in looks:
        urteil = judge(urteil, art, NOW + timedelta(days=day))
    return urteil


def test_what_the_server_says_is_gone_is_dead_the_second_time():
    assert after((Art.FORT, 0)).stand == Linkstand.GESTOERT
    assert after((Art.FORT, 0), (Art.FORT, 0.3)).stand == Linkstand.TOT


def test_an_outage_needs_three_failures_over_two_days():
    assert after((Art.FEHLER, 0), (Art.FEHLER, 0.1), (Art.FEHLER, 0.2)).stand == Linkstand.GESTOERT
    assert after((Art.FEHLER, 0), (Art.FEHLER, 2)).stand == Linkstand.GESTOERT
    assert after((Art.FEHLER, 0), (Art.FEHLER, 1), (Art.FEHLER, 2)).stand == Linkstand.TOT


def test_one_good_answer_forgets_all_failures():
    urteil = after((Art.FEHLER, 0), (Art.FEHLER, 1), (Art.DA, 1.5), (Art.FEHLER, 2))
    assert (urteil.stand, urteil.fehlversuche) == (Linkstand.GESTOERT, 1)


def test_who_refuses_to_answer_programs_is_not_judged():
    assert after((Art.UNKLAR, 0), (Art.UNKLAR, 3), (Art.UNKLAR, 6)).stand == Linkstand.GUT


@given(st.lists(st.tuples(st.sampled_from(Art), st.floats(0.01, 3)), min_size=1, max_size=8))
def test_dead_means_failing_since_a_known_day_and_there_is_always_a_next_look(looks):
    urteil, day = Urteil(), 0.0
    for art, gap in looks:
        day += gap
        now = NOW + timedelta(days=day)
        urteil = judge(urteil, art, now)
        assert urteil.naechste > now
        assert (urteil.seit is not None) == (art in {Art.FORT, Art.FEHLER})
        if urteil.stand == Linkstand.TOT:
            assert urteil.fehlversuche >= 2 or now - urteil.seit >= FOR
