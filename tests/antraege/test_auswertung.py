"""A rule that fails in a published form is nobody's fault who applies."""

import logging
from datetime import date

import pytest

from antraege.auswertung import Auswerter, _report
from antraege.definition import Definition
from antraege.regeln.ausdruck import RegelError, Umgebung

UMGEBUNG = Umgebung(date(2026, 3, 1), "RP")


def form(**rules):
    zahl = {"typ": "ganzzahl", "schluessel": "zahl", "beschriftung": "Zahl"}
    mehr = {"typ": "text", "schluessel": "mehr", "beschriftung": "Mehr", "sichtbar_wenn": rules.get("sichtbar")}
    regeln = [{"muss": {"cel": rules["muss"]}, "meldung": "Nein.", "feld": "zahl"}] if "muss" in rules else []
    schritt = {"schluessel": "antragsteller", "titel": "Sie", "inhalt": [zahl, mehr], "regeln": regeln}
    gebuehren = [{"bezeichnung": "Gebühr", "betrag": rules["betrag"]}] if "betrag" in rules else []
    return Definition.from_json({"titel": "F", "schritte": [schritt], "gebuehren": gebuehren})


FAILING = [
    {"sichtbar": {"cel": "1 / zahl == 1"}},
    {"muss": "1 / zahl == 1"},
    {"betrag": "100 / zahl"},
    {"sichtbar": {"alle": [["zahl", "enthaelt", "x"]]}},
]


@pytest.mark.parametrize("rules", FAILING)
def test_it_counts_as_unknown(rules, caplog):
    _report.cache_clear()
    auswerter = Auswerter(form(**rules))
    with caplog.at_level(logging.ERROR):
        found = auswerter.auswerten({"zahl": 0}, UMGEBUNG)
        auswerter.auswerten({"zahl": 0}, UMGEBUNG)
    assert "mehr" in found.sichtbar or "sichtbar" in rules
    assert found.fehler == ()
    assert found.betrag is None or "betrag" not in rules
    assert len([one for one in caplog.records if one.name == "antraege.auswertung"]) == 1


@pytest.mark.parametrize("rules", FAILING)
def test_it_is_an_error_for_whoever_builds_the_form(rules):
    with pytest.raises(RegelError):
        Auswerter(form(**rules), strict=True).auswerten({"zahl": 0}, UMGEBUNG)


@pytest.mark.parametrize("sichtbar", [{"cel": "zahl >"}, {"alle": [["mehr", "ist_angegeben"]]}])
def test_even_what_cannot_be_read_stops_nobody(sichtbar):
    assert "zahl" in Auswerter(form(sichtbar=sichtbar)).auswerten({"zahl": 1}, UMGEBUNG).sichtbar
    with pytest.raises(RegelError):
        Auswerter(form(sichtbar=sichtbar), strict=True)


class TestBetrag:
    @pytest.mark.parametrize("betrag", ["0 - zahl", "zahl * 2147483647", "double(zahl) * 1e300 * 1e300"])
    def test_what_nobody_can_owe_is_decided_by_the_office_and_logged_once(self, betrag, caplog):
        _report.cache_clear()
        auswerter = Auswerter(form(betrag=betrag))
        for _time in range(2):
            assert auswerter.auswerten({"zahl": 3}, UMGEBUNG).betrag is None
        assert len([one for one in caplog.records if one.name == "antraege.auswertung"]) == 1

    def test_nor_may_the_sum_be_more(self):
        definition = form(betrag="zahl * 1000000000").to_json()
        definition["gebuehren"] *= 3
        assert Auswerter(Definition.from_json(definition)).auswerten({"zahl": 2}, UMGEBUNG).betrag is None

    @pytest.mark.parametrize(("zahl", "betrag"), [(1, 1), (3, 2), (5, 3), (4, 2)])
    def test_half_a_cent_goes_up(self, zahl, betrag):
        assert Auswerter(form(betrag="double(zahl) * 0.5")).auswerten({"zahl": zahl}, UMGEBUNG).betrag == betrag


class TestAntwortenInTexten:
    def found(self, antworten):
        regel = {"muss": {"cel": "zahl > 100.0"}, "meldung": "{zahl} ist zu wenig, {wer}. {anders}", "feld": "zahl"}
        inhalt = [
            {"typ": "kommazahl", "schluessel": "zahl", "beschriftung": "Fläche", "einheit": "m²"},
            {"typ": "text", "schluessel": "wer", "beschriftung": "Wer"},
            {"typ": "hinweis", "text": "<p>Guten Tag, {wer}.</p>"},
        ]
        schritt = {"schluessel": "antragsteller", "titel": "Sie", "inhalt": inhalt, "regeln": [regel]}
        form = Definition.from_json({"titel": "F", "schritte": [schritt]})
        return Auswerter(form).auswerten(antworten, UMGEBUNG)

    def test_messages_show_them_as_people_read_them(self):
        found = self.found({"zahl": 12.5, "wer": "<Erika>"})
        assert found.fehler[0].meldung == "12,5 m² ist zu wenig, <Erika>. {anders}"

    def test_in_a_notice_they_are_escaped(self):
        found = self.found({"wer": "<Erika>"})
        assert list(found.inhalt(found.schritte[0]))[2].text == "<p>Guten Tag, &lt;Erika&gt;.</p>"

    def test_what_is_not_given_says_so(self):
        found = self.found({"zahl": 12.5})
        assert "keine Angabe" in found.fehler[0].meldung
