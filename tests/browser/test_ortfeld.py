"""The field for a place in a real browser: by keyboard, by mouse, and without JavaScript."""

import pytest

from cms.models import Postleitzahl
from tests import bedarf
from tests.factories.cms import GebietFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIELD = "#ortfeld-q"
LIST = "#ortfeld-q-liste"


@pytest.fixture
def besuch(chromium, orte, live_server):
    """Opens a page, with or without JavaScript; nothing may go wrong in the console."""
    GebietFactory(name="Laubach", slug="laubach-nachbarkreis", uebergeordnet=orte.nachbarkreis)
    Postleitzahl.objects.create(plz="56759", gebiet=orte.laubach)
    complaints: list[str] = []
    contexts = []

    def open_page(path: str = "/orte/?weiter=/suche/", *, js: bool = True):
        context = chromium.new_context(locale="de-DE", timezone_id="Europe/Berlin", java_script_enabled=js)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(live_server.url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not [text for text in complaints if "404" not in text]


def test_a_place_is_chosen_by_keyboard_alone(besuch):
    page = besuch()
    field = page.locator(FIELD)
    assert field.get_attribute("role") == "combobox"
    assert field.get_attribute("aria-expanded") == "false"
    field.focus()
    page.keyboard.type("Laub")
    page.wait_for_selector(f"{LIST} [role=option]")
    assert field.get_attribute("aria-expanded") == "true"
    assert field.get_attribute("aria-controls") == "ortfeld-q-liste"
    assert page.locator(f"{LIST} [role=option]").count() == 2
    assert "2 Orte gefunden" in page.locator(".ortfeld:has(#ortfeld-q) [role=status]").inner_text()

    page.keyboard.press("ArrowDown")
    active = field.get_attribute("aria-activedescendant")
    assert page.locator(f"#{active}").get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") is None, "past the end the cursor rests in the field"
    page.keyboard.press("ArrowDown")
    chosen = page.locator(f"{LIST} [aria-selected=true]").inner_text()
    page.keyboard.press("Enter")
    assert field.get_attribute("aria-expanded") == "false"
    assert field.evaluate("field => document.activeElement === field")
    wanted = "laubach-cochem-zell" if "Cochem-Zell" in chosen else "laubach-nachbarkreis"

    page.keyboard.press("Enter")
    page.wait_for_url(f"**/suche/?ort={wanted}")


def test_escape_closes_and_enter_sends_what_was_typed(besuch):
    page = besuch()
    page.locator(FIELD).press_sequentially("Laubach")
    page.wait_for_selector(f"{LIST} [role=option]")
    page.keyboard.press("Escape")
    assert page.locator(LIST).is_hidden()
    assert page.locator(FIELD).input_value() == "Laubach"
    page.keyboard.press("ArrowDown")
    page.wait_for_selector(f"{LIST} [role=option]")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.wait_for_url("**/orte/?**q=Laubach")
    assert page.locator(".ortsliste__ort").count() == 2


def test_a_place_is_chosen_by_mouse_and_edited_again(besuch):
    page = besuch()
    page.locator(FIELD).press_sequentially("56759")
    page.locator(f"{LIST} [role=option]").first.click()
    assert page.locator(FIELD).input_value() == "Laubach (Landkreis Cochem-Zell)"
    page.locator(FIELD).fill("Mayen")
    page.locator(".ortsform button").click()
    page.wait_for_url("**/suche/?ort=mayen")


def test_only_the_last_word_is_answered(besuch):
    page = besuch()
    page.locator(FIELD).press_sequentially("Laubach", delay=10)
    page.locator(FIELD).fill("Majen")
    page.wait_for_selector(f"{LIST} [role=option]:text-matches('^Mayen')")  # a Laubach lies in Mayen-Koblenz
    assert page.locator(f"{LIST} [role=option]:has-text('Laubach')").count() == 0


def test_nothing_found_is_announced(besuch):
    page = besuch()
    page.locator(FIELD).press_sequentially("Entenhausen")
    page.wait_for_selector(".ortfeld [role=status]:has-text('Kein Ort gefunden')", state="attached")
    assert page.locator(LIST).is_hidden()


def test_in_the_search_the_slug_is_sent_for_the_chosen_words(besuch):
    page = besuch("/orte/")
    page.locator("#suchwort").fill("hund")
    page.locator("#ortfeld-ort").press_sequentially("VG Kais")
    page.wait_for_selector("#ortfeld-ort-liste [role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator("#ortfeld-ort").input_value() == "Kaisersesch (Verbandsgemeinde)"
    page.keyboard.press("Enter")
    page.wait_for_url("**/suche/?q=hund&ort=vg-kaisersesch")


def test_without_javascript_the_form_leads_to_the_choice_and_back(besuch):
    page = besuch(js=False)
    assert page.locator(FIELD).get_attribute("role") is None
    page.locator(FIELD).fill("laubach")
    page.locator(".ortsform button").click()
    assert page.locator(".ortsliste__ort").count() == 2
    page.locator(".ortsliste a", has_text="Cochem-Zell").click()
    page.wait_for_url("**/suche/?ort=laubach-cochem-zell")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(
    "path", ["/orte/?q=a", "/orte/?q=entenhausen", "/orte/merken/?ort=mayen", "/suche/?ort=laubach"]
)
def test_axe_finds_nothing_and_nothing_sticks_out(besuch, path, width):
    axe = bedarf.node_module("axe-core/axe.min.js")
    page = besuch(path)
    page.set_viewport_size({"width": width, "height": 900})
    if page.locator(FIELD).count():
        page.locator(FIELD).fill("")
        page.locator(FIELD).press_sequentially("Lau")
        page.wait_for_selector(f"{LIST} [role=option]")
        page.keyboard.press("ArrowDown")
    page.evaluate(axe.read_text())
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = page.evaluate(f"axe.run(document, {{runOnly: {tags}}})")["violations"]
    assert not [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
