"""The search in a real browser: suggestions by keyboard and mouse, and facets without JavaScript."""

import pytest

from cms.models import Redaktion
from search.views import ENOUGH_TO_NARROW
from tests.browser.conftest import BREITEN, open_page, sticks_out, violations
from tests.factories.leistungen import LeistungFactory, text

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIELD = "#suchwort"
LIST = "#suchwort-liste"
OPTION = f"{LIST} [role=option]"


@pytest.fixture
def besuch(chromium, portal):
    """Opens a page of the demonstration portal; nothing may go wrong in the console."""
    complaints: list[str] = []
    pages = []

    def visit(path: str, **kwargs):
        page = open_page(chromium, **kwargs)
        pages.append(page)
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(portal.url + path)
        return page

    yield visit
    for page in pages:
        page.context.close()
    assert not complaints


@pytest.fixture
def viele(portal):
    """Enough hits for "hund" to be narrowed."""
    land = Redaktion.objects.get(gebiet__slug="rheinland-pfalz")
    for number in range(ENOUGH_TO_NARROW):
        leistung = LeistungFactory(bezeichnung=f"Hund im Verein {number}", redaktion=land)
        text(leistung, land, stamm=True, leistungsbezeichnung_ii=leistung.bezeichnung)


def test_a_suggestion_is_chosen_by_keyboard_alone(besuch):
    page = besuch("/suche/")
    field = page.locator(FIELD)
    assert field.get_attribute("role") == "combobox"
    field.focus()
    page.keyboard.type("hundest")
    page.wait_for_selector(OPTION)
    assert field.get_attribute("aria-expanded") == "true"
    assert "Pfeiltasten" in page.locator(".suchfelder__wort [role=status]").inner_text()
    page.keyboard.press("ArrowDown")
    active = field.get_attribute("aria-activedescendant")
    assert page.locator(f"#{active}").get_attribute("aria-selected") == "true"
    page.keyboard.press("Enter")
    page.wait_for_url("**/leistungen/hundesteuer/")


def test_enter_without_a_choice_searches_for_what_was_typed(besuch):
    page = besuch("/suche/?ort=mayen")
    page.locator(FIELD).press_sequentially("hundest")
    page.wait_for_selector(OPTION)
    page.keyboard.press("Enter")
    page.wait_for_url("**/suche/?q=hundest&ort=*")
    assert "hundest" in page.locator("h1").inner_text()


def test_escape_closes_and_a_click_leads_to_the_page_at_the_place(besuch):
    page = besuch("/suche/?ort=mayen")
    page.locator(FIELD).press_sequentially("hundest")
    page.wait_for_selector(OPTION)
    page.keyboard.press("Escape")
    assert page.locator(LIST).is_hidden()
    page.keyboard.press("ArrowDown")
    page.locator(OPTION).first.click()
    page.wait_for_url("**/leistungen/hundesteuer/mayen/")


@pytest.mark.parametrize("width", BREITEN)
def test_axe_finds_nothing_in_the_open_list_nor_in_the_facets(besuch, width):
    page = besuch("/suche/?q=hund&typ=leistung", width=width)
    if width == min(BREITEN):
        page.locator(".filter summary").first.click()
    page.locator(FIELD).fill("")
    page.locator(FIELD).press_sequentially("hund")
    page.wait_for_selector(OPTION)
    page.keyboard.press("ArrowDown")
    assert violations(page) == []
    assert not sticks_out(page)


@pytest.mark.parametrize("width", BREITEN)
def test_facets_narrow_the_hits_without_javascript(viele, besuch, width):
    page = besuch("/suche/?q=hund&ort=mayen", width=width, js=False)
    if width == min(BREITEN):
        page.locator(".filter summary").first.click()
    value = page.locator(".filter__wert", has_text="Leistung").first
    number = value.locator(".filter__anzahl").inner_text().split()[0]
    value.click()
    page.wait_for_url("**/suche/?q=hund&ort=mayen&typ=leistung")
    assert page.locator("h1").inner_text().split()[0] == number
    page.locator(".filter__marke").click()
    page.wait_for_url("**/suche/?q=hund&ort=mayen")


def test_narrow_screens_fold_the_facets_and_wide_ones_show_them(viele, besuch):
    for width in BREITEN:
        page = besuch("/suche/?q=hund", width=width)
        assert page.locator(".filter__wert").first.is_visible() == (width == max(BREITEN))


def test_narrow_screens_say_the_place_once_and_lead_to_another(besuch):
    page = besuch("/suche/?q=hund&ort=mayen", width=min(BREITEN))
    said = page.get_by_text("Stadt Mayen")
    assert [one.is_visible() for one in said.all()].count(True) == 1
    page.get_by_role("link", name="Ort ändern").click()
    page.get_by_role("combobox", name="Ort oder Postleitzahl").last.fill("Masburg")
    page.keyboard.press("Enter")
    page.wait_for_url("**/suche/?q=hund&ort=masburg")
