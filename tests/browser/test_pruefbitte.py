"""From the mail to the answer, without an account and without JavaScript; then the editor's list."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from cms import seitencache
from leistungen.models import Pruefplan
from leistungen.services.remind import remind_contacts
from tests import datenbankstand
from tests.browser.conftest import BREITEN, open_page, sticks_out, violations
from tests.browser.test_redaktion import tisch  # noqa: F401  (a fixture)
from tests.rechtewelt import Rechtewelt

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def welt(live_server):
    datenbankstand.restore("migriert")
    seitencache.abgleich.forget()
    return Rechtewelt()


@pytest.fixture
def link(welt, live_server) -> str:
    Pruefplan.objects.create(
        page=welt.text, naechste=timezone.localdate(), kontakt_name="Frau Beispiel", kontakt_email="b@rathaus.example"
    )
    remind_contacts()
    return live_server.url + re.search(r"http://[^/]+(/pruefen/\S+)", mail.outbox[-1].body)[1]


@pytest.mark.parametrize("width", BREITEN)
def test_the_page_is_accessible_also_where_something_is_missing(chromium, link, width):
    page = open_page(chromium, width=width)
    page.goto(link)
    page.get_by_role("button", name="Anmerkung senden").click()
    assert page.get_by_text("Bitte schreiben Sie, was nicht stimmt.").is_visible()
    assert not violations(page)
    assert not sticks_out(page)
    button = page.get_by_role("button", name="Stimmt noch").bounding_box()
    assert button["width"] > button["height"], "whole words"
    page.context.close()


def test_a_remark_reaches_the_editor_who_settles_it(chromium, link, welt, tisch):  # noqa: F811
    page = open_page(chromium, width=320, js=False)
    page.goto(link)
    page.get_by_label("Was stimmt nicht?").fill("Es sind 90 Euro.")
    page.get_by_role("button", name="Anmerkung senden").click()
    page.get_by_text("Ihre Anmerkung ist bei der Redaktion.").wait_for()
    page.context.close()
    desk = tisch("redakteur")
    desk.page.get_by_role("link", name="Prüfung fällig").click()
    desk.page.get_by_text("Es sind 90 Euro.").wait_for()
    assert not violations(desk.page, without=["[role='search']"])
    desk.page.get_by_role("button", name="Erledigt, der Text stimmt jetzt").click()
    desk.page.get_by_text("Kein Text ist zur Prüfung fällig.").wait_for()
    assert Pruefplan.objects.get().naechste > timezone.localdate()


def test_several_texts_of_a_section_are_told_apart_by_their_places(welt, tisch):  # noqa: F811
    block = welt.text.module.raw_data[0]
    value = dict(block["value"]) | {"gilt_fuer": [{"type": "item", "id": None, "value": welt.orte.laubach.pk}]}
    welt.text.module = welt.text.module.stream_block.to_python([dict(block), {"type": "volltext", "value": value}])
    welt.text.save_revision().publish()
    desk = tisch("redakteur")
    desk.go(reverse("wagtailadmin_pages:edit", args=[welt.text.pk]))
    headings = desk.page.locator("[data-streamfield-child] > section > .w-panel__header h2").all_inner_texts()
    assert " ".join(headings).count("Volltext – Laubach") == 1
