"""The report for the council's agenda: accessible by standard, and the same figures as on the page."""

import subprocess
from copy import deepcopy

import pytest
from django.urls import reverse
from django.utils.translation import override

from leistungen.katalog import bericht
from leistungen.katalog.forms import AuswahlForm
from leistungen.kennzahlen.modell import Auswahl, kennzahlen
from tests import bedarf
from tests.leistungen.katalogwelt import Katalogwelt


@pytest.fixture(scope="module")
def gebaut(geteilt) -> Katalogwelt:
    return Katalogwelt()


@pytest.fixture
def welt(gebaut, db) -> Katalogwelt:
    return deepcopy(gebaut)


def test_it_prints_the_figures_of_the_page(welt):
    found = bericht.daten(AuswahlForm({}))
    for figure, kennzahl in zip(found["kennzahlen"], kennzahlen().values(), strict=True):
        stand = kennzahl.stand(Auswahl())
        assert figure["zahl"].split()[0] == str(stand.zahl)
        assert [one["anzahl"].split()[0] for one in figure["gruppen"]] == [str(one.anzahl) for one in stand.gruppen]
    assert [row[0] for row in found["listen"][0]["zeilen"]] == ["Hundesteuer", "Hundesteuer"]


def test_a_long_list_says_how_much_it_leaves_out(welt, monkeypatch):
    monkeypatch.setattr(bericht, "ZEILEN", 1)
    assert "1 weitere" in bericht.daten(AuswahlForm({}))["listen"][0]["rest"]


def test_it_comes_as_a_pdf_that_names_itself_and_its_language(welt, client):
    client.force_login(welt.leser)
    response = client.get(reverse("katalog_pdf"), {"ort": "mayen"})
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")
    assert b"/Lang(de" in response.content
    assert b"pdfuaid:part" in response.content
    client.logout()
    assert client.get(reverse("katalog_pdf")).status_code == 302


@pytest.mark.slow
@pytest.mark.parametrize(("sprache", "query"), [("de", ""), ("en", ""), ("de", "?ort=mayen&themenfeld=Querschnitt")])
def test_verapdf_finds_no_fault(welt, client, tmp_path, sprache, query):
    java, classpath = bedarf.java(), bedarf.verapdf()
    client.force_login(welt.leser)
    with override(sprache):
        path = tmp_path / "bericht.pdf"
        path.write_bytes(client.get(reverse("katalog_pdf") + query).content)
    checker = [java, "-cp", classpath, "org.verapdf.apps.GreenfieldCliWrapper", "-f", "ua1", "--format", "text"]
    done = subprocess.run([*checker, str(path)], capture_output=True, text=True, check=False, timeout=120)
    assert done.stdout.startswith("PASS"), done.stdout + done.stderr
