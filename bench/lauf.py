"""Makes a portal with a generated catalogue in a folder of its own, measures, prints tables."""

from io import StringIO
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.test import override_settings
from wagtail.models import Locale, Page, Site

from bench.erzeugen import catalogue
from bench.messen import Fall, measure, table
from bench.schreibtisch import measure_desk
from cms.models import Gebiet, InhaltPage, StartPage
from cms.seitencache import speicher
from search import indexing, suchmaschinen
from theme.templatetags import einmal

ORTE = ("bund", "rheinland-pfalz", "landkreis-cochem-zell", "vg-kaisersesch", "laubach-cochem-zell")
NACHBARN = ("landkreis-mayen-koblenz", "mayen", "vg-ulmen", "vg-mendig", "vg-cochem")
ORT = "laubach-cochem-zell"
TEXT = "<p>" + "Für diese Leistung brauchen Sie einen gültigen Ausweis und die Meldebestätigung. " * 17 + "</p>"
LINK = '<p>Mehr dazu: <a href="https://portal.example/">Rechtsgrundlage</a></p>'


def front_door() -> None:
    """Start page, and the yardstick: a page of 40 StreamField blocks under Wagtail's serve with a bare template."""
    german = Locale.objects.get(language_code="de")
    Page.objects.filter(depth=2, slug="home").delete()
    root = Page.get_first_root_node()
    start = root.add_child(instance=StartPage(title="Portal", slug="portal", begruessung="Willkommen", locale=german))
    page = InhaltPage(title="Vierzig Blöcke", slug="bloecke", locale=german)
    page.inhalt = [
        block
        for number in range(10)
        for block in (
            ("ueberschrift", f"Abschnitt {number}"),
            ("absatz", TEXT),
            ("absatz", LINK),
            ("ueberschrift", f"Unterabschnitt {number}"),
        )
    ]
    start.add_child(instance=page)
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page": start})
    themed = InhaltPage.get_template

    def get_template(self: InhaltPage, *args: Any, **kwargs: Any) -> str:
        return "bench/bloecke.html" if self.slug == "bloecke" else themed(self, *args, **kwargs)

    InhaltPage.get_template = get_template


def forget_all() -> None:
    """No page, and none of the pieces that pages share."""
    speicher.drop()
    einmal.forget()


def service_pages(portal: WSGIHandler) -> list[Fall]:
    page = f"/leistungen/leistung-7/{ORT}/"
    return [
        Fall("Leistung, 5 Ebenen, warm", portal, page, goal="≤ 1,0 × cache_page"),
        Fall("Leistung, 5 Ebenen, kalt", portal, page, before=speicher.drop, goal="≤ 0,6 × 40 Blöcke, ≤ 4 SQL"),
        Fall("… auch kein Baustein davon bekannt", portal, page, before=forget_all),
        Fall("Leistung, 5 Ebenen, englisch, kalt", portal, f"/en{page}", before=speicher.drop, goal="dasselbe"),
    ]


def other_pages(portal: WSGIHandler) -> list[Fall]:
    cold: dict[str, Any] = {"before": speicher.drop, "goal": "≤ 6 SQL"}
    search = f"/suche/?q=hundenanliegen&ort={ORT}"
    return [
        Fall("Suche, kalt", portal, search, **cold),
        Fall("Suche, JSON, kalt", portal, search, "application/json", **cold),
        Fall("A–Z, kalt", portal, f"/leistungen/?ort={ORT}", **cold),
        Fall("Startseite, kalt", portal, "/", **cold),
        Fall("Startseite, warm", portal, "/", goal="≤ 1,0 × cache_page"),
    ]


def main() -> None:
    print("Portal mit 300 Leistungen × 10 Redaktionen wird erzeugt …", flush=True)
    call_command("migrate", verbosity=0)
    call_command("gebiete_load", verbosity=0, stdout=StringIO())
    gebiete = [Gebiet.objects.get(slug=slug) for slug in ORTE + NACHBARN]
    front_door()
    catalogue(gebiete, 300)
    indexing.rebuild(suchmaschinen.embedded())
    portal = WSGIHandler()
    with override_settings(MIDDLEWARE=settings.OHNE_SEITENCACHE):
        bare = WSGIHandler()
    nackt = Fall("Maß: nackte Django-View", bare, "/mass/nackt/")
    cache = Fall("Maß: Treffer von cache_page", bare, "/mass/cache/")
    bloecke = Fall("Maß: Seite aus 40 StreamField-Blöcken", bare, "/mass/bloecke/")
    small = [nackt, cache, bloecke, *service_pages(portal), *other_pages(portal)]
    measure(small)
    print(table(small, cache, bloecke), flush=True)

    print("\n… dazu das Lesemodell mit 100 000 Zeilen", flush=True)
    catalogue(gebiete, 10_000, ab=300, sprachen=["de"])
    cache.samples, bloecke.samples = [], []
    large = [cache, bloecke, *service_pages(portal)]
    measure(large)
    print(table(large, cache, bloecke))

    measure_desk()
