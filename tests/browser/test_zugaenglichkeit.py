"""Every type of page in a real browser: axe finds nothing, nothing sticks out, nothing comes from elsewhere."""

from urllib.parse import urlsplit

import pytest

from cms.models import Meldung
from tests.browser.conftest import BREITEN, open_page, sticks_out, violations
from tests.vorfuehrung import SEITEN

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", BREITEN)
@pytest.mark.parametrize(("path", "status"), [one[1:] for one in SEITEN], ids=[one[0] for one in SEITEN])
def test_a_page_is_accessible_and_keeps_to_itself(chromium, portal, path, status, width):
    page = open_page(chromium, width=width)
    events: list[str] = []
    page.on("console", lambda message: events.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: events.append(f"error: {error}"))
    page.on("request", lambda request: events.append(f"request: {request.url}"))
    response = page.goto(portal.url + path)
    assert response is not None
    assert response.status == status
    assert not violations(page)
    assert not sticks_out(page), "muss seitwärts geschoben werden"
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert not sticks_out(page), "muss bei doppelt so großer Schrift seitwärts geschoben werden"
    assert not [event for event in events if _is_wrong(event, portal.url, status)]
    page.context.close()


def test_on_a_narrow_screen_the_search_leaves_room_for_the_page(chromium, portal):
    for js in (True, False):
        page = open_page(chromium, width=320, js=js)
        page.goto(f"{portal.url}/leistungen/hundesteuer/laubach-cochem-zell/")
        assert page.locator("#suche").bounding_box()["height"] < 150
        assert "Laubach" in page.locator("#suche summary").inner_text()
        page.locator("#suchwort").fill("hund")
        page.locator("#suche summary").click()
        page.locator("#ortfeld-ort").fill("mayen")
        page.locator("#suchwort").press("Enter")
        page.wait_for_url("**/suche/?q=hund&ort=mayen")
        page.context.close()
    wide = open_page(chromium)
    wide.goto(f"{portal.url}/leistungen/")
    assert wide.locator("#ortfeld-ort").is_visible()
    assert not wide.locator("#suche summary").is_visible()
    wide.context.close()


def _is_wrong(event: str, base: str, status: int) -> bool:
    kind, _, text = event.partition(": ")
    if kind == "request":
        return urlsplit(text).netloc != urlsplit(base).netloc and not text.startswith("data:")
    return not (status >= 400 and f"status of {status}" in text)


def test_from_the_start_page_to_the_office_by_keyboard_alone(chromium, portal):
    page = open_page(chromium)
    page.goto(portal.url)
    _tab_to(page, "#suchwort")
    page.keyboard.type("hundesteuer")
    _tab_to(page, "#ortfeld-ort")
    page.keyboard.type("laubach-cochem-zell")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.wait_for_url("**/suche/?*")
    _tab_to(page, "main .treffer a[href*='/leistungen/hundesteuer/laubach']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/leistungen/hundesteuer/laubach-cochem-zell/")
    _tab_to(page, "main a[href*='/stellen/amt-vg/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/stellen/amt-vg/")
    assert "Amt vg" in page.locator("h1").inner_text()
    page.context.close()


def _tab_to(page, selector: str) -> None:
    """Press Tab until the element has the focus; at most as often as a person would."""
    target = page.locator(selector).first
    for _press in range(80):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            outline = target.evaluate("element => getComputedStyle(element).outlineStyle")
            after = target.evaluate("element => getComputedStyle(element, '::after').outlineStyle")
            assert "none" not in (outline, after) or {outline, after} != {"none"}, f"{selector}: Fokus nicht zu sehen"
            return
    pytest.fail(f"{selector} ist mit der Tastatur nicht zu erreichen")


def test_a_report_is_sent_with_and_without_javascript(chromium, portal):
    for number, js in enumerate((True, False), start=1):
        page = open_page(chromium, js=js)
        page.goto(f"{portal.url}/datenschutz/")
        page.locator("footer a", has_text="Barriere melden").click()
        page.wait_for_url("**/meldung/**")
        assert page.locator("#id_seite").input_value() == "/datenschutz/"
        assert page.locator("#id_art_1").is_checked()
        page.locator("#id_email").fill("keine Adresse")
        page.locator("#id_text").fill("Die Schrift ist mir zu klein.")
        if js:
            page.wait_for_selector("#id_email_error")  # the field was checked as soon as it was left
            assert page.locator("#id_text").input_value() == "Die Schrift ist mir zu klein."
        page.locator("button", has_text="Meldung absenden").click()
        page.wait_for_selector(".fehlerliste:focus")
        if js:
            assert not violations(page)
        page.locator(".fehlerliste a").click()
        assert page.evaluate("document.activeElement.id") == "id_email"
        page.locator("#id_email").fill("")
        page.locator("button", has_text="Meldung absenden").click()
        page.wait_for_url("**/meldung/danke/")
        assert Meldung.objects.count() == number
        page.context.close()
    assert set(Meldung.objects.values_list("art", "seite")) == {("barriere", "/datenschutz/")}
