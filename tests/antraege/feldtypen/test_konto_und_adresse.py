"""Bank accounts with their mandates, and addresses whose postcode must fit the place."""

import pytest
from django.core.exceptions import ValidationError
from stdnum import iban

from antraege.feldtypen import ALLEIN, NACH_TYP
from antraege.feldtypen.adresse import Adresse
from antraege.feldtypen.erklaerung import fassung
from antraege.feldtypen.iban import Bankverbindung, mandatstext
from cms.models import Postleitzahl
from tests.antraege.feldtypen.eingeben import complaint, complaints, fill
from tests.antraege.feldtypen.muster import MANDAT, feld
from tests.factories.cms import GebietFactory, Orte

# --- Bank accounts ----------------------------------------------------------------------------------------------------

IBAN = "DE02120300000000202051"


@pytest.mark.parametrize(
    "typed",
    [IBAN, "DE02 1203 0000 0000 2020 51", "de02-1203-0000-0000-2020-51", "IBAN: DE02\u00a01203 000000002020 51"],
)
def test_an_iban_is_read_as_people_write_it(typed):
    assert fill(feld("iban"), typed) == Bankverbindung(IBAN)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Bitte geben Sie die IBAN an. Sie steht auf der Bankkarte und auf dem Kontoauszug."),
        (
            IBAN[:-1],
            "Eine deutsche IBAN hat 22 Zeichen, hier sind es 21. Bitte vergleichen Sie sie mit der Bankkarte.",
        ),
        (
            "DE02120300000000202015",
            "In der IBAN ist ein Tippfehler. Bitte vergleichen Sie sie mit der Bankkarte.",
        ),
        ("12030000", "Das ist keine IBAN. Sie beginnt mit dem Land, z. B. DE02 1203 0000 0000 2020 51."),
        ("Sparkasse", "Das ist keine IBAN. Sie beginnt mit dem Land, z. B. DE02 1203 0000 0000 2020 51."),
        (
            f"XX{iban.calc_check_digits('XX00120300000000202051')}120300000000202051",
            "Das ist keine IBAN. Sie beginnt mit dem Land, z. B. DE02 1203 0000 0000 2020 51.",
        ),
    ],
)
def test_what_is_wrong_with_an_iban_is_said(typed, said):
    assert complaint(feld("iban"), typed) == said


def test_a_mandate_names_the_creditor_and_keeps_its_wording():
    asked = feld("iban", **MANDAT)
    found = fill(asked, {ALLEIN: IBAN, "inhaber": "Erika Muster", "mandat": "on"})
    assert found == Bankverbindung(IBAN, "Erika Muster", fassung(mandatstext(asked)), mandatstext(asked))
    text = NACH_TYP["iban"].anzeige(found, asked)
    assert text.startswith("DE02 1203 0000 0000 2020 51\nErika Muster\nIch ermächtige Stadt Musterstadt")
    assert "DE98ZZZ09999999999" in text
    assert "acht Wochen" in str(NACH_TYP["iban"].teile(asked)["mandat"].help_text)


def test_a_mandate_given_in_another_language_stands_as_it_was_read():
    read, kept = feld("iban", **MANDAT, mandatstext="I authorise {empfaenger}."), feld("iban", **MANDAT)
    found = fill(read, {ALLEIN: IBAN, "inhaber": "Erika Muster", "mandat": "on"})
    typ = NACH_TYP["iban"]
    assert "I authorise Stadt Musterstadt." in typ.anzeige(found, kept)
    typ.noch_gueltig(kept, found)
    with pytest.raises(ValidationError):
        typ.nochmals(kept, found)


def test_a_mandate_needs_holder_and_consent():
    assert complaints(feld("iban", **MANDAT), {ALLEIN: IBAN}) == {
        "inhaber": "Bitte geben Sie an, wem das Konto gehört.",
        "mandat": "Bitte erteilen Sie das Mandat. Ohne Mandat können wir nicht abbuchen.",
    }
    assert complaints(feld("iban", pflicht=False, **MANDAT), {"inhaber": "Erika"}).keys() == {ALLEIN, "mandat"}


def test_a_mandate_for_other_words_is_given_anew():
    before, now = feld("iban", **MANDAT), feld("iban", **MANDAT, mandatstext="{empfaenger} darf abbuchen.")
    found = fill(before, {ALLEIN: IBAN, "inhaber": "Erika", "mandat": "on"})
    assert mandatstext(now) == "Stadt Musterstadt darf abbuchen."
    assert NACH_TYP["iban"].zerlegt(now, found)["mandat"] is False


def test_nobody_collects_outside_of_sepa():
    turkish = "TR330006100519786457841326"
    said = "Von diesem Konto können wir nicht abbuchen. Das geht nur im SEPA-Raum, z. B. von einem deutschen Konto."
    assert fill(feld("iban"), turkish)
    assert complaint(feld("iban", **MANDAT), turkish) == said


def test_editors_name_who_collects():
    wrong = NACH_TYP["iban"].maengel(feld("iban", mandat=True, glaeubiger_id="DE00ZZZ1"))
    assert list(wrong) == ["empfaenger", "glaeubiger_id"]


# --- Addresses --------------------------------------------------------------------------------------------------------

HAUS = {"strasse": "Am Markt", "hausnummer": "1", "plz": "56727", "ort": "Mayen"}


@pytest.fixture
def orte(db) -> Orte:
    orte = Orte()
    sankt = GebietFactory(name="Sankt Johann", slug="sankt-johann", uebergeordnet=orte.nachbarkreis)
    sauerthal = GebietFactory(name="Sauerthal", slug="sauerthal", uebergeordnet=orte.kreis)
    for plz, places in {
        "56727": [orte.mayen, sankt],
        "56759": [orte.laubach, orte.masburg],
        "65391": [sauerthal],
    }.items():
        Postleitzahl.objects.bulk_create([Postleitzahl(plz=plz, gebiet=place) for place in places])
    return orte


@pytest.mark.parametrize(
    ("typed", "plz", "ort"),
    [
        ({}, "56727", "Mayen"),
        ({"plz": "D-56727", "ort": "mayen"}, "56727", "mayen"),
        ({"plz": "56 727", "ort": "Mayen-Kürrenberg"}, "56727", "Mayen-Kürrenberg"),
        ({"ort": "St. Johann"}, "56727", "St. Johann"),
        ({"ort": "Sankt Johann bei Mayen"}, "56727", "Sankt Johann bei Mayen"),
        ({"plz": "50667", "ort": "Köln"}, "50667", "Köln"),
        ({"plz": "65391", "ort": "Lorch"}, "65391", "Lorch"),
    ],
)
def test_a_postcode_fits_its_place(orte, typed, plz, ort):
    assert fill(feld("adresse"), HAUS | typed) == Adresse("Am Markt", "1", plz, ort)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            {"ort": "Masburg"},
            "Orte mit der Postleitzahl 56727: Mayen, Sankt Johann. Bitte prüfen Sie Postleitzahl und Ort.",
        ),
        (
            {"ort": "Köln"},
            "Orte mit der Postleitzahl 56727: Mayen, Sankt Johann. Bitte prüfen Sie Postleitzahl und Ort.",
        ),
        (
            {"plz": "65391"},
            "Orte mit der Postleitzahl 65391: Sauerthal. Bitte prüfen Sie Postleitzahl und Ort.",
        ),
    ],
)
def test_a_wrong_pair_is_told_the_places_of_the_postcode(orte, typed, said):
    assert complaints(feld("adresse"), HAUS | typed) == {"ort": said}


@pytest.mark.parametrize("plz", ["5672", "567277", "00123", "5672O"])
def test_a_postcode_has_five_digits(orte, plz):
    assert complaints(feld("adresse"), HAUS | {"plz": plz}) == {
        "plz": "Eine Postleitzahl hat fünf Ziffern, z. B. 56727."
    }


def test_a_house_may_have_no_number(orte):
    said = "Bitte geben Sie die Hausnummer an. Gibt es keine, schreiben Sie „ohne“."
    assert complaints(feld("adresse"), HAUS | {"hausnummer": ""}) == {"hausnummer": said}
    found = fill(feld("adresse"), HAUS | {"hausnummer": "o. Nr."})
    assert NACH_TYP["adresse"].anzeige(found, feld("adresse")) == "Am Markt\n56727 Mayen"


def test_abroad_other_postcodes_hold_if_editors_allow_it(orte):
    asked = feld("adresse", ausland=True, zusatz=True)
    abroad = HAUS | {"plz": "L-1234", "ort": "Luxemburg", "land": "Luxemburg", "zusatz": "2. Stock"}
    assert NACH_TYP["adresse"].anzeige(fill(asked, abroad), asked) == (
        "Am Markt 1\n2. Stock\nL-1234 Luxemburg\nLuxemburg"
    )
    assert complaints(asked, abroad | {"land": "Deutschland"}).keys() == {"plz"}
    assert list(NACH_TYP["adresse"].teile(feld("adresse"))) == ["strasse", "hausnummer", "plz", "ort"]


def test_a_voluntary_address_is_whole_or_absent(orte):
    asked = feld("adresse", pflicht=False)
    assert fill(asked, {}) is None
    assert complaints(asked, {"strasse": "Am Markt"}).keys() == {"hausnummer", "plz", "ort"}
