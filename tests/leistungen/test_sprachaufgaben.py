"""A changed German text makes its translations stale, down to the section; citizens read German there meanwhile."""

import json
from copy import deepcopy
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail_localize.models import TranslationSource

from leistungen import aufgaben
from leistungen.models import Textstand, Vorlage
from leistungen.services.texte import write_text
from leistungen.services.zusammensetzen import renew_sources, save_translation, translation_of
from tests.leistungen.sprachwelt import KOSTEN, VOLLTEXT, Sprachwelt

SPRACHEN = pytest.mark.parametrize("sprache", ["en", "de-simple"])
NEU = "<p>Hunde kosten Steuer.</p><p>Melden Sie ihn sofort an.</p>"


@pytest.fixture(scope="module")
def gebaut(geteilt) -> Sprachwelt:
    return Sprachwelt()


@pytest.fixture
def welt(gebaut, db) -> Sprachwelt:
    return deepcopy(gebaut)


@SPRACHEN
def test_nothing_waits_while_everything_fits(welt, sprache):
    assert welt.stale(sprache) == []
    assert {language for language, _text in welt.read(sprache).values()} == {sprache}


@SPRACHEN
def test_a_changed_text_is_stale_and_its_neighbours_are_not(welt, sprache):
    welt.write(volltext=NEU)
    assert welt.stale(sprache) == ["volltext"]
    assert welt.read(sprache)["volltext"] == ("de", NEU)
    assert welt.read(sprache)["unterlagen"][0] == sprache


@SPRACHEN
def test_a_changed_amount_shows_at_once_and_marks_nothing(welt, sprache):
    welt.write(kosten=KOSTEN | {"cent": 1250})
    assert welt.stale(sprache) == []
    language, [fee] = welt.read(sprache)["kosten"]
    assert (language, fee["cent"], fee["bezeichnung"]) == (sprache, 1250, "Issue")


@SPRACHEN
def test_the_wording_it_was_made_from_is_kept(welt, sprache):
    welt.write(volltext=NEU, kosten=KOSTEN | {"vorschrift": "§ 2 Gebührenordnung"})
    prose, fee = (welt.wartet()[welt.seite(sprache).pk, modul] for modul in ("volltext", "kosten"))
    assert Vorlage.objects.get(pk=prose.geschrieben_fuer).inhalt == [VOLLTEXT]
    assert Vorlage.objects.get(pk=fee.geschrieben_fuer).inhalt[0][0]["vorschrift"] == "§ 1 Gebührenordnung"


@SPRACHEN
def test_a_corrected_letter_is_trivial_and_the_way_back_settles_it(welt, sprache):
    welt.write(volltext="<p>Hunde  kosten <strong>Steuer</strong>.</p><p>Melden Sie den Hund an.</p>")
    assert welt.wartet()[welt.seite(sprache).pk, "volltext"].nebensache
    welt.write()
    assert welt.stale(sprache) == []


@SPRACHEN
def test_a_new_german_text_is_missing_and_no_stale_one(welt, sprache):
    write_text(redaktion=welt.vg, leistung=welt.leistung, module={"hinweise": [{"inhalt": "<p>Neu.</p>"}]})
    assert welt.stale(sprache) == []
    assert (welt.seite(sprache).pk, "hinweise") in welt.wartet("unuebersetzt")


def test_other_redaktionen_are_not_bothered(welt):
    welt.write(volltext=NEU)
    assert not aufgaben.of_redaktionen([welt.mayen.pk]).exclude(art="zustaendigkeit").exists()


def test_the_row_keeps_the_day_its_words_came(welt):
    row = welt.row("en")["volltext"][0]
    Textstand.objects.filter(pk=welt.english.pk).update(
        module={"volltext": [row | {"seit": "2026-01-02"}], "unterlagen": welt.row("en")["unterlagen"]}
    )
    save_translation(translation=translation_of(welt.english), publish=True)
    assert welt.row("en")["volltext"][0]["seit"] == "2026-01-02"


def shown(sprache, *args):
    out = StringIO()
    call_command("fassung_show", "hundesteuer", "--ort", "vg-kaisersesch", "--sprache", sprache, *args, stdout=out)
    return out.getvalue()


def test_the_command_tells_the_state_of_each_section(welt):
    welt.write(volltext=NEU)
    found = {one["modul"]: one["teile"][0] for one in json.loads(shown("en", "--json"))["abschnitte"]}
    heute = timezone.localdate().isoformat()
    assert (found["volltext"]["sprache"], found["volltext"]["uebersetzung"]) == (
        "de",
        {"stand": "veraltet", "seit": heute},
    )
    assert (found["kosten"]["sprache"], found["kosten"]["uebersetzung"]["stand"]) == ("en", "aktuell")
    assert "Übersetzung veraltet seit" in shown("de-simple")
    assert "Übersetzung" not in shown("de")


# --- wagtail-localize's own source ------------------------------------------------------------------------------------


def test_its_source_follows_the_published_text_and_no_citizen_notices(welt):
    before = welt.row("en")
    welt.write(volltext=NEU)
    assert renew_sources() == 1
    assert renew_sources() == 0
    assert "sofort" in str(TranslationSource.objects.get().stringsegment_set.values_list("string__data"))
    assert welt.row("en") == before
    welt.english.refresh_from_db()
    assert "sofort" not in str(welt.english.module)


def test_publishing_with_gaps_keeps_the_old_words_and_their_state(welt):
    before = welt.row("en")
    welt.write(volltext=NEU)
    renew_sources()
    assert save_translation(translation=translation_of(welt.english), publish=True)
    welt.english.refresh_from_db()
    assert "sofort" not in str(welt.english.module)
    assert welt.row("en") == before
    assert welt.stale("en") == ["volltext"]


def test_a_draft_leaves_the_live_page_alone(welt):
    welt.write(volltext=NEU)
    renew_sources()
    before = type(welt.english).objects.get(pk=welt.english.pk).module.raw_data
    save_translation(translation=translation_of(welt.english), publish=False)
    assert list(type(welt.english).objects.get(pk=welt.english.pk).module.raw_data) == list(before)


def test_what_wagtail_localize_publishes_by_itself_is_taken_for_german(welt, django_capture_on_commit_callbacks):
    """Its ``save_target`` fills gaps with the source language. No way of the desk leads there; if one did, German would
    be read and nothing mixed."""
    welt.write(volltext=NEU)
    renew_sources()
    with django_capture_on_commit_callbacks(execute=True):
        translation_of(welt.english).save_target(publish=True)
    texts = welt.read("en")
    assert texts["volltext"] == ("de", NEU)
    assert texts["unterlagen"] == ("en", "<p>Your identity card</p>")
