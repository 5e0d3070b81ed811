"""The commands about one form."""

import json
from copy import deepcopy
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from jsonschema import Draft202012Validator

from antraege.pruefung.faelle import Fall
from antraege.services.load_formulare import FormularDateiError, load
from tests.antraege.pruefung.test_pruefen import FALL, GROSS
from tests.antraege.welt import FEST, Welt

pytestmark = pytest.mark.django_db


@pytest.fixture
def welt(orte):
    return Welt(orte)


def run(*args):
    out = StringIO()
    call_command(*args, stdout=out)
    return out.getvalue()


class TestCheck:
    def test_says_what_cases_do_not_reach(self, welt):
        [found] = json.loads(run("formular_check", "fest", "--json"))
        assert found["redaktion"] == "vg-kaisersesch"
        assert {one["schwere"] for one in found["funde"]} == {"hinweis"}

    def test_fails_for_a_form_that_cannot_be_published(self, welt):
        page = welt.formular
        page.schritte = []
        page.save_revision()
        run("formular_check", "fest")
        with pytest.raises(CommandError):
            run("formular_check", "fest", "--entwurf")

    def test_an_unknown_form_is_told(self, welt):
        with pytest.raises(CommandError):
            run("formular_check", "ball")
        with pytest.raises(CommandError):
            run("formular_check", "fest", "--redaktion", "mayen")


class TestSchema:
    @pytest.fixture
    def validator(self, welt):
        schema = json.loads(run("formular_schema", "fest"))
        Draft202012Validator.check_schema(schema)
        return Draft202012Validator(schema)

    @pytest.mark.parametrize("fall", [FALL, GROSS])
    def test_answers_of_cases_fit(self, validator, fall):
        assert validator.is_valid(dict(Fall.from_json(fall).antworten))

    @pytest.mark.parametrize("wrong", [{"zelt": "ja"}, {"beginn": 1}, {"anderes": "x"}, {"name": None}])
    def test_others_do_not(self, validator, wrong):
        assert not validator.is_valid(FALL["antworten"] | wrong)

    def test_says_what_is_always_asked(self, validator):
        assert validator.schema["required"] == ["name", "beginn", "zelt"]


class TestLaden:
    def test_a_file_with_mistakes_is_refused_as_a_whole(self, welt):
        daten = deepcopy(FEST) | {
            "formular": "neu",
            "leistung": "fest",
            "redaktionen": ["vg-kaisersesch"],
            "faelle": [],
        }
        daten["schritte"][1]["regeln"][0]["feld"] = "anfang"
        with pytest.raises(FormularDateiError, match="Es gibt kein Feld „anfang“"):
            list(load(daten))
        assert welt.leistung.formulare.count() == 1
