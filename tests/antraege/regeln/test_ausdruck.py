"""Expressions: what they know, what they make of what is missing, and how they say what is wrong."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from antraege.regeln.ausdruck import UNBEKANNT, Ausdruck, RegelError, Umgebung
from antraege.regeln.funktionen import FUNKTIONEN

HEUTE = Umgebung(date(2026, 3, 2), "RP")
WERTE = {
    "art": "verein",
    "beginn": datetime(2026, 4, 20, tzinfo=UTC),
    "personen": 5,
    "pacht": 123_45,
    "musik": True,
    "name": "",
    "zeitraum": {"von": datetime(2026, 5, 1, tzinfo=UTC), "bis": None},
    "staende": [{"art": "wurst", "flaeche": 3}, {"art": "bier", "flaeche": None}],
    "wochen_liste": [],
}


def result(quelle: str):
    return Ausdruck(quelle).auswerten(WERTE, HEUTE)


@pytest.mark.parametrize(
    ("quelle", "erwartet"),
    [
        ("beginn >= heute + tage(14)", True),
        ("beginn == heute + wochen(7)", True),
        ("werktage(heute, beginn) >= 41", False),
        ("arbeitstage(heute, beginn)", 33),
        ("kalendertage(heute, beginn) + 1", 50),
        ("jahre(datum('17.05.2008'), heute)", 17),
        ("monate(heute, datum('2026-12-31'))", 9),
        ("jahr(heute) * 10000 + monat(heute) * 100 + wochentag(heute)", 20260301),
        ("plus_monate(datum('31.01.2027'), 1) == datum('28.02.2027')", True),
        ("plus_monate(heute, -15) == datum('02.12.2024')", True),
        ("euro(12.50) + euro(3)", 1550),
        ("prozent(7.5, pacht)", 926),
        ("angefangen(personen, 2)", 3),
        ("angefangen(0.1 + 0.2, 0.1)", 4),
        ("angefangen(0.3, 0.1)", 3),
        ("mal(12.5, euro(0.33))", 413),
        ("mal(3, euro(2))", 600),
        ("runden(2.5) + aufrunden(2.1)", 6),
        ("summe([0.1, 0.2])", 0.3),
        ("feiertag(datum('1.11.2026'))", True),
        ("feiertag(datum('2.11.2026'))", False),
        ("groesster(euro(50), pacht)", 12345),
        ("kleinster(euro(50), pacht)", 5000),
        ("summe(staende, 'flaeche')", 3),
        ("summe(staende.map(s, s.art == 'wurst' ? 2 : 1))", 3),
        ("laenge('Größe')", 5),
        ("staende.exists(s, s.art == 'bier')", True),
        ("art in ['verein', 'gewerbe'] && musik", True),
    ],
)
def test_expressions_reckon_with_days_money_and_rows(quelle, erwartet):
    assert result(quelle) == erwartet


@pytest.mark.parametrize(
    "quelle",
    [
        "ende > heute",
        "ende != heute",
        "jahre(geboren, heute) != 18",
        "name == 'x'",
        "zeitraum.bis > zeitraum.von",
        "staende.all(s, s.flaeche > 2)",
        "staende[2].art == 'bier'",
        "ende > heute && musik",
    ],
)
def test_what_hangs_on_a_missing_answer_is_unknown(quelle):
    assert result(quelle) is UNBEKANNT


@pytest.mark.parametrize(
    ("quelle", "erwartet"),
    [
        ("ende > heute || musik", True),
        ("ende > heute && !musik", False),
        ("musik ? 1 : summe(fehlt)", 1),
        ("staende.exists(s, s.flaeche == 3)", True),
        ("size(wochen_liste) == 0", True),
    ],
)
def test_unless_the_rest_decides(quelle, erwartet):
    assert result(quelle) == erwartet


@pytest.mark.parametrize(
    ("quelle", "erwartet"),
    [
        ("angegeben(art)", True),
        ("angegeben(name)", False),
        ("angegeben(fehlt) || angegeben(wochen_liste)", False),
        ("angegeben(zeitraum.von) && !angegeben(zeitraum.bis)", True),
        ("angegeben(fehlt.von)", False),
        ("staende.map(s, angegeben(s.flaeche))", [True, False]),
        ("staende.filter(s, angegeben(s.flaeche)).size()", 1),
        ('"angegeben(art)" == art', False),
    ],
)
def test_whether_something_is_given_is_always_known(quelle, erwartet):
    assert result(quelle) == erwartet


def test_the_names_are_those_of_fields():
    assert Ausdruck("beginn > heute && staende.all(s, s.art != art)").namen == ("art", "beginn", "staende")
    assert Ausdruck("s > 1 && staende.map(s, s.art).size() > 0").namen == ("s", "staende")
    assert Ausdruck("zeitraum.von == datum('1.1.2026') // beginn").namen == ("zeitraum",)
    assert Ausdruck("'beginn' == art").namen == ("art",)


@pytest.mark.parametrize(
    ("quelle", "grund"),
    [
        ("personen + art > 3", "nicht zusammenpassen"),
        ("10 / (personen - 5) > 1", "durch null"),
        ("jahre(beginn) > 3", "jahre(von, bis)"),
        ("datum('31.02.2026') > heute", 'datum("31.12.2026")'),
        ("alter(beginn) > 3", "„alter“ gibt es nicht"),
        ("art.matches('(')", "matches()"),
        ("personen * 9223372036854775807 > 1", "zu groß"),
    ],
)
def test_an_error_says_which_rule_and_why(quelle, grund):
    with pytest.raises(RegelError) as raised:
        result(quelle)
    assert quelle in str(raised.value)
    assert grund in str(raised.value)
    assert "12345" not in str(raised.value)


@pytest.mark.parametrize(
    ("quelle", "meldung"),
    [
        ("", "leer"),
        ("art = 'verein'", "Stelle 5: Schreiben Sie zwei Gleichheitszeichen"),
        ("musik and personen > 3", "Stelle 7: Schreiben Sie && statt „and“"),
        ("musik oder art == 'x'", "Schreiben Sie || statt „oder“"),
        ("nicht musik", "Schreiben Sie ! statt „nicht“"),
        ("(personen > 3", "Hier fehlt „)“"),
        ("personen > 3)", "keine Klammer auf"),
        ("personen >", "fehlt noch etwas"),
        ("jahre(beginn, heute", "Hier fehlt „)“"),
        ("personen in [1, 2", "Klammer ist noch offen"),
        ("personen > 1,5", "mit Punkt: 12.50"),
        ("personen <> 3", "„ungleich“"),
        ("personen => 3", ">= für „mindestens“"),
        ("größe > 3", "Umlaute"),
        ("art == „verein“", "geraden Anführungszeichen"),
        ("art ==\n 'verein", "Zeile 2, Stelle 2: Diesem Text fehlt"),
        ("musik & musik", "&& für „und“"),
        ("personen § 3", "„§“ gibt es in Regeln nicht"),
        ("for > 3", "„for“ ist ein Wort der Regelsprache"),
        ("personen > 99999999999999999999", "zu groß"),
        ("(" * 150 + "1" + ")" * 150, "verschachtelt"),
        ("personen > 1 " * 400, "länger"),
    ],
)
def test_what_cannot_be_read_is_explained(quelle, meldung):
    with pytest.raises(RegelError, match=r".") as raised:
        Ausdruck(quelle)
    assert meldung in str(raised.value)


def test_a_missing_answer_is_not_logged(caplog):
    assert result("jahre(geboren, heute) > 17") is UNBEKANNT
    assert not caplog.records


def test_every_function_is_described():
    described = (Path(__file__).parents[3] / "docs/regeln.md").read_text(encoding="utf-8")
    assert [one.aufruf for one in FUNKTIONEN.values() if f"`{one.aufruf}`" not in described] == []
