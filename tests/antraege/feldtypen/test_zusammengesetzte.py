"""Times, periods, several choices, people, declarations, groups: what is typed, and what is said to it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import ValidationError

from antraege.feldtypen import ALLEIN, NACH_TYP
from antraege.feldtypen.datum import am
from antraege.feldtypen.erklaerung import Zustimmung, fassung
from antraege.feldtypen.person import Person
from antraege.feldtypen.zeitraum import Zeitraum
from tests.antraege.feldtypen.eingeben import complaint, complaints, fill
from tests.antraege.feldtypen.muster import FELDER, HEUTE, TEXT, VIELE, WAHLEN, feld


@pytest.fixture(autouse=True)
def _that_day():
    with am(HEUTE):
        yield


# --- Times ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("9", time(9)),
        ("9 Uhr", time(9)),
        ("9.30", time(9, 30)),
        ("09:30 Uhr", time(9, 30)),
        ("9 Uhr 30", time(9, 30)),
        ("930", time(9, 30)),
        ("1830", time(18, 30)),
        ("18h", time(18)),
        ("0:00", time(0)),
    ],
)
def test_a_time_is_read_as_people_write_it(typed, value):
    assert fill(feld("uhrzeit"), typed) == value


@pytest.mark.parametrize("typed", ["abends", "25:00", "9:60", "9:30 Uhr 15", "18:30:15", "24:00"])
def test_what_is_no_time(typed):
    assert complaint(feld("uhrzeit"), typed) == "Bitte eine Uhrzeit angeben, z. B. 18:30."


def test_a_time_keeps_to_its_limits():
    asked = feld("uhrzeit", fruehestens="8", spaetestens="22:00")
    assert complaint(asked, "22:01") == "Möglich ist es von 08:00 bis 22:00 Uhr."
    assert NACH_TYP["uhrzeit"].anzeige(time(8), asked) == "08:00 Uhr"
    assert list(NACH_TYP["uhrzeit"].maengel(feld("uhrzeit", fruehestens="früh"))) == ["fruehestens"]
    assert list(NACH_TYP["uhrzeit"].maengel(feld("uhrzeit", fruehestens="9", spaetestens="8"))) == ["spaetestens"]


# --- Periods ----------------------------------------------------------------------------------------------------------

ABEND = {"von": "9.5.26", "von_uhrzeit": "18", "bis": "9.5.26", "bis_uhrzeit": "23:30"}


def test_a_period_of_days():
    found = fill(feld("zeitraum"), {"von": "9.5.2026", "bis": "11.5.2026"})
    assert found == Zeitraum(date(2026, 5, 9), date(2026, 5, 11))
    assert found.tage == 3
    assert NACH_TYP["zeitraum"].anzeige(found, feld("zeitraum")) == "9. Mai 2026 bis 11. Mai 2026"
    assert NACH_TYP["zeitraum"].anzeige(replace(found, bis=found.von), feld("zeitraum")) == "9. Mai 2026"


def test_a_period_with_times_within_a_day_and_over_midnight():
    asked = feld("zeitraum", mit_uhrzeit=True)
    found = fill(asked, ABEND)
    assert NACH_TYP["zeitraum"].anzeige(found, asked) == "9. Mai 2026, 18:00 Uhr bis 23:30 Uhr"
    assert NACH_TYP["zeitraum"].regelwert(found, asked)["bis"] == datetime(2026, 5, 9, 23, 30, tzinfo=UTC)
    later = fill(asked, ABEND | {"bis": "10.5.26", "bis_uhrzeit": "1"})
    assert NACH_TYP["zeitraum"].anzeige(later, asked) == "9. Mai 2026, 18:00 Uhr bis 10. Mai 2026, 01:00 Uhr"


@pytest.mark.parametrize(
    ("angaben", "typed", "said"),
    [
        ({}, {"von": "9.5.26"}, {"bis": "Bitte geben Sie den letzten Tag an, auch wenn es nur einer ist."}),
        ({}, {"bis": "9.5.26"}, {"von": "Bitte geben Sie den ersten Tag an."}),
        (
            {"pflicht": False},
            {"von": "9.5.26"},
            {"bis": "Bitte geben Sie den letzten Tag an, auch wenn es nur einer ist."},
        ),
        (
            {},
            {"von": "9.5.26", "bis": "8.5.26"},
            {"bis": "Das Ende liegt vor dem Beginn am 09.05.2026. Bitte prüfen Sie beide."},
        ),
        (
            {"fruehestens": "heute+14T"},
            {"von": "9.5.26", "bis": "20.5.26"},
            {"von": "Das Datum ist zu früh. Möglich ist es ab 18.05.2026."},
        ),
        (
            {"hoechstens_tage": 2},
            {"von": "9.5.26", "bis": "11.5.26"},
            {"bis": "Möglich sind höchstens 2 Tage. Hier sind es 3."},
        ),
        ({"mit_uhrzeit": True}, ABEND | {"von_uhrzeit": ""}, {"von_uhrzeit": "Bitte geben Sie die Uhrzeit an."}),
        (
            {"mit_uhrzeit": True},
            ABEND | {"bis_uhrzeit": "1:00"},
            {
                "bis_uhrzeit": "Das Ende muss nach 18:00 Uhr liegen. "
                "Geht es über Mitternacht, dann endet es am nächsten Tag."
            },
        ),
    ],
)
def test_what_is_wrong_with_a_period_is_said_where_it_is(angaben, typed, said):
    assert complaints(feld("zeitraum", **angaben), typed) == said


def test_a_period_is_not_exported_backwards():
    with pytest.raises(ValueError, match="2026"):
        NACH_TYP["zeitraum"].aus_export({"von": "2026-05-09", "bis": "2026-05-08"}, feld("zeitraum"))


# --- Several choices --------------------------------------------------------------------------------------------------


def test_several_choices_keep_the_order_of_the_form():
    asked = feld("mehrfachauswahl", wahlen=WAHLEN)
    assert fill(asked, ["speisen", "bier", "bier"]) == ("bier", "speisen")
    assert NACH_TYP["mehrfachauswahl"].anzeige(("bier", "speisen"), asked) == "Bier und Wein\nSpeisen"


def test_how_many_are_to_be_chosen_is_said():
    asked = feld("mehrfachauswahl", wahlen=VIELE, mindestens=2, hoechstens=3)
    assert complaint(asked, []) == "Bitte wählen Sie mindestens eine der Möglichkeiten."
    assert complaint(asked, ["wein"]) == "Bitte wählen Sie mindestens eine der Möglichkeiten."
    assert complaint(asked, ["nr_1"]) == "Bitte wählen Sie mindestens 2 aus."
    assert complaint(asked, [f"nr_{n}" for n in range(4)]) == "Bitte wählen Sie höchstens 3 aus."
    assert list(NACH_TYP["mehrfachauswahl"].maengel(feld("mehrfachauswahl", wahlen=WAHLEN, mindestens=3))) == [
        "mindestens"
    ]


# --- People -----------------------------------------------------------------------------------------------------------


def test_only_what_editors_ask_for_is_asked_of_a_person():
    assert list(NACH_TYP["person"].teile(feld("person"))) == ["vorname", "name"]
    every = feld("person", anrede=True, titel=True, geburtsname=True)
    assert list(NACH_TYP["person"].teile(every)) == ["anrede", "titel", "vorname", "name", "geburtsname"]
    assert NACH_TYP["person"].anzeige(Person("Erika", "Muster", "frau", "Dr.", "Gabler"), every) == (
        "Frau Dr. Erika Muster, geboren als Gabler"
    )


def test_a_voluntary_person_is_named_wholly_or_not_at_all():
    asked = feld("person", pflicht=False)
    assert fill(asked, {}) is None
    assert complaints(asked, {"name": "Muster"}) == {"vorname": "Bitte geben Sie den Vornamen an."}
    assert complaints(feld("person"), {}) == {
        "vorname": "Bitte geben Sie den Vornamen an.",
        "name": "Bitte geben Sie den Familiennamen an.",
    }


def test_browsers_know_the_parts_of_a_name():
    purposes = {
        part: field.widget.attrs["autocomplete"]
        for part, field in NACH_TYP["person"].teile(feld("person", selbst=True)).items()
    }
    assert purposes == {"vorname": "given-name", "name": "family-name"}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("24.12.1850", "Das ist zu lange her. Bitte prüfen Sie das Jahr."),
        ("5.5.2026", "Das Geburtsdatum liegt in der Zukunft. Bitte prüfen Sie das Jahr."),
        ("5.5.2008", "Das geht erst ab 18 Jahren. Bitte prüfen Sie das Geburtsdatum."),
        ("1980", "Bitte ein Datum angeben, z. B. 24.12.1980."),
    ],
)
def test_a_day_of_birth_is_one_of_somebody_alive(typed, said):
    assert complaint(feld("geburtsdatum", mindestalter=18), typed) == said


def test_a_day_of_birth_is_never_ahead():
    assert fill(feld("geburtsdatum"), "3.2.27") == date(1927, 2, 3)
    assert fill(feld("geburtsdatum", mindestalter=18), "4.5.08") == date(2008, 5, 4)


# --- Declarations -----------------------------------------------------------------------------------------------------


def test_a_declaration_is_kept_with_the_version_of_its_text():
    asked = feld("erklaerung", text=TEXT)
    found = fill(asked, "on")
    assert found == Zustimmung.to(TEXT)
    shown = f"{TEXT}\nBestätigt (Textfassung {fassung(TEXT)})"
    assert NACH_TYP["erklaerung"].anzeige(found, asked) == shown
    assert fassung(TEXT.replace("\n", "\r\n  ")) == fassung(TEXT)


def test_another_text_is_confirmed_anew():
    before, now = feld("erklaerung", text=TEXT), feld("erklaerung", text=TEXT + " Immer.")
    found = fill(before, "on")
    assert NACH_TYP["erklaerung"].zerlegt(now, found) == {ALLEIN: False}
    with pytest.raises(ValidationError):
        NACH_TYP["erklaerung"].nochmals(now, found)


def test_what_was_confirmed_is_shown_word_by_word_whatever_stands_in_the_form_now():
    """It may have been read in another language."""
    read, kept = feld("erklaerung", text="I agree."), feld("erklaerung", text=TEXT)
    typ = NACH_TYP["erklaerung"]
    found = typ.aus_export(typ.export(fill(read, "on"), read), kept)
    assert typ.anzeige(found, kept) == f"I agree.\nBestätigt (Textfassung {fassung('I agree.')})"
    typ.noch_gueltig(kept, found)


def test_a_required_declaration_is_made():
    said = "Bitte bestätigen Sie das. Ohne diese Erklärung geht es nicht weiter."
    assert complaint(feld("erklaerung", text=TEXT), None) == said
    assert fill(feld("erklaerung", text=TEXT, pflicht=False), None) is None


# --- Groups -----------------------------------------------------------------------------------------------------------

HUNDE = ({"rufname": "Bello", "alter": 3}, {"rufname": "Rex"})


def rows(asked, *given):
    return NACH_TYP["gruppe"].zusammen(asked, {ALLEIN: given})


def test_a_group_is_shown_row_by_row():
    asked = feld("gruppe", singular="Hund", felder=FELDER)
    assert NACH_TYP["gruppe"].anzeige(HUNDE, asked) == "Hund 1\nRufname: Bello\nAlter: 3\nHund 2\nRufname: Rex"
    assert NACH_TYP["gruppe"].regelwert(HUNDE, asked)[1] == {"rufname": "Rex", "alter": None, "haltung": None}
    assert [one.schluessel for one in NACH_TYP["gruppe"].felder(asked)] == ["rufname", "alter", "haltung"]


def test_empty_rows_do_not_count():
    asked = feld("gruppe", singular="Hund", felder=FELDER)
    assert rows(asked, {"rufname": "Bello", "alter": None}, {"rufname": None}, {}) == ({"rufname": "Bello"},)
    assert rows(feld("gruppe", singular="Hund", felder=FELDER, pflicht=False), {"rufname": None}) is None


@pytest.mark.parametrize(
    ("angaben", "number", "said"),
    [
        ({}, 0, "Bitte machen Sie einen Eintrag."),
        ({"mindestens": 2}, 1, "Bitte machen Sie mindestens 2 Einträge."),
        ({"hoechstens": 2}, 3, "Hier sind höchstens 2 Einträge möglich. Bitte entfernen Sie welche."),
    ],
)
def test_how_many_rows_are_wanted_is_said(angaben, number, said):
    with pytest.raises(ValidationError) as error:
        rows(feld("gruppe", singular="Hund", felder=FELDER, **angaben), *[{"rufname": "Rex"}] * number)
    assert error.value.message_dict == {ALLEIN: [said]}


def test_what_a_group_cannot_be():
    inner = {"typ": "gruppe", "schluessel": "innen", "beschriftung": "Innen", "singular": "X", "felder": FELDER}
    for wrong in ([], [inner]):
        assert list(NACH_TYP["gruppe"].maengel(feld("gruppe", singular="Hund", felder=wrong))) == ["felder"]
    bounds = feld("gruppe", singular="Hund", felder=FELDER, mindestens=3, hoechstens=2)
    assert list(NACH_TYP["gruppe"].maengel(bounds)) == ["hoechstens"]


def test_a_question_in_a_group_is_answered_without_a_colon():
    asked = feld("gruppe", singular="Hund", felder=[{"typ": "ja_nein", "schluessel": "brav", "beschriftung": "Brav?"}])
    assert NACH_TYP["gruppe"].anzeige(({"brav": True},), asked) == "Hund 1\nBrav? Ja"
