"""The list of Leistungen from A to Z: letters, filters, pages, and counts that agree with the database."""

import random
import re

import pytest

from cms import gedaechtnis
from leistungen.models import Lebenslage, Leistung, StammtextPage, Textstand
from leistungen.services.uebersetzen import translate_text
from search import views
from search.analysis import fold
from search.engines.base import Engine
from search.liste import Listenanfrage, read_liste
from tests.factories.leistungen import ZustaendigkeitFactory, text
from tests.nachsehen import QUERIES
from tests.search.conftest import JEDE_MASCHINE

pytestmark = pytest.mark.django_db


def names(client, **params) -> list[str]:
    page = client.get("/leistungen/", params).content.decode()
    return re.findall(r'liste__eintrag"><a class="kern-link" href="[^"]+">([^<]+)</a>', page)


def letters(client, **params) -> dict[str, int]:
    """The letters that are links, with their counts."""
    page = client.get("/leistungen/", params).content.decode()
    return {one: int(count) for one, count in re.findall(r">([A-Z#])<span class=\"kern-sr-only\"> \((\d+)\)", page)}


def counted(katalog) -> dict[str, int]:
    """What the database says: Leistungen with a live Stammtext, by first letter."""
    found: dict[str, int] = {}
    for leistung in Leistung.objects.filter(pk__in=Textstand.objects.filter(stamm=True).values("leistung")):
        letter = fold(leistung.bezeichnung)[0].upper()
        found[letter] = found.get(letter, 0) + 1
    return found


def test_the_list_is_alphabetical_with_titles(katalog, client):
    assert names(client) == ["Abfallbehälter", "Gestattung", "Hundesteuer", "Verkehrsrechtliche Anordnung"]
    assert "Hund anmelden und Hundesteuer zahlen" in client.get("/leistungen/").content.decode()


def test_umlauts_stand_with_their_vowels(katalog, client):
    katalog.leistung("Ärztliche Bescheinigung")
    katalog.leistung("Azubi")
    assert names(client, buchstabe="a") == ["Abfallbehälter", "Ärztliche Bescheinigung", "Azubi"]
    assert names(client, buchstabe="Ä") == names(client, buchstabe="A") == names(client, buchstabe="a")


def test_empty_letters_are_shown_but_are_no_links(katalog, client):
    page = client.get("/leistungen/").content.decode()
    assert '<span class="buchstaben__leer">X<span class="kern-sr-only"> (keine Leistungen)</span></span>' in page
    assert letters(client) == {"A": 1, "G": 1, "H": 1, "V": 1}


def test_names_that_begin_with_no_letter_have_a_place_of_their_own(katalog, client):
    katalog.leistung("1. Hilfe")
    assert letters(client)["#"] == 1
    assert names(client, buchstabe="#") == ["1. Hilfe"]


def test_only_what_is_offered_at_the_place(katalog, client):
    katalog.leistung("Lukasmarkt", von=katalog.mayen)
    assert "Lukasmarkt" in names(client, ort="mayen")
    assert "Lukasmarkt" not in names(client, ort="masburg")
    page = client.get("/leistungen/", {"ort": "mayen", "buchstabe": "l"}).content.decode()
    assert 'href="/leistungen/lukasmarkt/mayen/"' in page
    assert 'href="?ort=mayen&amp;buchstabe=h"' in page


def test_by_life_event_and_by_office(katalog, client):
    lage = Lebenslage.objects.create(slug="tiere", titel="Tiere")
    katalog.hund.lebenslagen.add(lage)
    assert names(client, lebenslage="tiere") == ["Hundesteuer"]
    assert names(client, stelle="vg-buergerbuero") == ["Hundesteuer"]
    assert names(client, stelle="vg-buergerbuero", ort="masburg") == ["Hundesteuer"]
    assert names(client, stelle="vg-buergerbuero", ort="mayen") == []
    ZustaendigkeitFactory(leistung=katalog.tonne, gebiet=katalog.orte.vg, stelle=katalog.buergerbuero)
    assert names(client, stelle="vg-buergerbuero") == ["Abfallbehälter", "Hundesteuer"]
    assert letters(client, lebenslage="tiere") == {"H": 1}
    for unknown in ("lebenslage=gibt-es-nicht", "stelle=gibt-es-nicht"):
        assert client.get(f"/leistungen/?{unknown}").status_code == 404


def test_pages(katalog, client, monkeypatch):
    monkeypatch.setattr(views, "ENTRIES_PER_PAGE", 3)
    for number in range(4):
        katalog.leistung(f"Beitrag {number}")
    assert names(client) == ["Abfallbehälter", "Beitrag 0", "Beitrag 1"]
    assert names(client, seite=2) == ["Beitrag 2", "Beitrag 3", "Gestattung"]
    assert len(names(client, seite=3)) == 2
    response = client.get("/leistungen/", {"seite": 99})
    assert response.status_code == 404
    assert "Zur ersten Seite" in response.content.decode()


def test_no_page_is_a_stub(katalog, client, monkeypatch):
    monkeypatch.setattr(views, "ENTRIES_PER_PAGE", 10)
    for number in range(9):
        katalog.leistung(f"Beitrag {number}")
    assert len(names(client)) == 13
    response = client.get("/leistungen/?seite=2")
    assert response.status_code == 404
    assert 'href="/leistungen/">Zur ersten Seite' in response.content.decode()
    katalog.leistung("Zuletzt")
    assert [len(names(client)), len(names(client, seite=2))] == [10, 4]


def test_in_another_language_the_names_are_the_translated_ones(katalog, client, django_capture_on_commit_callbacks):
    stamm = StammtextPage.objects.get(leistung=katalog.hund)
    with django_capture_on_commit_callbacks(execute=True):
        translate_text(page=stamm, sprache="en", module={"leistungsbezeichnung_ii": ["Register a dog"]})
    page = client.get("/en/leistungen/").content.decode()
    assert ">Register a dog</a>" in page
    assert 'lang="de">Gestattung</a><span class="liste__titel" lang="de">' in page
    assert 'hundesteuer/">Register a dog' in page


@JEDE_MASCHINE
def test_counts_agree_with_the_database_after_edits(katalog, client, maschine):
    rng = random.Random(4)
    for number in range(25):
        found = list(Leistung.objects.all())
        leistung = rng.choice(found)
        kind = rng.randrange(5)
        if kind == 0:
            katalog.leistung(f"{rng.choice('ABCÄÖÜXZ')}leistung {number}")
        elif kind == 1:
            leistung.bezeichnung = f"{rng.choice('ABCÄÖÜXZ')}anders {number}"
            leistung.save()
        elif kind == 2:
            _stamm(leistung).unpublish()
        elif kind == 3:
            _stamm(leistung).save_revision().publish()
        else:
            text(katalog.leistung(f"Örtlich {number}", von=katalog.mayen), katalog.vg, volltext="<p>Mehr</p>")
        engine = maschine()
        assert letters(client) == counted(katalog)
        assert sum(one.anzahl for one in _all(engine)) == read_liste(Listenanfrage(), engine).anzahl


def _stamm(leistung):
    return StammtextPage.objects.get(leistung=leistung)


def _all(engine: Engine):
    return read_liste(Listenanfrage(), engine).buchstaben


def test_the_number_of_queries_is_fixed(katalog, client, django_assert_max_num_queries):
    client.get("/leistungen/")
    gedaechtnis.forget()
    with django_assert_max_num_queries(6 + QUERIES):
        assert client.get("/leistungen/?ort=mayen&stelle=vg-buergerbuero").status_code == 200
    with django_assert_max_num_queries(1):
        assert client.get("/leistungen/?buchstabe=h").status_code == 200
