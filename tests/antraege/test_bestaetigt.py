"""What somebody confirmed is kept word by word, in the language in which they read it."""

import pytest

from antraege.feldtypen.erklaerung import Zustimmung
from antraege.mitteilungen import pdf_data
from antraege.models import Formulartexte, Vorgang
from antraege.services.fassungen import end_fassung
from tests.antraege.welt import ANTRAGSTELLER, Reise, Welt

pytestmark = pytest.mark.django_db

TEXT = "Ich räume hinterher auf."
WORDS = {"Regeln": "Rules", TEXT: "I shall clean up."}
RULES = {"typ": "erklaerung", "schluessel": "regeln", "beschriftung": "Regeln", "text": TEXT}
FORM = {
    "titel": "Fest anzeigen",
    "datenschutz": "<p>Wir brauchen Ihre Angaben.</p>",
    "schritte": [ANTRAGSTELLER, {"schluessel": "fest", "titel": "Das Fest", "inhalt": [RULES]}],
}


@pytest.fixture
def welt(orte):
    found = Welt(orte, FORM)
    Formulartexte.objects.create(formular=found.formular, sprache="en", worte=WORDS)
    return found


@pytest.fixture
def reise(welt, client):
    """Everything is filled in, the rules are confirmed in English."""
    reise = Reise(client)
    reise.send("voraussetzungen")
    reise.send("antragsteller", name="Erika Mustermann", datenschutz="on")
    client.post(f"/en/antrag/e/{reise.antrag.kennung}/fest/", {"regeln": "on", "aktion": "weiter"})
    return reise


def said(antrag):
    [teil] = [one for one in pdf_data(antrag)["teile"] if one["titel"] == "Das Fest"]
    return teil["angaben"][0]["text"]


def test_what_is_sent_says_the_words_that_were_read(reise):
    reise.send("pruefen")
    antrag = Vorgang.objects.get().antrag
    assert antrag.lesen().antworten["regeln"] == {"fassung": Zustimmung.to(WORDS[TEXT]).fassung, "text": WORDS[TEXT]}
    assert said(antrag).startswith("I shall clean up.\nBestätigt")


def test_they_stay_when_the_translation_is_another(reise, welt):
    reise.send("pruefen")
    Formulartexte.objects.update(worte=WORDS | {TEXT: "I promise to clean up."})
    assert said(Vorgang.objects.get().antrag).startswith("I shall clean up.\nBestätigt")


def test_a_newer_state_with_the_same_words_does_not_ask_again(reise, welt):
    old = reise.antrag.fassung
    welt.formular.danke = "<p>Bis bald.</p>"
    welt.formular.save_revision().publish()
    end_fassung(fassung=old.pk, grund="Neu.")
    reise.go("pruefen")
    assert "regeln" in reise.antworten()
    assert reise.antrag.fassung != old
