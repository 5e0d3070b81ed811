"""The history of what was published: whatever changes what citizens read, once, in the words of then and now."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.actions.move_page import MovePageAction
from wagtail.models import Page

from leistungen import verlauf
from leistungen.enums import Urheber, Wandelart
from leistungen.models import Textstand, Verlauf, Vorlage, Zustaendigkeit
from leistungen.services.bereiche import ensure_bereiche
from leistungen.services.katalogdatei import Katalog
from leistungen.services.load_katalog import load
from leistungen.services.texte import write_text
from leistungen.textstand import rebuild
from tests.factories.cms import OrganisationseinheitFactory, UserFactory, redaktion
from tests.factories.leistungen import LeistungFactory, text
from tests.leistungen.test_umzug import Reform
from tests.seitenwelt import Uhr

pytestmark = pytest.mark.django_db


@pytest.fixture
def welt(orte):
    land, vg = redaktion(orte.land), redaktion(orte.vg)
    leistung = LeistungFactory(slug="hundesteuer", bezeichnung="Hundesteuer", redaktion=land)
    with verlauf.first_state():
        write(land, leistung, "<p>Eins.</p>")
        page = write(vg, leistung, "<p>Im Rathaus.</p>")
    return land, vg, leistung, page


def write(redaktion: Any, leistung: Any, html: str, modul: str = "volltext", **value: Any) -> Any:
    return write_text(redaktion=redaktion, leistung=leistung, module={modul: [{"inhalt": html} | value]}).page


def said(row: Any) -> tuple[str, str]:
    """The wordings before and after."""
    kept = {one.hash: "".join(map(str, one.inhalt)) for one in Vorlage.objects.all()} | {"": ""}
    return kept[row.vorher], kept[row.nachher]


def today() -> date:
    return timezone.localdate()


def test_a_first_state_is_no_change(welt):
    assert not Verlauf.objects.exists()


def test_the_first_load_into_an_empty_catalogue_is_its_first_state(orte):
    given = {"slug": "angeln", "redaktion": "rheinland-pfalz", "bezeichnung": "Angeln", "datei": "x"}
    texts = [{"redaktion": "rheinland-pfalz", "module": {"volltext": "<p>Eins.</p>"}}]
    katalog = Katalog(redaktionen=[{"gebiet": "rheinland-pfalz"}], leistungen={"angeln": given | {"texte": texts}})
    assert not load(katalog).fehler
    assert Textstand.objects.exists()
    assert not Verlauf.objects.exists()
    texts[0]["module"] = {"volltext": "<p>Zwei.</p>"}
    load(katalog)
    (row,) = Verlauf.objects.all()
    assert said(row) == ("<p>Eins.</p>", "<p>Zwei.</p>")
    assert row.urheber == Urheber.BETRIEB


def test_a_publish_keeps_both_wordings_and_the_role_of_the_author(welt):
    _land, vg, leistung, page = welt
    user = UserFactory(gruppen=[vg.freigebende])
    page.module[0].value["inhalt"].source = "<p>Im Bürgerbüro.</p>"
    page.save_revision(user=user)
    assert not Verlauf.objects.exists(), "ein Entwurf ändert nichts"
    page.get_latest_revision().publish(user=user)
    (row,) = Verlauf.objects.all()
    assert (row.art, row.urheber, row.gebiet_id) == (Wandelart.GEAENDERT, Urheber.FREIGABE, vg.gebiet_id)
    assert (row.leistung_id, row.bezeichnung, row.modul) == (leistung.pk, "Hundesteuer", "volltext")
    assert said(row) == ("<p>Im Rathaus.</p>", "<p>Im Bürgerbüro.</p>")
    page.get_latest_revision().publish(user=user)
    assert Verlauf.objects.count() == 1


def test_the_name_of_the_author_is_kept_nowhere():
    assert not [field.name for field in Verlauf._meta.get_fields() if "user" in field.name]


@pytest.mark.parametrize("way", ["unpublish", "delete"])
def test_what_citizens_no_longer_read_is_gone_since_then(welt, way):
    page = welt[3]
    getattr(page, way)()
    (row,) = Verlauf.objects.all()
    assert row.art == Wandelart.WEG
    assert said(row) == ("<p>Im Rathaus.</p>", "")


def test_a_text_that_is_moved_goes_there_and_comes_here(welt, orte):
    page, mayen = welt[3], redaktion(orte.mayen)
    MovePageAction(page, ensure_bereiche(mayen)["de"], pos="last-child").execute(skip_permission_checks=True)
    found = {(row.gebiet_id, row.art) for row in Verlauf.objects.all()}
    assert found == {(orte.vg.pk, Wandelart.WEG), (orte.mayen.pk, Wandelart.NEU)}


def test_the_schedule_changes_what_citizens_read_too(welt, monkeypatch):
    page = welt[3]
    page.expire_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    Uhr(monkeypatch).now += timedelta(hours=2)
    call_command("publish_scheduled", verbosity=0)
    assert [row.art for row in Verlauf.objects.all()] == [Wandelart.WEG]


def test_the_same_words_for_other_places(welt, orte):
    _land, vg, leistung, _page = welt
    write(vg, leistung, "<p>Im Rathaus.</p>", gilt_fuer=[orte.laubach.pk])
    assert [row.art for row in Verlauf.objects.all()] == [Wandelart.GELTUNG]
    assert [one.art for one in verlauf.changed_since(today())] == [Wandelart.GELTUNG]


def test_making_the_read_model_anew_is_no_change(welt):
    Textstand.objects.update(module={})
    assert rebuild()
    assert not Verlauf.objects.exists()


def test_several_changes_since_a_day_are_one_and_a_return_is_none(welt, monkeypatch):
    land, _vg, leistung, _page = welt
    write(land, leistung, "<p>Zwei.</p>")
    write(land, leistung, "<p>Drei.</p>")
    (one,) = verlauf.changed_since(today())
    assert said(one) == ("<p>Eins.</p>", "<p>Drei.</p>")
    uhr = Uhr(monkeypatch)
    uhr.now += timedelta(days=3)
    write(land, leistung, "<p>Vier.</p>")
    (one,) = verlauf.changed_since(today())
    assert said(one) == ("<p>Drei.</p>", "<p>Vier.</p>")
    write(land, leistung, "<p>Drei.</p>")
    assert verlauf.changed_since(today()) == []


def test_a_new_leistung_has_a_row_for_each_section(orte):
    land = redaktion(orte.land)
    leistung = LeistungFactory(redaktion=land)
    text(leistung, land, stamm=True, volltext="<p>Eins.</p>", unterlagen="<p>Keine</p>")
    assert {(row.modul, row.art) for row in Verlauf.objects.all()} == {("volltext", "neu"), ("unterlagen", "neu")}


def test_who_is_responsible_and_no_longer_is(welt):
    _land, vg, leistung, _page = welt
    amt, neu = (OrganisationseinheitFactory(name=name, redaktion=vg) for name in ("Ordnungsamt", "Steueramt"))
    entry = Zustaendigkeit.objects.create(leistung=leistung, gebiet=vg.gebiet, stelle=amt, redaktion=vg)
    entry = Zustaendigkeit.objects.get(pk=entry.pk)
    entry.stelle = neu
    entry.save()
    Zustaendigkeit.objects.get(pk=entry.pk).delete()
    rows = Verlauf.objects.order_by("pk")
    assert [row.art for row in rows] == [Wandelart.NEU, Wandelart.GEAENDERT, Wandelart.WEG]
    assert said(rows[1]) == ("<p>Zuständige Stelle: Ordnungsamt</p>", "<p>Zuständige Stelle: Steueramt</p>")


def test_the_history_outlives_the_leistung(welt):
    _land, vg, leistung, _page = welt
    amt = OrganisationseinheitFactory(redaktion=vg)
    Zustaendigkeit.objects.create(leistung=leistung, gebiet=vg.gebiet, stelle=amt, redaktion=vg)
    for page in Page.objects.filter(slug="hundesteuer").specific():
        page.delete()
    leistung.delete()
    assert {row.bezeichnung for row in Verlauf.objects.all()} == {"Hundesteuer"}
    assert {row.art for row in Verlauf.objects.filter(modul="volltext")} == {Wandelart.WEG}


def test_a_publish_costs_few_queries_more_however_many_built_on_it(welt):
    land, _vg, leistung, _page = welt
    with CaptureQueriesContext(connection) as captured:
        write(land, leistung, "<p>Zwei.</p>")
    ours = [one["sql"] for one in captured if "leistungen_verlauf" in one["sql"]]
    assert len(ours) == 1


def test_after_a_council_s_term_a_change_is_forgotten(welt, monkeypatch):
    land, _vg, leistung, _page = welt
    write(land, leistung, "<p>Zwei.</p>")
    assert verlauf.sweep() == 0
    Uhr(monkeypatch).now += timedelta(days=5 * 366 + 1)
    assert verlauf.sweep() == 1


def test_a_reform_of_municipalities_is_no_change_of_texts(db):
    with verlauf.first_state():
        reform = Reform()
    reform.reform()
    assert not [one for one in verlauf.changed_since(today()) if one.modul != "zustaendig"]
