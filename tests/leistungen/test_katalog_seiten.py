"""The council's page: every number leads to its list; both come as files; a choice narrows all of them."""

import csv
import io
import re
from copy import deepcopy
from html import unescape

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from leistungen.katalog.tabelle import FORMEL, as_csv
from leistungen.kennzahlen.modell import kennzahlen
from tests.leistungen.katalogwelt import Katalogwelt
from tests.nachsehen import QUERIES

ZAHL = re.compile(r'<a class="kern-link" href="(/katalog/[^"]+)">(\d+)<span')


@pytest.fixture(scope="module")
def gebaut(geteilt) -> Katalogwelt:
    return Katalogwelt()


@pytest.fixture
def welt(gebaut, db) -> Katalogwelt:
    return deepcopy(gebaut)


@pytest.fixture
def leser(welt, client):
    client.force_login(welt.leser)
    return client


def words(response) -> str:
    return " ".join(response.content.decode().split())


def table(response) -> list[list[str]]:
    text = response.content.decode()
    assert text.startswith("\ufeff"), "Excel reads UTF-8 by this mark alone"
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


@pytest.mark.parametrize("auswahl", ["", "?ort=mayen", "?themenfeld=Querschnitt", "?stelle=amt-vg&seit=2020-01-01"])
def test_every_number_leads_to_a_list_of_that_length(leser, auswahl):
    links = ZAHL.findall(leser.get(f"/katalog/{auswahl}").content.decode())
    assert len(links) > 10
    for url, number in links[:: 5 if auswahl else 1]:
        assert f'class="liste__anzahl">({number})<' in words(leser.get(unescape(url))), url


def test_the_page_names_every_figure_and_says_what_it_means(leser):
    html = words(leser.get("/katalog/"))
    for kennzahl in kennzahlen().values():
        assert f"{kennzahl.titel}</h2>" in html
        assert str(kennzahl.erklaerung) in html


def test_an_empty_figure_says_that_all_is_well(leser, welt):
    welt.write("vg", "hundesteuer", "<p>Neu.</p>")
    html = words(leser.get("/katalog/?ort=masburg&themenfeld=Querschnitt"))
    assert "Alle örtlichen Texte passen zu denen von Bund und Land." in html


@pytest.mark.parametrize(
    ("ort", "message"),
    [("xyzzy", "Diesen Ort kennt das Portal nicht."), ("\x00", "Null"), ("a" * 300, "100 Zeichen")],
)
def test_a_place_that_nobody_knows_is_said_so(leser, ort, message):
    response = leser.get("/katalog/", {"ort": ort})
    assert response.status_code == 200
    assert message in words(response)


@pytest.mark.parametrize("query", ["gruppe=gibt-es-nicht", "seite=999", "seite=x", "themenfeld=x", "seit=31.02.2026"])
def test_nonsense_in_the_address_breaks_nothing(leser, query):
    assert leser.get(f"/katalog/wege/?{query}").status_code == 200


def test_a_figure_that_is_not_there_is_not_found(leser):
    assert leser.get("/katalog/unsinn/").status_code == 404
    assert leser.get("/katalog/unsinn/liste.csv").status_code == 404


def test_a_list_at_a_place_leads_to_that_place(leser):
    html = words(leser.get("/katalog/themenfelder/", {"ort": "mayen"}))
    assert 'href="/leistungen/hundesteuer/mayen/"' in html
    assert "Gästekarte" not in html


def test_the_list_as_a_file_holds_the_whole_list(leser):
    head, *rows = table(leser.get(reverse("katalog_liste_csv", args=["zu-pruefen"])))
    assert head == ["Leistung", "Redaktion", "Abschnitt", "Seit"]
    assert [row[:2] for row in rows] == [
        ["Hundesteuer", "Stadt Mayen"],
        ["Hundesteuer", "Verbandsgemeinde Kaisersesch"],
    ]


def test_the_figures_as_a_file_are_those_of_the_page(leser):
    head, *rows = table(leser.get(reverse("katalog_csv"), {"ort": "mayen"}))
    assert head[:4] == ["Kennzahl", "Zeile", "Anzahl", "von"]
    assert ["Wie man sie erledigt", "online", "1", ""] in [row[:4] for row in rows]
    assert {row[5] for row in rows} == {"Stadt Mayen"}


CELL = st.one_of(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"])), st.sampled_from(FORMEL))


@given(st.lists(st.lists(CELL, min_size=2, max_size=2), max_size=5))
def test_no_cell_runs_as_a_formula(rows):
    found = list(csv.reader(io.StringIO(as_csv(["a", "b"], rows)), delimiter=";"))[1:]
    assert len(found) == len(rows)
    assert not [cell for row in found for cell in row if cell.startswith(FORMEL)]


def test_outside_the_council_nobody_reads_it(client, welt):
    for url in ("/katalog/", "/katalog/wege/", reverse("katalog_csv"), reverse("katalog_liste_csv", args=["wege"])):
        assert client.get(url).status_code == 302, url


@pytest.mark.parametrize(("url", "most"), [("/katalog/", 14), ("/katalog/zu-pruefen/", 11), ("/katalog/wege/", 5)])
def test_a_page_costs_few_queries(leser, url, most, django_assert_max_num_queries):
    """What the process remembers of the catalogue is made anew only after a change."""
    leser.get(url)
    with django_assert_max_num_queries(most + QUERIES):
        leser.get(url)
