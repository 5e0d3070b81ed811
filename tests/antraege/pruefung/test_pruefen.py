"""What is found wrong with a form before it is published, and where."""

from copy import deepcopy
from datetime import date

import pytest

from antraege.pruefung import Schwere, examine, stops
from tests.antraege.welt import FEST

HEUTE = date(2026, 3, 1)
FALL = {
    "name": "Ein kleines Fest",
    "tag": "2026-03-01",
    "antworten": {"name": "Erika", "beginn": "2026-06-01", "zelt": False},
    "erwartet": {"schritte": ["antragsteller", "fest"], "fehler": [], "gebuehr": 2550, "unterlagen": ["Lageplan"]},
}
GROSS = {
    "name": "Ein großes Zelt, zu spät",
    "tag": "2026-03-01",
    "antworten": {"name": "Erika", "beginn": "2026-03-05", "zelt": True, "flaeche": 100},
    "erwartet": {"fehler": ["beginn"], "fehlend": ["bauart"], "gebuehr": 12550},
}


@pytest.fixture
def form():
    return deepcopy(FEST) | {"faelle": deepcopy([FALL, GROSS])}


def found(form, schwere=None):
    return [
        (one.stelle, one.meldung) for one in examine(form, HEUTE, "RP") if schwere is None or one.schwere is schwere
    ]


def errors(form):
    return [(one.stelle, one.meldung) for one in stops(examine(form, HEUTE, "RP"))]


def test_a_good_form_has_no_errors(form):
    assert errors(form) == []


class TestAufbau:
    def test_the_first_step_asks_who_applies(self, form):
        form["schritte"].reverse()
        assert any("erste Schritt fragt" in meldung for _stelle, meldung in errors(form))

    def test_a_key_is_given_once(self, form):
        form["schritte"][2]["inhalt"][0]["schluessel"] = "zelt"
        assert errors(form) == [
            (
                "Schritt „Das Zelt“ › Feld „Bauart“ › Schlüssel",
                "Der Schlüssel „zelt“ ist schon vergeben, an „Steht ein Zelt?“.",
            )
        ]

    @pytest.mark.parametrize("key", ["aktion", "datenschutz", "heute", "Groß"])
    def test_a_key_is_not_one_that_is_taken(self, form, key):
        form["schritte"][2]["inhalt"][0]["schluessel"] = key
        assert "Schritt „Das Zelt“ › Feld „Bauart“ › Schlüssel" in dict(errors(form))

    @pytest.mark.parametrize("key", ["pruefen", "bezahlung", "fest"])
    def test_a_step_is_not_called_as_another_page(self, form, key):
        form["schritte"][2]["schluessel"] = key
        assert [stelle for stelle, _ in errors(form)] == ["Schritt „Das Zelt“ › Schlüssel"]

    def test_inputs_of_two_fields_never_have_one_name(self, form):
        form["schritte"][2]["inhalt"] += [
            {"typ": "adresse", "schluessel": "ort", "beschriftung": "Ort"},
            {"typ": "text", "schluessel": "ort_plz", "beschriftung": "Postleitzahl"},
        ]
        assert errors(form) == [
            (
                "Schritt „Das Zelt“ › Feld „Postleitzahl“ › Schlüssel",
                "Eine Eingabe hieße so wie eine von „Ort“. Wählen Sie einen anderen Schlüssel.",
            )
        ]

    def test_the_kind_of_a_field_has_its_say(self, form):
        form["schritte"][2]["inhalt"] += [
            {"typ": "ganzzahl", "schluessel": "n", "beschriftung": "Zahl", "mindestens": 5, "hoechstens": 2},
            {"typ": "auswahl", "schluessel": "w", "beschriftung": "Wahl"},
            {"typ": "zauber", "schluessel": "z", "beschriftung": "Zauber"},
        ]
        assert [stelle.rsplit(" › ")[1] for stelle, _ in errors(form)] == [
            "Feld „Zahl“",
            "Feld „Wahl“",
            "Feld „Zauber“",
        ]

    def test_members_of_a_group_have_no_conditions(self, form):
        member = {
            "typ": "text",
            "schluessel": "rasse",
            "beschriftung": "Rasse",
            "sichtbar_wenn": {"alle": [["zelt", "ist_ja"]]},
        }
        form["schritte"][1]["inhalt"].append(
            {"typ": "gruppe", "schluessel": "hunde", "beschriftung": "Hunde", "singular": "Hund", "felder": [member]}
        )
        assert [stelle for stelle, _ in errors(form)] == [
            "Schritt „Das Fest“ › Feld „Hunde“ › Feld „Rasse“ › Nur zeigen, wenn"
        ]

    def test_an_empty_form_says_what_is_missing(self):
        assert len(errors({})) == 2


class TestRegeln:
    def test_an_unknown_field_is_named_at_its_rule(self, form):
        form["schritte"][1]["inhalt"][3]["sichtbar_wenn"] = {"alle": [["zeld", "ist_ja"]]}
        assert errors(form) == [
            (
                "Schritt „Das Fest“ › Feld „Fläche des Zelts“ › Nur zeigen, wenn",
                "Es gibt kein Feld „zeld“. Meinten Sie „zelt“?",
            )
        ]

    def test_an_expression_is_read(self, form):
        form["schritte"][1]["regeln"][0]["muss"] = {"cel": "beginn >"}
        assert [stelle for stelle, _ in errors(form)] == ["Schritt „Das Fest“ › Plausibilitätsregel 1 › Es muss gelten"]

    def test_what_is_no_condition_says_so(self, form):
        form["unterlagen"][1]["sichtbar_wenn"] = {"immer": True}
        assert [stelle for stelle, _ in errors(form)] == ["Unterlage „Zeltbuch“ › Nur zeigen, wenn"]

    def test_a_fee_is_an_amount(self, form):
        form["gebuehren"][1]["betrag"] = "zelt"
        assert [stelle for stelle, _ in errors(form)] == ["Gebühr „Zelt“ › Betrag"]

    def test_texts_name_only_fields(self, form):
        form["schritte"][1]["regeln"][0]["meldung"] = "Am {beginn} ist es zu spät, am {begin} auch."
        form["schritte"][1]["inhalt"][0]["text"] = "<p>{name}, {nahme}</p>"
        assert errors(form) == [
            ("Schritt „Das Fest“ › Hinweis an Stelle 1", "Es gibt kein Feld „nahme“. Meinten Sie „name“?"),
            (
                "Schritt „Das Fest“ › Plausibilitätsregel 1 › Sonst steht da",
                "Es gibt kein Feld „begin“. Meinten Sie „beginn“?",
            ),
        ]

    def test_a_rule_speaks_at_a_field_of_its_step(self, form):
        form["schritte"][1]["regeln"][0]["feld"] = "bauart"
        assert [stelle for stelle, _ in errors(form)] == ["Schritt „Das Fest“ › Plausibilitätsregel 1 › bei dem Feld"]

    def test_rules_that_run_in_a_circle(self, form):
        form["schritte"][1]["inhalt"][2]["sichtbar_wenn"] = {"alle": [["flaeche", "ist_angegeben"]]}
        assert any("im Kreis" in meldung for _, meldung in errors(form))

    def test_parts_that_never_show(self, form):
        form["schritte"][2]["inhalt"][0]["sichtbar_wenn"] = {"alle": [["zelt", "ist_nein"]]}
        [(stelle, meldung)] = errors(form)
        assert stelle == "Schritt „Das Zelt“ › Feld „Bauart“"
        assert "kann nie erscheinen" in meldung

    def test_parts_of_a_value_can_be_asked(self, form):
        form["schritte"][1]["inhalt"].append({"typ": "zeitraum", "schluessel": "dauer", "beschriftung": "Dauer"})
        form["schritte"][2]["sichtbar_wenn"] = {"alle": [["dauer.von", "mindestens", "heute+14T"]]}
        form["faelle"] = []
        assert errors(form) == []


class TestFaelle:
    def test_a_case_that_comes_out_otherwise_is_told(self, form):
        form["faelle"][0]["erwartet"] |= {"gebuehr": 3000, "unterlagen": []}
        assert errors(form) == [
            ("Beispielfall „Ein kleines Fest“", "Gebühr: erwartet 30,00 €, heraus kommt 25,50 €."),
            ("Beispielfall „Ein kleines Fest“", "Unterlagen: erwartet keine, heraus kommt Lageplan."),
        ]

    def test_an_answer_that_nobody_could_give_is_told(self, form):
        form["faelle"][0]["antworten"] |= {"beginn": "bald", "musik": True}
        assert [meldung for _, meldung in errors(form)] == [
            "Die Antwort auf „Beginn“ passt nicht zu diesem Feld.",
            "Es gibt kein Feld „musik“.",
        ]

    @pytest.mark.parametrize(
        "fall", [{"name": "x"}, {"name": "x", "tag": "morgen", "antworten": {}}, {"tag": "2026-01-01"}]
    )
    def test_what_is_no_case_is_told(self, form, fall):
        form["faelle"] = [fall]
        assert "nicht lesbar" in errors(form)[0][1]

    def test_a_rule_that_fails_for_a_case_is_an_error(self, form):
        form["gebuehren"][1]["betrag"] = "euro(100) / (flaeche - 100)"
        assert any("durch null" in meldung for _, meldung in errors(form))

    def test_what_no_case_reaches_is_a_hint(self, form):
        form["faelle"] = form["faelle"][:1]
        hints = [
            stelle for stelle, meldung in found(form, Schwere.HINWEIS) if meldung == "Kein Beispielfall zeigt das."
        ]
        assert hints == [
            "Schritt „Das Fest“ › Feld „Fläche des Zelts“",
            "Schritt „Das Zelt“",
            "Gebühr „Zelt“",
            "Unterlage „Zeltbuch“",
        ]

    def test_a_form_without_cases_is_told(self, form):
        del form["faelle"]
        assert any("keinen Beispielfall" in meldung for _, meldung in found(form, Schwere.HINWEIS))

    def test_an_amount_without_source_is_a_hint(self, form):
        assert [stelle for stelle, _ in found(form, Schwere.HINWEIS)] == ["Gebühr „Zelt“"]
