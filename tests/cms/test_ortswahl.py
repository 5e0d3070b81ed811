"""Which place a request means, and having one remembered."""

import pytest
from django.http import HttpRequest
from django.test import Client
from django.urls import ResolverMatch
from django.utils.http import urlencode

from cms.ortswahl import Ortsangabe, ask_for_ort, ort_from
from tests.factories.cms import GebietFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def anfrage(rf, orte):
    """What ``ort_from`` reads from a request."""
    GebietFactory(name="Laubach", slug="laubach-nachbarkreis", uebergeordnet=orte.nachbarkreis)

    def ask(path_ort: str = "", cookie: str = "", **query: str) -> Ortsangabe:
        request: HttpRequest = rf.get("/leistungen/gestattung/", query)
        kwargs = {"ort": path_ort} if path_ort else {}
        request.resolver_match = ResolverMatch(lambda request: None, (), kwargs)
        if cookie:
            request.COOKIES["ort"] = cookie
        return ort_from(request)

    return ask


def slug(angabe: Ortsangabe) -> str | None:
    return angabe.ort.slug if angabe.ort else None


def test_slug_and_key_name_a_place_in_the_path_and_as_parameter(anfrage):
    for text in ("mayen", "071370068068"):
        assert slug(anfrage(text)) == slug(anfrage(ort=text)) == "mayen"


def test_the_path_counts_before_the_parameter_and_that_before_the_cookie(anfrage):
    assert slug(anfrage("mayen", ort="masburg", cookie="vg-kaisersesch")) == "mayen"
    assert slug(anfrage(ort="masburg", cookie="vg-kaisersesch")) == "masburg"
    assert slug(anfrage(cookie="vg-kaisersesch")) == "vg-kaisersesch"
    assert anfrage(cookie="vg-kaisersesch").gemerkt
    assert not anfrage(ort="masburg").gemerkt


def test_an_empty_parameter_means_no_place_whatever_is_remembered(anfrage):
    assert anfrage(ort="", cookie="mayen") == anfrage(ort=" ", cookie="mayen") == Ortsangabe()


def test_without_any_word_of_a_place_there_is_none(anfrage):
    assert anfrage() == Ortsangabe()
    assert not anfrage().offen


def test_what_was_typed_is_understood_as_parameter_but_not_in_the_path(anfrage):
    assert slug(anfrage(ort="Stadt Mayen")) == "mayen"
    assert slug(anfrage(ort="Laubach (Landkreis Cochem-Zell)")) == "laubach-cochem-zell"
    in_path = anfrage("cochem-zell")
    assert in_path.offen
    assert [ort.slug for ort in in_path.orte] == ["landkreis-cochem-zell"]


def test_a_bare_name_that_several_bear_is_asked_about(anfrage):
    for angabe in (anfrage("laubach"), anfrage(ort="Laubach")):
        assert angabe.offen
        assert {ort.slug for ort in angabe.orte} == {"laubach-cochem-zell", "laubach-nachbarkreis"}


def test_an_unknown_or_withdrawn_place_is_none(anfrage, orte):
    orte.masburg.waehlbar = False
    orte.masburg.save()
    for text in ("entenhausen", "masburg", "\x00", "x" * 10_000):
        assert anfrage(ort=text).offen
        assert anfrage(ort=text).orte == ()
    for cookie in ("entenhausen", "masburg", "bund", "laubach", "\x00", '"mayen"', "071370068068"):
        assert anfrage(cookie=cookie) == Ortsangabe()


def test_the_bund_is_a_place_in_an_address(anfrage):
    assert slug(anfrage("bund")) == "bund"


# --- Asking -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("path", "status"), [("/leistungen/?ort=laubach", 200), ("/leistungen/?ort=entenhausen", 404)])
def test_the_page_asks_which_place_is_meant(anfrage, client, path, status):
    response = client.get(path)
    assert response.status_code == status
    assert "noindex" in response.content.decode()


def test_each_choice_leads_back_to_the_same_page(anfrage, client):
    page = client.get("/leistungen/?buchstabe=h&ort=Laubach").content.decode()
    assert 'href="/leistungen/?buchstabe=h&amp;ort=laubach-cochem-zell"' in page
    assert 'href="/leistungen/?buchstabe=h&amp;ort=laubach-nachbarkreis"' in page


def test_similar_places_are_offered_for_an_unknown_one(anfrage, client):
    response = client.get("/leistungen/?ort=Masbrug")
    assert response.status_code == 404
    assert 'href="/leistungen/?ort=masburg"' in response.content.decode()


def test_asking_survives_nonsense(anfrage, rf):
    for text in ("\x00", "<b>", "x" * 10_000):
        request = rf.get("/leistungen/", {"ort": text})
        request.resolver_match = None
        assert ask_for_ort(request, ort_from(request)).status_code == 404


# --- Remembering ------------------------------------------------------------------------------------------------------


def test_the_cookie_is_set_when_asked_for_and_says_only_the_place(client, orte):
    response = client.post("/orte/merken/", {"ort": "mayen", "weiter": "/suche/?q=hund"})
    assert response["Location"] == "/suche/?q=hund"
    cookie = response.cookies["ort"]
    assert cookie.value == "mayen"
    assert cookie["max-age"] == 365 * 24 * 3600
    assert cookie["samesite"] == "Lax"
    assert cookie["httponly"]
    assert not cookie["secure"]
    assert cookie["path"] == "/"


def test_in_production_the_cookie_travels_encrypted(client, orte, settings):
    settings.SESSION_COOKIE_SECURE = True
    assert client.post("/orte/merken/", {"ort": "mayen"}).cookies["ort"]["secure"]


def test_a_remembered_place_is_chosen_until_it_is_forgotten(client, orte):
    client.post("/orte/merken/", {"ort": "071355002062"})
    assert "Ihr gemerkter Ort" in client.get("/orte/").content.decode()
    page = client.get("/orte/merken/").content.decode()
    assert "Masburg vergessen" in page
    response = client.post("/orte/merken/", {"vergessen": "ja", "weiter": "/orte/"})
    assert response["Location"] == "/orte/"
    assert client.cookies["ort"].value == ""
    assert "Ihr gemerkter Ort" not in client.get("/orte/").content.decode()


@pytest.mark.parametrize("ort", ["", "bund", "entenhausen", "Laubach", "../", "mayen\r\nSet-Cookie: a=b"])
def test_only_a_place_that_is_offered_can_be_remembered(client, orte, ort):
    response = client.post("/orte/merken/", {"ort": ort})
    assert response.status_code == 400
    assert "ort" not in response.cookies


def test_no_page_sets_the_cookie_unasked(client, orte):
    for path in ("/orte/?q=mayen", "/orte/merken/?ort=mayen", "/leistungen/?ort=mayen"):
        assert "ort" not in client.get(path).cookies


def test_nobody_else_can_make_a_browser_remember(orte):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/orte/merken/", {"ort": "mayen"}).status_code == 403
    strict.get("/orte/merken/?ort=mayen")
    token = strict.cookies["csrftoken"].value
    response = strict.post("/orte/merken/", {"ort": "mayen", "csrfmiddlewaretoken": token})
    assert response.cookies["ort"].value == "mayen"


def test_the_page_that_asks_is_for_one_visitor_only(client, orte):
    response = client.get("/orte/merken/?" + urlencode({"ort": "mayen", "weiter": "/"}))
    assert "Stadt Mayen merken" in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_cached_pages_stay_right_for_everybody(client, orte):
    other = Client()
    assert "Ihr gemerkter Ort" not in other.get("/orte/").content.decode()
    client.post("/orte/merken/", {"ort": "mayen"})
    assert "Ihr gemerkter Ort" in client.get("/orte/").content.decode()
    assert "Ihr gemerkter Ort" not in other.get("/orte/").content.decode()
    assert "Ihr gemerkter Ort" in client.get("/orte/").content.decode()
