"""The editors' desk: what waits is counted on the first page and worked off in lists."""

from copy import deepcopy

import pytest
from django.urls import reverse

from leistungen import aufgaben
from leistungen.models import Aufgabe
from leistungen.services.texte import page_for, write_text
from tests.factories.cms import UserFactory
from tests.nachsehen import QUERIES
from tests.seitenwelt import Welt


class Tisch(Welt):
    """Two Redaktionen whose upper text the Land has changed; each has an editor who may publish."""

    def __init__(self) -> None:
        super().__init__()
        self.freigabe = UserFactory(gruppen=[self.redaktionen["vg"].freigebende])
        self.redakteur = UserFactory(gruppen=[self.redaktionen["vg"].redakteure])
        self.write("land", "hundesteuer", "<p>hundesteuer: So ist es jetzt im ganzen Land.</p>")


@pytest.fixture(scope="module")
def gedeckt(geteilt) -> Tisch:
    return Tisch()


@pytest.fixture
def tisch(gedeckt, db) -> Tisch:
    return deepcopy(gedeckt)


@pytest.fixture
def anna(tisch, client):
    """An editor of the Verbandsgemeinde who may publish."""
    client.force_login(tisch.freigabe)
    return client


def words(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_first_page_says_how_much_waits(anna):
    html = words(anna.get(reverse("wagtailadmin_home")))
    assert "Was auf Sie wartet" in html
    assert f'href="{reverse("zu_pruefen")}"><span class="stapel__zahl">1</span>' in html


def test_then_now_and_mine_stand_side_by_side(anna):
    html = words(anna.get(reverse("zu_pruefen")))
    assert "<ins>jetzt</ins>" in html
    assert "Bei uns in vg: 80 Euro." in html
    assert "Bei uns in mayen" not in html, "a sister municipality's text"


def test_an_answer_empties_the_list(anna):
    (task,) = aufgaben.current().filter(redaktion__name__contains="Kaisersesch", art="zu_pruefen")
    response = anna.post(reverse("zu_pruefen"), {"aufgabe": task.pk, "antwort": "passt"}, follow=True)
    assert "1 Text ist erledigt." in words(response)
    assert "Alle Ihre Texte passen" in words(response)


def test_texts_for_several_places_about_one_change_stand_together(anna, tisch):
    texte = [
        {"inhalt": "<p>In Laubach: 50 Euro.</p>", "gilt_fuer": [tisch.orte.laubach.pk]},
        {"inhalt": "<p>In Masburg: 60 Euro.</p>", "gilt_fuer": [tisch.orte.masburg.pk]},
    ]
    redaktion, leistung = tisch.redaktionen["vg"], tisch.leistungen["hundesteuer"]
    write_text(redaktion=redaktion, leistung=leistung, module={"volltext": texte})
    tisch.write("land", "hundesteuer", "<p>hundesteuer: Wieder anders.</p>")
    html = words(anna.get(reverse("zu_pruefen")))
    assert html.count("<ins>") == 1, "the change is shown once"
    assert "In Laubach: 50 Euro." in html
    assert "In Masburg: 60 Euro." in html
    assert "Alle 2 Texte passen noch" in html
    both = aufgaben.current().filter(redaktion=redaktion, art="zu_pruefen").values_list("pk", flat=True)
    answer = anna.post(reverse("zu_pruefen"), {"aufgabe": list(both), "antwort": "passt"}, follow=True)
    assert "2 Texte sind erledigt." in words(answer)


def test_dropping_goes_the_same_way(anna, tisch):
    (task,) = aufgaben.current().filter(redaktion__name__contains="Kaisersesch", art="zu_pruefen")
    anna.post(reverse("zu_pruefen"), {"aufgabe": task.pk, "antwort": "weg"})
    assert not page_for(tisch.redaktionen["vg"], tisch.leistungen["hundesteuer"]).module


def test_trivial_changes_are_confirmed_together(anna, tisch):
    for slug in ("hundesteuer", "gestattung"):
        tisch.write("vg", slug, f"<p>Bei uns: {slug}.</p>")
    tisch.write("land", "hundesteuer", "<p>hundesteuer:  So ist es <strong>jetzt</strong> im ganzen Land.</p>")
    tisch.write("land", "gestattung", "<p>gestattung: So ist es <em>im</em> ganzen Land.</p>")
    response = anna.post(reverse("zu_pruefen"), {"nebensachen": "1"}, follow=True)
    assert "2 Texte sind erledigt." in words(response)


def test_a_task_that_has_changed_meanwhile_is_shown_anew(anna, tisch):
    (task,) = aufgaben.current().filter(redaktion=tisch.redaktionen["vg"], art="zu_pruefen")
    tisch.write("land", "hundesteuer", "<p>Wieder anders.</p>")
    response = anna.post(reverse("zu_pruefen"), {"aufgabe": task.pk, "antwort": "passt"}, follow=True)
    assert "hat sich inzwischen wieder geändert" in words(response)
    assert "Wieder anders." in words(response)


def test_nobody_answers_for_others(anna, tisch):
    (foreign,) = aufgaben.current().filter(redaktion=tisch.redaktionen["mayen"], art="zu_pruefen")
    anna.post(reverse("zu_pruefen"), {"aufgabe": foreign.pk, "antwort": "weg"})
    assert aufgaben.current().filter(pk=foreign.pk).exists()


@pytest.mark.parametrize("wrong", ["x", "999999", "\x00"])
def test_nonsense_changes_nothing(anna, wrong):
    before = list(aufgaben.current().values_list("pk", flat=True))
    assert anna.post(reverse("zu_pruefen"), {"aufgabe": wrong, "antwort": "weg"}).status_code == 302
    assert list(Aufgabe.objects.values_list("pk", flat=True)) == before


def test_a_gap_leads_to_where_it_is_closed(anna, tisch):
    write_text(redaktion=tisch.redaktionen["vg"], leistung=tisch.leistungen["gestattung"], module={})
    tisch.write("vg", "gestattung", "<p>Im Rathaus.</p>")
    html = words(anna.get(reverse("luecken"), {"art": "zustaendigkeit"}))
    assert "Gestattung" in html
    assert f"?leistung={tisch.leistungen['gestattung'].pk}" in html


def test_drafts_are_listed_until_they_are_published(anna, tisch):
    page = page_for(tisch.redaktionen["vg"], tisch.leistungen["hundesteuer"])
    revision = page.save_revision(user=tisch.redakteur)
    assert "Hundesteuer" in words(anna.get(reverse("entwuerfe")))
    revision.publish()
    assert "Kein Text wartet darauf" in words(anna.get(reverse("entwuerfe")))


@pytest.mark.parametrize(("name", "most"), [("wagtailadmin_home", 15), ("zu_pruefen", 16), ("luecken", 15)])
def test_the_desk_costs_few_queries(anna, name, most, django_assert_max_num_queries):
    """About 14 of them are the frame that Wagtail puts around each of its screens."""
    anna.get(reverse(name))
    with django_assert_max_num_queries(most + QUERIES):
        anna.get(reverse(name))
