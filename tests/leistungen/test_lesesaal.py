"""The council's reading room: who gets in, and what has changed since a day."""

from copy import deepcopy
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.services.rat_gruppe import ensure_rat_group
from leistungen.models import Lesestand, Sitzung, Zustaendigkeit
from tests.anmeldung import Kunde
from tests.factories.cms import UserFactory
from tests.factories.leistungen import LeistungFactory
from tests.leistungen.ratswelt import Ratswelt
from tests.seitenwelt import Uhr

pytestmark = pytest.mark.django_db

AENDERUNGEN = "/katalog/aenderungen/"


@pytest.fixture(scope="module")
def _gebaut(geteilt):
    return Ratswelt()


@pytest.fixture
def welt(_gebaut):
    return deepcopy(_gebaut)


def soup(response) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(tag) -> str:
    for hidden in tag.select(".kern-sr-only"):
        hidden.decompose()
    return " ".join(tag.get_text(" ").split())


# --- Who gets in ------------------------------------------------------------------------------------------------------


def test_the_council_reads_without_a_second_factor_and_reaches_nothing_else(welt):
    client = welt.client(welt.rat)
    assert client.get("/katalog/").status_code == 200
    assert client.get(AENDERUNGEN).status_code == 200
    answer = client.get("/verwaltung/")
    assert answer.status_code == 403
    assert "/katalog/" in answer.content.decode()


def test_who_is_more_than_a_reader_shows_a_second_factor(welt):
    welt.rat.groups.add(welt.redaktionen["vg"].redakteure)
    client = welt.client(welt.rat)
    assert client.get(AENDERUNGEN)["Location"] == reverse("mfa_index")
    more = Group.objects.create(name="Meldungen")
    more.permissions.add(Permission.objects.get(codename="change_meldung"))
    welt.rat.groups.set([ensure_rat_group(), more])
    assert client.get(AENDERUNGEN)["Location"] == reverse("mfa_index")


def test_an_editor_enters_too_and_nobody_else_does(welt):
    assert welt.client(welt.redakteur).get(AENDERUNGEN).status_code == 200
    assert welt.client(UserFactory(username="fertig")).get(AENDERUNGEN).status_code == 403
    assert Kunde().get(AENDERUNGEN)["Location"].startswith("/konto/anmelden/?next=/katalog/aenderungen/")


def test_what_is_read_there_is_kept_nowhere(welt):
    assert "no-store" in welt.client(welt.rat).get(AENDERUNGEN)["Cache-Control"]


def test_the_login_leads_the_council_to_the_catalogue(welt):
    welt.rat.set_password("geheimes Wort")
    welt.rat.save()
    answer = Kunde().post("/konto/anmelden/", {"login": "rat", "password": "geheimes Wort"})
    assert answer["Location"] == "/katalog/"


def test_every_page_leads_back_for_those_who_are_logged_in_alone(welt):
    header = soup(welt.client(welt.rat).get("/leistungen/")).select_one(".angemeldet")
    assert [one["href"] for one in header.select("a")][:2] == ["/katalog/", AENDERUNGEN]
    assert header.select_one("form")["action"] == "/konto/abmelden/"
    assert "/verwaltung/" in str(soup(welt.client(welt.redakteur).get("/leistungen/")).select_one(".angemeldet"))
    assert not soup(Kunde().get("/leistungen/")).select(".angemeldet")


def test_the_role_can_be_given_in_the_users_screen(welt):
    betrieb = welt.client(UserFactory(is_superuser=True))
    rat = Group.objects.get(name="Rat")
    assert f'value="{rat.pk}"' in betrieb.get(reverse("wagtailusers_users:add")).content.decode()
    assert "Stand des Katalogs" in betrieb.get(reverse("wagtailusers_groups:edit", args=[rat.pk])).content.decode()


# --- What has changed -------------------------------------------------------------------------------------------------


def test_a_change_shows_where_who_when_and_which_words(welt):
    page = soup(welt.client(welt.rat).get(f"{AENDERUNGEN}?seit=2026-10-01"))
    (entry,) = page.select(".aenderung")
    assert entry.select_one(".aenderung__titel").get_text(strip=True) == "Hundesteuer"
    assert "Verbandsgemeinde Kaisersesch" in entry.select_one(".aenderung__wer").get_text()
    assert "Betrieb des Portals" in entry.select_one(".aenderung__wann").get_text()
    assert [words(one) for one in entry.select("del")] == ["80"]
    assert [words(one) for one in entry.select("ins")] == ["95"]


def test_the_last_sitting_is_where_one_begins(welt):
    page = soup(welt.client(welt.rat).get(AENDERUNGEN))
    chosen = page.select_one(".schnellwahl [aria-current]")
    assert chosen.get_text() == "Verbandsgemeinderat am 01.10.2026"


def test_at_a_place_it_is_the_last_sitting_of_its_councils(welt):
    mayen = welt.redaktionen["mayen"]
    Sitzung.objects.create(redaktion=mayen, gremium="Stadtrat", tag=date(2026, 11, 5))
    client = welt.client(welt.rat)
    for query, first in (("", "Stadtrat"), ("?ort=laubach-cochem-zell", "Verbandsgemeinderat")):
        assert first in soup(client.get(AENDERUNGEN + query)).select_one(".schnellwahl a").get_text()


def test_the_last_visit_is_remembered_by_day(welt, monkeypatch):
    client, uhr = welt.client(welt.rat), Uhr(monkeypatch)
    for _time in range(2):
        assert "letzter Besuch" not in client.get(AENDERUNGEN).content.decode()
    first = Lesestand.objects.get(user=welt.rat).zuletzt
    uhr.now += timedelta(days=2)
    for _time in range(2):
        assert "Ihr letzter Besuch" in client.get(AENDERUNGEN).content.decode()
    assert Lesestand.objects.get(user=welt.rat).davor == first


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("ort=laubach-cochem-zell", True),
        ("ort=mayen", False),
        ("redaktion=vg-kaisersesch", True),
        ("redaktion=rheinland-pfalz", False),
        ("themenfeld=Steuern", False),
        ("seit=2099-01-01", False),
        ("ort=nirgendwo", True),
    ],
)
def test_the_list_is_narrowed_down(welt, query, there):
    welt.leistungen["gestattung"].themenfeld = "Steuern"
    welt.leistungen["gestattung"].save()
    page = soup(welt.client(welt.rat).get(f"{AENDERUNGEN}?seit=2026-10-01&{query}"))
    assert bool(page.select(".aenderung")) is there


def test_a_responsibility_and_a_deleted_text_are_told(welt):
    Zustaendigkeit.objects.get(stelle=welt.stellen["vg"]).delete()
    page = soup(welt.client(welt.rat).get(AENDERUNGEN))
    assert "Amt vg" in page.select_one(".aenderung").get_text()
    assert "Wer zuständig ist" in page.select_one(".aenderung").get_text()


def test_more_changes_cost_no_more_queries(welt):
    client = welt.client(welt.rat)
    client.get(AENDERUNGEN)
    with CaptureQueriesContext(connection) as few:
        client.get(AENDERUNGEN)
    for name in ("land", "mayen"):
        for slug in welt.leistungen:
            welt.write(name, slug, f"<p>Neu in {name}.</p>")
    client.get(AENDERUNGEN)
    with CaptureQueriesContext(connection) as many:
        client.get(AENDERUNGEN)
    assert len(many) == len(few) <= 18


# --- Two places side by side ------------------------------------------------------------------------------------------

VERGLEICH = "/katalog/vergleich/"


def test_two_places_are_compared_section_by_section(welt):
    page = soup(welt.client(welt.rat).get(f"{VERGLEICH}?leistung=hundesteuer&ort=Atlantis&mit=mayen"))
    assert not page.select(".paar"), "ein Ort, den es nicht gibt"
    assert page.select_one("#vergleich-ort")["value"] == "Atlantis"
    page = soup(welt.client(welt.rat).get(f"{VERGLEICH}?leistung=hundesteuer&ort=laubach&mit=mayen"))
    text, offices = page.select(".paar:not(.paar--gleich)")
    sides = [[words(one) for one in side.select("mark")] for side in text.select(".paar__seite")]
    assert sides == [["vg: 95"], ["mayen: 80"]]
    assert "Verbandsgemeinde Kaisersesch" in text.select_one(".paar__von").get_text()
    here, there = (words(side) for side in offices.select(".paar__seite"))
    assert ("Amt vg" in here, "Amt mayen" in there) == (True, True)
    assert {one.get_text(strip=True) for one in page.select(".paar--gleich summary")} >= {"Welche Gebühren fallen an?"}


def test_where_the_same_holds_it_says_so(welt):
    page = soup(welt.client(welt.rat).get(f"{VERGLEICH}?leistung=gestattung&ort=laubach&mit=masburg"))
    assert "An beiden Orten gilt dasselbe" in page.get_text()


def test_a_leistung_that_only_one_of_them_offers(welt):
    leistung = LeistungFactory(slug="gaestekarte", bezeichnung="Gästekarte", redaktion=welt.redaktionen["vg"])
    welt.leistungen["gaestekarte"] = leistung
    welt.write("vg", "gaestekarte", "<p>Für Gäste.</p>")
    page = soup(welt.client(welt.rat).get(f"{VERGLEICH}?leistung=gaestekarte&ort=laubach&mit=mayen"))
    assert "wird hier nicht angeboten" in page.get_text()


@pytest.mark.parametrize("query", ["", "?leistung=gibt-es-nicht&ort=mayen&mit=laubach", "?ort=mayen&mit=mayen"])
def test_a_comparison_asks_for_what_is_missing(welt, query):
    page = soup(welt.client(welt.rat).get(VERGLEICH + query))
    assert not page.select(".paar")
    assert bool(page.select("[role=alert]")) is bool(query)


def test_the_search_bar_keeps_its_own_words(welt):
    page = soup(welt.client(welt.rat).get(f"{VERGLEICH}?leistung=hundesteuer&ort=laubach&mit=mayen"))
    assert page.select_one('label[for="ortfeld-ort"]').get_text() == "Ort oder Postleitzahl"
    assert page.select_one('label[for="vergleich-mit"]').get_text() == "Zweiter Ort oder Postleitzahl"
