"""What has changed, as files for the agenda: the same as on the page, accessible, safe to open."""

import csv
import io
import subprocess
from copy import deepcopy
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from leistungen.katalog import aenderungsbericht
from leistungen.katalog.aenderungen import AenderungenForm
from leistungen.verlauf import changed_since
from tests import bedarf
from tests.leistungen.katalogwelt import Katalogwelt

PDF, CSV = "katalog_aenderungen_pdf", "katalog_aenderungen_csv"


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


def printed(**query):
    form = AenderungenForm(query)
    form.is_valid()
    return aenderungsbericht.daten(form, timezone.localdate(), changed_since(timezone.localdate(), form.rows()))


def test_the_pdf_marks_what_went_and_what_came(welt, monkeypatch):
    before = timezone.now() - timedelta(days=30)
    with monkeypatch.context() as patch:
        patch.setattr(timezone, "now", lambda: before)
        welt.write("mayen", "gestattung", "<p>Sie zahlen 80 Euro im Rathaus.</p>")
    welt.write("mayen", "gestattung", "<p>Sie zahlen 90 Euro im Rathaus.</p>")
    (eintrag,) = [one for one in printed(redaktion="mayen")["eintraege"] if one["titel"] == "Gestattung"]
    (beitrag,) = eintrag["beitraege"]
    (volltext,) = [one for one in beitrag["abschnitte"] if one["titel"] == "Volltext – geändert"]
    pieces = [(one["art"], one["text"]) for one in volltext["absaetze"][0]]
    assert ("weg", "80") in pieces
    assert ("neu", "90") in pieces
    assert beitrag["wer"] == "Stadt Mayen"


def test_a_long_history_says_how_much_it_leaves_out(welt, monkeypatch):
    monkeypatch.setattr(aenderungsbericht, "LEISTUNGEN", 1)
    found = printed()
    assert len(found["eintraege"]) == 1
    assert "weitere" in found["rest"]


def test_the_table_has_the_words_before_and_after(leser, welt):
    welt.write("mayen", "gestattung", "<p>Im <strong>Rathaus</strong>.</p><p>=HEUTE()</p>")
    text = leser.get(reverse(CSV), {"redaktion": "mayen"}).content.decode().removeprefix("\ufeff")
    head, *rows = csv.reader(io.StringIO(text), delimiter=";")
    assert head[-2:] == ["Vorher", "Nachher"]
    assert {row[1] for row in rows} == {"Stadt Mayen"}
    assert ["Gestattung", "Im Rathaus . =HEUTE()"] in [[row[0], row[-1]] for row in rows]


def test_the_page_leads_to_both_files_with_its_choice(leser):
    html = leser.get(reverse("katalog_aenderungen"), {"ort": "mayen", "seit": "2026-01-01"}).content.decode()
    for name in (PDF, CSV):
        assert f'href="{reverse(name)}?seit=2026-01-01&amp;ort=mayen"' in html


def test_they_are_for_readers_alone(client, welt):
    assert {client.get(reverse(name)).status_code for name in (PDF, CSV)} == {302}


@pytest.mark.parametrize("query", ["", "?seit=unsinn", "?ort=xyzzy", "?seit=2999-01-01", "?seit=0001-01-01"])
def test_nonsense_in_the_address_breaks_nothing(leser, query):
    assert {leser.get(reverse(name) + query).status_code for name in (PDF, CSV)} == {200}


@pytest.mark.slow
def test_verapdf_finds_no_fault(leser, tmp_path):
    java, classpath = bedarf.java(), bedarf.verapdf()
    path = tmp_path / "aenderungen.pdf"
    path.write_bytes(leser.get(reverse(PDF), {"uebersetzungen": "1"}).content)
    checker = [java, "-cp", classpath, "org.verapdf.apps.GreenfieldCliWrapper", "-f", "ua1", "--format", "text"]
    done = subprocess.run([*checker, str(path)], capture_output=True, text=True, check=False, timeout=120)
    assert done.stdout.startswith("PASS"), done.stdout + done.stderr
