"""A citizen fills in a form in a real browser: with and without JavaScript, narrow and wide, by keyboard, offline."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from antraege.models import Antrag, Vorgang
from tests.browser.antragswelt import ADRESSE
from tests.browser.conftest import open_page, sticks_out, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Reise:
    """The pages of a form, as somebody sees and presses them."""

    def __init__(self, page: Page, url: str, *, look: bool):
        self.page, self.url, self.look = page, url, look
        self.wrong: list[str] = []
        page.on("pageerror", lambda error: self.wrong.append(str(error)))

    def begin(self) -> None:
        self.page.goto(self.url + ADRESSE)
        self.check("Info")
        self.page.locator("main button", has_text="Antrag beginnen").first.click()
        self.at("voraussetzungen")

    def at(self, step: str) -> None:
        self.page.wait_for_url(f"**/{step}/")
        self.check(step)

    def check(self, what: str) -> None:
        assert not sticks_out(self.page), what
        if self.look:
            assert not violations(self.page), what

    def press(self, aktion: str = "weiter") -> None:
        self.page.locator(f".knoepfe button[value={aktion}]").click()

    def refused(self, target: str) -> None:
        """The summary has the focus, and each of its links leads to an input."""
        self.page.wait_for_selector("#fehler:focus")
        self.check("Fehler")
        links = self.page.locator("#fehler a")
        assert all(self.page.locator(f"[id='{link.get_attribute('href')[1:]}']").count() == 1 for link in links.all())
        links.first.click()
        assert self.page.evaluate("document.activeElement.id") == target

    def person(self) -> None:
        self.page.fill("#id_person_vorname", "Erika")
        self.page.fill("#id_person_name", "Mustermann")
        for part, text in {"strasse": "Am Dom", "hausnummer": "1", "plz": "56727", "ort": "Mayen"}.items():
            self.page.fill(f"#id_anschrift_{part}", text)
        self.page.check("#id_datenschutz")

    def fest(self, zelt: str = "nein") -> None:
        self.page.fill("#id_beginn", in_days(30))
        self.page.check("#id_zelt_0" if zelt == "ja" else "#id_zelt_1")
        self.page.check("#id_was_1")
        self.page.select_option("#id_platz", "p3")

    def up_to_fest(self) -> None:
        self.begin()
        self.press()
        self.at("antragsteller")
        self.person()
        self.press()
        self.at("fest")

    def up_to_check(self) -> None:
        self.up_to_fest()
        self.fest()
        self.press()
        self.at("staende")
        self.page.fill("#id_stand_0_name", "Metzgerei")
        self.page.fill("#id_stand_0_meter", "3")
        self.page.check("#id_richtig")
        self.press()
        self.at("bezahlung")
        self.press()
        self.at("pruefen")


def in_days(number: int) -> str:
    return f"{timezone.localdate() + timedelta(days=number):%d.%m.%Y}"


@pytest.fixture
def reise(chromium, antragsportal) -> Iterator[Reise]:
    page = open_page(chromium)
    reise = Reise(page, antragsportal.url, look=False)
    yield reise
    assert not reise.wrong
    page.context.close()


@pytest.mark.parametrize(("width", "js"), [(320, True), (1280, True), (320, False)])
def test_from_the_first_page_to_the_receipt(chromium, antragsportal, width, js):
    page = open_page(chromium, width=width, js=js)
    reise = Reise(page, antragsportal.url, look=js)
    reise.begin()
    assert page.locator("ol[data-stufen] li").count() == 5
    assert "Voraussetzungen" in page.locator("ol[data-stufen] [aria-current=step]").inner_text()
    reise.press()
    reise.at("antragsteller")
    reise.press()
    reise.refused("id_person_vorname")
    reise.person()
    reise.press()
    reise.at("fest")
    reise.press()
    reise.refused("id_beginn")
    reise.fest("ja")
    if not js:
        reise.press()
    page.wait_for_selector("#id_flaeche")
    page.fill("#id_flaeche", "100")
    reise.press()
    reise.at("staende")
    page.fill("#id_stand_0_name", "Metzgerei")
    page.locator("button[value=mehr-stand]").click()
    page.wait_for_selector("#feld_stand_1")
    assert page.input_value("#id_stand_0_name") == "Metzgerei"
    page.fill("#id_stand_1_name", "Bäckerei")
    page.locator("button[value=weniger-stand-0]").click()
    page.wait_for_selector("#feld_stand_1", state="detached")
    assert page.input_value("#id_stand_0_name") == "Bäckerei"
    reise.press()
    reise.refused("id_stand_0_meter")
    page.fill("#id_stand_0_meter", "3")
    page.check("#id_richtig")
    reise.press()
    reise.at("bezahlung")
    assert "125,50" in page.locator("main").inner_text()
    reise.press()
    reise.at("pruefen")
    page.locator("a", has_text="Ändern").first.click()
    page.wait_for_url("**/antragsteller/?von=pruefen")
    page.fill("#id_person_name", "Musterfrau")
    reise.press()
    reise.at("pruefen")
    assert "Musterfrau" in page.locator("main").inner_text()
    reise.press()
    reise.at("abschluss")
    assert page.locator("#vorgangsnummer").get_attribute("value") == Vorgang.objects.get().nummer
    assert not reise.wrong
    page.context.close()


def test_by_keyboard_alone(reise):
    page = reise.page
    reise.begin()

    def tab_to(selector: str) -> None:
        for _press in range(60):
            page.keyboard.press("Tab")
            if page.locator(selector).first.evaluate("one => one === document.activeElement"):
                return
        pytest.fail(f"{selector} ist mit der Tastatur nicht zu erreichen")

    tab_to(".knoepfe button[value=weiter]")
    page.keyboard.press("Enter")
    reise.at("antragsteller")
    tab_to("#id_person_vorname")
    for text in ("Erika", "Mustermann", "Am Dom", "1", "56727", "Mayen"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    tab_to("#id_datenschutz")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    reise.at("fest")
    tab_to("#id_beginn")
    page.keyboard.type(in_days(30))
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.wait_for_selector("#id_flaeche")
    assert page.evaluate("document.activeElement.id") == "id_zelt_0"
    page.keyboard.press("Tab")
    page.keyboard.type("20")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    tab_to("#id_platz")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Nein")
    tab_to(".knoepfe button[value=weiter]")
    page.keyboard.press("Enter")
    reise.at("staende")


def test_what_is_typed_is_saved_and_survives_a_lost_connection(reise):
    page = reise.page
    reise.up_to_fest()
    page.fill("#id_beginn", in_days(30))
    page.wait_for_selector("[data-meldung]:has-text('Gespeichert um')")
    page.context.set_offline(True)
    reise.fest()
    page.wait_for_selector("[data-meldung]:has-text('Keine Verbindung')")
    reise.press()
    page.wait_for_timeout(300)
    assert page.input_value("#id_platz") == "p3"
    page.context.set_offline(False)
    reise.at("staende")


def test_sending_twice_sends_once(reise):
    reise.up_to_check()
    reise.page.locator(".knoepfe button[value=weiter]").dblclick()
    reise.at("abschluss")
    assert Vorgang.objects.count() == 1


def test_two_windows_lose_nothing(reise):
    page = reise.page
    reise.up_to_fest()
    other = page.context.new_page()
    other.goto(page.url)
    reise.fest()
    page.wait_for_selector("[data-meldung]:has-text('Gespeichert um')")
    other.fill("#id_beginn", in_days(40))
    other.wait_for_selector("[data-meldung]:has-text('In einem anderen Fenster')")
    other.locator(".knoepfe button[value=weiter]").click()
    other.wait_for_selector("h1:focus:has-text('Welche Angaben gelten?')")
    assert not violations(other)
    other.locator("button", has_text="Übernehmen").click()
    other.wait_for_url("**/fest/?neu=1")
    assert other.input_value("#id_beginn") == in_days(40)
    assert other.input_value("#id_platz") == "p3"


def test_a_deleted_cookie_costs_nothing_that_was_typed(reise):
    page = reise.page
    reise.up_to_fest()
    kept = page.context.cookies()
    page.context.clear_cookies()
    reise.fest()
    page.wait_for_selector("[data-meldung]:has-text('darf den Antrag nicht mehr öffnen')")
    assert page.input_value("#id_platz") == "p3"
    page.context.add_cookies([one for one in kept if one["name"].startswith("antrag_")])
    reise.press()
    reise.at("staende")
    assert Antrag.objects.get().lesen().antworten["platz"] == "p3"
