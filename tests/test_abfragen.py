"""How many queries a page costs that is not in the cache: few, and the same whatever the size of the catalogue."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.erzeugen import catalogue
from cms.models import Gebiet
from cms.seitencache import speicher
from search import indexing, suchmaschinen
from tests.factories.cms import GebietFactory
from tests.seitenwelt import JSON, Welt, ask

pytestmark = pytest.mark.django_db

ORT = "laubach-cochem-zell"
MOST = {
    f"/leistungen/leistung-1/{ORT}/": 4,
    f"/en/leistungen/leistung-1/{ORT}/": 4,
    "/leistungen/leistung-1/": 4,
    f"/suche/?q=hundenanliegen&ort={ORT}": 6,
    f"/leistungen/?ort={ORT}": 6,
    "/leistungen/?buchstabe=h": 6,
    "/": 6,
    "/en/": 6,
    "/impressum/": 6,
}


def queries(adresse: str, headers: dict[str, str]) -> int:
    """Of a page that the process has shown before, but does not have in its cache."""
    for _time in range(2):
        assert ask(adresse, headers)[0] == 200
        speicher.drop()
    with CaptureQueriesContext(connection) as captured:
        ask(adresse, headers)
    return len(captured)


def counts() -> dict[str, int]:
    found = {adresse: queries(adresse, {}) for adresse in MOST}
    return found | {"json": queries(f"/suche/?q=hundenanliegen&ort={ORT}", JSON)}


@pytest.fixture
def gebiete(db) -> list[Gebiet]:
    """Ten that write, five of them above one another."""
    orte = Welt().orte
    more = [GebietFactory(slug=slug, uebergeordnet=orte.land) for slug in ("vg-ulmen", "vg-mendig")]
    return [orte.bund, orte.land, orte.kreis, orte.vg, orte.laubach, orte.nachbarkreis, orte.mayen, orte.masburg, *more]


def test_a_page_costs_few_queries(gebiete):
    catalogue(gebiete, 3)
    found = counts()
    assert not {adresse: number for adresse, number in found.items() if number > MOST.get(adresse, 6)}


@pytest.mark.slow
def test_three_hundred_leistungen_of_ten_redaktionen_cost_no_more(gebiete):
    catalogue(gebiete, 3)
    few = counts()
    catalogue(gebiete, 300, ab=3)
    indexing.rebuild(suchmaschinen.embedded())
    assert counts() == few


@pytest.mark.slow
def test_a_hundred_thousand_texts_cost_no_more(gebiete):
    page = f"/leistungen/leistung-1/{ORT}/"
    catalogue(gebiete, 3)
    few = queries(page, {}), queries(f"/en{page}", {})
    catalogue(gebiete, 10_000, ab=3, sprachen=["de"])
    assert (queries(page, {}), queries(f"/en{page}", {})) == few
