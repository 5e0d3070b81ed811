"""The page /suche/: as HTML and JSON, with a place, page by page, and with any nonsense in its address."""

from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms import gedaechtnis
from leistungen.models import StammtextPage
from leistungen.services.uebersetzen import translate_text
from search import views
from search.engines.base import SuchindexBelegtError
from search.models import Synonym
from tests.nachsehen import QUERIES

pytestmark = pytest.mark.django_db

JSON = {"accept": "application/json"}
HUND = "Hund anmelden und Hundesteuer zahlen"


def test_the_page_shows_type_title_excerpt_and_count(katalog, client):
    page = client.get("/suche/", {"q": "hund"}).content.decode()
    assert "2 Treffer für „hund“</h1>" in page
    assert "<title>2 Treffer für „hund“ – " in page
    assert "Leistung</span>" in page
    assert f'href="/leistungen/hundesteuer/">{HUND}</a>' in page
    assert "Wer einen <mark>Hund</mark> hält" in page


def test_json_has_exactly_what_was_promised(katalog, client):
    response = client.get("/suche/", {"q": "hund", "ort": "laubach-cochem-zell"}, headers=JSON)
    assert response["Content-Type"] == "application/json"
    assert response.json() == {
        "anzahl": 2,
        "treffer": [
            {
                "titel": HUND,
                "typ": "leistung",
                "url": "/leistungen/hundesteuer/laubach-cochem-zell/",
                "auszug": "Wer einen Hund hält, zahlt eine Steuer an die Gemeinde.",
                "unscharf": False,
            },
            {
                "titel": "Bürgerbüro – Verbandsgemeindeverwaltung Kaisersesch",
                "typ": "organisationseinheit",
                "url": "/stellen/vg-buergerbuero/",
                "auszug": "Zuständig für Hundesteuer",
                "unscharf": False,
            },
        ],
    }


def test_json_and_html_never_mix(katalog, client):
    for _round in range(2):
        html = client.get("/suche/?q=hund", headers={"accept": "text/html"})
        data = client.get("/suche/?q=hund", headers=JSON)
        assert html["Content-Type"].startswith("text/html")
        assert data["Content-Type"] == "application/json"
        assert "Accept" in html["Vary"]
        assert "Accept" in data["Vary"]


def test_the_place_is_kept_and_can_be_left(katalog, client):
    page = client.get("/suche/", {"q": "fastnachtsumzug", "ort": "mayen"}).content.decode()
    assert "Ort: <strong>Stadt Mayen</strong>" in page
    assert 'href="/orte/?weiter=%2Fsuche%2F%3Fq%3Dfastnachtsumzug%26ort%3Dmayen"' in page
    assert 'href="?q=fastnachtsumzug">alle Orte' in page
    assert 'href="/leistungen/verkehrsrechtliche-anordnung/mayen/"' in page


def test_the_remembered_place_is_used_unless_the_address_says_everywhere(katalog, client):
    client.cookies["ort"] = "masburg"
    assert client.get("/suche/?q=fastnachtsumzug", headers=JSON).json()["anzahl"] == 0
    assert client.get("/suche/?q=fastnachtsumzug&ort=", headers=JSON).json()["anzahl"] == 1
    assert 'href="?q=hund&amp;ort=">alle Orte' in client.get("/suche/?q=hund").content.decode()


def test_one_hit_is_counted_in_the_language_of_the_page(katalog, client):
    assert "1 result for “ausschank”</h1>" in client.get("/en/suche/?q=ausschank").content.decode()
    assert "2 results for “hund”</h1>" in client.get("/en/suche/?q=hund").content.decode()


def test_the_place_is_changed_for_the_same_search(katalog, client):
    response = client.get("/orte/", {"q": "Masburg", "weiter": "/suche/?q=hund&ort=mayen"})
    assert response["Location"] == "/suche/?q=hund&ort=masburg"


def test_nothing_found_helps(katalog, client):
    page = client.get("/suche/", {"q": "fastnachtsumzug", "ort": "masburg"}).content.decode()
    assert "Keine Treffer für „fastnachtsumzug“</h1>" in page
    assert "<title>Keine Treffer für „fastnachtsumzug“ – " in page
    assert "Ohne den Ort gibt es 1 Treffer." in page
    assert "Fastnachtsumzug</a>" in page
    assert 'href="/leistungen/?ort=masburg"' in page
    assert 'href="tel:115"' in page


def test_without_words_there_is_an_invitation(katalog, client):
    response = client.get("/suche/")
    assert response.status_code == 200
    assert "Geben Sie oben ein" in response.content.decode()
    assert "Suche</h1>" in response.content.decode()
    assert client.get("/suche/", headers=JSON).json() == {"anzahl": 0, "treffer": []}


def test_what_was_meant_is_said(katalog, client):
    page = client.get("/suche/", {"q": "gestatung"}).content.decode()
    assert 'Meinten Sie <strong><a class="kern-link" href="?q=Gestattung">Gestattung</a></strong>?' in page
    assert [hit["unscharf"] for hit in client.get("/suche/?q=gestatung", headers=JSON).json()["treffer"]] == [True]


def test_markup_in_words_and_texts_stays_text(katalog, client):
    katalog.leistung("Script", volltext="<p>Ein &lt;b&gt;fettes&lt;/b&gt; Wort &amp; mehr</p>")
    page = client.get("/suche/", {"q": "<script>alert(1)</script> fettes"}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;b&gt;<mark>fettes</mark>&lt;/b&gt;" in page


def test_a_hit_says_which_language_it_is_in(katalog, client, django_capture_on_commit_callbacks):
    stamm = StammtextPage.objects.get(leistung=katalog.hund)
    with django_capture_on_commit_callbacks(execute=True):
        translate_text(page=stamm, sprache="en", module={"leistungsbezeichnung_ii": ["Register a dog"]})
    page = client.get("/en/suche/", {"q": "dog"}).content.decode()
    assert 'href="/en/leistungen/hundesteuer/">Register a dog</a>' in page
    assert '<p class="treffer__auszug" lang="de">Wer einen Hund hält' in page.replace("<mark>", "").replace(
        "</mark>", ""
    )
    page = client.get("/en/suche/", {"q": "bürgerbüro"}).content.decode()
    assert 'href="/en/stellen/vg-buergerbuero/" lang="de">' in page
    page = client.get("/suche/", {"q": "bürgerbüro"}).content.decode()
    assert 'href="/stellen/vg-buergerbuero/">' in page


def test_pages_of_hits(katalog, client, monkeypatch):
    monkeypatch.setattr(views, "HITS_PER_PAGE", 2)
    for number in range(5):
        katalog.leistung(f"Hundeverein {number}")
    page = client.get("/suche/", {"q": "hundeverein", "seite": 2}).content.decode()
    assert page.count('class="treffer"') == 2
    assert 'href="?q=hundeverein"' in page
    assert 'href="?q=hundeverein&amp;seite=3"' in page
    third = client.get("/suche/", {"q": "hundeverein", "seite": 3}, headers=JSON).json()
    assert third["anzahl"] == 5
    assert len(third["treffer"]) == 1


def test_a_page_too_far(katalog, client):
    response = client.get("/suche/", {"q": "hund", "seite": "999999999"})
    assert response.status_code == 404
    assert "Zur ersten Seite" in response.content.decode()
    assert client.get("/suche/", {"q": "hund", "seite": "999999999"}, headers=JSON).json() == {
        "anzahl": 2,
        "treffer": [],
    }


def test_a_place_that_is_none(katalog, client):
    assert client.get("/suche/?q=hund&ort=atlantis").status_code == 404
    response = client.get("/suche/?q=hund&ort=atlantis", headers=JSON)
    assert response.status_code == 404
    assert response.json() == {"anzahl": 0, "treffer": []}


def test_an_index_that_cannot_be_had_is_no_error(katalog, client, monkeypatch):
    def busy():
        raise SuchindexBelegtError

    monkeypatch.setattr(views.indexing, "current", busy)
    for path in ("/suche/?q=hund", "/leistungen/"):
        response = client.get(path)
        assert response.status_code == 503
        assert "einer Minute" in response.content.decode()


def test_a_synonym_counts_from_the_next_request_on(katalog, client):
    assert client.get("/suche/?q=wauwau", headers=JSON).json()["anzahl"] == 0
    synonym = Synonym(wort="Wauwau", bedeutet="Hund, Welpe")
    synonym.full_clean()
    synonym.save()
    assert client.get("/suche/?q=wauwau", headers=JSON).json()["anzahl"] == 2


NONSENSE = [
    "\x00", "a\x00b", "%", "%%%", '"', "'", "((((", "+hund -steuer", "titel:hund", "/hund.*/", "hund~2^9", "[a TO b]",
    "*", "?", "\\", "<script>", "../../etc/passwd", "{{7*7}}", "’; DROP TABLE", "😀",
    "§" * 300, "9" * 400, "hund " * 2000, "ä" * 10_000, "a" * 10_000,
]  # fmt: skip


VALUES = [
    "%00",
    "%ff%fe",
    "%C3%28",
    "9" * 5000,
    "-1",
    "0",
    "1e9",
    "%F0%9F%98%80",
    "%3Cb%3E",
    "..%2F",
    "x" * 10_000,
    "%D9%A3",
]


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_nonsense_in_the_words(katalog, client, accept):
    for words in NONSENSE:
        response = client.get("/suche/", {"q": words, "ort": "mayen"}, headers={"accept": accept})
        assert response.status_code == 200, words


@pytest.mark.parametrize("name", ["q", "ort", "seite", "buchstabe", "lebenslage", "stelle"])
def test_nonsense_in_any_parameter(katalog, client, name):
    for value in VALUES:
        for path in (f"/suche/?q=hund&{name}={value}", f"/leistungen/?{name}={value}"):
            response = client.get(path)
            assert 200 <= response.status_code < 500, path
            assert b"</html>" in response.content


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=80), ort=st.sampled_from(["", "mayen", "masburg"]), seite=st.text(max_size=6))
def test_anything_at_all(katalog, words, ort, seite):
    query = urlencode({"q": words, "ort": ort, "seite": seite}, quote_via=quote, errors="surrogatepass")
    assert 200 <= Client().get(f"/suche/?{query}", headers=JSON).status_code < 500


def test_the_number_of_queries_is_fixed(katalog, client, django_assert_max_num_queries):
    client.get("/suche/?q=tonne&ort=mayen")
    gedaechtnis.forget()
    with django_assert_max_num_queries(6 + QUERIES):
        assert client.get("/suche/?q=hund&ort=mayen").status_code == 200
    with django_assert_max_num_queries(1):
        assert client.get("/suche/?q=gestattung&ort=masburg").status_code == 200
