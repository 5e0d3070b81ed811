"""Every screen of the admin that is ours, in a real browser: axe finds nothing in what we made."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.orte import verzeichnis
from leistungen import aufgaben
from leistungen.models import Pruefplan
from leistungen.services.anmerken import remark
from search.models import Fehlsuche, Suchbegriff, Suchtag
from tests.browser.conftest import violations
from tests.browser.test_redaktion import tisch, welt  # noqa: F401  (fixtures)
from tests.rechtewelt import adressen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

VON_WAGTAIL = [
    "[role='search']",
    ".page-status-tag",
]  # two searches of one name; a button named otherwise than it reads


def is_screen(response) -> bool:
    """Whether it is a whole page; not a part of one, a file, or the way to another."""
    html = response.headers.get("content-type", "").startswith("text/html")
    return response.status == 200 and html and "<main" in response.text()


def test_axe_finds_nothing(tisch, welt):  # noqa: F811
    welt.write("land", "hundesteuer", "<p>Im ganzen Land gilt jetzt etwas anderes.</p>")
    welt.write("vg", "hundesteuer", '<p>Bei uns <a href="/leistungen/gibt-es-nicht/">90 Euro</a>.</p>')
    Pruefplan.objects.create(page=welt.text, naechste=timezone.localdate(), kontakt_email="b@rathaus.example")
    vg, ort = welt.redaktionen["vg"], verzeichnis().by_id[welt.orte.laubach.pk]
    said = {"modul": "volltext", "ort": ort, "text": "Stimmt das?", "name": "Eva Beispiel"}
    remark(leistung=welt.leistungen["hundesteuer"], redaktion=vg, **said)
    for days in (1, 2):
        day = timezone.localdate() - timedelta(days=days)
        Suchtag.objects.create(tag=day, suchen=20, ohne=3, vermutet=1)
        Suchbegriff.objects.create(tag=day, begriff="hund", anzahl=9)
        Fehlsuche.objects.create(tag=day, spur="a", begriff="wuffi", anzahl=3)
    desk = tisch("betrieb")
    stale = aufgaben.current().get(art="uebersetzung")
    urls = {one.name: welt.url(one) for one in adressen() if one.unser}
    urls |= {"home": reverse("wagtailadmin_home"), "form": reverse("wagtailadmin_pages:edit", args=[welt.text.pk])}
    urls["uebersetzung_aendern"] = reverse("uebersetzung_aendern", args=[stale.page_id, stale.text])
    screens, wrong = 0, []
    for name, url in urls.items():
        if is_screen(desk.page.request.get(desk.url + url, max_redirects=0)):
            desk.go(url)
            screens += 1
            wrong += [(name, *found) for found in violations(desk.page, without=VON_WAGTAIL)]
    desk.go(f"{reverse('synonyme:add')}?wort=wuffi")
    desk.page.get_by_role("textbox", name="Bedeutet").fill("Hundesteuer")
    desk.page.get_by_role("button", name="Wirkung zeigen").click()
    desk.page.get_by_role("heading", name="Wirkung – noch nicht gespeichert").wait_for()
    wrong += [("wirkung", *found) for found in violations(desk.page, without=VON_WAGTAIL)]
    assert not wrong
    assert screens > 40


def test_what_is_pinned_is_chosen_in_two_steps(tisch):  # noqa: F811
    page = tisch("betrieb", reverse("anheftungen:add")).page
    page.set_viewport_size({"width": 1280, "height": 600})
    choosers = {name: page.get_by_role("button", name=f"{name} auswählen") for name in ("Leistung", "Stelle", "Seite")}
    page.get_by_role("radio", name="Leistung").focus()
    for name in choosers:
        page.get_by_role("radio", name=name).press("Space")
        choosers[name].wait_for()
        assert [other for other, chooser in choosers.items() if chooser.is_visible()] == [name]
    place = page.get_by_label("Platz")
    place.scroll_into_view_if_needed()
    place.click(timeout=2000)  # nothing lies upon it
