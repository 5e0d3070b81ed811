"""The commands about one form."""

import json
from copy import deepcopy
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from jsonschema import Draft202012Validator

from antraege.blocks import faelle_raw
from antraege.models import FormularPage, Formulartexte
from antraege.pruefung.faelle import Fall
from antraege.services.load_formulare import FormularDateiError, load
from antraege.services.uebersetzen import set_worte
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


class Laden:
    def file(self, **more):
        return deepcopy(FEST) | {
            "formular": "neu",
            "leistung": "fest",
            "redaktionen": ["vg-kaisersesch"],
            "faelle": [FALL],
            **more,
        }

    def load(self, **more):
        [found] = load(self.file(**more))
        return found.was

    @property
    def page(self):
        return FormularPage.objects.get(slug="neu")


class TestLaden(Laden):
    def test_a_file_with_mistakes_is_refused_as_a_whole(self, welt):
        daten = self.file()
        daten["schritte"][1]["regeln"][0]["feld"] = "anfang"
        with pytest.raises(FormularDateiError, match="Es gibt kein Feld „anfang“"):
            list(load(daten))
        assert welt.leistung.formulare.count() == 1

    def test_says_what_the_file_says_now_and_nothing_that_it_said_before(self, welt):
        assert [self.load(), self.load(), self.load(titel="Ball")] == ["neu", "unverändert", "geändert"]
        assert self.page.kurztext == FEST["kurztext"]
        daten = self.file()
        del daten["kurztext"]
        list(load(daten))
        assert (self.page.title, self.page.kurztext) == (FEST["titel"], "")

    def test_a_form_that_editors_made_stays(self, welt):
        assert self.load(formular="fest", titel="Ball") == "behalten"
        assert FormularPage.objects.get(slug="fest").title == FEST["titel"]

    def test_so_does_what_they_have_not_published_yet(self, welt):
        self.load()
        page = self.page
        page.kurztext = "Neu gedacht."
        page.save_revision()
        assert self.load(titel="Ball") == "behalten"
        assert self.page.get_latest_revision_as_object().kurztext == "Neu gedacht."

    def test_so_do_their_example_cases(self, welt):
        self.load()
        page = self.page
        page.faelle = faelle_raw([FALL, FALL | {"name": "Noch einer"}], "neu")
        page.save_revision().publish()
        assert self.load(titel="Ball") == "behalten"
        assert len(self.page.faelle) == 2


class TestWorteLaden(Laden):
    """Translations of a file; ``Name`` and ``Beginn`` are German texts of the form."""

    def english(self, **worte):
        self.load(kurztext=f"{worte}", uebersetzungen={"en": worte})
        return Formulartexte.objects.get(formular=self.page, sprache="en").worte

    def edit(self, **worte):
        set_worte(formular=self.page, sprache="en", worte=worte)

    def test_what_the_file_corrects_is_taken(self, welt):
        self.english(Name="Name", Beginn="Begin")
        assert self.english(Name="Name", Beginn="Start") == {"Name": "Name", "Beginn": "Start"}

    def test_what_an_editor_wrote_stays_and_the_rest_is_taken(self, welt):
        self.english(Name="Name", Beginn="Begin")
        self.edit(Name="Your name")
        assert self.english(Name="Full name", Beginn="Start") == {"Name": "Your name", "Beginn": "Start"}

    def test_what_an_editor_translated_before_the_file_did_stays(self, welt):
        self.load()
        self.edit(Name="Your name")
        assert self.english(Name="Name") == {"Name": "Your name"}

    def test_what_an_editor_took_away_stays_away(self, welt):
        self.english(Name="Name")
        self.edit(Name="")
        assert self.english(Name="Name", Beginn="Start") == {"Beginn": "Start"}
