"""Where a Redaktion wants four eyes, nobody publishes the own text: every way there is."""

from copy import deepcopy
from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, TaskState

from leistungen.models import Textstand
from leistungen.models.freigabe import authors_of
from leistungen.services.release import AndersAlsGesehenError, LueckenError, give_back, release, submit
from leistungen.services.review_text import confirm, drop
from leistungen.services.texte import BETREIBER
from tests.leistungen.freigabewelt import NEU, Freigabewelt

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def gedeckt(geteilt) -> Freigabewelt:
    return Freigabewelt()


@pytest.fixture
def welt(gedeckt, db) -> Freigabewelt:
    return deepcopy(gedeckt)


@pytest.fixture
def post(welt, client):
    """A user posts to an address of the page in the admin."""

    def send(user, name, data=None, *args):
        client.force_login(user)
        return client.post(reverse(f"wagtailadmin_pages:{name}", args=[welt.pk, *args]), data or {})

    return send


def is_out(welt) -> bool:
    return "jetzt 90 Euro" in welt.live


# --- The way that is meant --------------------------------------------------------------------------------------------


def test_a_second_person_releases(welt):
    welt.draft(welt.rita)
    submit(page=welt.page, user=welt.rita)
    assert not is_out(welt)
    release(page=welt.page, user=welt.bert, gesehen=welt.gesehen)
    assert is_out(welt)


def test_an_author_does_not_release(welt):
    welt.draft(welt.anna)
    submit(page=welt.page, user=welt.rita)
    with pytest.raises(PermissionDenied):
        release(page=welt.page, user=welt.anna, gesehen=welt.gesehen)
    release(page=welt.page, user=welt.bert, gesehen=welt.gesehen)
    assert is_out(welt)


def test_nobody_releases_who_only_writes_or_belongs_elsewhere(welt):
    welt.draft(welt.anna)
    submit(page=welt.page, user=welt.anna)
    for user in (welt.rita, welt.redaktionen["mayen"].freigebende.user_set.first() or welt.rita):
        with pytest.raises(PermissionDenied):
            release(page=welt.page, user=user, gesehen=welt.gesehen)


def test_given_back_it_is_submitted_again(welt):
    welt.draft(welt.rita)
    submit(page=welt.page, user=welt.rita)
    give_back(page=welt.page, user=welt.bert, wort="Bitte den Betrag prüfen.", gesehen=welt.gesehen)
    assert not welt.page.workflow_in_progress
    welt.draft(welt.rita, "<p>Bei uns: jetzt 90 Euro im Jahr.</p>")
    submit(page=welt.page, user=welt.rita)
    release(page=welt.page, user=welt.bert, gesehen=welt.gesehen)
    assert "90 Euro im Jahr" in welt.live


def test_what_has_changed_since_it_was_looked_at_is_looked_at_again(welt):
    revision = welt.draft(welt.rita)
    submit(page=welt.page, user=welt.rita)
    seen = welt.gesehen
    page = welt.page.get_latest_revision_as_object()
    page.save_revision(user=welt.rita, overwrite_revision=revision, clean=False)  # as autosave does
    with pytest.raises(AndersAlsGesehenError):
        release(page=welt.page, user=welt.bert, gesehen=seen)


@pytest.mark.parametrize("answer", [release, partial(give_back, wort="x")])
def test_what_is_saved_between_the_look_and_the_answer_is_looked_at_again(welt, answer):
    """The view has read the page already when somebody else saves."""
    welt.draft(welt.rita)
    submit(page=welt.page, user=welt.rita)
    page, seen = welt.page, welt.gesehen
    welt.draft(welt.anna, "<p>Bei uns: etwas anderes.</p>")
    with pytest.raises(AndersAlsGesehenError):
        answer(page=page, user=welt.bert, gesehen=seen)


def test_a_text_with_gaps_is_not_released(welt):
    welt.draft(welt.rita, "<p>Bei uns: XXX Euro.</p>")
    submit(page=welt.page, user=welt.rita)
    with pytest.raises(LueckenError):
        release(page=welt.page, user=welt.bert, gesehen=welt.gesehen)


# --- The ways around --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wer", ["anna", "betrieb"])
def test_the_button_of_the_form_leaves_a_draft(welt, post, wer):
    post(getattr(welt, wer), "edit", welt.form(**{"action-publish": "1"}))
    assert not is_out(welt)
    assert welt.page.has_unpublished_changes


def test_the_form_submits(welt, post):
    post(welt.rita, "edit", welt.form(**{"action-submit": "1"}))
    assert welt.page.workflow_in_progress
    assert not is_out(welt)


@pytest.mark.parametrize("wer", ["anna", "betrieb"])
def test_approval_by_an_author_is_refused(welt, post, wer):
    author = getattr(welt, wer)
    welt.draft(author)
    submit(page=welt.page, user=author)
    task_state = welt.page.current_workflow_task_state
    assert post(author, "workflow_action", {}, "approve", task_state.pk).status_code == 302
    assert not is_out(welt)
    post(author, "edit", welt.form(**{"action-workflow-action": "1", "workflow-action-name": "approve"}))
    assert not is_out(welt)


def test_approval_with_changes_makes_an_author(welt, post):
    welt.draft(welt.rita)
    submit(page=welt.page, user=welt.rita)
    changed = welt.form("<p>Bei uns: 95 Euro.</p>")
    post(welt.bert, "edit", changed | {"action-workflow-action": "1", "workflow-action-name": "approve"})
    assert "95 Euro" not in welt.live
    with pytest.raises(PermissionDenied):
        release(page=welt.page, user=welt.bert, gesehen=welt.gesehen)
    release(page=welt.page, user=welt.anna, gesehen=welt.gesehen)
    assert "95 Euro" in welt.live


def test_approval_by_another_through_wagtails_own_door(welt, post):
    welt.draft(welt.rita)
    submit(page=welt.page, user=welt.rita)
    post(welt.bert, "workflow_action", {}, "approve", welt.page.current_workflow_task_state.pk)
    assert is_out(welt)


@pytest.mark.parametrize("wer", ["anna", "betrieb"])
def test_bulk_publishing(welt, client, wer):
    welt.draft(welt.rita)
    client.force_login(getattr(welt, wer))
    for pk, descendants in ((welt.pk, ""), (welt.page.get_parent().pk, "on")):
        url = f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'publish'])}?id={pk}"
        client.post(url, {"include_descendants": descendants})
    assert not is_out(welt)


def test_a_schedule_of_the_author_waits_for_release(welt, post, monkeypatch):
    later = timezone.localtime() + timedelta(days=1)
    planned = welt.form(**{"go_live_at": later.strftime("%d.%m.%Y %H:%M")})
    post(welt.anna, "edit", planned | {"action-publish": "1"})
    assert welt.page.get_latest_revision_as_object().go_live_at
    monkeypatch.setattr(timezone, "now", lambda: later + timedelta(hours=1))
    call_command("publish_scheduled", verbosity=0)
    assert not is_out(welt)


def test_a_schedule_that_was_released_is_kept(welt, post, monkeypatch):
    later = timezone.localtime() + timedelta(days=1)
    planned = welt.form(**{"go_live_at": later.strftime("%d.%m.%Y %H:%M")})
    post(welt.anna, "edit", planned | {"action-submit": "1"})
    release(page=welt.page, user=welt.bert, gesehen=welt.gesehen)
    assert not is_out(welt)
    monkeypatch.setattr(timezone, "now", lambda: later + timedelta(hours=1))
    call_command("publish_scheduled", verbosity=0)
    assert is_out(welt)


def test_a_return_to_an_older_version(welt, post):
    older = welt.page.latest_revision
    welt.draft(welt.rita)
    submit(page=welt.page, user=welt.rita)
    release(page=welt.page, user=welt.bert, gesehen=welt.gesehen)
    data = welt.form("<p>Bei uns in vg: 80 Euro.</p>") | {"revision": older.pk, "action-publish": "1"}
    post(welt.anna, "edit", data)
    assert is_out(welt)
    assert welt.anna.pk in authors_of(welt.page)


def test_taking_off_and_putting_back(welt, post):
    """Off is quick, since a wrong text harms; back goes by release, and counts who wrote since it was last live."""
    post(welt.anna, "unpublish")
    assert not Textstand.objects.filter(pk=welt.pk).exists()
    post(welt.anna, "edit", welt.form(**{"action-publish": "1"}))
    assert not Textstand.objects.filter(pk=welt.pk).exists()
    assert authors_of(welt.page) == {welt.anna.pk}


def test_a_revision_overwritten_after_its_release_makes_an_author(welt):
    revision = welt.draft(welt.anna)
    submit(page=welt.page, user=welt.anna)
    release(page=welt.page, user=welt.bert, gesehen=welt.gesehen)
    page = welt.page
    page.save_revision(user=welt.anna, overwrite_revision=revision, clean=False)
    assert authors_of(welt.page) == {welt.anna.pk}


def test_answers_to_an_upper_change_wait_for_release(welt):
    welt.write("land", "hundesteuer", "<p>Ganz anders.</p>")
    now = welt.page.vorlagen()["volltext"].hash
    (row,) = Textstand.objects.get(pk=welt.pk).module["volltext"]
    before = welt.live
    assert confirm(page=welt.page, texte={row["id"]: now}, user=welt.anna) is False
    assert welt.live == before
    assert welt.page.workflow_in_progress
    assert drop(page=welt.page, text=row["id"], jetzt=now, user=welt.anna) is False, "it waits already"
    release(page=welt.page, user=welt.bert, gesehen=welt.gesehen)
    assert Textstand.objects.get(pk=welt.pk).module["volltext"][0]["basis"] == now


def test_the_operators_command_is_exempt_and_logged(welt):
    welt.write("vg", "hundesteuer", NEU)
    assert is_out(welt)
    assert PageLogEntry.objects.filter(page=welt.pk, action=BETREIBER).exists()


def test_a_text_of_another_redaktion_does_not_come_in_live(welt, client):
    foreign = welt.redaktionen["mayen"]
    page = foreign.seiten.get(locale__language_code="de").get_children().get()
    target = welt.vg.seiten.get(locale__language_code="de")
    welt.page.delete()
    client.force_login(welt.betrieb)
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, target.pk]))
    page.refresh_from_db()
    assert page.get_parent().pk != target.pk


# --- Without four eyes ------------------------------------------------------------------------------------------------


@pytest.fixture
def offen(welt):
    """The same, but the Redaktion does not want it (any more)."""
    welt.vg.vier_augen = False
    welt.vg.save()
    return welt


def test_without_four_eyes_one_publishes_at_once(offen, post):
    post(offen.anna, "edit", offen.form(**{"action-publish": "1"}))
    assert is_out(offen)


def test_without_four_eyes_a_draft_of_the_group_redakteur_waits_too(offen, post):
    post(offen.rita, "edit", offen.form(**{"action-publish": "1"}))
    assert not is_out(offen)
    post(offen.rita, "edit", offen.form(**{"action-submit": "1"}))
    release(page=offen.page, user=offen.anna, gesehen=offen.gesehen)
    assert is_out(offen)


def test_what_waits_cannot_be_changed_by_who_only_writes(welt, post):
    welt.draft(welt.rita)
    submit(page=welt.page, user=welt.rita)
    post(welt.rita, "edit", welt.form("<p>Schnell noch anders.</p>"))
    assert "Schnell noch" not in str(welt.page.get_latest_revision_as_object().module)
    post(welt.rita, "edit", welt.form(**{"action-cancel-workflow": "1"}))
    assert not welt.page.workflow_in_progress
    assert TaskState.objects.get().status == TaskState.STATUS_CANCELLED
