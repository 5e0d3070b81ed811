"""Every screen of the admin that is ours, in a real browser: axe finds nothing in what we made."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.orte import verzeichnis
from leistungen import aufgaben
from leistungen.models import Pruefplan
from leistungen.services.anmerken import remark
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
    assert not wrong
    assert screens > 40
