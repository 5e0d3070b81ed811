"""How citizens come to a form: from the page of the Leistung, at their place."""

import pytest

from antraege.services.verlinken import link_form
from leistungen.services.texte import write_text
from tests.antraege.welt import Welt
from tests.search.test_vertraulich import start  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def welt(orte) -> Welt:
    welt = Welt(orte)
    write_text(
        redaktion=welt.vg,
        leistung=welt.leistung,
        module={"volltext": [{"inhalt": "<p>Feste.</p>"}], "onlinedienste": [{"inhalt": [ANDERER]}]},
        stamm=True,
    )
    return welt


ANDERER = {
    "titel": "Anderer Dienst",
    "seite": None,
    "url": "https://anderer.example/",
    "vertrauensniveau": "00",
    "anbieter": "Land",
    "gilt_fuer": [],
}


def test_the_page_of_the_leistung_leads_to_the_form_at_the_readers_place(welt, client):
    assert link_form(welt.formular, "Fest online anzeigen")
    page = client.get("/leistungen/fest/masburg/").content.decode()
    assert 'href="/antrag/fest/masburg/"' in page
    assert "Fest online anzeigen" in page
    assert "Anderer Dienst" in page


def test_it_leads_there_in_the_readers_language(welt, client):
    link_form(welt.formular, "Fest online anzeigen")
    assert 'href="/en/antrag/fest/masburg/"' in client.get("/en/leistungen/fest/masburg/").content.decode()


def test_linking_again_changes_nothing(welt):
    link_form(welt.formular, "Fest online anzeigen")
    assert not link_form(welt.formular, "Fest online anzeigen")


def test_a_form_that_is_no_longer_there_is_not_linked(welt, client):
    link_form(welt.formular, "Fest online anzeigen")
    welt.formular.unpublish()
    assert "/antrag/fest/" not in client.get("/leistungen/fest/masburg/").content.decode()


def test_the_start_page_leads_to_each_form_once(welt, start, client):  # noqa: F811
    page = client.get("/").content.decode()
    assert page.count('href="/antrag/fest/"') == 1
    assert "Für alle, die feiern." in page
    at_place = client.get("/?ort=masburg").content.decode()
    assert 'href="/antrag/fest/masburg/"' in at_place
