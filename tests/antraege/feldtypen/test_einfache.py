"""Text, numbers, money, days, yes or no, ways to reach somebody: what is typed, and what is said to it."""

from datetime import date
from decimal import Decimal

import pytest

from antraege.feldtypen import NACH_TYP
from antraege.feldtypen.datum import am, limit
from tests.antraege.feldtypen.eingeben import complaint, fill
from tests.antraege.feldtypen.muster import HEUTE, WAHLEN, feld


@pytest.fixture(autouse=True)
def _that_day():
    with am(HEUTE):
        yield


GELESEN = [
    (feld("text"), "  Heim\u00adspiel\u200b \u00a0 am\tSonntag ", "Heimspiel am Sonntag"),
    (feld("text"), "Zoe\u0308", "Zo\u00eb"),
    (feld("langtext"), " eins \r\nzwei\r\n\r\n\r\n\r\ndrei ", "eins\nzwei\n\ndrei"),
    (feld("ganzzahl"), "1.200", 1200),
    (feld("ganzzahl"), "1 200", 1200),
    (feld("ganzzahl"), "012", 12),
    (feld("ganzzahl"), "12,0", 12),
    (feld("ganzzahl", mindestens=-10), "−4", -4),
    (feld("ganzzahl", mindestens=-10), "- 4", -4),
    (feld("kommazahl"), "12,5", Decimal("12.5")),
    (feld("kommazahl"), "12.5", Decimal("12.5")),
    (feld("kommazahl"), "1.234,50", Decimal("1234.5")),
    (feld("kommazahl"), "1.234", Decimal(1234)),
    (feld("kommazahl"), "12", Decimal(12)),
    (feld("kommazahl", mindestens=-10), "−0,25", Decimal("-0.25")),
    (feld("geld"), "1.234,50 €", 123450),
    (feld("geld"), "1234,5", 123450),
    (feld("geld"), "€ 12", 1200),
    (feld("geld"), "12,-", 1200),
    (feld("geld"), "12,-- EUR", 1200),
    (feld("geld"), "0", 0),
    (feld("datum"), "24.12.2026", date(2026, 12, 24)),
    (feld("datum"), "24.12.26", date(2026, 12, 24)),
    (feld("datum"), "24. 12. 2026", date(2026, 12, 24)),
    (feld("datum"), "4/1/2026", date(2026, 1, 4)),
    (feld("datum"), "24-12-2026", date(2026, 12, 24)),
    (feld("datum"), "24122026", date(2026, 12, 24)),
    (feld("datum"), "241226", date(2026, 12, 24)),
    (feld("datum"), "24. Dezember 2026", date(2026, 12, 24)),
    (feld("datum"), "1. März 26", date(2026, 3, 1)),
    (feld("datum"), "2026-12-24", date(2026, 12, 24)),
    (feld("datum"), "1.1.85", date(1985, 1, 1)),
    (feld("ja_nein"), "ja", True),
    (feld("ja_nein"), "nein", False),
    (feld("auswahl", wahlen=WAHLEN), "bier", "bier"),
    (feld("email"), " mailto:Erika.Muster@Beispiel.DE ", "Erika.Muster@beispiel.de"),
    (feld("email"), "<erika@beispiel.de>,", "erika@beispiel.de"),
    (feld("email"), "erika@bücher.example", "erika@bücher.example"),
    (feld("telefon"), "(02651)  123-456", "(02651) 123-456"),
    (feld("telefon"), "+49 2651 / 123456", "+49 2651 / 123456"),
]

GERUEGT = [
    (feld("text"), "", "Bitte füllen Sie dieses Feld aus."),
    (feld("text"), " \u200b ", "Bitte füllen Sie dieses Feld aus."),
    (feld("text", hoechstens=5), "Heimspiel", "Bitte höchstens 5 Zeichen. Jetzt sind es 9."),
    (feld("langtext"), "x" * 5001, "Bitte höchstens 5000 Zeichen. Jetzt sind es 5001."),
    (feld("ganzzahl"), "zwölf", "Bitte eine ganze Zahl angeben, z. B. 12."),
    (feld("ganzzahl"), "1,5", "Bitte eine ganze Zahl angeben, z. B. 12."),
    (feld("ganzzahl"), "١٢", "Bitte eine ganze Zahl angeben, z. B. 12."),
    (feld("ganzzahl"), "9" * 5000, "Bitte höchstens 1.000.000.000 angeben."),
    (feld("ganzzahl"), "-1", "Bitte mindestens 0 angeben."),
    (feld("ganzzahl", hoechstens=20000), "20001", "Bitte höchstens 20.000 angeben."),
    (feld("kommazahl"), "zwölf", "Bitte eine Zahl angeben, z. B. 12,5."),
    (feld("kommazahl"), "1,2,3", "Bitte eine Zahl angeben, z. B. 12,5."),
    (feld("kommazahl"), "12,345", "Bitte höchstens 2 Stellen nach dem Komma angeben."),
    (feld("kommazahl", nachkommastellen=1), "0,25", "Bitte höchstens 1 Stelle nach dem Komma angeben."),
    (feld("kommazahl"), "-0,5", "Bitte mindestens 0 angeben."),
    (feld("kommazahl", hoechstens=12), "12,01", "Bitte höchstens 12 angeben."),
    (feld("geld"), "viel", "Bitte einen Betrag in Euro angeben, z. B. 1.234,50."),
    (feld("geld"), "-5", "Bitte einen Betrag in Euro angeben, z. B. 1.234,50."),
    (feld("geld"), "12.50", "Bitte einen Betrag in Euro angeben, z. B. 1.234,50."),
    (feld("geld", mindestens=10), "9,99", "Bitte mindestens 10,00\u00a0€ angeben."),
    (feld("geld", hoechstens=10), "10,01", "Bitte höchstens 10,00\u00a0€ angeben."),
    (feld("datum"), "31.2.2026", "Bitte ein Datum angeben, z. B. 24.12.2026."),
    (feld("datum"), "morgen", "Bitte ein Datum angeben, z. B. 24.12.2026."),
    (feld("datum"), "24.12.", "Bitte ein Datum angeben, z. B. 24.12.2026."),
    (feld("datum"), "24.12.20260", "Bitte ein Datum angeben, z. B. 24.12.2026."),
    (feld("datum"), "24.12.0026", "Das Datum ist zu früh. Möglich ist es ab 01.01.1900."),
    (
        feld("datum", fruehestens="heute+2W"),
        "17.5.2026",
        "Das Datum ist zu früh. Möglich ist es ab 18.05.2026.",
    ),
    (feld("datum", spaetestens="heute"), "5.5.2026", "Das Datum ist zu spät. Möglich ist es bis 04.05.2026."),
    (feld("ja_nein"), "", "Bitte wählen Sie „Ja“ oder „Nein“."),
    (feld("ja_nein"), "vielleicht", "Bitte wählen Sie „Ja“ oder „Nein“."),
    (feld("auswahl", wahlen=WAHLEN), "", "Bitte wählen Sie eine der Möglichkeiten."),
    (feld("auswahl", wahlen=WAHLEN), "wein", "Bitte wählen Sie eine der Möglichkeiten."),
    (feld("email"), "erika.beispiel.de", "Bitte eine E-Mail-Adresse angeben, z. B. name@beispiel.de."),
    (feld("email"), f"{'e' * 64}@{'b' * 190}.de", "Bitte eine E-Mail-Adresse angeben, z. B. name@beispiel.de."),
    (feld("telefon"), "ruft mich an", "Bitte eine Telefonnummer mit Vorwahl angeben, z. B. 02651 123456."),
    (feld("telefon"), "112", "Bitte eine Telefonnummer mit Vorwahl angeben, z. B. 02651 123456."),
    (feld("telefon"), "0" * 16, "Bitte eine Telefonnummer mit Vorwahl angeben, z. B. 02651 123456."),
]


@pytest.mark.parametrize(("asked", "typed", "wert"), GELESEN, ids=lambda one: str(one)[:30])
def test_is_understood(asked, typed, wert):
    assert fill(asked, typed) == wert


@pytest.mark.parametrize(("asked", "typed", "message"), GERUEGT, ids=lambda one: str(one)[:30])
def test_is_told_what_to_do(asked, typed, message):
    assert complaint(asked, typed) == message


@pytest.mark.parametrize(
    ("asked", "wert", "shown"),
    [
        (feld("ganzzahl", einheit="Personen"), 12000, "12.000 Personen"),
        (feld("ganzzahl"), 2026, "2026"),
        (feld("kommazahl", einheit="m²"), Decimal("12.50"), "12,5 m²"),
        (feld("kommazahl"), Decimal("-12000.25"), "-12.000,25"),
        (feld("geld"), 123450, "1.234,50\u00a0€"),
        (feld("datum"), date(2026, 12, 24), "24. Dezember 2026"),
        (feld("ja_nein"), False, "Nein"),
        (feld("auswahl", wahlen=WAHLEN), "bier", "Bier und Wein"),
        (feld("auswahl", wahlen=WAHLEN), "einst_waehlbar", "einst_waehlbar"),
    ],
    ids=lambda one: str(one)[:30],
)
def test_is_shown(asked, wert, shown):
    assert NACH_TYP[asked.typ].anzeige(wert, asked) == shown


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2027-02-28", date(2027, 2, 28)),
        ("heute", HEUTE),
        ("heute + 14 T", date(2026, 5, 18)),
        ("heute-1w", date(2026, 4, 27)),
        ("heute+22M", date(2028, 3, 4)),
        ("heute-18J", date(2008, 5, 4)),
        ("heute-99999J", date(1900, 1, 1)),
        ("heute+99999W", date(2199, 12, 31)),
    ],
)
def test_a_limit_may_be_counted_from_today(said, day):
    assert limit(said) == day


def test_a_month_later_is_never_past_the_month():
    with am(date(2026, 1, 31)):
        assert limit("heute+1M") == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        (feld("ganzzahl", mindestens=5, hoechstens=4), "hoechstens"),
        (feld("kommazahl", mindestens=5, hoechstens=4), "hoechstens"),
        (feld("geld", mindestens=5, hoechstens=4), "hoechstens"),
        (feld("datum", fruehestens="übermorgen"), "fruehestens"),
        (feld("datum", fruehestens="heute+1T", spaetestens="heute"), "spaetestens"),
        (feld("auswahl", wahlen=[*WAHLEN, WAHLEN[0]]), "wahlen"),
    ],
    ids=lambda one: str(one)[:30],
)
def test_what_cannot_be_is_told_to_editors(asked, name):
    assert list(NACH_TYP[asked.typ].maengel(asked)) == [name]


def test_browsers_fill_in_only_what_is_about_the_person():
    mine, theirs = (NACH_TYP["email"].teile(feld("email", selbst=about))[""] for about in (True, False))
    assert mine.widget.attrs["autocomplete"] == "email"
    assert theirs.widget.attrs["autocomplete"] == "off"


def test_the_way_to_write_it_is_said_below_what_editors_say():
    assert str(NACH_TYP["datum"].teile(feld("datum"))[""].help_text) == "Zum Beispiel 24.12.2026"
    assert (
        NACH_TYP["datum"].teile(feld("datum", hilfe="Der erste Tag"))[""].help_text
        == "Der erste Tag\nZum Beispiel 24.12.2026"
    )
