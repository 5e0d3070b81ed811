"""Languages: module by module, German where a translation is missing or stale, numbers always the German page's."""

import pytest

from cms.orte import verzeichnis
from leistungen.anzeige import sections
from leistungen.fassung import fassung
from leistungen.services.texte import write_text
from leistungen.services.uebersetzen import translate_text
from leistungen.textstand import rebuild
from tests.factories.cms import redaktion
from tests.factories.leistungen import LeistungFactory

pytestmark = pytest.mark.django_db(transaction=True)

KOSTEN = {
    "bezeichnung": "Ausstellung", "kanal": "alle", "art": "fest", "cent": 1000, "von_cent": None, "bis_cent": None,
    "vorkasse": False, "vorschrift": "§ 1 Gebührenordnung", "stand": "2026-11-24", "gueltig_ab": None,
    "gueltig_bis": None, "hinweis": "", "gilt_fuer": [],
}  # fmt: skip


@pytest.fixture
def welt(orte):
    land = redaktion(orte.land)
    leistung = LeistungFactory(redaktion=land, slug="hundesteuer")
    page = write_german(land, leistung)
    return land, leistung, page


def write_german(land, leistung, volltext="<p>Hunde kosten Steuer.</p><p>Melden Sie den Hund an.</p>", kosten=KOSTEN):
    module = {
        "leistungsbezeichnung_ii": [{"inhalt": "Hund anmelden"}],
        "volltext": [{"inhalt": volltext}],
        "kosten": [{"inhalt": [kosten]}],
        "hinweise": [{"inhalt": "<p>Nur auf Deutsch.</p>"}],
    }
    return write_text(redaktion=land, leistung=leistung, module=module).page


def translate(page, sprache="en", **module):
    translate_text(page=page, sprache=sprache, module=module)


ENGLISH = {
    "leistungsbezeichnung_ii": ["Register a dog"],
    "volltext": ["<p>Dogs are taxed.</p><p>Register your dog.</p>"],
    "kosten": [[{"bezeichnung": "Issue", "vorschrift": "Section 1 fee schedule", "hinweis": ""}]],
}


def read(sprache):
    found = fassung("hundesteuer", None, sprache)
    return {one.modul: one.teile[0].text for one in found.abschnitte}


@pytest.mark.parametrize("sprache", ["en", "de-simple"])
def test_translated_modules_are_shown_and_the_others_stay_german(welt, sprache):
    _land, _leistung, page = welt
    translate(page, sprache, **ENGLISH)
    texts = read(sprache)
    assert texts["volltext"].inhalt == "<p>Dogs are taxed.</p><p>Register your dog.</p>"
    assert texts["volltext"].sprache == sprache
    assert texts["hinweise"].sprache == "de"
    assert texts["kosten"].inhalt[0]["bezeichnung"] == "Issue"
    assert read("de")["volltext"].sprache == "de"


@pytest.mark.parametrize("sprache", ["en", "de-simple"])
def test_a_changed_german_text_is_shown_in_german_until_it_is_translated_again(welt, sprache):
    land, leistung, page = welt
    translate(page, sprache, **ENGLISH)
    page = write_german(land, leistung, volltext="<p>Hunde kosten Steuer.</p><p>Melden Sie ihn sofort an.</p>")
    texts = read(sprache)
    assert texts["volltext"].sprache == "de"
    assert "sofort" in texts["volltext"].inhalt
    assert texts["leistungsbezeichnung_ii"].sprache == sprache
    translate(page, sprache, volltext=["<p>Dogs are taxed.</p><p>Register at once.</p>"])
    assert read(sprache)["volltext"].inhalt.endswith("at once.</p>")


@pytest.mark.parametrize("sprache", ["en", "de-simple"])
def test_a_changed_amount_shows_at_once_and_makes_nothing_stale(welt, sprache):
    land, leistung, page = welt
    translate(page, sprache, **ENGLISH)
    write_german(land, leistung, kosten=KOSTEN | {"cent": 1250})
    item = read(sprache)["kosten"].inhalt[0]
    assert (item["cent"], item["bezeichnung"]) == (1250, "Issue")


def test_publishing_with_gaps_never_puts_german_into_an_english_text(welt):
    """wagtail-localize fills missing segments with the source language; citizens get the German module instead."""
    _land, _leistung, page = welt
    translate(page, volltext=["<p>Dogs are taxed.</p><p>Register your dog.</p>"])
    texts = read("en")
    assert texts["leistungsbezeichnung_ii"].sprache == "de"
    assert texts["volltext"].sprache == "en"


def test_making_the_read_model_anew_changes_nothing(welt):
    land, leistung, page = welt
    translate(page, **ENGLISH)
    translate(page, "de-simple", volltext=["<p>Ein Hund kostet Steuer.</p>"])
    write_german(land, leistung, volltext="<p>Anders.</p>")
    assert rebuild() == set()


def test_the_part_in_german_says_so(welt):
    _land, _leistung, page = welt
    translate(page, **ENGLISH)
    parts = {one.key: one.teile[0] for one in sections(fassung("hundesteuer", None, "en"))}
    assert parts["hinweise"].unuebersetzt
    assert parts["hinweise"].sprache == "de"
    assert not parts["volltext"].unuebersetzt


def test_links_to_other_leistungen_keep_place_and_language(welt, orte):
    land, leistung, _page = welt
    write_german(land, leistung, volltext='<p>Siehe <a href="/leistungen/wohngeld/">Wohngeld</a>.</p>')
    at_place = fassung("hundesteuer", verzeichnis().by_slug["masburg"], "de")
    (shown,) = [one for one in sections(at_place) if one.key == "volltext"]
    assert 'href="/leistungen/wohngeld/masburg/"' in shown.teile[0].inhalt
