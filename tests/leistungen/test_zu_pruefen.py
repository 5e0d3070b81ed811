"""Local texts whose Stammtext has changed are found, whatever happened in between."""

import pytest

from cms.orte import verzeichnis
from leistungen.models import Textstand, Vorlage
from leistungen.services.texte import write_text
from tests.factories.cms import redaktion
from tests.factories.leistungen import LeistungFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def welt(orte):
    land, vg = redaktion(orte.land), redaktion(orte.vg)
    leistung = LeistungFactory(redaktion=land)
    upper = write_text(redaktion=land, leistung=leistung, module={"volltext": [{"inhalt": "<p>Eins.</p>"}]}).page
    write_text(redaktion=vg, leistung=leistung, module={"volltext": [{"inhalt": "<p>Bei uns im Rathaus.</p>"}]})
    return land, vg, leistung, upper


def to_review(vg):
    ort = verzeichnis().by_id[vg.gebiet_id]
    return [one.modul for one in Textstand.objects.zu_pruefen(ort.id, ort.kette)]


def rewrite(land, leistung, html):
    return write_text(redaktion=land, leistung=leistung, module={"volltext": [{"inhalt": html}]}).page


def test_nothing_to_review_right_after_writing(welt):
    _land, vg, _leistung, _upper = welt
    assert to_review(vg) == []


def test_several_upper_changes_in_a_row_and_the_way_back(welt):
    land, vg, leistung, _upper = welt
    rewrite(land, leistung, "<p>Zwei.</p>")
    rewrite(land, leistung, "<p>Drei.</p>")
    assert to_review(vg) == ["volltext"]
    rewrite(land, leistung, "<p>Eins.</p>")
    assert to_review(vg) == []


def test_an_unpublish_and_a_return_to_an_older_revision(welt):
    land, vg, leistung, upper = welt
    first = upper.latest_revision
    rewrite(land, leistung, "<p>Zwei.</p>").unpublish()
    assert to_review(vg) == ["volltext"]
    first.publish()
    assert to_review(vg) == []


def test_what_a_text_was_written_for_is_kept(welt):
    land, vg, leistung, _upper = welt
    rewrite(land, leistung, "<p>Zwei.</p>")
    ort = verzeichnis().by_id[vg.gebiet_id]
    (one,) = Textstand.objects.zu_pruefen(ort.id, ort.kette)
    assert Vorlage.objects.get(pk=one.geschrieben_fuer).inhalt == ["<p>Eins.</p>"]
    assert Vorlage.objects.get(pk=one.jetzt).inhalt == ["<p>Zwei.</p>"]


def test_an_addition_of_a_level_between_asks_for_nothing(welt, orte):
    _land, vg, leistung, _upper = welt
    kreis = redaktion(orte.kreis)
    write_text(redaktion=kreis, leistung=leistung, module={"volltext": [{"inhalt": "<p>Im Kreis.</p>"}]})
    assert to_review(vg) == []


def test_a_municipal_main_text_is_to_be_reviewed_once_an_upper_text_appears(orte):
    land, mayen = redaktion(orte.land), redaktion(orte.mayen)
    leistung = LeistungFactory(redaktion=mayen)
    page = write_text(redaktion=mayen, leistung=leistung, module={"volltext": [{"inhalt": "<p>Nur hier.</p>"}]}).page
    assert page.stamm
    assert to_review(mayen) == []
    rewrite(land, leistung, "<p>Überall.</p>")
    assert to_review(mayen) == ["volltext"]
