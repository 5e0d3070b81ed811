"""Release by a second person in a real browser: submitted, read, released, taken back; axe on each screen."""

import re

import pytest
from django.urls import reverse

from tests.browser.conftest import violations
from tests.browser.test_redaktion import EDITOR, citizen, tisch, welt  # noqa: F401  (fixtures)
from tests.browser.test_verwaltung_zugaenglich import VON_WAGTAIL

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_submitted_released_and_taken_back(tisch, welt, chromium, live_server):  # noqa: F811
    vg = welt.redaktionen["vg"]
    vg.vier_augen = True
    vg.save()
    redakteur = tisch("redakteur")
    redakteur.open_text()
    redakteur.module("Volltext").locator(EDITOR).click()
    redakteur.page.keyboard.press("Control+End")
    redakteur.page.keyboard.type(" Jeder weitere Hund 100 Euro.")
    redakteur.page.wait_for_function(
        "() => document.getElementsByName('module-0-value-inhalt')[0].value.includes('100 Euro')"
    )
    redakteur.page.locator("footer [data-w-dropdown-target='toggle'], footer .w-dropdown__toggle").first.click()
    redakteur.page.get_by_role("button", name="Zur Freigabe vorlegen").click()
    redakteur.page.wait_for_selector(".messages .success")
    assert "100 Euro" not in citizen(chromium, live_server)

    freigabe = tisch("freigabe")
    freigabe.page.get_by_role("link", name=re.compile("Wartet auf Freigabe")).click()
    freigabe.page.wait_for_selector("main table")
    assert violations(freigabe.page, without=VON_WAGTAIL) == []
    freigabe.page.locator("main a", has_text="Hundesteuer").first.click()
    freigabe.page.wait_for_selector("main ins")
    assert "Jeder weitere Hund 100 Euro." in freigabe.page.locator("main ins").first.inner_text()
    assert violations(freigabe.page, without=VON_WAGTAIL) == []
    freigabe.page.get_by_role("button", name="Freigeben").click()
    freigabe.page.wait_for_selector(".messages .success")
    text = citizen(chromium, live_server)
    assert "Jeder weitere Hund 100 Euro." in text
    assert "durch eine zweite Person der Verwaltung" in text

    freigabe.go(reverse("rueckgaengig", args=[welt.text.pk]))
    assert violations(freigabe.page, without=VON_WAGTAIL) == []
    freigabe.page.get_by_role("button", name="Ja, die vorige Version zur Freigabe vorlegen").click()
    freigabe.page.wait_for_selector(".messages .info")
    assert "100 Euro" in citizen(chromium, live_server), "a second person releases that too"
