"""The list of translations on the desk: German then, German now, the translation, and the editor's answer."""

from copy import deepcopy

import pytest
from django.urls import reverse

from leistungen.services.release import release, stand_of
from leistungen.services.review_text import InzwischenGeaendertError
from leistungen.services.review_translation import confirm_translation
from leistungen.services.satzweise import suggest
from leistungen.services.texte import write_text
from leistungen.services.uebersetzen import translate_text
from leistungen.services.zusammensetzen import renew_source, save_translation, translated_ids, translation_of
from tests.leistungen.sprachwelt import KOSTEN, Sprachwelt
from tests.nachsehen import QUERIES

NEU = "<p>Hunde kosten Steuer.</p><p>Melden Sie ihn sofort an.</p>"
SPRACHEN = pytest.mark.parametrize("sprache", ["en", "de-simple"])


@pytest.fixture(scope="module")
def gebaut(geteilt) -> Sprachwelt:
    welt = Sprachwelt()
    welt.write(volltext=NEU)
    return welt


@pytest.fixture
def welt(gebaut, db) -> Sprachwelt:
    return deepcopy(gebaut)


@pytest.fixture
def anna(welt, client):
    """An editor who may publish."""
    client.force_login(welt.freigabe)
    return client


def words(response) -> str:
    return " ".join(response.content.decode().split())


def answers(welt, sprache):
    return {one.text: one.jetzt for (page, _modul), one in welt.wartet().items() if page == welt.seite(sprache).pk}


def test_the_first_page_counts_them(anna):
    html = words(anna.get(reverse("wagtailadmin_home")))
    assert f'href="{reverse("uebersetzungen")}"><span class="stapel__zahl">2</span>' in html


def test_german_then_german_now_and_the_translation(anna, welt):
    html = words(anna.get(reverse("uebersetzungen")))
    assert "<del>den Hund</del>" in html
    assert "<ins>ihn sofort</ins>" in html
    assert '<div lang="en"><p>Dogs are taxed.</p><p>Register your dog.</p></div>' in html
    assert f"{reverse('wagtailadmin_pages:edit', args=[welt.simple.pk])}#block-" in html
    assert "Leichte Sprache)" in html


def test_an_answer_goes_through_the_list(anna, welt):
    for task in welt.wartet().values():
        response = anna.post(reverse("uebersetzungen"), {"aufgabe": task.pk, "antwort": "passt"}, follow=True)
    assert "Ihre Übersetzungen passen zum deutschen Text." in words(response)
    assert (welt.stale("en"), welt.stale("de-simple")) == ([], [])


def test_nobody_answers_for_others(client, welt):
    client.force_login(welt.fremd)
    task = welt.wartet()[welt.english.pk, "volltext"]
    assert "Hundesteuer" not in words(client.get(reverse("uebersetzungen")))
    client.post(reverse("uebersetzungen"), {"aufgabe": task.pk, "antwort": "passt"})
    assert welt.stale("en") == ["volltext"]


def test_trivial_changes_are_confirmed_together(anna, welt):
    for sprache in ("en", "de-simple"):
        confirm_translation(page=welt.seite(sprache), texte=answers(welt, sprache), user=welt.freigabe)
    welt.write(volltext=NEU.replace("sofort", "<strong>sofort</strong>"))
    response = anna.post(reverse("uebersetzungen"), {"nebensachen": "1"}, follow=True)
    assert "2 Texte sind erledigt." in words(response)


def test_a_list_of_another_length_must_be_changed(anna, welt):
    two = [KOSTEN, KOSTEN | {"bezeichnung": "Ersatz"}]
    write_text(redaktion=welt.vg, leistung=welt.leistung, module={"kosten": [{"inhalt": two}]})
    html = words(anna.get(reverse("uebersetzungen")))
    assert html.count("Die deutsche Liste hat jetzt mehr oder weniger Einträge.") == 2
    assert html.count('value="passt"') == 2, "the Volltext in each language"


def test_the_screen_costs_few_queries(anna, django_assert_max_num_queries):
    for _twice in range(2):  # the first one writes the tasks, so the next one asks how far the journal has come
        anna.get(reverse("uebersetzungen"))
    with django_assert_max_num_queries(15 + QUERIES):
        anna.get(reverse("uebersetzungen"))


# --- The answer -------------------------------------------------------------------------------------------------------


@SPRACHEN
def test_still_right_is_a_revision_of_its_author_and_changes_no_word(welt, sprache):
    page = welt.seite(sprache)
    before = welt.row(sprache)["volltext"][0]["inhalt"]
    assert confirm_translation(page=page, texte=answers(welt, sprache), user=welt.freigabe)
    assert welt.read(sprache)["volltext"] == (sprache, before)
    assert welt.stale(sprache) == []
    page.refresh_from_db()
    assert (page.latest_revision.user, page.has_unpublished_changes) == (welt.freigabe, False)


@SPRACHEN
def test_who_may_not_publish_answers_in_a_draft(welt, sprache):
    page = welt.seite(sprache)
    assert not confirm_translation(page=page, texte=answers(welt, sprache), user=welt.redakteur)
    assert welt.stale(sprache) == ["volltext"]
    page.refresh_from_db()
    assert page.has_unpublished_changes
    page.latest_revision.publish(user=welt.freigabe)
    assert welt.stale(sprache) == []


@SPRACHEN
def test_an_answer_to_what_is_no_longer_there_is_refused(welt, sprache):
    seen = answers(welt, sprache)
    welt.write(volltext="<p>Wieder anders.</p>")
    with pytest.raises(InzwischenGeaendertError):
        confirm_translation(page=welt.seite(sprache), texte=seen, user=welt.freigabe)
    assert welt.stale(sprache) == ["volltext"]


def test_after_the_answer_the_translation_screen_has_the_words_too(welt):
    confirm_translation(page=welt.english, texte=answers(welt, "en"), user=welt.freigabe)
    translation = translation_of(welt.english)
    assert welt.row("en")["volltext"][0]["id"] in translated_ids(translation)


def test_a_new_paragraph_may_be_nothing_to_translate(welt):
    """The words cannot be paired with the German ones; they stay as they are, also when the page is published again."""
    welt.write(volltext=f"{NEU}<p>Das war schon immer so.</p>")
    confirm_translation(page=welt.english, texte=answers(welt, "en"), user=welt.freigabe)
    assert welt.stale("en") == []
    save_translation(translation=translation_of(welt.english), publish=True)
    assert welt.read("en")["volltext"] == ("en", "<p>Dogs are taxed.</p><p>Register your dog.</p>")


def test_a_changed_link_is_taken_over(welt):
    welt.write(volltext='<p>Siehe <a href="https://alt.example/">dort</a>.</p>')
    translate_text(
        page=welt.page.__class__.objects.get(pk=welt.page.pk),
        sprache="en",
        module={"volltext": ['<p>See <a href="https://alt.example/">there</a>.</p>']},
    )
    welt.write(volltext='<p>Siehe <a href="https://neu.example/">dort</a>.</p>')
    assert welt.wartet()[welt.english.pk, "volltext"].nebensache
    confirm_translation(page=welt.english, texte=answers(welt, "en"), user=welt.freigabe)
    assert welt.read("en")["volltext"] == ("en", '<p>See <a href="https://neu.example/">there</a>.</p>')


# --- Changing it ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("translations", "words", "found"),
    [
        ([None, "Two"], ["One", "Two"], ["One", "Two"]),
        (["One", None, "Three"], ["One", "Two", "Three"], ["One", "Two", "Three"]),
        ([None, None, "Three"], ["One", "Three"], ["", "", "Three"]),
        ([None], [], [""]),
        ([], ["One"], []),
        ([None, None], ["One", "Two"], ["One", "Two"]),
    ],
)
def test_old_words_are_suggested_where_they_stood(translations, words, found):
    assert suggest(translations, words) == found


@pytest.fixture
def aendern(welt):
    return where(welt.english, welt)


def where(page, welt):
    return reverse("uebersetzung_aendern", args=[page.pk, welt.row("en")["volltext"][0]["id"]])


def fields(response):
    return {field.label: field for field in response.context["form"]}


def test_each_german_text_has_a_field_with_the_old_words(anna, aendern):
    found = fields(anna.get(aendern))
    assert [(label, field.value()) for label, field in found.items()] == [
        ("Hunde kosten Steuer.", "Dogs are taxed."),
        ("Melden Sie ihn sofort an.", "Register your dog."),
    ]
    assert [bool(field.help_text) for field in found.values()] == [False, True]


def send(client, url, words, publish=True):
    return client.post(url, filled_in(client, url, words) | ({"veroeffentlichen": "1"} if publish else {}))


def filled_in(client, url, words):
    """The form as the browser sends it."""
    context = client.get(url).context
    data = dict(zip([field.name for field in context["form"]], words, strict=True))
    return data | {"jetzt": context["punkt"].aufgabe.jetzt}


def test_changed_words_are_published(anna, welt, aendern):
    send(anna, aendern, ["Dogs are taxed.", "Register it at once."])
    assert welt.read("en")["volltext"] == ("en", "<p>Dogs are taxed.</p><p>Register it at once.</p>")
    assert welt.stale("en") == []
    welt.english.refresh_from_db()
    assert welt.english.latest_revision.user == welt.freigabe


def test_or_saved_as_a_draft(anna, welt, aendern):
    send(anna, aendern, ["Dogs are taxed.", "Register it at once."], publish=False)
    assert welt.read("en")["volltext"][0] == "de"
    welt.english.refresh_from_db()
    assert welt.english.has_unpublished_changes


def test_who_may_not_publish_submits_it_and_another_releases(client, welt, aendern):
    client.force_login(welt.redakteur)
    assert "Speichern und zur Freigabe vorlegen" in words(client.get(aendern))
    send(client, aendern, ["Dogs are taxed.", "Register it at once."])
    assert welt.read("en")["volltext"][0] == "de"
    page = type(welt.english).objects.get(pk=welt.english.pk)
    assert page.workflow_in_progress
    release(page=page, user=welt.freigabe, gesehen=stand_of(page))
    assert "Register it at once." in welt.read("en")["volltext"][1]


def test_a_sentence_left_open_keeps_the_section_german(anna, welt, aendern):
    send(anna, aendern, ["Dogs are taxed.", ""])
    assert welt.read("en")["volltext"][0] == "de"
    assert welt.stale("en") == ["volltext"]


@pytest.mark.parametrize("wrong", ["<h1>Big</h1>", '<a id="a7">there</a>'])
def test_wrong_markup_is_told_at_its_field(anna, welt, aendern, wrong):
    response = send(anna, aendern, ["Dogs are taxed.", wrong])
    assert response.status_code == 200
    assert len(response.context["form"].errors) == 1
    assert welt.stale("en") == ["volltext"]


def test_a_german_text_that_changes_meanwhile_takes_no_words_away(anna, welt, aendern):
    data = filled_in(anna, aendern, ["Dogs are taxed.", "Register it at once."])
    welt.write(volltext=f"<p>Neu davor.</p>{NEU}")
    response = anna.post(aendern, data | {"veroeffentlichen": "1"})
    assert "Ihre Worte sind noch da." in words(response)
    assert [field.value() for field in response.context["form"]][1:] == ["Dogs are taxed.", "Register it at once."]
    assert welt.read("en")["volltext"][0] == "de"


def test_what_fits_can_be_changed_too(anna, welt, aendern):
    send(anna, aendern, ["Dogs are taxed.", "Register it at once."])
    send(anna, aendern, ["Dogs are taxed.", "Register it now."])
    assert welt.read("en")["volltext"][1].endswith("<p>Register it now.</p>")


def test_what_is_written_freely_or_gone_leads_elsewhere(anna, welt, aendern):
    assert anna.get(where(welt.simple, welt)).url == reverse("wagtailadmin_pages:edit", args=[welt.simple.pk])
    welt.page.unpublish()
    assert anna.get(aendern).url == reverse("uebersetzungen")


def test_nobody_changes_what_others_wrote(client, welt, aendern):
    client.force_login(welt.fremd)
    assert client.get(aendern).url == reverse("wagtailadmin_home")


# --- What is not translated yet ---------------------------------------------------------------------------------------


def missing(client, sprache="en"):
    response = client.get(reverse("uebersetzungen_fehlen"), {"sprache": sprache})
    return words(response)


def test_what_is_missing_is_listed_apart(anna, welt):
    assert "Alles ist übersetzt." in missing(anna)
    write_text(redaktion=welt.vg, leistung=welt.leistung, module={"hinweise": [{"inhalt": "<p>Neu.</p>"}]})
    html = missing(anna)
    assert "Hinweise" in html
    assert reverse("wagtailadmin_pages:edit", args=[welt.english.pk]) in html
    assert '<span class="stapel__zahl">2</span>' in words(anna.get(reverse("wagtailadmin_home"))), "no work that shouts"


def test_a_text_without_any_translation_leads_to_its_beginning(anna, welt):
    welt.english.unpublish()
    assert "Alles, ein Entwurf ist begonnen" in missing(anna)
    welt.english.delete()
    assert f"{reverse('seite_uebersetzen', args=[welt.page.pk])}?select_locale=en" in missing(anna)
    assert "Alles ist übersetzt." in missing(anna, "de-simple")


def test_the_source_is_up_to_date_when_the_answer_is_written(welt):
    confirm_translation(page=welt.english, texte=answers(welt, "en"), user=welt.freigabe)
    assert not renew_source(translation_of(welt.english))
