"""wagtail-localize's screens: each way that could put German into a translated page, or take its words away."""

from copy import deepcopy

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail_localize.models import StringSegment, StringTranslation

from leistungen.services.release import release, stand_of
from leistungen.services.zusammensetzen import translation_of
from tests.factories.cms import UserFactory
from tests.leistungen.sprachwelt import Sprachwelt

NEU = "<p>Hunde kosten Steuer.</p><p>Melden Sie ihn sofort an.</p>"


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
    client.force_login(welt.freigabe)
    return client


@pytest.fixture
def chefin(db, client):
    client.force_login(UserFactory(is_superuser=True))
    return client


def screen(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def words_of(page):
    return str(type(page).objects.get(pk=page.pk).module.raw_data)


def untouched(welt):
    """The live page has its words, and citizens read German only where the translation is stale."""
    assert "Register your dog." in words_of(welt.english)
    assert "sofort" not in words_of(welt.english)
    assert welt.read("en")["volltext"] == ("de", NEU)
    assert welt.read("en")["unterlagen"] == ("en", "<p>Your identity card</p>")
    return True


def translate(welt, german, english):
    segment = StringSegment.objects.get(source=translation_of(welt.english).source, string__data=german)
    StringTranslation.objects.create(
        translation_of=segment.string, context=segment.context, locale=welt.english.locale, data=english
    )


def test_opening_the_screen_shows_the_new_german_text(anna, welt):
    assert "Melden Sie ihn sofort an." in anna.get(screen(welt.english)).content.decode()
    assert untouched(welt)


def test_publishing_with_gaps(anna, welt, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = anna.post(screen(welt.english), {"action": "publish"}, follow=True)
    assert "Ein Text ist noch nicht übersetzt." in response.content.decode()
    assert untouched(welt)
    assert welt.stale("en") == ["volltext"]


def test_publishing_what_is_whole_again(anna, welt):
    anna.get(screen(welt.english))
    translate(welt, "Melden Sie ihn sofort an.", "Register it at once.")
    anna.post(screen(welt.english), {"action": "publish"})
    assert welt.read("en")["volltext"] == ("en", "<p>Dogs are taxed.</p><p>Register it at once.</p>")
    welt.english.refresh_from_db()
    assert welt.english.latest_revision.user == welt.freigabe
    assert welt.stale("en") == []


def test_a_sentence_that_is_translated_but_not_published_is_no_translation_yet(anna, welt):
    anna.get(screen(welt.english))
    translate(welt, "Melden Sie ihn sofort an.", "Register it at once.")
    assert untouched(welt)
    assert welt.stale("en") == ["volltext"]


def test_who_may_not_publish(client, welt):
    """Submits it for release; a stranger does nothing at all."""
    client.force_login(welt.fremd)
    client.post(screen(welt.english), {"action": "publish"})
    welt.english.refresh_from_db()
    assert welt.english.latest_revision.user is None
    client.force_login(welt.redakteur)
    assert "Zur Freigabe vorlegen" in client.get(screen(welt.english)).content.decode()
    translate(welt, "Melden Sie ihn sofort an.", "Register it at once.")
    client.post(screen(welt.english), {"action": "publish"})
    welt.english.refresh_from_db()
    assert welt.english.workflow_in_progress
    assert untouched(welt)
    release(page=welt.english, user=welt.freigabe, gesehen=stand_of(welt.english))
    assert welt.read("en")["volltext"] == ("en", "<p>Dogs are taxed.</p><p>Register it at once.</p>")


def test_nobody_publishes_alone_where_four_eyes_are_wanted(anna, welt):
    welt.vg.vier_augen = True
    welt.vg.save()
    anna.post(screen(welt.english), {"action": "publish"})
    welt.english.refresh_from_db()
    assert welt.english.workflow_in_progress
    with pytest.raises(PermissionDenied):
        release(page=welt.english, user=welt.freigabe, gesehen=stand_of(welt.english))
    assert untouched(welt)


def test_the_preview_shows_what_would_be_published(anna, welt):
    anna.get(screen(welt.english))
    translate(welt, "Melden Sie ihn sofort an.", "Register it at once.")
    url = reverse("wagtail_localize:preview_translation", args=[translation_of(welt.english).pk])
    html = anna.get(url).content.decode()
    assert "Register it at once." in html
    assert untouched(welt)


def test_renewing_the_source_and_publishing_at_once(anna, welt, django_capture_on_commit_callbacks):
    url = reverse("wagtail_localize:update_translations", args=[translation_of(welt.english).source_id])
    with django_capture_on_commit_callbacks(execute=True):
        response = anna.post(url, {"publish_translations": "on"}, follow=True)
    assert response.status_code == 200
    assert untouched(welt)


def test_translating_again(chefin, welt, django_capture_on_commit_callbacks):
    """There is no language left to choose; a subtree is not offered."""
    url = reverse("wagtail_localize:submit_page_translation", args=[welt.page.pk])
    with django_capture_on_commit_callbacks(execute=True):
        chefin.post(url, {"locales": [welt.english.locale_id], "include_subtree": "on"})
    area = reverse("wagtail_localize:submit_page_translation", args=[welt.page.get_parent().pk])
    assert "include_subtree" not in chefin.get(area).context["form"].fields
    assert untouched(welt)


@pytest.mark.parametrize("data", [{"localize-restart-translation": "1"}, {"localize-convert-to-alias": "1"}])
def test_the_buttons_of_the_form(anna, welt, data):
    response = anna.post(screen(welt.english), data, follow=True)
    assert "Das geht hier nicht" in response.content.decode()
    assert untouched(welt)


def test_stopping_the_translation(anna, welt):
    translation = translation_of(welt.english)
    anna.post(reverse("wagtail_localize:stop_translation", args=[translation.pk]))
    assert translation_of(welt.english) == translation
    assert untouched(welt)


def test_turning_it_into_an_alias(anna, welt, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        anna.post(reverse("wagtail_localize:convert_to_alias", args=[welt.english.pk]))
    welt.english.refresh_from_db()
    assert welt.english.alias_of_id is None
    assert untouched(welt)


def test_the_report_is_in_order_and_for_those_who_run_the_portal(chefin, welt):
    assert chefin.get(reverse("wagtail_localize:translations_report")).status_code == 200
    chefin.force_login(welt.freigabe)
    assert chefin.get(reverse("wagtail_localize:translations_report")).status_code == 302
