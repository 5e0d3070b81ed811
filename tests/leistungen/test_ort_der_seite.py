"""The address of a page at a place that is not one place."""

import pytest

from tests import nachsehen
from tests.factories.cms import GebietFactory, redaktion
from tests.factories.leistungen import LeistungFactory, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def gestattung(orte):
    land = redaktion(orte.land)
    leistung = LeistungFactory(redaktion=land, slug="gestattung", bezeichnung="Gestattung")
    text(leistung, land, stamm=True, volltext="<p>Vom Land.</p>")
    GebietFactory(name="Laubach", slug="laubach-nachbarkreis", uebergeordnet=orte.nachbarkreis)
    return leistung


def test_a_bare_name_that_several_places_bear_is_a_choice(client, gestattung):
    response = client.get("/leistungen/gestattung/laubach/")
    assert response.status_code == 200
    page = response.content.decode()
    assert 'href="/leistungen/gestattung/laubach-cochem-zell/"' in page
    assert 'href="/leistungen/gestattung/laubach-nachbarkreis/"' in page


def test_the_choice_is_kept_until_another_namesake_comes(client, gestattung, orte, django_assert_num_queries):
    client.get("/leistungen/gestattung/laubach/")
    with django_assert_num_queries(nachsehen.QUERIES):
        client.get("/leistungen/gestattung/laubach/")
    GebietFactory(name="Laubach", slug="laubach-drei", uebergeordnet=orte.land)
    assert "gestattung/laubach-drei/" in client.get("/leistungen/gestattung/laubach/").content.decode()


def test_an_unknown_place_offers_similar_ones(client, gestattung):
    response = client.get("/leistungen/gestattung/masbrug/")
    assert response.status_code == 404
    assert 'href="/leistungen/gestattung/masburg/"' in response.content.decode()


def test_an_unknown_leistung_is_not_asked_about(client, gestattung):
    assert client.get("/leistungen/gibt-es-nicht/laubach/").status_code == 404
    assert "Welcher Ort" not in client.get("/leistungen/gibt-es-nicht/laubach/").content.decode()


def test_a_key_leads_to_the_slug(client, gestattung):
    response = client.get("/leistungen/gestattung/071370068068/")
    assert (response.status_code, response["Location"]) == (301, "/leistungen/gestattung/mayen/")


def test_a_remembered_place_is_preselected(client, gestattung):
    client.post("/orte/merken/", {"ort": "laubach-cochem-zell"})
    page = client.get("/leistungen/gestattung/").content.decode()
    assert 'name="q" value="Laubach (Landkreis Cochem-Zell)"' in page
