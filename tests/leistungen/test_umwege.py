"""Ways to the public past the second person that lead through another Redaktion, Wagtail's API, or a schedule."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from leistungen.models import Textstand
from leistungen.models.freigabe import authors_of
from leistungen.services.dissolve import dissolve
from leistungen.services.release import release
from tests.factories.cms import UserFactory
from tests.leistungen.freigabewelt import Freigabewelt

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def gedeckt(geteilt) -> Freigabewelt:
    return Freigabewelt()


@pytest.fixture
def welt(gedeckt, db) -> Freigabewelt:
    """The Verbandsgemeinde has no text yet; Mona may release there and in Mayen, where no second person is wanted."""
    welt = deepcopy(gedeckt)
    welt.mayen = welt.redaktionen["mayen"]
    welt.mona = UserFactory(gruppen=[welt.vg.freigebende, welt.mayen.freigebende])
    welt.ziel = welt.vg.seiten.get(locale__language_code="de")
    welt.fremd = welt.mayen.seiten.get(locale__language_code="de").get_children().get().specific
    return welt


def is_out(welt) -> bool:
    paths = Page.objects.filter(pk__in=Textstand.objects.values("pk")).values_list("path", flat=True)
    return any(path.startswith(welt.ziel.path) for path in paths)


@pytest.fixture
def api(client):
    """Somebody acts on a page through Wagtail's API."""

    def act(user, page, action, **data):
        client.force_login(user)
        url = reverse("wagtailadmin_api:pages:action", args=[page.pk, action])
        return client.post(url, data, content_type="application/json").status_code

    return act


@pytest.mark.parametrize("wer", ["mona", "betrieb"])
@pytest.mark.parametrize("action", ["move", "copy", "create_alias"])
def test_wagtails_api_brings_no_live_text_in(welt, api, action, wer):
    welt.page.delete()
    assert api(getattr(welt, wer), welt.fremd, action, destination_page_id=welt.ziel.pk) == 403
    assert not is_out(welt)


def test_a_scheduled_text_does_not_come_in(welt, client, monkeypatch):
    welt.page.delete()
    later = timezone.now() + timedelta(days=1)
    welt.fremd.unpublish()
    page = type(welt.fremd).objects.get(pk=welt.fremd.pk)
    page.go_live_at = later
    page.save_revision(user=welt.mona).publish(user=welt.mona)
    client.force_login(welt.mona)
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, welt.ziel.pk]))
    monkeypatch.setattr(timezone, "now", lambda: later + timedelta(hours=1))
    call_command("publish_scheduled", verbosity=0)
    assert not is_out(welt)


def test_who_published_elsewhere_is_an_author_here(welt, client):
    welt.page.delete()
    page = welt.fremd
    page.save_revision(user=welt.mona).publish(user=welt.mona)
    page = type(page).objects.get(pk=page.pk)
    page.unpublish(user=welt.mona)
    client.force_login(welt.mona)
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, welt.ziel.pk]))
    page = type(page).objects.get(pk=page.pk)
    assert page.get_parent().pk == welt.ziel.pk
    assert welt.mona.pk in authors_of(page)


def test_autosave_does_not_change_what_was_released_for_later(welt, client, monkeypatch):
    later = timezone.localtime() + timedelta(days=1)
    planned = welt.form(**{"go_live_at": later.strftime("%d.%m.%Y %H:%M")})
    client.force_login(welt.anna)
    edit = reverse("wagtailadmin_pages:edit", args=[welt.pk])
    client.post(edit, planned | {"action-submit": "1"})
    release(page=welt.page, user=welt.bert, gesehen=welt.gesehen)
    changed = welt.form("<p>Bei uns: geschmuggelt.</p>") | {"go_live_at": planned["go_live_at"]}
    client.force_login(welt.anna)
    changed["overwrite_revision_id"] = str(welt.page.latest_revision_id)
    client.post(edit, changed, headers={"accept": "application/json"})
    monkeypatch.setattr(timezone, "now", lambda: later + timedelta(hours=1))
    call_command("publish_scheduled", verbosity=0)
    assert is_out(welt)
    assert "geschmuggelt" not in welt.live


def test_what_another_redaktion_planned_appears_on_no_day_here(welt, monkeypatch):
    """Neither where it is moved to, nor over the text it is united with."""
    later = timezone.now() + timedelta(days=1)
    welt.page.unpublish()
    page = welt.page
    page.go_live_at = later
    page.save_revision(user=welt.anna).publish()
    dissolve(redaktion=welt.vg, nachfolger=welt.mayen)
    monkeypatch.setattr(timezone, "now", lambda: later + timedelta(hours=1))
    call_command("publish_scheduled", verbosity=0)
    assert "in vg" not in str(Textstand.objects.get(pk=welt.fremd.pk).module)


def test_what_was_planned_waits_where_it_is_moved_to(welt, monkeypatch):
    later = timezone.now() + timedelta(days=1)
    welt.fremd.delete()
    welt.page.unpublish()
    page = welt.page
    page.go_live_at = later
    page.save_revision(user=welt.anna).publish()
    dissolve(redaktion=welt.vg, nachfolger=welt.mayen)
    monkeypatch.setattr(timezone, "now", lambda: later + timedelta(hours=1))
    call_command("publish_scheduled", verbosity=0)
    assert not Page.objects.get(pk=welt.pk).live
