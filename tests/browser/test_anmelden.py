"""The login in a real browser: app and security key, by keyboard, with the checks that all pages pass."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache

from cms.env import staff_oidc_apps
from tests import bedarf, datenbankstand
from tests.anmeldung import code
from tests.browser.conftest import BREITEN, open_page, sticks_out, violations
from tests.factories.cms import UserFactory
from tests.vorfuehrung import Vorfuehrung

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Besuch:
    """A window of somebody who logs in; ``stoerungen`` is what the policy or a script complained of."""

    def __init__(self, chromium, server, *, width: int = 1280, js: bool = True):
        self.url = server.url.replace("127.0.0.1", "localhost")  # keys work by HTTPS or on localhost only
        self.page = open_page(chromium, width=width, js=js)
        self.stoerungen: list[str] = []
        self.page.on("console", lambda message: self.stoerungen.append(message.text))
        self.page.on("pageerror", lambda error: self.stoerungen.append(str(error)))

    def password(self, name: str = "anna") -> None:
        self.page.goto(f"{self.url}/verwaltung/")
        self.page.get_by_label("Benutzername").fill(name)
        self.page.get_by_label("Passwort", exact=False).last.fill("geheim")
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def check(self) -> None:
        """The page is accessible, also with doubled text."""
        assert not violations(self.page), self.page.url
        assert not sticks_out(self.page), self.page.url
        self.page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert not sticks_out(self.page), self.page.url
        self.page.evaluate("document.documentElement.style.fontSize = ''")

    def at(self, path: str) -> None:
        self.page.wait_for_url(f"{self.url}{path}")

    def click(self, name: str) -> None:
        self.page.locator("main").get_by_text(name, exact=True).click()


@pytest.fixture
def besuch(chromium, live_server):
    cache.clear()
    datenbankstand.restore("migriert")
    Vorfuehrung()
    UserFactory(username="anna", is_superuser=True)
    made = []

    def open_window(**kwargs):
        made.append(Besuch(chromium, live_server, **kwargs))
        return made[-1]

    yield open_window
    for one in made:
        one.page.context.close()
    assert [fault for one in made for fault in one.stoerungen] == []


def virtual_key(page) -> None:
    """A key that is plugged in and touched at once."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "usb", "hasUserVerification": True, "isUserVerified": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options | {"automaticPresenceSimulation": True}})


@pytest.mark.parametrize("width", BREITEN)
def test_setting_up_the_app_and_every_page_on_the_way(besuch, width):
    visit = besuch(width=width)
    page = visit.page
    page.goto(f"{visit.url}/konto/passwort/vergessen/")
    visit.check()
    page.goto(f"{visit.url}/konto/anmelden/")
    visit.check()
    page.keyboard.press("Tab")
    page.locator("main button[type=submit]").click()
    assert page.locator(".fehlerliste").is_visible()
    visit.check()

    visit.password()
    visit.at("/konto/zweiter-faktor/")
    visit.check()
    visit.click("App einrichten")
    visit.check()
    secret = page.locator("code").inner_text()
    page.get_by_label("Code aus der App").fill(code(secret))
    page.keyboard.press("Enter")
    visit.at("/konto/zweiter-faktor/ersatzcodes/")
    assert page.locator("main li code").count() == 10
    visit.check()
    for path in ("zweiter-faktor/", "zweiter-faktor/app/entfernen/", "zweiter-faktor/ersatzcodes/erneuern/"):
        page.goto(f"{visit.url}/konto/{path}")
        visit.check()
    page.goto(f"{visit.url}/konto/passwort/")
    visit.check()
    visit.click("Zur Verwaltung")
    visit.at("/verwaltung/")


def test_a_security_key_is_added_and_opens_the_desk(besuch):
    visit = besuch()
    page = visit.page
    virtual_key(page)
    visit.password()
    visit.click("Schlüssel hinzufügen")
    visit.check()
    page.get_by_label("Name des Schlüssels").fill("Blauer Stick")
    page.keyboard.press("Enter")
    visit.at("/konto/zweiter-faktor/ersatzcodes/")
    assert Authenticator.objects.get(type="webauthn").wrap().name == "Blauer Stick"

    page.goto(f"{visit.url}/konto/abmelden/")
    visit.check()
    visit.click("Abmelden")
    visit.at("/konto/anmelden/")
    visit.password()
    visit.at("/konto/anmelden/code/")
    visit.check()
    visit.click("Mit dem Sicherheitsschlüssel bestätigen")
    visit.at("/verwaltung/")

    page.goto(f"{visit.url}/konto/zweiter-faktor/")
    assert "Blauer Stick" in page.locator("main").inner_text()
    page.goto(f"{visit.url}/konto/bestaetigen/schluessel/")
    visit.check()
    page.goto(f"{visit.url}/konto/zweiter-faktor/")
    page.get_by_role("link", name=re.compile("entfernen.*Blauer Stick")).click()
    visit.check()
    visit.click("Entfernen")
    visit.at("/konto/zweiter-faktor/")
    assert not Authenticator.objects.exists(), "the recovery codes go with the last factor"
    page.goto(f"{visit.url}/verwaltung/")
    visit.at("/konto/zweiter-faktor/")


def test_a_key_that_is_not_there_is_said_and_the_page_stays(besuch):
    visit = besuch()
    visit.password()
    page = visit.page
    page.goto(f"{visit.url}/konto/zweiter-faktor/schluessel/")
    page.evaluate("() => { navigator.credentials.create = () => Promise.reject(new Error()); }")
    page.locator("[data-schluessel] button").click()
    page.locator("[role=status]", has_text="Das hat nicht geklappt").wait_for()
    visit.check()


@pytest.mark.servers
def test_the_button_leads_to_the_provider_and_back_under_the_policy(besuch, settings):
    found = bedarf.oidc()
    client = {"client_id": found["client_id"], "secret": found["client_secret"]}
    apps = staff_oidc_apps(issuer=found["issuer"], **client, name="Konto der Stadt", production=False)
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": apps}}
    visit = besuch()
    page = visit.page
    page.goto(f"{visit.url}/konto/anmelden/")
    visit.check()
    visit.click("Anmelden mit Konto der Stadt")
    page.wait_for_url(f"{found['issuer']}/**")
    page.fill("#username", "herbert.benz")
    page.fill("#password", "servicekonto")
    page.keyboard.press("Enter")
    page.locator("[name=accept], #inhalt").first.wait_for()
    if page.locator("[name=accept]").count():  # asked once only
        page.locator("[name=accept]").click()
    page.wait_for_url(f"{visit.url}/konto/oidc/**")
    assert "Für Sie gibt es hier noch kein Konto" in page.locator("main").inner_text()
    visit.check()
    visit.stoerungen[:] = [text for text in visit.stoerungen if "status of 403" not in text]


def test_without_javascript_the_app_works_and_keys_are_not_offered(besuch):
    visit = besuch(js=False)
    visit.password()
    visit.page.goto(f"{visit.url}/konto/zweiter-faktor/schluessel/")
    assert visit.page.locator("[data-schluessel]").is_hidden()
    assert "JavaScript" in visit.page.locator("main").inner_text()
    visit.page.goto(f"{visit.url}/konto/zweiter-faktor/app/")
    secret = visit.page.locator("code").inner_text()
    visit.page.get_by_label("Code aus der App").fill(code(secret))
    visit.page.locator("main button[type=submit]").click()
    visit.at("/konto/zweiter-faktor/ersatzcodes/")
