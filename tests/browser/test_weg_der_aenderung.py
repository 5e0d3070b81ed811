"""The journey of a change: the Land writes, the Verbandsgemeinde decides, everybody reads what now holds."""

import pytest
from playwright.sync_api import expect

from cms.services.rat_gruppe import ensure_rat_group
from search import indexing, suchmaschinen
from tests.browser.conftest import open_page
from tests.browser.test_redaktion import EDITOR, tisch, welt  # noqa: F401  (fixtures)
from tests.factories.cms import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SEITE = "/leistungen/hundesteuer/laubach-cochem-zell/"


@pytest.fixture
def beteiligte(welt):  # noqa: F811
    welt.konten["land"] = UserFactory(gruppen=[welt.redaktionen["land"].freigebende])
    welt.konten["rat"] = UserFactory(gruppen=[ensure_rat_group()])
    indexing.rebuild(suchmaschinen.embedded())
    return welt


def append(desk, words: str) -> None:
    """Type at the end of a section, and wait until the form has it."""
    volltext = desk.module("Volltext")
    field = volltext.locator("[name$='-inhalt']").first.get_attribute("name")
    volltext.locator(EDITOR).click()
    desk.page.keyboard.press("Control+End")
    desk.page.keyboard.type(words)
    desk.page.wait_for_function(f"() => document.getElementsByName('{field}')[0].value.includes('{words.strip()}')")


def publish(desk) -> None:
    desk.page.locator("footer [data-w-dropdown-target='toggle'], footer .w-dropdown__toggle").first.click()
    desk.page.locator("[name='action-publish']").click()
    desk.page.wait_for_selector(".messages .success")


def test_from_the_land_to_the_council(tisch, beteiligte, chromium, live_server):  # noqa: F811
    land = tisch("land")
    land.open_text()
    append(land, " Blindenhunde sind frei.")
    publish(land)

    vg = tisch("freigabe")
    vg.page.locator("#was-wartet-section a, .stapel a", has_text="Zu prüfen").first.click()
    punkt = vg.page.locator(".pruefen__punkt", has_text="Volltext")
    expect(punkt.locator("ins", has_text="Blindenhunde sind frei.").first).to_be_visible()
    expect(punkt).to_contain_text("Bei uns in vg: 80 Euro.")
    punkt.get_by_role("link", name="Meinen Text ändern").click()
    vg.page.wait_for_selector(EDITOR)
    hint = vg.module("Volltext").locator(".modul-vorlage__hinweis")
    hint.get_by_role("button").click()
    append(vg, " Auch Rettungshunde sind frei.")
    publish(vg)
    vg.go("/verwaltung/zu-pruefen/")
    expect(vg.page.locator("main")).to_contain_text("Alle Ihre Texte passen")
    vg.go("/verwaltung/uebersetzungen/")
    expect(vg.page.locator(".pruefen__punkt")).to_contain_text("Rettungshunde")

    citizen = open_page(chromium)
    citizen.goto(live_server.url + SEITE)
    expect(citizen.locator("main")).to_contain_text("Blindenhunde sind frei.")
    expect(citizen.locator("main")).to_contain_text("Auch Rettungshunde sind frei.")
    citizen.goto(f"{live_server.url}/suche/?q=Rettungshunde&ort=laubach-cochem-zell")
    expect(citizen.locator(".treffer").first).to_contain_text("Hundesteuer")
    citizen.goto(f"{live_server.url}/en{SEITE}")
    expect(citizen.locator("main [lang=de]", has_text="Rettungshunde").first).to_be_visible()
    expect(citizen.locator("main")).not_to_contain_text("With us in vg: 80 euros.")
    citizen.context.close()

    rat = tisch("rat", "/katalog/")
    rat.page.get_by_role("link", name="Was sich geändert hat").first.click()
    expect(rat.page.locator(".aenderung ins", has_text="Blindenhunde sind frei.")).to_be_visible()
    expect(rat.page.locator(".aenderung ins", has_text="Auch Rettungshunde sind frei.")).to_be_visible()
    expect(rat.page.locator(".aenderung", has_text="Verbandsgemeinde Kaisersesch").first).to_be_visible()
