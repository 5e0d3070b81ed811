"""Remarks of the council on a section: kept with the words they are about, answered by whose text it is."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.orte import verzeichnis
from leistungen.enums import Anmerkungsstand
from leistungen.models import Anmerkung, Vorlage
from leistungen.services.anmerken import remark, reply, sweep
from tests.anmeldung import Kunde
from tests.leistungen.ratswelt import NACHHER, Ratswelt
from tests.leistungen.test_lesesaal import soup
from tests.seitenwelt import Uhr

pytestmark = pytest.mark.django_db

ORT = "laubach-cochem-zell"
LESEN = f"/katalog/lesen/?leistung=hundesteuer&ort={ORT}"
ANMERKEN = f"/katalog/anmerken/?leistung=hundesteuer&ort={ORT}&modul=volltext"
TISCH = "/verwaltung/anmerkungen/"


@pytest.fixture(scope="module")
def _gebaut(geteilt):
    return Ratswelt()


@pytest.fixture
def welt(_gebaut):
    return deepcopy(_gebaut)


@pytest.fixture
def anmerkung(welt):
    return made(welt)


def made(welt, text="Stimmt der Betrag?") -> Anmerkung:
    return remark(
        leistung=welt.leistungen["hundesteuer"],
        redaktion=welt.redaktionen["vg"],
        modul="volltext",
        ort=verzeichnis().by_slug[ORT],
        text=text,
        user=welt.rat,
    )


# --- In the reading room ----------------------------------------------------------------------------------------------


def test_a_member_remarks_on_a_section_and_reads_it_there(welt):
    client = welt.client(welt.rat)
    way = soup(client.get(LESEN)).find("a", href=ANMERKEN)
    assert way is not None
    form = soup(client.get(ANMERKEN))
    assert NACHHER in form.get_text()
    names = [one.get_text(strip=True) for one in form.select("#id_redaktion_feld label")]
    assert names == ["Verbandsgemeinde Kaisersesch", "Rheinland-Pfalz"], "the nearest Redaktion first"
    chosen = form.select_one("#id_redaktion_feld input[checked]")["value"]
    answer = client.post(ANMERKEN, {"redaktion": chosen, "text": "Stimmt der Betrag?"})
    one = Anmerkung.objects.get()
    assert (one.redaktion, one.von, one.stand) == (welt.redaktionen["vg"], welt.rat, Anmerkungsstand.OFFEN)
    assert answer["Location"].endswith(f"#anmerkung-{one.pk}")
    page = soup(client.get(LESEN))
    shown = page.select_one(f"#anmerkung-{one.pk}")
    assert "Ihre Anmerkung" in shown.get_text()
    assert "Text seither geändert" not in shown.get_text()


@pytest.mark.parametrize("data", [{"redaktion": "0", "text": "x"}, {"text": ""}, {"redaktion": "mayen", "text": "x"}])
def test_a_remark_needs_words_and_goes_to_who_wrote_the_section(welt, data):
    mayen = str(welt.redaktionen["mayen"].pk)
    given = data | ({"redaktion": mayen} if data.get("redaktion") == "mayen" else {})
    answer = welt.client(welt.rat).post(ANMERKEN, given)
    assert answer.status_code == 422
    assert not Anmerkung.objects.exists()


@pytest.mark.parametrize("modul", ["kurztext", "frist", "gibt-es-nicht"])
def test_there_is_no_remark_on_what_is_not_there(welt, modul):
    assert welt.client(welt.rat).get(ANMERKEN.replace("volltext", modul)).status_code == 404


def test_the_words_it_is_about_are_kept_and_a_later_change_shows(welt, anmerkung):
    assert Vorlage.objects.get(pk=anmerkung.wortlaut).inhalt == [f"<p>Bei uns in vg: {NACHHER}.</p>"]
    welt.write("vg", "hundesteuer", "<p>Bei uns in vg: 90 Euro.</p>")
    assert "Text seither geändert" in soup(welt.client(welt.rat).get(LESEN)).get_text()


def test_another_reader_sees_no_name(welt, anmerkung):
    page = soup(welt.client(welt.fremd).get("/katalog/anmerkungen/"))
    assert "Stimmt der Betrag?" in page.get_text()
    assert "Ihre Anmerkung" not in page.get_text()
    assert welt.rat.username not in page.select_one("main").get_text().split()
    assert not soup(welt.client(welt.fremd).get("/katalog/anmerkungen/?meine")).select(".anmerkung")


def test_the_change_list_and_the_comparison_lead_to_the_form(welt):
    client = welt.client(welt.rat)
    for address in ("/katalog/aenderungen/", f"/katalog/vergleich/?leistung=hundesteuer&ort={ORT}&mit=mayen"):
        assert soup(client.get(address)).select("a[href^='/katalog/anmerken/']")


def test_the_citizens_page_leads_into_the_reading_room(welt):
    page = f"/leistungen/hundesteuer/{ORT}/"
    assert "/katalog/lesen/" in welt.client(welt.rat).get(page).content.decode()
    assert "/katalog/lesen/" not in Kunde().get(page).content.decode()


# --- At the desk ------------------------------------------------------------------------------------------------------


def test_the_pile_and_the_list_show_the_own_open_remarks(welt, anmerkung):
    client = welt.client(welt.redakteur)
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert f'href="{TISCH}"><span class="stapel__zahl">1</span>' in home
    html = client.get(TISCH).content.decode()
    assert "Stimmt der Betrag?" in html
    assert "Von: rat." in html
    assert "Stimmt der Betrag?" not in welt.client(welt.fremd).get(TISCH).content.decode()


def test_an_answer_is_kept_beside_the_remark_and_tells_the_member_no_more_than_that(
    welt, anmerkung, django_capture_on_commit_callbacks
):
    client = welt.client(welt.redakteur)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(TISCH, {"anmerkung": anmerkung.pk, "was": "antworten", "antwort": "Ja, seit Januar."})
    anmerkung.refresh_from_db()
    assert anmerkung.stand == Anmerkungsstand.BEANTWORTET
    assert "Ja, seit Januar." in soup(welt.client(welt.rat).get(LESEN)).select_one(".anmerkung__antwort").get_text()
    (sent,) = mail.outbox
    assert sent.to == ["rat@rat.example"]
    assert f"/katalog/anmerkungen/#anmerkung-{anmerkung.pk}" in sent.body
    assert "Januar" not in sent.body + sent.subject
    assert "Betrag" not in sent.body + sent.subject
    reply(anmerkung=anmerkung, text="Und noch etwas.", user=welt.redakteur)
    assert [one.text for one in anmerkung.antworten.all()] == ["Ja, seit Januar.", "Und noch etwas."]


def test_a_foreign_redaktion_cannot_answer(welt, anmerkung):
    answer = welt.client(welt.fremd).post(TISCH, {"anmerkung": anmerkung.pk, "was": "antworten", "antwort": "Nein."})
    assert answer.status_code == 404
    assert not anmerkung.antworten.exists()


def test_done_without_an_answer_and_open_again(welt, anmerkung):
    client = welt.client(welt.redakteur)
    for was, stand in (("erledigt", "erledigt"), ("offen", "offen"), ("antworten", "offen")):
        client.post(TISCH, {"anmerkung": anmerkung.pk, "was": was, "antwort": " "})
        anmerkung.refresh_from_db()
        assert anmerkung.stand == stand


def test_the_desk_shows_what_the_words_were_and_are(welt, anmerkung):
    welt.write("vg", "hundesteuer", "<p>Bei uns in vg: 90 Euro.</p>")
    html = welt.client(welt.redakteur).get(TISCH).content.decode()
    assert "<del>95</del>" in html
    assert "<ins>90</ins>" in html


def test_more_remarks_cost_no_more_queries(welt):
    for address, user in ((TISCH, welt.redakteur), ("/katalog/anmerkungen/", welt.rat), (LESEN, welt.rat)):
        client = welt.client(user)
        made(welt)
        client.get(address)
        with CaptureQueriesContext(connection) as few:
            client.get(address)
        made(welt)
        made(welt)
        client.get(address)
        with CaptureQueriesContext(connection) as many:
            client.get(address)
        assert len(many) == len(few) <= 22, address


def test_the_name_goes_after_a_year_and_the_remark_after_five(welt, anmerkung, monkeypatch):
    reply(anmerkung=anmerkung, text="Ja.", user=welt.redakteur)
    uhr = Uhr(monkeypatch)
    uhr.now += timedelta(days=366)
    assert sweep() == 0
    anmerkung.refresh_from_db()
    assert (anmerkung.von, anmerkung.name) == (None, "")
    uhr.now += timedelta(days=5 * 366)
    assert sweep() == 2  # with its answer
