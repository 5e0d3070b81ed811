"""A Redaktion with forms is dissolved: no form is lost, and what was filled in goes on."""

import pytest

from antraege.models import Antrag, FormularPage, Nummernkreis, Vorgang
from antraege.services.nummern import next_nummer
from antraege.services.verlinken import link_form
from cms.models import Redaktion
from leistungen.models import RedaktionPage
from leistungen.services.dissolve import dissolve, estate
from leistungen.services.texte import page_for
from tests.antraege.buerowelt import HUND, PARTY, Buerowelt
from tests.antraege.welt import Reise
from tests.factories.antraege import formular
from tests.factories.cms import OrganisationseinheitFactory, redaktion
from tests.factories.leistungen import LeistungFactory, ZustaendigkeitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def welt(orte) -> Buerowelt:
    welt = Buerowelt(orte)
    welt.kreis = redaktion(orte.kreis)
    return welt


def at(page: FormularPage) -> FormularPage:
    return FormularPage.objects.get(pk=page.pk)


def test_what_depends_on_it_is_said_before(welt, client):
    welt.vorgang()
    Reise(client)
    assert estate(welt.vg).weiteres == ("2 Formulare, 1 angefangener Antrag, 1 Vorgang",)


def test_a_live_form_stays_open_where_its_places_stay_the_same(welt, client):
    reise = Reise(client)
    meldungen = dissolve(redaktion=welt.vg, nachfolger=welt.kreis)
    assert not Redaktion.objects.filter(pk=welt.vg.pk).exists()
    page = at(welt.formular)
    assert (page.live, page.redaktion, page.slug) == (True, welt.kreis, "fest")
    assert client.get(reise.adresse).status_code == 200
    assert reise.go("voraussetzungen").status_code == 200, "a draft that was begun goes on"
    assert any("2 Formulare sind auszufüllen wie bisher" in one for one in meldungen)


def test_a_draft_comes_along_as_it_is(welt):
    page = formular(LeistungFactory(redaktion=welt.vg, slug="neu"), welt.vg, HUND, live=False)
    meldungen = dissolve(redaktion=welt.vg, nachfolger=welt.kreis)
    page = at(page)
    assert (page.live, page.redaktion) == (False, welt.kreis)
    assert page.get_latest_revision_as_object().title == "Hund anmelden"
    assert any("1 Formular wartet als Entwurf" in one for one in meldungen)


def test_elsewhere_a_form_waits_as_a_draft(welt):
    dissolve(redaktion=welt.vg, nachfolger=welt.mayen)
    hund = FormularPage.objects.get(slug="hund")
    assert (hund.live, hund.redaktion) == (False, welt.mayen)


def test_a_form_is_opened_to_no_place_that_it_was_not_made_for(welt):
    haus = OrganisationseinheitFactory(redaktion=welt.kreis, slug="kreishaus", name="Kreishaus")
    ZustaendigkeitFactory(leistung=welt.leistung, gebiet=welt.orte.kreis, stelle=haus)
    dissolve(redaktion=welt.vg, nachfolger=welt.kreis)
    assert not at(welt.formular).live


def test_of_two_with_one_address_both_are_kept(welt):
    own = formular(welt.leistung, welt.kreis, PARTY)
    meldungen = dissolve(redaktion=welt.vg, nachfolger=welt.kreis)
    page = at(welt.formular)
    assert (at(own).slug, at(own).live) == ("fest", True)
    assert (page.slug, page.live, page.redaktion) == (f"fest-{welt.orte.vg.slug}", False, welt.kreis)
    draft = page.get_latest_revision_as_object()
    draft.save_revision().publish()
    assert at(page).slug == page.slug, "a draft does not bring the old address back"
    assert any("neue Adresse" in one for one in meldungen)


def test_cases_follow_and_no_number_comes_twice(welt, client):
    vorgang = welt.vorgang()
    entwurf = Reise(client).antrag
    welt.vorgang("fest", "mayen")
    next_nummer(welt.kreis.pk)
    old = Nummernkreis.objects.get(redaktion=welt.vg)
    meldungen = dissolve(redaktion=welt.vg, nachfolger=welt.kreis)
    assert {Vorgang.objects.get(pk=vorgang.pk).redaktion, Antrag.objects.get(pk=entwurf.pk).redaktion} == {welt.kreis}
    old.refresh_from_db()
    assert (old.redaktion, old.letzte) == (None, 2)
    assert "stillgelegt" in str(old)
    given = {Antrag.objects.get(pk=entwurf.pk).nummer, vorgang.nummer}
    assert next_nummer(welt.kreis.pk) not in given
    assert not any("bleib" in one for one in meldungen)
    assert not RedaktionPage.objects.filter(redaktion=welt.vg.pk).exists()


def test_the_link_of_a_leistung_still_leads_to_its_form(welt):
    link_form(welt.formular, "Online anzeigen")
    dissolve(redaktion=welt.vg, nachfolger=welt.kreis)
    assert str(welt.formular.pk) in str(page_for(welt.kreis, welt.leistung).module.raw_data[0])
