"""What people type, and what they mean."""

import pytest

from search import queries
from search.regeln import Regeln
from tests.factories.cms import OrganisationseinheitFactory
from tests.factories.leistungen import text
from tests.search.conftest import JEDE_MASCHINE, titles, urls

pytestmark = [pytest.mark.django_db, JEDE_MASCHINE]

HUND = "Hund anmelden und Hundesteuer zahlen"
GESTATTUNG = "Gestattung für den Ausschank bei einem Fest"
TONNE = "Mülltonnen bestellen oder tauschen"
SPERRUNG = "Sperrung einer Straße beantragen"


FIRST = {
    "hund": HUND,
    "Hunde": HUND,
    "HUNDESTEUER": HUND,
    "hundesteur": HUND,
    "hudnesteuer": HUND,
    "hunde steuer": HUND,
    "strassenverkehr": SPERRUNG,
    "Straßenverkehr": SPERRUNG,
    "strassensperrung": SPERRUNG,
    "§ 12 GastG": GESTATTUNG,
    "gastg 12": GESTATTUNG,
    "12 gastg": GESTATTUNG,
    "99025002056000": GESTATTUNG,
    "schankerlaubnis": GESTATTUNG,
    "Müll tonne größer": TONNE,
    "muelltonne": TONNE,
    "mulltonnen": TONNE,
    "müllton": TONNE,
    "Wie bestelle ich eine Tonne?": TONNE,
    "4710-123": "Lena Ostermann",
    "123": "Lena Ostermann",
    "(0221) 4710123": "Lena Ostermann",
    "Ostermann": "Lena Ostermann",
    "ostermanm": "Lena Ostermann",
    "9996-0": "Bürgerbüro – Verbandsgemeindeverwaltung Kaisersesch",
    "buergerbuero": "Bürgerbüro – Verbandsgemeindeverwaltung Kaisersesch",
    "BBK": "Bürgerbüro – Verbandsgemeindeverwaltung Kaisersesch",
}


def test_the_first_hit(katalog, frage):
    found = {words: titles(frage(words))[:1] for words in FIRST}
    assert found == {words: [title] for words, title in FIRST.items()}


def test_a_slip_is_one_also_where_known_words_make_it_up(katalog, frage):
    text(katalog.tonne, katalog.vg, volltext="<p>Eine größere Tonne ist teurer.</p>")
    assert frage("hundesteur").gemeint == "Hundesteuer"


def test_hits_have_type_address_and_excerpt(katalog, frage):
    found = {treffer.typ: treffer for treffer in (*frage("hund").treffer, *frage("ostermann").treffer)}
    assert found["leistung"].url == "/leistungen/hundesteuer/"
    assert found["leistung"].auszug_text == "Wer einen Hund hält, zahlt eine Steuer an die Gemeinde."
    assert [stueck.text for stueck in found["leistung"].auszug if stueck.hervor] == ["Hund"]
    assert found["person"].url == f"/stellen/vg-buergerbuero/#person-{katalog.ostermann.pk}"
    assert "Meldewesen" in found["person"].auszug_text


def test_the_excerpt_is_the_passage_that_proves_the_hit(katalog, frage):
    hit = frage("hundesteuer bestimmt").treffer[0]
    assert hit.auszug_text == "Die Steuer bestimmt jede Gemeinde selbst."


def test_an_exact_thing_is_answered_exactly(katalog, frage):
    assert frage("§ 12 GastG").anzahl == 1
    assert frage("4710-123").anzahl == 1
    assert frage("4710-999").anzahl == 0


def test_a_title_counts_more_than_a_text(katalog, frage):
    katalog.leistung("Zuschuss", volltext="<p>" + "Auch für den Hund. " * 20 + "</p>")
    assert titles(frage("hund"))[0] == HUND


def test_fuzzy_hits_say_what_was_meant(katalog, frage):
    found = frage("gestatung")
    assert found.unscharf
    assert found.gemeint == "Gestattung"
    assert not frage("gestattung").unscharf


def test_some_words_will_do_where_not_all_are_found(katalog, frage):
    found = frage("gestattung raumschiff")
    assert found.teilweise
    assert titles(found)[0] == GESTATTUNG


def test_who_has_all_the_words_comes_first(katalog, frage):
    for number in range(4):
        katalog.leistung(f"Tonne Nummer {number}")
    found = frage("tonne antrag")
    assert titles(found)[0] == TONNE


def test_what_has_no_answer_gets_none(katalog, frage):
    assert frage("xyzzyplugh").anzahl == 0
    assert frage("").anzahl == 0
    assert frage("der die das").anzahl == 0


def test_editors_synonyms_count_at_once(katalog, frage):
    assert HUND not in titles(frage("wauwau"))
    assert titles(frage("wauwau", regeln=Regeln.of([("wauwau", "Hund")])))[0] == HUND


def test_paging_shows_every_hit_once(katalog, maschine):
    for number in range(8):
        katalog.leistung(f"Hundeverein {number}")
    engine = maschine()
    seen = [
        treffer.url
        for ab in range(0, 12, 3)
        for treffer in queries.suche(queries.Suchanfrage("hundeverein", ab=ab, hoechstens=3), engine).treffer
    ]
    assert len(seen) == len(set(seen)) == 8


def test_every_language_is_given_what_there_is(katalog, frage):
    assert urls(frage("hund", sprache="en"))[0].endswith("/leistungen/hundesteuer/")


def test_words_nearby_help(katalog, maschine):
    engine = maschine()
    assert "Hundesteuer" in queries.nearest_words("hundesteuern", engine)
    assert queries.nearest_words("qqqq", engine) == []


def test_offices_of_one_name_are_told_apart_by_their_administration(katalog, frage):
    OrganisationseinheitFactory(redaktion=katalog.mayen, name="Bürgerbüro", slug="m", verwaltung="Stadt Mayen")
    assert set(titles(frage("bürgerbüro"))[:2]) == {
        "Bürgerbüro – Stadt Mayen",
        "Bürgerbüro – Verbandsgemeindeverwaltung Kaisersesch",
    }
    assert titles(frage("bürgerbüro mayen"))[0] == "Bürgerbüro – Stadt Mayen"
