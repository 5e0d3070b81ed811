"""The council's reading room in a real browser, on a phone, a tablet and a desk: accessible, nothing sticks out."""

import pytest

from tests import datenbankstand
from tests.anmeldung import Kunde
from tests.browser.conftest import open_page, sticks_out, violations
from tests.leistungen.katalogwelt import Katalogwelt

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SEITEN = ("/katalog/", "/katalog/?ort=xyzzy", "/katalog/wege/?gruppe=online", "/katalog/ozg/", "/en/katalog/gebuehren/")


@pytest.fixture
def lesesaal(live_server, chromium):
    """A window of somebody who may read."""
    datenbankstand.restore("migriert")
    welt = Katalogwelt()
    client = Kunde()
    client.force_login(welt.leser)
    page = open_page(chromium, width=768)
    page.context.add_cookies([{"name": "sessionid", "value": client.session.session_key, "url": live_server.url}])
    yield page
    page.context.close()


def test_its_pages_are_accessible_at_every_width(lesesaal, live_server):
    for path in SEITEN:
        for width in (320, 768, 1280):
            lesesaal.set_viewport_size({"width": width, "height": 900})
            lesesaal.goto(live_server.url + path)
            assert not violations(lesesaal), (path, width)
            assert not sticks_out(lesesaal), (path, width)
            lesesaal.evaluate("document.documentElement.style.fontSize = '200%'")
            assert not sticks_out(lesesaal), (path, width, "doppelt so große Schrift")


def test_from_a_number_to_its_list_and_to_the_leistung_at_a_place(lesesaal, live_server):
    page = lesesaal
    page.goto(f"{live_server.url}/katalog/")
    page.locator("#katalog-ort").fill("masburg")
    page.keyboard.press("Escape")
    page.locator(".katalog-auswahl button").click()
    page.wait_for_url("**/katalog/?ort=masburg**")
    page.locator(".katalog-kachel__verweis", has_text="Texte zu prüfen").click()
    page.locator("main a", has_text="Hundesteuer").click()
    page.wait_for_url("**/leistungen/hundesteuer/vg-kaisersesch/")
