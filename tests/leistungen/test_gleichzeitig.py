"""Two editors on one page, an upper text that changes while somebody types: nothing is lost, nothing confirmed."""

from copy import deepcopy

import pytest
from django.urls import reverse

from leistungen.models import Textstand
from leistungen.services.review_text import confirm
from leistungen.services.texte import page_for
from tests.anmeldung import Kunde
from tests.factories.cms import UserFactory
from tests.leistungen.formulardaten import formular, modul
from tests.seitenwelt import Welt

JSON = {"Accept": "application/json"}


class Tisch(Welt):
    """Anna and Bela of the Verbandsgemeinde, each with the form of the same text open."""

    def __init__(self) -> None:
        super().__init__()
        self.write("vg", "hundesteuer", "<p>Bei uns: 80 Euro.</p>")
        self.page.save_revision()
        group = self.redaktionen["vg"].redakteure
        self.anna = UserFactory(gruppen=[group], first_name="Anna", last_name="Muster")
        self.bela = UserFactory(gruppen=[group], first_name="Bela", last_name="Beispiel")

    @property
    def page(self):
        return page_for(self.redaktionen["vg"], self.leistungen["hundesteuer"])

    @property
    def above(self) -> str:
        ort = self.orte.vg
        return Textstand.objects.above(self.leistungen["hundesteuer"].pk, ort.pk, ort.kette)["volltext"].hash

    def draft(self) -> str:
        return str(self.page.get_latest_revision_as_object().module[0].value["inhalt"])


class Fenster:
    """A browser window with the form as it was opened."""

    def __init__(self, tisch: Tisch, user) -> None:
        self.tisch, self.client = tisch, Kunde()
        self.client.force_login(user)
        self.url = reverse("wagtailadmin_pages:edit", args=[tisch.page.pk])
        self.reload()

    def reload(self) -> None:
        latest = self.tisch.page.latest_revision
        self.seen = {
            "loaded_revision_id": latest.pk,
            "loaded_revision_created_at": latest.created_at.isoformat(),
        }
        self.basis = self.tisch.above

    def save(self, html: str, **extra):
        data = formular(modul("volltext", html, basis=self.basis)) | self.seen | extra
        return self.client.post(self.url, data, follow=True).content.decode()

    def autosave(self, html: str, **extra):
        data = formular(modul("volltext", html, basis=self.basis)) | self.seen | extra
        return self.client.post(self.url, data, headers=JSON).json()


@pytest.fixture(scope="module")
def gebaut(geteilt) -> Tisch:
    return Tisch()


@pytest.fixture
def tisch(gebaut, db) -> Tisch:
    return deepcopy(gebaut)


@pytest.fixture
def anna(tisch) -> Fenster:
    return Fenster(tisch, tisch.anna)


@pytest.fixture
def bela(tisch) -> Fenster:
    return Fenster(tisch, tisch.bela)


def test_the_second_to_save_is_told_and_keeps_what_was_typed(tisch, anna, bela):
    anna.save("<p>Anna: 90 Euro.</p>")
    answer = bela.save("<p>Bela: 70 Euro.</p>")
    assert "Anna Muster hat diese Seite inzwischen gespeichert" in answer
    assert ">Ansehen, was sich geändert hat</a>" in answer
    assert "Bela: 70 Euro." in answer
    assert "Anna: 90 Euro." in tisch.draft()


def test_saving_again_is_a_decision_and_both_versions_stay(tisch, anna, bela):
    anna.save("<p>Anna: 90 Euro.</p>")
    bela.save("<p>Bela: 70 Euro.</p>")
    bela.reload()
    bela.save("<p>Bela: 70 Euro.</p>")
    assert "Bela: 70 Euro." in tisch.draft()
    assert any("Anna: 90 Euro." in str(one.content) for one in tisch.page.revisions.all())


def test_saving_by_itself_stops_before_it_overwrites_anybody(tisch, anna, bela):
    anna.save("<p>Anna: 90 Euro.</p>")
    assert bela.autosave("<p>Bela: 7")["success"] is False
    assert "Anna: 90 Euro." in tisch.draft()


def test_ones_own_saved_drafts_are_no_conflict(tisch, anna):
    saved = anna.autosave("<p>Anna: 9")
    assert saved["success"]
    answer = anna.save("<p>Anna: 90 Euro.</p>", overwrite_revision_id=saved["revision_id"])
    assert "inzwischen gespeichert" not in answer
    assert "Anna: 90 Euro." in tisch.draft()


def test_an_answer_in_the_list_meanwhile_counts_as_a_newer_version(tisch, anna):
    tisch.write("land", "hundesteuer", "<p>So ist es jetzt im ganzen Land.</p>")
    page = tisch.page
    [row] = Textstand.objects.get(pk=page.pk).module["volltext"]
    tisch.bela.groups.set([tisch.redaktionen["vg"].freigebende])
    confirm(page=page, texte={row["id"]: tisch.above}, user=tisch.bela)
    assert "Bela Beispiel hat diese Seite inzwischen gespeichert" in anna.save("<p>Anna: 90 Euro.</p>")


def test_an_answer_that_waits_for_release_holds_others_back_and_what_was_typed_stays(tisch, anna):
    tisch.write("land", "hundesteuer", "<p>So ist es jetzt im ganzen Land.</p>")
    page = tisch.page
    [row] = Textstand.objects.get(pk=page.pk).module["volltext"]
    confirm(page=page, texte={row["id"]: tisch.above}, user=tisch.bela)
    answer = anna.save("<p>Anna: 90 Euro.</p>")
    assert "gesperrt" in answer
    assert "Anna: 90 Euro." in answer
    assert "Anna: 90 Euro." not in tisch.draft()


def test_an_upper_text_that_changes_while_one_types_is_not_confirmed_and_one_is_told(tisch, anna):
    tisch.write("land", "hundesteuer", "<p>So ist es jetzt im ganzen Land.</p>")
    answer = anna.save("<p>Anna: 90 Euro.</p>")
    assert "Der Text darüber hat sich geändert, seit Ihr Text geschrieben wurde: Volltext." in answer
    assert reverse("zu_pruefen") in answer
    assert tisch.page.get_latest_revision_as_object().module[0].value["basis"] == anna.basis != tisch.above


def test_saving_by_itself_confirms_nothing_either(tisch, anna):
    tisch.write("land", "hundesteuer", "<p>So ist es jetzt im ganzen Land.</p>")
    assert anna.autosave("<p>Anna: 90 Euro.</p>")["success"]
    assert tisch.page.get_latest_revision_as_object().module[0].value["basis"] == anna.basis != tisch.above


def test_without_a_change_nobody_is_warned(anna):
    assert "Der Text darüber hat sich geändert" not in anna.save("<p>Anna: 90 Euro.</p>")
