"""Tax numbers, number plates, places of the directory and values that nobody fills in."""

from datetime import UTC, date, datetime

import pytest

from antraege.feldtypen import ALLEIN, NACH_TYP
from antraege.feldtypen.berechnet import BerechnetFeld
from antraege.regeln.ausdruck import RegelError
from antraege.regeln.bedingung import Regeltyp
from tests.antraege.feldtypen.eingeben import complaint, fill
from tests.antraege.feldtypen.muster import feld
from tests.factories.cms import GebietFactory, Orte

STEUER_ID = feld("steuernummer", art="steuer_id")
STEUERNUMMER = feld("steuernummer", art="steuernummer")
UST_ID = feld("steuernummer", art="ust_id")


@pytest.mark.parametrize(
    ("asked", "typed", "wert", "shown"),
    [
        (STEUER_ID, "36 574 261 809", "36574261809", "36 574 261 809"),
        (STEUERNUMMER, "29/123/4567.8", "2912345678", "29/123/45678"),
        (STEUERNUMMER, "2729012345678", "2729012345678", "2729012345678"),
        (UST_ID, "de 136 695 976", "DE136695976", "DE136695976"),
        (feld("kennzeichen"), "myk ab 123", "MYK-AB 123", "MYK-AB 123"),
        (feld("kennzeichen"), "MYK-AB-12 e", "MYK-AB 12E", "MYK-AB 12E"),
        (feld("kennzeichen"), "wü - x1h", "WÜ-X 1H", "WÜ-X 1H"),
        (feld("kennzeichen"), "MY:AB1234", "MY-AB 1234", "MY-AB 1234"),
    ],
    ids=lambda one: str(one)[:30],
)
def test_a_number_is_read_as_people_write_it(asked, typed, wert, shown):
    assert fill(asked, typed) == wert
    assert NACH_TYP[asked.typ].anzeige(wert, asked) == shown


TYPO = "In der Nummer ist ein Tippfehler. Bitte vergleichen Sie sie mit dem Bescheid."
STEUER_ID_SAID = "Bitte die Steuer-ID mit elf Ziffern angeben. Sie steht auf jedem Steuerbescheid."
PLATE_SAID = "Bitte ein Kennzeichen mit Leerzeichen oder Bindestrich angeben, z. B. MYK-AB 123."


@pytest.mark.parametrize(
    ("asked", "typed", "said"),
    [
        (STEUER_ID, "", STEUER_ID_SAID),
        (STEUER_ID, "3657426180", STEUER_ID_SAID),
        (STEUER_ID, "keine", STEUER_ID_SAID),
        (STEUER_ID, "36574261808", TYPO),
        (STEUERNUMMER, "29/123", "Bitte die Steuernummer vom Steuerbescheid angeben, z. B. 29/123/45678."),
        (UST_ID, "LU12345678", "Bitte die Umsatzsteuer-ID angeben, z. B. DE136695976."),
        (UST_ID, "DE136695977", TYPO),
        (feld("kennzeichen"), "MYKAB123", PLATE_SAID),
        (feld("kennzeichen"), "MYK-AB 0123", PLATE_SAID),
        (feld("kennzeichen"), "MYK-Ä 1", PLATE_SAID),
        (
            feld("kennzeichen"),
            "MYK-AB 1234E",
            "Ein Kennzeichen hat höchstens acht Buchstaben und Ziffern. Bitte prüfen Sie es.",
        ),
    ],
    ids=lambda one: str(one)[:30],
)
def test_what_is_wrong_with_a_number_is_said(asked, typed, said):
    assert complaint(asked, typed) == said


# --- Places -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def orte(db) -> Orte:
    return Orte()


@pytest.fixture
def many(orte) -> Orte:
    """So many places that they are typed; one of them has a namesake."""
    for number in range(110):
        GebietFactory(name=f"Dorf {number}", slug=f"dorf-{number}", uebergeordnet=orte.nachbarkreis)
    GebietFactory(name="Laubach", slug="laubach-2", ars="071400000001", uebergeordnet=orte.nachbarkreis)
    return orte


def test_few_places_are_a_list(orte):
    field = NACH_TYP["gebiet"].teile(feld("gebiet", unter="071355002000"))[ALLEIN]
    assert field.choices == [("", "Bitte wählen"), ("071355002055", "Laubach"), ("071355002062", "Masburg")]
    assert complaint(feld("gebiet", unter="071355002000"), "071370068068") == "Bitte wählen Sie eine der Möglichkeiten."


@pytest.mark.parametrize(("typed", "ars"), [("mayen", "071370068068"), ("Masburg", "071355002062")])
def test_many_places_are_typed(many, typed, ars):
    asked = feld("gebiet")
    assert fill(asked, typed) == ars
    assert fill(asked, NACH_TYP["gebiet"].zerlegt(asked, ars)[ALLEIN]) == ars


def test_of_two_places_with_one_name_one_is_chosen(many):
    said = "Das passt zu mehreren Orten: Laubach (Landkreis Cochem-Zell), Laubach (Landkreis Mayen-Koblenz)."
    assert complaint(feld("gebiet"), "Laubach") == f"{said} Bitte schreiben Sie einen davon."
    assert fill(feld("gebiet"), "Laubach (Landkreis Mayen-Koblenz)") == "071400000001"
    assert fill(feld("gebiet", unter="071355002000"), "071355002055")


def test_a_place_that_is_not_there(many):
    said = "Diesen Ort kennen wir nicht. Bitte prüfen Sie den Namen, oder schreiben Sie die Postleitzahl."
    assert complaint(feld("gebiet"), "Köln") == said
    assert complaint(feld("gebiet", unter="071370000000"), "Masburg") == said


def test_a_place_that_became_part_of_another_is_still_shown_by_its_name(orte):
    orte.laubach.nachfolger = orte.masburg
    orte.laubach.save()
    asked = feld("gebiet", unter="071355002000")
    assert NACH_TYP["gebiet"].anzeige("071355002055", asked) == "Laubach"
    assert NACH_TYP["gebiet"].zerlegt(asked, "071355002055") == {ALLEIN: "071355002062"}


def test_editors_choose_among_what_places_lie_below(orte):
    names = [label for _ars, label in dict(NACH_TYP["gebiet"].angaben())["unter"].field.choices]
    assert "Landkreis Cochem-Zell" in names
    assert "Masburg" not in names
    assert list(NACH_TYP["gebiet"].maengel(feld("gebiet", unter="999999999999"))) == ["unter"]
    assert list(NACH_TYP["gebiet"].maengel(feld("gebiet", unter="071370068068"))) == []


# --- Values that nobody fills in --------------------------------------------------------------------------------------


def computed(als: str, **angaben: str):
    return feld("berechnet", ausdruck="x", als=als, **angaben)


@pytest.mark.parametrize(
    ("asked", "result", "wert", "shown"),
    [
        (computed("zahl", einheit="Tage"), 12000, 12000, "12.000 Tage"),
        (computed("zahl"), 3.0, 3, "3"),
        (computed("geld"), 1250.5, 1251, "12,51\u00a0€"),
        (computed("geld"), -1250, -1250, "−12,50\u00a0€"),
        (computed("datum"), datetime(2026, 12, 24, tzinfo=UTC), date(2026, 12, 24), "24. Dezember 2026"),
        (computed("text"), "Klasse A", "Klasse A", "Klasse A"),
    ],
    ids=lambda one: str(one)[:30],
)
def test_a_result_is_shown_as_what_it_is(asked, result, wert, shown):
    typ = BerechnetFeld()
    assert typ.aus_ergebnis(result, asked) == wert
    assert typ.anzeige(wert, asked) == shown


@pytest.mark.parametrize(("als", "result"), [("zahl", 2.5), ("zahl", "3"), ("geld", True), ("datum", 3), ("text", 3)])
def test_a_result_of_another_kind_is_refused(als, result):
    with pytest.raises(RegelError, match="Die Rechnung „x“ ergibt nichts von der Art"):
        BerechnetFeld().aus_ergebnis(result, computed(als))


def test_an_unknown_result_is_no_value():
    assert BerechnetFeld().aus_ergebnis(None, computed("zahl")) is None
    assert BerechnetFeld().regelname(computed("geld")).typ == Regeltyp.GELD


def test_a_calculation_that_cannot_be_read_is_told_to_editors():
    assert list(BerechnetFeld().maengel(feld("berechnet", ausdruck="personen *", als="zahl"))) == ["ausdruck"]
