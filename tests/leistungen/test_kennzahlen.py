"""The state of the catalogue in figures: what each counts, and that its lists hold exactly that."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.utils import timezone

from cms.orte import verzeichnis
from leistungen import aufgaben
from leistungen.kennzahlen.bestand import stellen
from leistungen.kennzahlen.modell import Auswahl, kennzahlen
from leistungen.models import Leistung
from tests.leistungen.katalogwelt import Katalogwelt

KEINE = Auswahl()


@pytest.fixture(scope="module")
def gebaut(geteilt) -> Katalogwelt:
    return Katalogwelt()


@pytest.fixture
def welt(gebaut, db) -> Katalogwelt:
    return deepcopy(gebaut)


def at(slug: str) -> Auswahl:
    return Auswahl(ort=verzeichnis().by_slug[slug])


def counted(key: str, auswahl: Auswahl = KEINE) -> dict[str, int]:
    """The lines of a figure that count something, by their key."""
    return {one.key: one.anzahl for one in kennzahlen()[key].stand(auswahl).gruppen if one.anzahl}


def listed(key: str, gruppe: str = "", auswahl: Auswahl = KEINE) -> list[str]:
    return [zeile.titel for zeile in kennzahlen()[key].zeilen(auswahl, gruppe)]


AUSWAHLEN = {
    "alles": lambda: KEINE,
    "Mayen": lambda: at("mayen"),
    "Laubach": lambda: at("laubach-cochem-zell"),
    "Land": lambda: at("rheinland-pfalz"),
    "Themenfeld": lambda: Auswahl(themenfeld="Querschnitt"),
    "Stelle": lambda: Auswahl(stelle=stellen()[0][0]),
    "seit heute": lambda: Auswahl(seit=timezone.localdate()),
    "seit morgen": lambda: Auswahl(seit=timezone.localdate() + timedelta(days=1)),
}


@pytest.mark.parametrize("name", AUSWAHLEN)
def test_each_number_is_the_length_of_its_list(welt, name):
    auswahl = AUSWAHLEN[name]()
    for kennzahl in kennzahlen().values():
        stand = kennzahl.stand(auswahl)
        assert len(kennzahl.zeilen(auswahl, stand.key)) == stand.zahl, kennzahl.key
        for gruppe in stand.gruppen:
            assert len(kennzahl.zeilen(auswahl, gruppe.key)) == gruppe.anzahl, (kennzahl.key, gruppe.key)
            if gruppe.von is not None:
                assert len(kennzahl.zeilen(auswahl, gruppe.rest)) == gruppe.fehlt, (kennzahl.key, gruppe.key)


def test_every_figure_explains_itself_and_fills_its_columns(welt):
    for kennzahl in kennzahlen().values():
        assert str(kennzahl.erklaerung).endswith(".")
        for zeile in kennzahl.zeilen(KEINE, ""):
            assert len(zeile.zellen) == len(kennzahl.spalten)


def test_only_what_citizens_can_read_counts(welt):
    Leistung.objects.create(slug="geplant", bezeichnung="Geplant", redaktion=welt.redaktionen["land"])
    assert listed("themenfelder") == ["Ausweis", "Gästekarte", "Gestattung", "Hundesteuer"]
    assert counted("themenfelder") == {"Querschnitt": 2, "Engagement & Hobby": 1, "ohne": 1}


def test_at_a_place_counts_what_is_offered_there(welt):
    assert listed("themenfelder", auswahl=at("mayen")) == ["Ausweis", "Gestattung", "Hundesteuer"]
    assert "Gästekarte" in listed("themenfelder", auswahl=at("masburg"))


def test_the_way_is_the_best_there_is(welt):
    assert counted("wege") == {"online": 1, "formular": 1, "schalter": 2}
    assert listed("wege", "online") == ["Hundesteuer"]
    assert counted("wege", at("masburg")) == {"formular": 1, "schalter": 3}, "the service is Mayen's alone"


def test_levels_say_who_writes(welt):
    assert counted("ebenen") == {
        "land": 3,
        "verbandsgemeinde": 2,
        "verbandsfreie_gemeinde": 1,
        "oertlich": 2,
        "nur-oben": 2,
    }


def test_a_fee_is_decided_where_its_rule_was_made(welt):
    assert counted("gebuehren") == {"bund": 1, "ort": 1, "niemand": 1, "ohne": 1}
    (zeile,) = kennzahlen()["gebuehren"].zeilen(KEINE, "ort")
    assert zeile.zellen[1] == "Satzung von Verbandsgemeinde Kaisersesch"
    assert counted("gebuehren", at("mayen")) == {"bund": 1, "niemand": 2}


def test_stale_local_texts_are_the_desks_own(welt):
    assert counted("zu-pruefen") == {"vg-kaisersesch": 1, "mayen": 1}
    assert counted("zu-pruefen", at("laubach-cochem-zell")) == {"vg-kaisersesch": 1}
    assert not counted("zu-pruefen", Auswahl(themenfeld="Querschnitt"))


def test_nobody_is_responsible_where_citizens_find_no_office(welt):
    zeilen = kennzahlen()["ohne-zustaendigkeit"].zeilen(KEINE, "")
    assert [zeile.schluessel for zeile in zeilen] == [{"redaktion": "vg-kaisersesch", "leistung": "gestattung"}]


def test_a_district_lacks_nobody_where_its_municipalities_serve(welt):
    welt.write("kreis", "hundesteuer", "<p>Im Kreis.</p>")
    welt.write("kreis", "gestattung", "<p>Im Kreis.</p>")
    assert counted("ohne-zustaendigkeit") == {"vg-kaisersesch": 1, "landkreis-cochem-zell": 1}
    assert listed("ohne-zustaendigkeit", "landkreis-cochem-zell") == ["Gestattung"]


def test_overdue_reviews_are_counted_from_their_day_on(welt):
    assert listed("ueberfaellig") == ["Gästekarte"]


def test_coverage_counts_by_object_and_action(welt):
    ozg = kennzahlen()["ozg"]
    assert ozg.stand(KEINE).zahl == 1
    (zeile,) = ozg.zeilen(KEINE, "Engagement & Hobby")
    assert zeile.schluessel["durch"] == ["hundesteuer"]
    welt.hund.schluessel = [{"code": "99102013002077"}]
    welt.hund.save()
    assert ozg.stand(KEINE).zahl == 1, "the detail does not count"
    welt.hund.schluessel = [{"code": "99102013999000"}]
    welt.hund.save()
    assert ozg.stand(KEINE).zahl == 0


def test_a_day_narrows_what_has_one(welt):
    tomorrow = Auswahl(seit=timezone.localdate() + timedelta(days=1))
    stands = {key: kennzahl.stand(tomorrow).zahl for key, kennzahl in kennzahlen().items()}
    assert stands["themenfelder"] == stands["zu-pruefen"] == 0
    assert (stands["ozg"], stands["ohne-zustaendigkeit"]) == (1, 1), "the state of today"


def test_the_kommunal_share_has_its_own_whole(welt):
    alle, kommunal = (kennzahlen()[key].stand(KEINE) for key in ("ozg", "ozg-kommunal"))
    assert (alle.von, kommunal.von) == (557, 461)
    assert all(one.von and one.anzahl + one.fehlt == one.von for one in kommunal.gruppen)


def test_a_change_of_the_catalogue_is_counted_at_once(welt, client):
    client.get("/gesund/")
    assert counted("wege")["online"] == 1
    dienst = {"titel": "Karte holen", "url": "https://karte.example/", "vertrauensniveau": "00", "gilt_fuer": []}
    welt.write("land", "gestattung", [dienst], "onlinedienste")
    assert client.get("/").status_code == 200  # whichever request comes next brings the process in line
    assert counted("wege")["online"] == 2


@pytest.mark.parametrize("name", AUSWAHLEN)
def test_counting_costs_few_queries(welt, name, django_assert_max_num_queries):
    auswahl = AUSWAHLEN[name]()
    aufgaben.catch_up()
    with django_assert_max_num_queries(12):
        for kennzahl in kennzahlen().values():
            kennzahl.stand(auswahl)
