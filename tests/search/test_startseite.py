"""The parts of the start page that come from the search."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from cms import herkunft
from leistungen.models import Textstand
from search import indexing, startseite
from search.models import Suchbegriff
from tests.search.test_vertraulich import start  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def seite(start):  # noqa: F811
    start.haeufige_anliegen = [("anliegen", "Personalausweis"), ("anliegen", "Mülltonne")]
    start.save()
    return start


def test_the_editors_words_stand_in_until_the_log_suffices(katalog, seite):
    part = startseite.meist_gesucht(seite)
    assert part.key == "meist_gesucht"
    assert part.daten == [
        {"wort": "Personalausweis", "url": "/suche/?q=Personalausweis"},
        {"wort": "Mülltonne", "url": "/suche/?q=M%C3%BClltonne"},
    ]
    assert part.mehr["titel"] == "Häufige Anliegen"


@pytest.fixture
def gesucht(db) -> None:
    for number, begriff in enumerate(["hundesteuer", "müll", "gestattung", "straße", "tonne"]):
        for days in (1, 2):
            tag = timezone.localdate() - timedelta(days=days)
            Suchbegriff.objects.create(tag=tag, begriff=begriff, anzahl=20 - number)


def test_most_searched_as_the_catalogue_writes_it(katalog, seite, gesucht):
    part = startseite.meist_gesucht(seite)
    assert [one["wort"] for one in part.daten] == ["Hundesteuer", "Müll", "Gestattung", "Straße", "Tonne"]
    assert part.mehr["titel"] == "Meist gesuchte Stichwörter"


def test_it_is_true_until_midnight(katalog, seite):
    with herkunft.collect() as source:
        startseite.meist_gesucht(seite)
    assert source.gueltig_bis is not None
    local = timezone.localtime(source.gueltig_bis)
    assert (local.hour, local.minute) == (0, 0)
    assert local.date() == timezone.localdate() + timedelta(days=1)


def test_letters(katalog, seite):
    daten = {one["buchstabe"]: one for one in startseite.a_bis_z(seite).daten}
    assert len(daten) == 26
    assert daten["H"] == {"buchstabe": "H", "anzahl": 1, "url": "/leistungen/?buchstabe=h"}
    assert daten["X"] == {"buchstabe": "X", "anzahl": 0, "url": ""}


def test_the_tag_cloud(katalog, seite):
    for number in range(7):
        katalog.leistung(f"Haltung {number}", synonyme=["Hund"])
    cloud = {one["wort"]: one for one in startseite.schlagwortwolke(seite).daten}
    assert cloud["Hund"] == {"wort": "Hund", "url": "/suche/?q=Hund", "anzahl": 8, "stufe": 5}
    assert cloud["Gestattung"]["anzahl"] == cloud["Gestattung"]["stufe"] == 1
    assert list(cloud) == sorted(cloud, key=str.lower)
    assert all(1 <= one["stufe"] <= 5 for one in cloud.values())


def test_an_empty_catalogue_has_no_parts(katalog, seite):
    Textstand.objects.all().delete()
    assert startseite.a_bis_z(seite).daten == []
    assert startseite.schlagwortwolke(seite).daten == []


def test_the_index_is_brought_up_to_date_once(katalog, seite, django_assert_num_queries):
    startseite.a_bis_z(seite)
    with herkunft.collect() as source, django_assert_num_queries(1):
        startseite.a_bis_z(seite)
        startseite.schlagwortwolke(seite)
    assert source.stand
    assert "katalog" in source.tags


def test_without_an_index_the_page_does_without_and_is_not_kept(katalog, seite, gesucht, client, other, monkeypatch):
    monkeypatch.setattr(indexing, "WAIT", 0.5)
    builder = other("neubau")
    begun = time.monotonic()
    with herkunft.collect() as source:
        parts = [make(seite) for make in (startseite.meist_gesucht, startseite.a_bis_z, startseite.schlagwortwolke)]
    assert time.monotonic() - begun < 2 * indexing.WAIT  # all of them together wait once
    assert not source.cacheable
    assert [part.key for part in parts if part.daten] == ["meist_gesucht"]
    assert parts[0].mehr["titel"] == "Häufige Anliegen"

    response = client.get("/")
    assert response.status_code == 200
    assert "Personalausweis" in response.content.decode()
    builder.let_go()
    assert "/leistungen/?buchstabe=h" in client.get("/").content.decode()
