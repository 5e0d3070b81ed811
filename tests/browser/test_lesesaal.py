"""What the council reads and remarks on, on a phone, a tablet and a desk: accessible, nothing sticks out."""

import pytest
from django.urls import reverse

from leistungen.models import Anmerkung, Sammlung, Sammlungsposten
from leistungen.models.sammlung import SIGNER
from leistungen.services.texte import page_for
from tests import datenbankstand
from tests.browser.conftest import open_page, sticks_out, violations
from tests.leistungen.ratswelt import Ratswelt

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AN = "leistung=hundesteuer&ort=laubach-cochem-zell"
SEITEN = (
    "/katalog/aenderungen/",
    "/katalog/aenderungen/?ort=xyzzy&seit=2026-10-01",
    f"/katalog/vergleich/?{AN}&mit=mayen",
    "/katalog/vergleich/?leistung=hundesteuer&ort=mayen&mit=mayen",
    f"/katalog/lesen/?{AN}",
    f"/katalog/anmerken/?{AN}&modul=volltext",
    "/katalog/anmerkungen/",
)


@pytest.fixture
def welt():
    datenbankstand.restore("migriert")
    return Ratswelt()


def window(chromium, live_server, welt, user):
    """A window of somebody who has logged in."""
    page = open_page(chromium, width=768)
    key = welt.client(user).session.session_key
    page.context.add_cookies([{"name": "sessionid", "value": key, "url": live_server.url}])
    return page


def check(page, address, widths=(320, 768, 1280)):
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address)
        assert not violations(page), (address, width)
        assert not sticks_out(page), (address, width)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert not sticks_out(page), (address, width, "doppelt so große Schrift")


def test_its_pages_are_accessible_at_every_width(chromium, live_server, welt):
    page = window(chromium, live_server, welt, welt.rat)
    for path in SEITEN:
        check(page, live_server.url + path)
    page.context.close()


def test_a_link_shows_its_texts_accessibly_to_anybody(chromium, live_server, welt):
    vg = welt.redaktionen["vg"]
    made = Sammlung.objects.create(redaktion=vg, titel="Für den Ausschuss", mit_entwuerfen=True, mit_anmerkungen=True)
    text = page_for(vg, welt.leistungen["hundesteuer"])
    text.module[0].value["inhalt"].source = "<p>Bei uns in vg: 100 Euro.</p>"
    text.save_revision()
    Sammlungsposten.objects.create(sammlung=made, seite=text)
    address = live_server.url + reverse("sammlung", args=[SIGNER.sign(str(made.pk))])
    page = open_page(chromium, width=768)
    for path in (
        address,
        f"{address}{text.pk}/",
        f"{address}{text.pk}/?modul=volltext",
        address.replace("/sammlung/", "/sammlung/x"),
    ):
        check(page, path, widths=(320, 768))
    page.context.close()


def test_from_a_change_to_a_remark_to_its_answer(chromium, live_server, welt):
    rat = window(chromium, live_server, welt, welt.rat)
    rat.goto(f"{live_server.url}/katalog/aenderungen/")
    rat.locator(".aenderung a", has_text="Anmerken").first.click()
    rat.locator("#id_text").fill("Warum 95 Euro?")
    rat.locator("button", has_text="Anmerkung senden").click()
    rat.wait_for_url("**/katalog/lesen/**")
    assert "Warum 95 Euro?" in rat.locator(".anmerkung").inner_text()
    desk = window(chromium, live_server, welt, welt.redakteur)
    desk.goto(f"{live_server.url}/verwaltung/anmerkungen/")
    desk.locator("textarea[name=antwort]").fill("So steht es in der neuen Satzung.")
    desk.locator("button[value=antworten]").click()
    desk.wait_for_load_state()
    assert Anmerkung.objects.get().stand == "beantwortet"
    rat.reload()
    assert "neuen Satzung" in rat.locator(".anmerkung__antwort").inner_text()
    for page in (rat, desk):
        page.context.close()
