"""The forms that come with the portal: what their cases say holds, and each case can be sent as a citizen would."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from antraege.models import Vorgang
from antraege.uebersetzung import texts
from tests.antraege.demowelt import DATEIEN, Demoformular, inputs, moved
from tests.antraege.welt import Reise

FORMULARE = [Demoformular(path) for path in DATEIEN]
FAELLE = [
    pytest.param(formular, fall, id=f"{formular.name}-{number}")
    for formular in FORMULARE
    for number, fall in enumerate(formular.daten["faelle"], 1)
]
each = pytest.mark.parametrize("formular", FORMULARE, ids=[one.name for one in FORMULARE])


@each
def test_nothing_is_wrong_with_it(formular):
    """Neither with its rules nor with its cases, and these show every part of it."""
    assert not list(map(str, formular.examine()))


@each
def test_there_are_enough_cases_and_one_has_a_mistake(formular):
    faelle = formular.daten["faelle"]
    assert len(faelle) >= 3
    assert any(fall["erwartet"].get("fehler") for fall in faelle)


@pytest.mark.django_db
@pytest.mark.usefixtures("orte")
class TestAlsBuerger:
    @pytest.mark.parametrize(("formular", "fall"), FAELLE)
    def test_the_case_is_sent(self, formular, fall, client):
        for adresse in formular.load():
            page = client.get(adresse)
            assert page.status_code == 200, adresse
            antwort = send(Reise(client, adresse), formular, fall)
            if fall["erwartet"].get("fehler"):
                assert antwort.status_code == 422
            else:
                assert 'id="vorgangsnummer"' in antwort.content.decode()
        mistakes = bool(fall["erwartet"].get("fehler"))
        assert Vorgang.objects.count() == (0 if mistakes else len(formular.daten["redaktionen"]))


def send(reise: Reise, formular: Demoformular, fall: dict[str, Any]) -> Any:
    """Fill in the case, step by step; returns the page on which it ends."""
    today = timezone.localdate()
    antworten = moved(fall["antworten"], (today - date.fromisoformat(str(fall["tag"]))).days)
    auswertung = formular.auswerten(antworten, today)
    reise.send("voraussetzungen")
    for schritt in auswertung.schritte:
        data = inputs(auswertung.felder(schritt), antworten)
        if schritt.schluessel == "antragsteller":
            data["datenschutz"] = "on"
        antwort = reise.send(schritt.schluessel, **data)
        if antwort.status_code != 302:
            return antwort
    if auswertung.posten:
        reise.send("bezahlung")
    reise.send("pruefen")
    return reise.client.get(reise.url)


@each
def test_translations_are_of_words_that_are_there(formular):
    german = set(texts(formular.definition.to_json()))
    for worte in formular.daten.get("uebersetzungen", {}).values():
        assert not worte.keys() - german


def test_the_dog_tax_reads_wholly_in_english_and_in_leichte_sprache():
    formular = next(one for one in FORMULARE if one.name == "hundesteuer")
    worte = formular.daten["uebersetzungen"]
    assert worte.keys() == {"en", "de-simple"}
    for one in worte.values():
        assert one.keys() == set(texts(formular.definition.to_json()))
