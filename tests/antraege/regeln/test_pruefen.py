"""What editors are told about a rule while they save it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from antraege.regeln.ausdruckpruefung import check_ausdruck, check_schluessel
from antraege.regeln.bedingung import Bedingung, Name, Regeltyp
from antraege.regeln.pruefen import check_bedingung
from tests.antraege.regeln.formen import NAMEN as FORMULAR

NAMEN = FORMULAR | {"ende": Name(Regeltyp.DATUM, "Ende der Veranstaltung")}


def said(quelle: str, ergibt: Regeltyp = Regeltyp.JA_NEIN) -> list[str]:
    befunde = check_ausdruck("Schritt 1", quelle, NAMEN, ergibt=ergibt)
    assert {one.stelle for one in befunde} <= {"Schritt 1"}
    return [one.meldung for one in befunde]


@pytest.mark.parametrize(
    "quelle",
    [
        "beginn >= heute + tage(14) && ende >= beginn",
        "art == 'verein' || art in ['gewerbe', \"privat\"]",
        "'verein' in angebot && !('gewerbe' in angebot)",
        "staende.exists(s, s.flaeche > 20) && summe(staende, 'flaeche') < 100",
        "staende.filter(s, angegeben(s.flaeche)).all(s, s.flaeche > 1)",
        "pacht > 0 && pacht * 2 < euro(500)",
        "100 / (personen - 1) > 3",
        "bezeichnung.contains('Fest') && laenge(bezeichnung) < 80",
        "angegeben(zeitraum.von) ? zeitraum.von > heute : musik",
        "bezeichnung == '' || int(bezeichnung) > 3",
    ],
)
def test_nothing_is_said_of_a_good_rule(quelle):
    assert said(quelle) == []


@pytest.mark.parametrize(
    ("quelle", "meldung"),
    [
        ("begin > heute", "Es gibt kein Feld „begin“. Meinten Sie „beginn“?"),
        ("Pacht > 0", "Es gibt kein Feld „Pacht“. Meinten Sie „pacht“?"),
        ("xyzzy > 0", "Es gibt kein Feld „xyzzy“."),
        ("werktag(heute, beginn) > 3", "Es gibt keine Funktion „werktag“. Meinten Sie „werktage“?"),
        ("beginn.getMonth() == 3", "Es gibt keine Funktion „getMonth“."),
        ("zeitraum.vom > heute", "„Zeitraum“ hat keinen Teil „vom“. Meinten Sie „von“?"),
        ("beginn.tag == 3", "„Beginn“ ist ein Datum und hat keinen Teil „tag“."),
        ("staende.all(s, s.flache > 3)", "„Stände“ hat keinen Teil „flache“. Meinten Sie „flaeche“?"),
        ("art == 'vereine'", "„Art“ hat keine Möglichkeit „vereine“. Meinten Sie „verein“?"),
        ("art in ['verein', 'Gewerbe']", "„Art“ hat keine Möglichkeit „Gewerbe“. Meinten Sie „gewerbe“?"),
        ("'Verein' in angebot", "„Angebot“ hat keine Möglichkeit „Verein“. Meinten Sie „verein“?"),
        ("angebot == 'verein'", "„Angebot“ ist eine Mehrfachauswahl. Schreiben Sie 'verein' in angebot."),
        ("beginn > '2026-12-31'", "„Beginn“ ist ein Datum. Schreiben Sie datum('2026-12-31')."),
        ("pacht > 50", "„Pacht“ ist ein Geldbetrag. Schreiben Sie euro(50)."),
        ("12.50 < pacht", "„Pacht“ ist ein Geldbetrag. Schreiben Sie euro(12.50)."),
        ("personen == '3'", "„Personen“ ist eine Zahl und kann nicht mit dem Text '3' verglichen werden."),
        ("beginn != null", "Statt null zu vergleichen, schreiben Sie angegeben(feld) oder !angegeben(feld)."),
        (
            "personen",
            "Als Ergebnis wird erwartet: Ja oder Nein. Heraus kommt: eine Zahl. "
            "Fehlt ein Vergleich, zum Beispiel == oder >?",
        ),
        ("art = 'verein'", "Stelle 5: Schreiben Sie zwei Gleichheitszeichen (==) für „ist gleich“."),
    ],
)
def test_a_bad_rule_is_explained(quelle, meldung):
    assert said(quelle) == [meldung]


@pytest.mark.parametrize(
    ("quelle", "grund"),
    [
        ("beginn > personen", "nicht zusammenpassen"),
        ("musik && art == 'privat' ? personen + art > 3 : true", "nicht zusammenpassen"),
        ("jahre(beginn) > 17", "jahre(von, bis)"),
        ("beginn < datum('31.02.2026')", 'datum("31.12.2026")'),
        ("size(personen) > 1", "„size“"),
    ],
)
def test_a_trial_with_examples_finds_what_does_not_fit(quelle, grund):
    [meldung] = said(quelle)
    assert quelle in meldung
    assert grund in meldung


def test_decimals_and_whole_numbers_are_not_mixed_up():
    assert said("mal(menge, pacht)", Regeltyp.GELD) == []
    assert said("aufrunden(menge) * euro(2)", Regeltyp.GELD) == []
    assert said("menge * 2.0 > 12.5", Regeltyp.JA_NEIN) == []
    [text] = said("menge * euro(2)", Regeltyp.GELD)
    assert "mal(Menge, Betrag)" in text


def test_a_calculated_value_must_be_of_its_type():
    assert said("pacht / 2 + euro(3)", Regeltyp.GELD) == []
    assert said("double(pacht) * 1.5", Regeltyp.GELD) == [
        "Die Regel ergibt eine Kommazahl. Runden Sie: runden(…), aufrunden(…), mal(Menge, Betrag) oder "
        "prozent(Satz, Betrag)."
    ]
    assert said("art", Regeltyp.ZAHL) == ["Als Ergebnis wird erwartet: eine Zahl. Heraus kommt: ein Text."]


@pytest.mark.parametrize(
    ("vergleich", "meldung"),
    [
        (["begin", "ist_leer"], "Es gibt kein Feld „begin“. Meinten Sie „beginn“?"),
        (["zeitraum.vom", "ist_leer"], "Es gibt kein Feld „zeitraum.vom“. Meinten Sie „zeitraum.von“?"),
        (
            ["musik", "gleich", "ja"],
            "„Musik“ ist Ja oder Nein; „ist gleich“ passt dazu nicht. "
            "Möglich sind: ist Ja, ist Nein, ist ausgefüllt, ist leer.",
        ),
        (["beginn", "mindestens", "übermorgen"], "„Beginn“ ist ein Datum. Vergleichen Sie mit einem Tag wie"),
        (["beginn", "mindestens", 14], "„Beginn“ ist ein Datum."),
        (["personen", "kleiner", "3"], "„Personen“ ist eine Zahl. Vergleichen Sie mit einer ganzen Zahl."),
        (["pacht", "kleiner", None], "„Pacht“ ist ein Geldbetrag. Vergleichen Sie mit einem Betrag"),
        (["bezeichnung", "gleich", ""], "„Bezeichnung“ ist ein Text. Vergleichen Sie mit einem Text."),
        (["art", "gleich", "Verein"], "„Art“ hat keine Möglichkeit „Verein“. Meinten Sie „verein“?"),
        (["art", "eine_von", []], "Für „Art“ ist nichts ausgewählt"),
        (["art", "eine_von", ["verein", "x"]], "„Art“ hat keine Möglichkeit „x“."),
        (["angebot", "enthaelt", "bier"], "„Angebot“ hat keine Möglichkeit „bier“."),
        (["musik", "ist_ja", True], "Bei „Musik“ braucht „ist Ja“ keinen Wert."),
    ],
)
def test_a_comparison_from_lists_is_checked_by_type(vergleich, meldung):
    bedingung = Bedingung.from_json({"alle": [["art", "gleich", "verein"], vergleich]})
    [befund] = check_bedingung("Schritt 1", bedingung, NAMEN)
    assert befund.meldung.startswith(meldung)


def test_a_condition_without_comparison_is_noticed():
    assert len(check_bedingung("", Bedingung(eine=()), NAMEN)) == 1
    assert check_bedingung("", None, NAMEN) == []
    assert check_bedingung("", Bedingung(cel="musik"), NAMEN) == []


def test_the_checks_are_about_what_is_there():
    many = {f"feld{n}": replace(NAMEN["musik"]) for n in range(300)}
    assert check_ausdruck("", "feld1 && feld2", many, ergibt=Regeltyp.JA_NEIN) == []


def test_a_key_must_not_be_a_word_of_the_rules():
    assert check_schluessel("", "beginn") == []
    assert "„heute“" in check_schluessel("", "heute")[0].meldung
    assert check_schluessel("", "summe")
    assert check_schluessel("", "if")


TEILE = """heute tage( summe( angegeben( datum( .map(x, .exists(s, s.flaeche .von ) ( [ ] { } , . && || ! == < + / ? :
in null true 1 -1 12.50 'verein' ' " // ä \\ optional.of( has( int( timestamp( r'"""
STUECKE = st.sampled_from([*TEILE.split(), "\n", *NAMEN])


@settings(max_examples=300, deadline=None)
@given(st.lists(STUECKE, max_size=8).map(" ".join) | st.lists(STUECKE, max_size=8).map("".join) | st.text(max_size=9))
def test_whatever_is_typed_gets_an_answer(quelle):
    assert all(befund.meldung for befund in check_ausdruck("", quelle, NAMEN, ergibt=Regeltyp.JA_NEIN))
