"""Choosing a place: the page, the JSON of the field, and the way back."""

import re
from urllib.parse import quote, urlsplit

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.models import Ebene, Postleitzahl
from cms.ortssuche import suche
from cms.ortswahl import choices, local_url, with_ort
from tests import nachsehen
from tests.factories.cms import GebietFactory

pytestmark = pytest.mark.django_db

JSON = {"accept": "application/json"}


def orte_of(client, q: str) -> list[dict]:
    response = client.get("/orte/", {"q": q}, headers=JSON)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    return response.json()["orte"]


# --- JSON -------------------------------------------------------------------------------------------------------------


def test_the_answer_has_exactly_these_fields(client, orte):
    response = client.get("/orte/", {"q": "VG Kaisersesch"}, headers=JSON)
    assert response.json() == {
        "orte": [
            {
                "ars": "071355002000",
                "name": "Kaisersesch",
                "ebene": "verbandsgemeinde",
                "kreis": "Landkreis Cochem-Zell",
                "slug": "vg-kaisersesch",
                "url": "/leistungen/?ort=vg-kaisersesch",
            }
        ]
    }


def test_a_district_lies_in_no_district(client, orte):
    assert orte_of(client, "Kreis Cochem-Zell")[0]["kreis"] == ""


def test_at_most_ten_for_names_and_all_for_a_postcode(client, orte):
    for number in range(15):
        gebiet = GebietFactory(name=f"Dorf {number}", slug=f"dorf-{number}", uebergeordnet=orte.vg)
        Postleitzahl.objects.create(plz="56759", gebiet=gebiet)
    assert len(orte_of(client, "Dorf")) == 10
    assert len(orte_of(client, "567")) == 10
    assert len(orte_of(client, "56759")) == 15


def test_html_and_json_of_one_address_never_mix(client, orte):
    for _round in range(2):
        page = client.get("/orte/", {"q": "Mayen"})
        data = client.get("/orte/", {"q": "Mayen"}, headers=JSON)
        assert page["Content-Type"].startswith("text/html")
        assert data["Content-Type"] == "application/json"
        assert "Accept" in page["Vary"]
        assert "Accept" in data["Vary"]
    assert client.get("/orte/", {"q": "Mayen"}, headers={"accept": "*/*"})["Content-Type"].startswith("text/html")


def test_the_second_answer_comes_from_the_cache_until_a_place_changes(client, orte, django_assert_max_num_queries):
    client.get("/orte/", {"q": "Mayen"})
    with django_assert_max_num_queries(nachsehen.QUERIES):
        first = client.get("/orte/", {"q": "Mayen"})
    assert "Neu-Mayen" not in first.content.decode()
    GebietFactory(name="Neu-Mayen", slug="neu-mayen", uebergeordnet=orte.vg)
    assert "Neu-Mayen" in client.get("/orte/", {"q": "Mayen"}).content.decode()


# --- The page ---------------------------------------------------------------------------------------------------------


def test_a_choice_leads_to_the_list_of_services_there(client, orte):
    page = client.get("/orte/", {"q": "Laubach"}).content.decode()
    assert 'href="/leistungen/?ort=laubach-cochem-zell"' in page
    assert "Ortsgemeinde, Verbandsgemeinde Kaisersesch, Landkreis Cochem-Zell" in page


def test_a_choice_leads_back_to_where_one_came_from(client, orte):
    page = client.get("/orte/", {"q": "asbur", "weiter": "/leistungen/gestattung/?x=1#frist"}).content.decode()
    assert 'href="/leistungen/gestattung/masburg/?x=1"' in page


def test_without_a_query_the_page_asks(client, orte):
    response = client.get("/orte/")
    assert response.status_code == 200
    assert "ortsliste" not in response.content.decode()


def test_nothing_found_helps_on(client, orte):
    page = client.get("/orte/", {"q": "Entenhausen"}).content.decode()
    assert "haben wir keinen Ort gefunden" in page
    assert "tel:115" in page


def test_more_places_than_fit_are_announced(client, orte):
    for number in range(55):
        GebietFactory(name=f"Dorf {number}", slug=f"dorf-{number}", uebergeordnet=orte.vg)
    page = client.get("/orte/", {"q": "Dorf"}).content.decode()
    assert page.count("ortsliste__ort") == 50
    assert "noch mehr Orte" in page


def test_places_of_a_postcode_stand_in_order_below_what_they_belong_to(client, orte):
    eifel = GebietFactory(
        name="Südeifel",
        bezeichnung="Verbandsgemeinde Südeifel",
        slug="vg-suedeifel",
        ebene=Ebene.VERBANDSGEMEINDE,
        uebergeordnet=orte.kreis,
    )
    dorf = GebietFactory(name="Äckerhof", slug="aeckerhof", uebergeordnet=orte.vg, einwohner=1)
    weit = GebietFactory(name="Weidingen", slug="weidingen", uebergeordnet=eifel, einwohner=9000)
    for ort in (orte.masburg, orte.laubach, dorf, weit):
        Postleitzahl.objects.create(plz="54636", gebiet=ort)
    for path in ("/orte/?q=54636", "/leistungen/?ort=54636"):
        page = client.get(path).content.decode().partition("<main")[2]
        order = ["Kaisersesch, Landkreis", ">Äckerhof", ">Laubach", ">Masburg", "Südeifel, Landkreis", ">Weidingen"]
        places = [page.find(part) for part in order]
        assert -1 not in places
        assert places == sorted(places)
        assert page.count('class="ortsliste__gruppe"') == 2


def test_what_was_typed_is_shown_as_text(client, orte):
    page = client.get("/orte/", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in page


def test_in_other_languages_choices_stay_there(client, orte):
    assert 'href="/en/leistungen/?ort=mayen"' in client.get("/en/orte/", {"q": "Mayen"}).content.decode()
    page = client.get("/orte/", {"q": "Laubach", "weiter": "/en/leistungen/gestattung/mayen/"})
    assert page["Location"] == "/en/leistungen/gestattung/laubach-cochem-zell/"


def test_if_only_one_place_is_meant_straight_on(client, orte):
    response = client.get("/orte/", {"q": "Mayen", "weiter": "/leistungen/gestattung/"})
    assert (response.status_code, response["Location"]) == (302, "/leistungen/gestattung/mayen/")
    assert client.get("/orte/", {"q": "Majen", "weiter": "/leistungen/gestattung/"}).status_code == 200
    assert client.get("/orte/", {"q": "Mayen"}).status_code == 200, "without a way back the page shows what fits"


@pytest.mark.parametrize(
    "weiter",
    [
        "https://example.org/",
        "//example.org/",
        "///example.org/",
        "/\\example.org/",
        "//",
        "/\\",
        "\\\\example.org",
        "javascript:alert(1)",
        "http:example.org",
        "leistungen/",
        "/\n//example.org",
        "/\x00",
        "/" + "x" * 3000,
        "",
    ],
)
def test_the_way_back_never_leaves_the_site(client, orte, weiter):
    assert local_url(weiter) == ""
    response = client.get("/orte/", {"q": "Mayen", "weiter": weiter})
    assert response.status_code == 200
    hrefs = re.findall(r'href="([^"]*)"', response.content.decode())
    assert "/leistungen/?ort=mayen" in hrefs
    assert not [href for href in hrefs if urlsplit(href).hostname == "example.org"]
    response = client.post("/orte/merken/", {"ort": "mayen", "weiter": weiter})
    assert response["Location"] == "/leistungen/?ort=mayen"


@given(st.text(max_size=40))
def test_a_local_address_is_a_path_of_this_site(text):
    found = local_url("/" + text)
    assert found in {"", "/" + text}
    assert not found.startswith(("//", "/\\"))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/leistungen/", "/leistungen/?ort=mayen"),
        ("/leistungen/?buchstabe=h&seite=3&ort=masburg", "/leistungen/?buchstabe=h&ort=mayen"),
        ("/leistungen/hundesteuer/", "/leistungen/hundesteuer/mayen/"),
        ("/leistungen/hundesteuer/masburg/", "/leistungen/hundesteuer/mayen/"),
        ("/leistungen/hundesteuer/masburg/?ort=laubach", "/leistungen/hundesteuer/mayen/"),
        ("/de-simple/leistungen/hundesteuer/", "/de-simple/leistungen/hundesteuer/mayen/"),
        ("/suche/?q=hund+%C3%BC", "/suche/?q=hund+%C3%BC&ort=mayen"),
        ("/", "/?ort=mayen"),
        ("/gibt/es/nicht", "/gibt/es/nicht?ort=mayen"),
    ],
)
def test_a_place_is_put_into_an_address(orte, url, expected):
    assert with_ort(url, suche("Mayen")[0]) == expected


def test_a_choice_tells_what_and_where(orte):
    assert choices(suche("Mayen"))[0].lage == "Verbandsfreie Gemeinde, Landkreis Mayen-Koblenz"


# --- Nonsense ---------------------------------------------------------------------------------------------------------

NONSENSE = [
    "\x00",
    "%",
    "a" * 10_000,
    "ä" * 3_000,
    "<b>",
    "' OR 1=1 --",
    "９９９９９",
    "٣٤٥",
    "🏠" * 50,
    "{{ q }}",
    "../../etc/passwd",
]


@pytest.mark.parametrize("text", NONSENSE)
@pytest.mark.parametrize("headers", [{}, JSON])
def test_nonsense_never_breaks_anything(client, orte, text, headers):
    for path in ("/orte/", "/orte/merken/"):
        for name in ("q", "weiter", "ort"):
            assert client.get(path, {name: text}, headers=headers).status_code < 500
    assert client.post("/orte/merken/", {"ort": text, "weiter": text}).status_code < 500


@pytest.mark.parametrize(
    "raw", ["q=%FF%FE", "q=%C3", "q=%ED%A0%80", "q=%00&weiter=%FF", "ort=%FF", "q[]=x", "&&&", "q=a&q=b"]
)
def test_broken_encodings_never_break_anything(client, orte, raw):
    for path in ("/orte/", "/orte/merken/"):
        assert client.get(f"{path}?{raw}").status_code < 500


@given(q=st.text(max_size=60), weiter=st.text(max_size=30))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_breaks_the_page(client, orte, q, weiter):
    query = f"q={quote(q, safe='')}&weiter={quote('/' + weiter, safe='')}"
    assert client.get(f"/orte/?{query}").status_code in {200, 302}


def test_only_reading_is_allowed(client, orte):
    assert client.post("/orte/").status_code == 405


def test_the_field_works_without_javascript(client, orte):
    page = client.get("/orte/").content.decode()
    assert f'data-ortfeld="{reverse("orte")}"' in page
    assert '<label class="kern-label" for="ortfeld-q">' in page
    assert 'id="ortfeld-q" name="q"' in page


# --- Found at once ----------------------------------------------------------------------------------------------------


def test_a_new_place_is_found_at_once_and_a_withdrawn_one_no_longer(orte):
    assert suche("Musterstadt") == []
    neu = GebietFactory(name="Musterstadt", slug="musterstadt", uebergeordnet=orte.vg)
    assert [ort.slug for ort in suche("Musterstadt")] == ["musterstadt"]
    neu.waehlbar = False
    neu.save()
    assert suche("Musterstadt") == []
