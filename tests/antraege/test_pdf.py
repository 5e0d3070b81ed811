"""The PDF of an application: accessible by standard, whatever was typed."""

import subprocess
from copy import deepcopy
from io import BytesIO

import pytest
from pypdf import PdfReader

from antraege import mitteilungen
from antraege.services.einreichen import submit_antrag
from tests import bedarf
from tests.antraege.welt import FEST, Reise, Welt

pytestmark = pytest.mark.django_db

STAENDE = {
    "typ": "gruppe",
    "schluessel": "staende",
    "beschriftung": "Stände",
    "pflicht": False,
    "singular": "Stand",
    "felder": [
        {"typ": "text", "schluessel": "was", "beschriftung": "Was gibt es?"},
        {"typ": "ja_nein", "schluessel": "strom", "beschriftung": "Mit Strom?", "pflicht": False},
    ],
}


@pytest.fixture
def pdf(orte, client) -> bytes:
    definition = deepcopy(FEST)
    definition["schritte"][1]["inhalt"].append(STAENDE)
    Welt(orte, definition)
    reise = Reise(client)
    reise.send("voraussetzungen")
    reise.send("antragsteller", name="Erika „Mausi“ Müller 🎉", datenschutz="on")
    staende = {"staende_zeilen": "2", "staende_0_was": "Crêpes", "staende_1_was": "Wein", "staende_1_strom": "ja"}
    reise.send("fest", beginn="31.12.2099", zelt="nein", **staende)
    reise.send("bezahlung")
    assert reise.at == "pruefen"
    submit_antrag(antrag=reise.antrag.pk)
    reise.antrag.refresh_from_db()
    return mitteilungen.read_pdf(reise.antrag)


def test_it_says_what_was_sent(pdf):
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    for words in ("Fest anzeigen", "Müller", "Stand 2", "Crêpes", "25,50", "Ordnungsamt", "Sie erhalten einen"):
        assert words in text, text


def test_it_is_tagged_and_names_itself_and_its_language(pdf):
    assert b"/Lang(de" in pdf
    assert b"pdfuaid:part" in pdf
    assert "Fest anzeigen" in PdfReader(BytesIO(pdf)).metadata.title


@pytest.mark.slow
def test_verapdf_finds_no_fault(pdf, tmp_path):
    java, classpath = bedarf.java(), bedarf.verapdf()
    path = tmp_path / "antrag.pdf"
    path.write_bytes(pdf)
    checker = [java, "-cp", classpath, "org.verapdf.apps.GreenfieldCliWrapper", "-f", "ua1", "--format", "text"]
    done = subprocess.run([*checker, str(path)], capture_output=True, text=True, check=False, timeout=120)
    assert done.stdout.startswith("PASS"), done.stdout + done.stderr


class TestWasAbgesendetWurde:
    """Amounts and calculated answers are those of the moment of sending, on paper and on the screen."""

    @pytest.fixture
    def gesendet(self, orte, client, monkeypatch) -> Reise:
        definition = deepcopy(FEST)
        calculated = {"typ": "berechnet", "schluessel": "summe", "beschriftung": "Summe", "ausdruck": "6 * 7"}
        definition["schritte"][1]["inhalt"].append(calculated)
        definition["gebuehren"][0]["betrag"] = "summe * 100"
        Welt(orte, definition)
        reise = Reise(client)
        reise.fill()
        submit_antrag(antrag=reise.antrag.pk)
        reise.antrag.refresh_from_db()
        # As if rules were worked out differently since an update.
        monkeypatch.setattr("antraege.auswertung.Lage.compute", lambda *args: None)
        return reise

    def test_in_the_pdf(self, gesendet):
        text = str(mitteilungen.pdf_data(gesendet.antrag))
        assert "42,00" in text
        assert "'text': '42'" in text

    def test_on_the_receipt_and_in_another_language(self, gesendet):
        for prefix, amount in (("", "42,00"), ("/en", "€42.00")):
            text = gesendet.client.get(f"{prefix}/antrag/e/{gesendet.antrag.kennung}/abschluss/").content.decode()
            assert amount in text
            assert "Grundgebühr" in text
