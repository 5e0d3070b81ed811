"""With a place, local words are found, and nothing of another place is."""

import pytest

from search.regeln import Regeln
from tests.factories.cms import OrganisationseinheitFactory
from tests.factories.leistungen import ZustaendigkeitFactory, text
from tests.search.conftest import JEDE_MASCHINE, titles, urls

pytestmark = [pytest.mark.django_db, JEDE_MASCHINE]

UMZUG = "Sperrung einer Straße beantragen"


def test_local_words_are_found_at_the_place_and_without_one(katalog, frage):
    assert titles(frage("Fastnachtsumzug", "mayen")) == [UMZUG]
    assert titles(frage("Fastnachtsumzug")) == [UMZUG]
    assert titles(frage("Fastnachtsumzug", "laubach-cochem-zell")) == []


def test_what_a_verbandsgemeinde_writes_is_found_in_its_ortsgemeinden(katalog, frage):
    assert frage("Steueramt", "laubach-cochem-zell", regeln=Regeln()).anzahl == 1
    assert frage("Steueramt", "vg-kaisersesch", regeln=Regeln()).anzahl == 1
    assert frage("Steueramt", "landkreis-cochem-zell", regeln=Regeln()).anzahl == 0
    assert frage("Steueramt", "mayen", regeln=Regeln()).anzahl == 0


def test_hits_lead_to_the_page_at_the_place(katalog, frage):
    assert urls(frage("Fastnachtsumzug", "mayen")) == ["/leistungen/verkehrsrechtliche-anordnung/mayen/"]
    assert urls(frage("Fastnachtsumzug")) == ["/leistungen/verkehrsrechtliche-anordnung/"]


def test_the_excerpt_is_what_is_read_at_the_place(katalog, frage):
    hit = frage("Fastnachtsumzug", "mayen").treffer[0]
    assert hit.auszug_text == "Für den Fastnachtsumzug sperren wir die Innenstadt."


def test_without_a_place_there_is_one_hit_per_leistung(katalog, frage):
    text(katalog.hund, katalog.mayen, volltext="<p>In Mayen melden Sie den Hund im Rathaus an.</p>")
    found = urls(frage("hund anmelden"))
    assert len(found) == len(set(found))
    assert found.count("/leistungen/hundesteuer/") == 1


def test_words_of_two_places_do_not_meet(katalog, frage):
    text(katalog.hund, katalog.mayen, volltext="<p>Nur hier: die Zwingersteuer.</p>")
    assert not frage("zwingersteuer", "laubach-cochem-zell").anzahl
    assert frage("zwingersteuer hund", "mayen").anzahl == 1


def test_a_leistung_of_one_town_is_offered_only_there(katalog, frage):
    katalog.leistung("Lukasmarkt", von=katalog.mayen, volltext="<p>Standplätze vergibt die Stadt.</p>")
    assert titles(frage("lukasmarkt", "mayen")) == ["Lukasmarkt"]
    assert titles(frage("lukasmarkt")) == ["Lukasmarkt"]
    assert titles(frage("lukasmarkt", "masburg")) == []


def test_a_text_for_single_ortsgemeinden_is_found_only_there(katalog, frage):
    only = {"inhalt": "<p>Der Bauhof leiht Absperrgitter.</p>", "gilt_fuer": [katalog.orte.masburg]}
    text(katalog.sperrung, katalog.vg, volltext=only)
    assert frage("absperrgitter", "masburg").anzahl == 1
    assert frage("absperrgitter", "laubach-cochem-zell").anzahl == 0
    assert frage("absperrgitter", "vg-kaisersesch").anzahl == 0


def test_what_a_place_hides_is_not_found_there(katalog, frage):
    hidden = {"inhalt": "", "modus": "ausblenden", "grund": "gilt hier nicht"}
    assert frage("umgeleitet", "masburg").anzahl == 1
    text(katalog.sperrung, katalog.vg, volltext=hidden, hinweise="<p>Rufen Sie vorher an.</p>")
    assert frage("umgeleitet", "masburg").anzahl == 0
    assert frage("vorher", "masburg").anzahl == 1
    assert frage("straßensperrung", "masburg").treffer[0].titel == UMZUG
    assert frage("umgeleitet", "mayen").anzahl == 1
    assert frage("umgeleitet").anzahl == 1


def test_a_title_that_holds_at_one_place_is_shown_only_there(katalog, frage):
    text(katalog.leistung("Fest", von=katalog.vg), katalog.mayen, stamm=True, leistungsbezeichnung_ii="Stadtfest")
    assert titles(frage("fest", "mayen"))[0] == "Stadtfest"
    assert "Stadtfest" not in titles(frage("fest", "masburg"))


def test_offices_and_staff_are_found_where_they_serve(katalog, frage):
    assert frage("ostermann", "laubach-cochem-zell").anzahl == 1
    assert frage("ostermann", "mayen").anzahl == 0
    assert frage("4710-123", "mayen").anzahl == 0
    assert frage("ostermann").anzahl == 1


def test_an_office_serves_wherever_it_is_responsible(katalog, frage):
    office = OrganisationseinheitFactory(redaktion=katalog.vg, name="Tierheim", slug="tierheim")
    assert frage("tierheim", "mayen").anzahl == 0
    ZustaendigkeitFactory(leistung=katalog.hund, gebiet=katalog.orte.mayen, stelle=office)
    assert "Tierheim – Verbandsgemeindeverwaltung Musterdorf" in titles(frage("tierheim", "mayen"))
