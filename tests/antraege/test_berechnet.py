"""Calculated values in a form: rules go on with them, and nobody is asked for them."""

from datetime import date

import pytest

from antraege.auswertung import Auswerter
from antraege.definition import Definition
from antraege.regeln.ausdruck import Umgebung

UMGEBUNG = Umgebung(date(2026, 5, 4), "RP")
HUNDE = Definition.from_json(
    {
        "titel": "Hunde",
        "schritte": [
            {
                "schluessel": "hunde",
                "titel": "Hunde",
                "inhalt": [
                    {"typ": "ganzzahl", "schluessel": "hunde", "beschriftung": "Hunde", "pflicht": False},
                    {"typ": "datum", "schluessel": "beginn", "beschriftung": "Beginn", "pflicht": False},
                    {
                        "typ": "berechnet",
                        "schluessel": "steuer",
                        "beschriftung": "Steuer",
                        "ausdruck": "hunde * euro(60)",
                        "als": "geld",
                    },
                    {
                        "typ": "berechnet",
                        "schluessel": "frist",
                        "beschriftung": "Frist",
                        "ausdruck": "beginn + tage(14)",
                        "als": "datum",
                    },
                ],
            }
        ],
        "gebuehren": [{"bezeichnung": "Hundesteuer", "betrag": "steuer"}],
    }
)


@pytest.mark.parametrize(
    ("antworten", "berechnet"),
    [
        ({}, {}),
        ({"hunde": 2}, {"steuer": 12000}),
        ({"hunde": 2, "beginn": "2026-06-01"}, {"steuer": 12000, "frist": "2026-06-15"}),
    ],
)
def test_what_can_be_worked_out_is_an_answer(antworten, berechnet):
    found = Auswerter(HUNDE).auswerten(antworten, UMGEBUNG)
    assert found.antworten == antworten | berechnet
    assert found.fehlend == {}
    assert found.betrag == berechnet.get("steuer")
