"""Advice on plain language."""

import pytest

from leistungen.klartext import LONGEST, advise


def rules(html, **options):
    return [rat.regel for rat in advise(html, **options)]


def test_a_plain_text_gets_no_advice():
    assert rules("<p>Sie beantragen die Erlaubnis zwei Wochen vorher. Wir antworten Ihnen.</p>") == []


def test_a_sentence_may_have_twenty_five_words_and_no_more():
    assert rules(f"<p>{' '.join(['wort'] * LONGEST)}.</p>") == []
    assert rules(f"<p>{' '.join(['wort'] * (LONGEST + 1))}.</p>") == ["satzlaenge"]


@pytest.mark.parametrize(
    ("html", "rule"),
    [
        ("<p>Der Antrag wird von uns geprüft.</p>", "passiv"),
        ("<p>Die Gebühr wurde erhoben.</p>", "passiv"),
        ("<p>Die Durchführung der Prüfung der Genehmigung ist Pflicht.</p>", "hauptwoerter"),
        ("<p>Fragen Sie beim LBM nach.</p>", "abkuerzung"),
        ("<p>Das verbietet § 12 Abs. 1.</p>", "gesetz"),
    ],
)
def test_what_gets_advice(html, rule):
    assert rules(html) == [rule]


@pytest.mark.parametrize(
    "html",
    [
        "<p>Wird der Betrieb größer, melden Sie ihn um.</p>",
        "<p>Die Verbandsgemeindeverwaltung, die Stadtverwaltung oder die Kreisverwaltung hilft Ihnen.</p>",
        "<p>Fragen Sie beim Landesbetrieb Mobilität (LBM) nach.</p>",
        "<p>Schicken Sie uns ein PDF.</p>",
        "<p>Das verbietet § 12 Abs. 1 GastG.</p>",
        "<p>Das verbietet § 12 Absatz 1 des Gaststättengesetzes.</p>",
        "<p>Die Zulassungsbescheinigung Teil II bleibt bei Ihnen.</p>",
    ],
)
def test_what_gets_none(html):
    assert rules(html) == []


def test_a_list_of_laws_is_judged_by_its_laws_alone():
    html = "<ul><li>§§ 3, 4 Landesstraßengesetz (LStrG)</li><li>Art. 13 DSGVO</li></ul>"
    assert rules(html, rechtstext=True) == []
    assert rules("<p>§ 12</p>", rechtstext=True) == ["gesetz"]
