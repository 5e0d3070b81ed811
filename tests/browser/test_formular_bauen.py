"""Editors build a form: the rules are picked from lists, the keys follow from the labels."""

import pytest
from django.urls import reverse

from antraege.models import FormularPage
from tests.antraege.welt import FEST
from tests.browser.conftest import sticks_out, violations
from tests.browser.test_redaktion import tisch, welt  # noqa: F401  (fixtures)
from tests.factories.antraege import formular

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BEGINN = "schritte-1-value-inhalt-1-value"
FLAECHE = "schritte-1-value-inhalt-3-value"
VERGLEICH = f"{FLAECHE}-sichtbar_wenn-vergleiche-0-value"


@pytest.fixture
def seite(welt):  # noqa: F811
    page = formular(welt.leistungen["hundesteuer"], welt.redaktionen["vg"], FEST)
    return FormularPage.objects.get(pk=page.pk)


def options(page, list_id):
    return page.evaluate(f"[...document.querySelectorAll('#{list_id} option')].map(one => one.value)")


def open_blocks(page):
    page.wait_for_selector("[name='schritte-count']", state="attached")
    for _round in range(4):
        for button in page.locator("[data-panel-toggle][aria-expanded='false']").all():
            if button.is_visible():
                button.click()


def test_rules_are_picked_from_lists(tisch, seite):  # noqa: F811
    tisch_ = tisch("freigabe", reverse("wagtailadmin_pages:edit", args=[seite.pk]))
    page = tisch_.page
    open_blocks(page)
    feld = page.locator(f"[name='{VERGLEICH}-feld']")
    feld.focus()
    assert {"zelt", "flaeche", "bauart", "beginn"} <= set(options(page, "formular-felder"))
    feld.fill("beginn")
    feld.press("Tab")
    vergleich = page.locator(f"[name='{VERGLEICH}-vergleich']")
    offered = vergleich.evaluate("select => [...select.options].filter(one => !one.hidden).map(one => one.value)")
    assert "ist_ja" not in offered
    assert "mindestens" in offered
    wert = page.locator(f"[name='{VERGLEICH}-wert']")
    wert.focus()
    assert "heute+14T" in options(page, "formular-werte")
    assert "gezählt von heute" in page.locator(f"#{wert.get_attribute('id')}-regelhilfe").inner_text()


def test_a_key_follows_from_the_label(tisch, seite):  # noqa: F811
    page = tisch("freigabe", reverse("wagtailadmin_pages:edit", args=[seite.pk])).page
    open_blocks(page)
    page.locator(f"[name='{BEGINN}-schluessel']").fill("")
    page.locator(f"[name='{BEGINN}-beschriftung']").fill("Erster Tag (früh)")
    page.locator(f"[name='{BEGINN}-beschriftung']").press("Tab")
    assert page.locator(f"[name='{BEGINN}-schluessel']").input_value() == "erster_tag_frueh"


@pytest.mark.parametrize("breite", [1280, 320])
def test_a_form_is_looked_over(tisch, seite, breite):  # noqa: F811
    page = tisch("freigabe", reverse("formular_pruefen", args=[seite.pk]), width=breite).page
    assert not sticks_out(page)
    assert violations(page, without=["#wagtail-sidebar"]) == []
