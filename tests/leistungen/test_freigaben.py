"""The screens of release: the pile, the list, what changes, the answer; and who is told."""

from copy import deepcopy

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from leistungen.services.release import give_back, submit
from leistungen.services.texte import start_text
from leistungen.textstand import rebuild
from tests.factories.cms import UserFactory
from tests.leistungen.freigabewelt import Freigabewelt
from tests.nachsehen import QUERIES

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def gedeckt(geteilt) -> Freigabewelt:
    welt = Freigabewelt()
    welt.draft(welt.rita)
    submit(page=welt.page, user=welt.rita)
    return welt


@pytest.fixture
def welt(gedeckt, db) -> Freigabewelt:
    return deepcopy(gedeckt)


@pytest.fixture
def als(client):
    """Logs a user in and reads an address as one line."""

    def read(user, name, *args):
        client.force_login(user)
        return " ".join(client.get(reverse(name, args=args), follow=True).content.decode().split())

    return read


@pytest.fixture
def answer(welt, client):
    """Posts an answer to the text that waits; returns the page that follows."""

    def post(user, antwort, *, wort="", gesehen=None):
        client.force_login(user)
        data = {"antwort": antwort, "wort": wort, "gesehen": gesehen or welt.gesehen}
        return client.post(reverse("freigabe", args=[welt.pk]), data, follow=True).content.decode()

    return post


def test_the_pile_counts_for_those_who_may_release(welt, als):
    weg = f'href="{reverse("freigaben")}"><span class="stapel__zahl">1</span>'
    assert weg in als(welt.bert, "wagtailadmin_home")
    assert reverse("freigaben") not in als(welt.rita, "wagtailadmin_home")


def test_the_list_leads_to_what_changes(welt, als):
    assert f'href="{reverse("freigabe", args=[welt.pk])}"' in als(welt.bert, "freigaben")
    html = als(welt.bert, "freigabe", welt.pk)
    assert "<del>80</del>" in html
    assert "<ins>jetzt 90</ins>" in html
    assert welt.rita.get_full_name() in html


def test_what_waits_longest_comes_first(welt, als):
    other = start_text(redaktion=welt.vg, leistung=welt.leistungen["gestattung"], user=welt.rita)
    submit(page=other, user=welt.rita)
    html = als(welt.bert, "freigaben")
    assert html.index("Hundesteuer") < html.index("Gestattung")


def test_another_redaktion_sees_nothing_of_it(welt, als, client):
    stranger = UserFactory(gruppen=[welt.redaktionen["mayen"].freigebende])
    assert "Hundesteuer" not in als(stranger, "freigaben")
    assert client.post(reverse("freigabe", args=[welt.pk]), {"antwort": "frei"}).status_code == 302
    assert welt.page.workflow_in_progress


def test_released_it_is_to_be_read(welt, answer):
    assert "ist freigegeben" in answer(welt.bert, "frei")
    assert "jetzt 90 Euro" in welt.live


def test_given_back_the_author_reads_why(welt, answer, als):
    assert "was zu ändern ist" in answer(welt.bert, "zurueck")
    answer(welt.bert, "zurueck", wort="Bitte die Satzung nennen.")
    assert "zurückgegeben: Bitte die Satzung nennen." in als(welt.rita, "entwuerfe")


def test_the_drafts_say_since_when_it_waits(welt, als):
    assert "wartet auf Freigabe seit" in als(welt.rita, "entwuerfe")


def test_an_author_reads_and_does_not_release(welt, als, answer):
    welt.draft(welt.bert, "<p>Bei uns in vg: jetzt 95 Euro.</p>")
    html = als(welt.bert, "freigabe", welt.pk)
    assert "Freigeben muss ihn eine andere Person" in html
    assert 'value="frei"' not in html
    answer(welt.bert, "frei")
    assert "95 Euro" not in welt.live


def test_who_only_writes_may_look(welt, als):
    html = als(welt.rita, "freigabe", welt.pk)
    assert "<ins>jetzt 90</ins>" in html
    assert 'name="antwort"' not in html


def test_what_was_not_seen_is_shown_again(welt, answer):
    assert "noch einmal an" in answer(welt.bert, "frei", gesehen="1@2")
    assert welt.page.workflow_in_progress


def test_gaps_are_named_and_stop(welt, als, answer):
    give_back(page=welt.page, user=welt.bert, wort="x", gesehen=welt.gesehen)
    welt.draft(welt.rita, "<p>Bei uns: XXX Euro.</p>")
    submit(page=welt.page, user=welt.rita)
    html = als(welt.bert, "freigabe", welt.pk)
    assert "Platzhalter" in html
    assert 'value="frei"' not in html
    assert "So kann der Text nicht erscheinen" in answer(welt.bert, "frei")


def test_the_form_offers_to_submit_in_plain_words(welt, als):
    give_back(page=welt.page, user=welt.bert, wort="x", gesehen=welt.gesehen)
    assert "Zur Freigabe vorlegen" in als(welt.rita, "wagtailadmin_pages:edit", welt.pk)
    html = als(welt.anna, "wagtailadmin_pages:edit", welt.pk)
    assert "Zur Freigabe vorlegen" in html
    assert 'name="action-publish"' not in html


def test_the_form_of_what_waits_leads_to_the_answer(welt, als):
    assert reverse("freigabe", args=[welt.pk]) in als(welt.bert, "wagtailadmin_pages:edit", welt.pk)
    assert "Vorlage zurückziehen" in als(welt.rita, "wagtailadmin_pages:edit", welt.pk)


def test_the_upper_text_asks_no_second_time_while_the_answer_waits(welt, als):
    welt.write("land", "hundesteuer", "<p>Ganz anders.</p>")
    html = als(welt.anna, "zu_pruefen")
    assert "wartet schon eine Änderung" in html
    assert "Mein Text passt noch" not in html


def test_the_list_costs_few_queries(welt, client, django_assert_max_num_queries):
    client.force_login(welt.bert)
    for name, args, most in (("freigaben", [], 13), ("freigabe", [welt.pk], 40)):
        client.get(reverse(name, args=args))
        with django_assert_max_num_queries(most + QUERIES):
            client.get(reverse(name, args=args))


# --- Mail -------------------------------------------------------------------------------------------------------------


def resubmit(welt, user, capture):
    give_back(page=welt.page, user=welt.bert, wort="x", gesehen=welt.gesehen)
    mail.outbox.clear()
    with capture(execute=True):
        submit(page=welt.page, user=user)


def test_those_who_may_release_are_told(welt, django_capture_on_commit_callbacks):
    welt.draft(welt.anna)
    resubmit(welt, welt.rita, django_capture_on_commit_callbacks)
    (letter,) = mail.outbox
    assert letter.to == [welt.bert.email], "Anna wrote it too"
    assert reverse("freigabe", args=[welt.pk]) in letter.body
    assert "Bitte freigeben: Hundesteuer" in letter.subject


def test_where_nobody_may_those_who_run_the_portal_are_told(welt, django_capture_on_commit_callbacks):
    for user in (welt.anna, welt.bert):
        welt.draft(user)
    resubmit(welt, welt.rita, django_capture_on_commit_callbacks)
    assert [letter.to for letter in mail.outbox] == [[welt.betrieb.email]]


def test_the_author_is_told_the_answer(welt, answer):
    mail.outbox.clear()
    answer(welt.bert, "zurueck", wort="Bitte die Satzung nennen.")
    (letter,) = mail.outbox
    assert letter.to == [welt.rita.email]
    assert "Bitte die Satzung nennen." in letter.body
    assert letter.subject == "Zurückgegeben: Hundesteuer"


# --- What citizens read -----------------------------------------------------------------------------------------------

SEITE = "/leistungen/hundesteuer/laubach-cochem-zell/"
VERMERK = "durch eine zweite Person der Verwaltung"


def test_citizens_read_when_it_was_released_and_no_name(welt, client, answer):
    assert VERMERK not in client.get(SEITE).content.decode()
    answer(welt.bert, "frei")
    html = client.get(SEITE).content.decode()
    assert f"fachlich freigegeben am {timezone.localdate():%d.%m.%Y} {VERMERK}" in html
    assert html.count(VERMERK) == 1, "the Land's text was not released here"
    assert welt.bert.last_name not in html
    english = client.get(f"/en{SEITE}").content.decode()
    assert "by a second person of the administration" in english


def test_a_text_published_past_the_release_does_not_claim_one(welt, client, answer):
    answer(welt.bert, "frei")
    welt.write("vg", "hundesteuer", "<p>Bei uns in vg: 70 Euro.</p>")
    assert VERMERK not in client.get(SEITE).content.decode()


def test_making_the_read_model_anew_changes_nothing(welt, answer):
    answer(welt.bert, "frei")
    assert rebuild() == set()


# --- From the list of drafts ------------------------------------------------------------------------------------------


def test_a_draft_is_submitted_from_the_list(welt, client, als):
    give_back(page=welt.page, user=welt.bert, wort="x", gesehen=welt.gesehen)
    url = reverse("vorlegen", args=[welt.pk])
    assert url in als(welt.rita, "entwuerfe")
    assert "<ins>jetzt 90</ins>" in als(welt.rita, "vorlegen", welt.pk)
    assert "wartet jetzt auf Freigabe" in client.post(url, follow=True).content.decode()
    assert welt.page.workflow_in_progress


def test_nobody_submits_for_others(welt, client):
    give_back(page=welt.page, user=welt.bert, wort="x", gesehen=welt.gesehen)
    client.force_login(UserFactory(gruppen=[welt.redaktionen["mayen"].freigebende]))
    client.post(reverse("vorlegen", args=[welt.pk]))
    assert not welt.page.workflow_in_progress


def test_a_field_filled_in_wrongly_stops_the_release(welt, als, answer):
    """A draft may be saved so; the form would not have submitted it."""
    page = welt.page.get_latest_revision_as_object()
    fee = {"bezeichnung": "Hund", "kanal": "alle", "art": "fest", "cent": None, "gilt_fuer": []}
    value = {"inhalt": [{"type": "item", "id": "1", "value": fee}], "modus": "ergaenzen", "gilt_fuer": [], "basis": ""}
    raw = [*(dict(block) for block in page.module.raw_data), {"type": "kosten", "id": "2", "value": value}]
    page.module = page.module.stream_block.to_python(raw)
    page.save_revision(user=welt.rita, clean=False)
    assert 'value="frei"' not in als(welt.bert, "freigabe", welt.pk)
    assert "So kann der Text nicht erscheinen" in answer(welt.bert, "frei")
