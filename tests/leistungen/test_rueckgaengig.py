"""Undo: what was published last is taken back in two clicks, and what citizens read follows."""

from copy import deepcopy

import pytest
from django.urls import reverse

from leistungen.services.release import release, submit
from leistungen.services.undo import NichtMoeglichError, previous, undo
from tests.leistungen.freigabewelt import NEU, Freigabewelt

pytestmark = pytest.mark.django_db

SEITE = "/leistungen/hundesteuer/laubach-cochem-zell/"


@pytest.fixture(scope="module")
def gedeckt(geteilt) -> Freigabewelt:
    return Freigabewelt(vier_augen=False)


@pytest.fixture
def welt(gedeckt, db) -> Freigabewelt:
    return deepcopy(gedeckt)


@pytest.fixture
def published(welt, client):
    """Anna has just published a change in the form. The page that follows."""
    client.force_login(welt.anna)
    url = reverse("wagtailadmin_pages:edit", args=[welt.pk])
    return client.post(url, welt.form(**{"action-publish": "1"}), follow=True)


def take_back(welt, client, user):
    client.force_login(user)
    url = reverse("rueckgaengig", args=[welt.pk])
    seen = client.get(url).context["vorige"].pk
    return client.post(url, {"gesehen": seen}, follow=True).content.decode()


def test_two_clicks_after_publishing(welt, client, published):
    url = reverse("rueckgaengig", args=[welt.pk])
    assert url in published.content.decode()
    assert "jetzt 90 Euro" in client.get(SEITE).content.decode()
    html = " ".join(client.get(url).content.decode().split())
    assert "<del>jetzt 90</del>" in html
    assert "<ins>80</ins>" in html
    assert "wieder zu lesen" in take_back(welt, client, welt.anna)
    assert "80 Euro" in client.get(SEITE).content.decode()


def test_the_form_offers_it_later(welt, client, published):
    html = client.get(reverse("wagtailadmin_pages:edit", args=[welt.pk])).content.decode()
    assert reverse("rueckgaengig", args=[welt.pk]) in html


def test_the_history_says_what_was_done(welt, client, published):
    take_back(welt, client, welt.anna)
    html = client.get(reverse("wagtailadmin_pages:history", args=[welt.pk])).content.decode()
    assert "Die vorige Version wieder hergestellt" in html


def test_undone_twice_it_is_as_before(welt, client, published):
    take_back(welt, client, welt.anna)
    take_back(welt, client, welt.anna)
    assert "jetzt 90 Euro" in welt.live


def test_a_newer_draft_is_not_lost(welt, client, published):
    welt.draft(welt.rita, "<p>Noch nicht fertig.</p>")
    before = previous(welt.page)
    with pytest.raises(NichtMoeglichError):
        undo(page=welt.page, gesehen=before.pk, user=welt.anna)
    client.force_login(welt.anna)
    html = client.get(reverse("rueckgaengig", args=[welt.pk]), follow=True).content.decode()
    assert "Er ginge verloren" in html


def test_only_the_version_that_was_seen_comes_back(welt, published):
    with pytest.raises(NichtMoeglichError):
        undo(page=welt.page, gesehen=welt.page.live_revision_id, user=welt.anna)


def test_who_only_writes_submits_it(welt, client, published):
    assert "wartet auf Freigabe" in take_back(welt, client, welt.rita)
    assert "jetzt 90 Euro" in welt.live
    release(page=welt.page, user=welt.anna, gesehen=welt.gesehen)
    assert "80 Euro" in welt.live


def test_with_four_eyes_it_waits_too(welt, client):
    welt.vg.vier_augen = True
    welt.vg.save()
    welt.draft(welt.rita)
    submit(page=welt.page, user=welt.rita)
    release(page=welt.page, user=welt.bert, gesehen=welt.gesehen)
    assert "wartet auf Freigabe" in take_back(welt, client, welt.bert)
    assert "jetzt 90 Euro" in welt.live


def test_what_the_operator_loaded_can_be_taken_back(welt, client):
    welt.write("vg", "hundesteuer", NEU)
    take_back(welt, client, welt.anna)
    assert "80 Euro" in welt.live


def test_there_is_nothing_to_take_back_at_first(welt):
    assert previous(welt.page) is None
