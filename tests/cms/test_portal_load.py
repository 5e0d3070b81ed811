"""The demonstration portal: complete, repeatable, and never over an editor's work."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import GroupPagePermission, Page, Site
from wagtail_localize.models import Translation

from cms.models import Darstellung, InhaltPage, StartPage
from tests.vorfuehrung import PFADE

SEITEN = {
    "hilfe",
    "leichte-sprache",
    "gebaerdensprache",
    "impressum",
    "datenschutz",
    "barrierefreiheit",
    "datenquellen",
}


def load(*paths: str) -> str:
    out = StringIO()
    call_command("portal_load", *(paths or PFADE), stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def einmal_geladen(geteilt) -> None:
    load()


@pytest.fixture
def geladen(einmal_geladen, db) -> None:
    """The demonstration portal is there."""


def german(model, **wanted):
    return model.objects.get(locale__language_code="de", **wanted)


def test_the_one_site_shows_our_start_page(geladen, client):
    site = Site.objects.get()
    assert site.site_name == "Mayen und Cochem-Zell"
    assert site.root_page.specific == german(StartPage)
    assert not Page.objects.filter(slug="home").exists(), "Wagtail's welcome page"
    html = client.get("/").content.decode()
    assert "Was möchten Sie erledigen?" in html
    assert html.count('rel="external"') >= 6, "online services of others"


def test_every_page_that_the_law_demands_is_in_the_footer(geladen, client):
    assert set(german(StartPage).get_children().values_list("slug", flat=True)) == SEITEN
    html = client.get("/").content.decode()
    for slug in SEITEN:
        assert f'href="/{slug}/"' in html
        assert client.get(f"/{slug}/").status_code == 200


def test_the_group_portal_owns_the_pages_in_every_language(geladen):
    group = Group.objects.get(name="Portal")
    pages = GroupPagePermission.objects.filter(group=group, permission__codename="publish_page")
    assert {one.page.locale.language_code for one in pages} == {"de", "en", "de-simple"}


def test_a_second_run_changes_nothing(geladen):
    before = list(Page.objects.order_by("pk").values_list("pk", "latest_revision_created_at", "title"))
    assert "Alles schon da." in load()
    assert list(Page.objects.order_by("pk").values_list("pk", "latest_revision_created_at", "title")) == before


def test_an_editors_work_is_kept_and_a_deleted_page_comes_back(geladen):
    impressum = german(InhaltPage, slug="impressum")
    impressum.title = "Anbieter"
    impressum.save_revision().publish()
    Darstellung.objects.update(name="Unser Portal")
    german(InhaltPage, slug="hilfe").delete()
    assert "Hilfe: angelegt" in load()
    impressum.refresh_from_db()
    assert impressum.title == "Anbieter"
    assert Darstellung.objects.get().name == "Unser Portal"


@pytest.mark.parametrize(
    ("path", "sprache", "words"),
    [
        ("/en/", "en", "What would you like to do?"),
        ("/de-simple/", "de-simple", "Was möchten Sie machen?"),
        ("/en/datenschutz/", "en", "Who is responsible"),
        ("/de-simple/barrierefreiheit/", "de-simple", "Haben Sie ein Problem mit der Internet·seite?"),
    ],
)
def test_translations_are_shown_in_their_language(geladen, client, path, sprache, words):
    html = client.get(path).content.decode()
    assert f'<html lang="{sprache}"' in html
    assert words in html
    assert "noch nicht übersetzt" not in html


def test_english_pages_hold_no_german_sentence(geladen, client):
    for slug in ("", "impressum/", "datenschutz/", "barrierefreiheit/", "datenquellen/", "hilfe/"):
        main = client.get(f"/en/{slug}").content.decode().partition("<main")[2].partition("</main>")[0]
        assert not [word for word in (" nicht ", " werden ", " wir ", " Ihre ") if word in main], slug


def test_a_page_without_translation_is_german_and_says_so(geladen, client):
    html = client.get("/en/gebaerdensprache/").content.decode()
    assert '<html lang="en"' in html
    assert "This page has not been translated yet" in html
    article = html.partition('<article class="seite" lang="de">')[2].partition("</article>")[0]
    assert "Diesen Film gibt es noch nicht." in article, "words of the portal inside a German text are German too"
    assert 'rel="canonical" href="http://localhost:8000/gebaerdensprache/"' in html
    assert 'hreflang="en" href="http' not in html, "it is no English version"


def test_editors_find_the_translation_in_its_screen(geladen):
    page = german(InhaltPage, slug="datenschutz")
    translation = Translation.objects.get(source__object_id=page.translation_key, target_locale__language_code="en")
    assert translation.get_progress()[0] == translation.get_progress()[1] > 20


def test_the_switch_of_languages_keeps_page_and_place(geladen, client):
    html = client.get("/datenschutz/?ort=mayen").content.decode()
    assert 'href="/en/datenschutz/?ort=mayen" lang="en" hreflang="en"' in html
    assert 'href="/de-simple/datenschutz/?ort=mayen" lang="de-simple"' in html
    assert ">English</a>" in html
    assert ">Leichte Sprache</a>" in html
