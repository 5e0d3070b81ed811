"""Where a translation begins, and what it leaves alone."""

from copy import deepcopy

import pytest
from django.urls import reverse
from wagtail.models import Page

from cms.services.uebersetzen import begin_by_strings, gaps
from leistungen.models import Textstand
from leistungen.services.bereiche import ensure_bereiche
from leistungen.services.texte import page_for, write_text
from leistungen.services.uebersetzen import translate_text
from leistungen.services.zusammensetzen import save_translation, translation_of
from tests.factories.cms import UserFactory
from tests.seitenwelt import Welt


@pytest.fixture(scope="module")
def gebaut(geteilt) -> Welt:
    return Welt()


@pytest.fixture
def welt(gebaut, db) -> Welt:
    return deepcopy(gebaut)


@pytest.fixture
def chefin(db, client):
    client.force_login(UserFactory(is_superuser=True))
    return client


def test_translating_a_page_leaves_those_it_refers_to_alone(chefin, welt, django_capture_on_commit_callbacks):
    other = welt.impressum
    locale = ensure_bereiche(welt.redaktionen["vg"])["en"].locale
    begin_by_strings(page=other, sprache="en").get_latest_revision().publish()
    before = other.get_translation(locale).latest_revision_id
    inhalt = [{"titel": "Antrag", "seite": other.pk, "gilt_fuer": []}]
    page = write_text(
        redaktion=welt.redaktionen["vg"],
        leistung=welt.leistungen["hundesteuer"],
        module={"onlinedienste": [{"inhalt": inhalt}]},
    ).page
    with django_capture_on_commit_callbacks(execute=True):
        chefin.post(reverse("seite_uebersetzen", args=[page.pk]), {"locales": [locale.pk]})
    assert page.has_translation(locale)
    assert other.get_translation(locale).latest_revision_id == before


def test_a_page_of_the_portal_is_not_published_with_gaps(chefin, welt, django_capture_on_commit_callbacks):
    page = welt.impressum
    locale = ensure_bereiche(welt.redaktionen["vg"])["en"].locale
    chefin.post(reverse("seite_uebersetzen", args=[page.pk]), {"locales": [locale.pk]})
    english = page.get_translation(locale)
    assert gaps(english)
    with django_capture_on_commit_callbacks(execute=True):
        response = chefin.post(
            reverse("wagtailadmin_pages:edit", args=[english.pk]), {"action": "publish"}, follow=True
        )
    assert "Sonst stünde Deutsch in der Übersetzung." in response.content.decode()
    english.refresh_from_db()
    assert not english.live


def test_what_is_only_begun_is_no_draft_that_waits(welt, client):
    team = welt.redaktionen["vg"]
    client.force_login(UserFactory(gruppen=[team.freigebende]))
    page = page_for(team, welt.leistungen["hundesteuer"])
    begin_by_strings(page=page, sprache="en")
    assert "Kein Text wartet darauf" in client.get(reverse("entwuerfe")).content.decode()
    english = page.get_translations().get(locale__language_code="en")
    save_translation(translation=translation_of(english.specific), publish=False)
    assert "Kein Text wartet darauf" not in client.get(reverse("entwuerfe")).content.decode()


@pytest.mark.parametrize("way", ["python", "desk"])
def test_a_german_text_takes_its_translations_with_it(welt, chefin, way):
    """Left behind they would hold the place of those of the next text."""
    team, leistung = welt.redaktionen["vg"], welt.leistungen["hundesteuer"]
    words = {"volltext": ["<p>With us.</p>"]}
    page = page_for(team, leistung)
    for sprache in ("en", "de-simple"):
        translate_text(page=page, sprache=sprache, module=words)
    key = page.translation_key
    if way == "desk":
        chefin.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    else:
        page.delete()
    assert not Page.objects.filter(translation_key=key).exists()
    welt.write("vg", "hundesteuer", "<p>Wieder bei uns.</p>")
    for sprache in ("en", "de-simple"):
        translate_text(page=page_for(team, leistung), sprache=sprache, module=words)
    assert Textstand.objects.filter(leistung=leistung).exclude(sprache="de").count() == 2
