"""What stands around every page, and what operators and search engines ask."""

import pytest
from django.test import Client

from cms.models import Darstellung
from tests import nachsehen
from tests.vorfuehrung import SEITEN

pytestmark = pytest.mark.django_db


def change(**values) -> None:
    darstellung = Darstellung.objects.get()
    for name, value in values.items():
        setattr(darstellung, name, value)
    darstellung.full_clean()
    darstellung.save()


def html(path: str) -> str:
    return Client().get(path).content.decode()


@pytest.mark.parametrize(("path", "status"), [one[1:] for one in SEITEN], ids=[one[0] for one in SEITEN])
def test_every_page_has_its_frame(portal, path, status):
    response = Client().get(path)
    text = response.content.decode()
    assert response.status_code == status
    assert text.count("<h1") == 1
    for part in ('href="#inhalt"', 'id="inhalt"', 'id="suche"', 'id="fuss"', "tel:115", 'name="ort"', "art=barriere"):
        assert part in text, part
    policy = response["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_colours_are_the_municipalitys_and_change_at_once(portal):
    before = html("/").partition("/darstellung.css?v=")[2][:8]
    change(farbe="#7a0019")
    after = html("/").partition("/darstellung.css?v=")[2][:8]
    assert before != after
    response = Client().get(f"/darstellung.css?v={after}")
    assert "--portal-farbe: #7a0019" in response.content.decode()
    assert "immutable" in response["Cache-Control"]


def test_a_notice_appears_on_every_page_in_its_language(portal):
    assert "hinweisband" not in html("/datenschutz/")
    change(hinweis_zeigen=True, hinweis_text="Heute <b>zu</b>.", hinweis_text_en="Closed today.")
    assert "Heute &lt;b&gt;zu&lt;/b&gt;." in html("/datenschutz/")
    assert "Closed today." in html("/en/leistungen/")
    assert 'lang="de"><span class="kern-icon' in html("/de-simple/")


def test_the_operator_switches_the_sample_banner_off(portal):
    assert "beispielband" in html("/suche/?q=hund")
    change(beispielinhalte=False)
    assert "beispielband" not in html("/suche/?q=hund")


def test_the_navigation_keeps_the_place(portal):
    assert 'href="/leistungen/?ort=mayen"' in html("/leistungen/hundesteuer/mayen/")


def test_the_frame_costs_no_query_once_it_is_known(portal, django_assert_num_queries):
    html("/meldung/danke/")
    with django_assert_num_queries(nachsehen.QUERIES):
        html("/meldung/danke/?noch=einmal")


def test_the_process_is_alive_without_asking_anything(django_assert_num_queries):
    with django_assert_num_queries(0):
        response = Client().get("/gesund/")
    assert response.json() == {"status": "ok"}


def test_ready_means_database_migrations_and_index(portal, settings):
    html("/suche/?q=hund")
    response = Client().get("/bereit/")
    assert (response.status_code, response.json()["status"]) == (200, "ok")
    settings.BEREITSCHAFT = settings.BEREITSCHAFT | {"kaputt": "tests.cms.test_rahmen.broken"}
    response = Client().get("/bereit/")
    assert response.status_code == 503
    assert response.json() == {
        "status": "nicht bereit",
        "datenbank": "ok",
        "migrationen": "ok",
        "suchindex": "ok",
        "kaputt": "fehlt",
    }


def broken() -> bool:
    raise ConnectionError("no answer")


def test_search_engines_find_every_page(portal):
    assert "Sitemap: http://localhost:8000/sitemap.xml" in html("/robots.txt")
    sitemap = html("/sitemap.xml")
    for path in ("/", "/en/", "/datenschutz/", "/en/datenschutz/", "/leistungen/hundesteuer/"):
        assert f"<loc>http://localhost:8000{path}</loc>" in sitemap
    assert "/en/gebaerdensprache/" not in sitemap


@pytest.mark.parametrize("path", ["/gibt/es/nicht/", "/en/gibt-es-nicht/", "/%00/", "/%ff/", "/" + "a" * 5000 + "/"])
def test_what_does_not_exist_helps_on(portal, path):
    response = Client().get(path)
    assert response.status_code == 404
    assert "tel:115" in response.content.decode()
    assert 'action="' in response.content.decode()


def test_a_fault_of_ours_needs_nothing_but_static_files(settings):
    settings.SITEMAP = ["tests.cms.test_rahmen.broken"]
    client = Client(raise_request_exception=False)
    response = client.get("/sitemap.xml")
    assert response.status_code == 500
    assert "Hier ist etwas schiefgegangen" in response.content.decode()
