"""What leaves the office as a file: the PDF, attachments, tables."""

import csv
from io import StringIO

import pytest
from django.core.files.base import ContentFile

from antraege import mitteilungen
from antraege.angebot import angebot, formulare
from antraege.models import Anlage, Antrag, Vorgang
from antraege.schreibtisch.tabelle import safe
from antraege.services.beginnen import open_antrag
from antraege.services.einreichen import submit_antrag
from antraege.services.loeschen import delete_antrag
from antraege.services.speichern import save_schritt
from antraege.verschluesselung import seal
from cms.orte import verzeichnis
from tests.antraege.buerowelt import NAME, Buerowelt, url
from tests.antraege.welt import ANTRAGSTELLER
from tests.factories.antraege import formular
from tests.factories.leistungen import LeistungFactory, ZustaendigkeitFactory

pytestmark = pytest.mark.django_db

INHALT = b"%PDF-1.7 Lageplan"


@pytest.fixture
def welt(orte) -> Buerowelt:
    return Buerowelt(orte)


def attach(vorgang: Vorgang, name: str = "Lageplan für Müller.pdf", scan: str = "ohne") -> Anlage:
    anlage = Anlage(
        antrag=vorgang.antrag,
        feld="plan",
        name=seal(name.encode()),
        art="pdf",
        groesse=len(INHALT),
        scan=scan,
    )
    anlage.datei.save("x", ContentFile(seal(INHALT)))
    return anlage


def body(response) -> bytes:
    return b"".join(response.streaming_content)


class TestAnlagen:
    def test_are_listed_and_downloaded(self, welt):
        fest = welt.vorgang()
        anlage = attach(fest)
        client = welt.client()
        assert "Lageplan für Müller.pdf" in client.get(url(fest.pk)).content.decode()
        answer = client.get(url(fest.pk, "anlagen", anlage.pk))
        assert answer.content == INHALT
        assert answer["Content-Disposition"].startswith("attachment;")
        assert "M%C3%BCller.pdf" in answer["Content-Disposition"]
        assert answer["Content-Type"] == "application/pdf"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        event = fest.ereignisse.last()
        assert (event.art, event.angaben) == ("anlage", {"anlage": anlage.pk})

    def test_of_another_case_do_not_exist(self, welt):
        fest, other, foreign = welt.vorgang(), welt.vorgang("hund"), welt.vorgang(ort="mayen")
        client = welt.client()
        assert client.get(url(other.pk, "anlagen", attach(fest).pk)).status_code == 404
        assert client.get(url(foreign.pk, "anlagen", attach(foreign).pk)).status_code == 404

    def test_of_a_field_that_is_not_shown_are_not_sent(self, welt, django_capture_on_commit_callbacks):
        found = angebot(formulare("fest"), verzeichnis().by_slug["masburg"])
        antrag = open_antrag(angebot=found)
        save_schritt(antrag=antrag.pk, schritt="antragsteller", antworten={"name": NAME})
        anlage = Anlage(antrag=antrag, feld="plan", name=seal(b"x"), art="pdf", groesse=1)
        anlage.datei.save("x", ContentFile(seal(INHALT)))
        with django_capture_on_commit_callbacks(execute=True):
            submit_antrag(antrag=antrag.pk)
        assert not Anlage.objects.exists()
        assert not anlage.datei.storage.exists(anlage.datei.name)

    def test_one_that_is_lost_is_told_and_not_noted(self, welt, caplog):
        fest = welt.vorgang()
        anlage, client = attach(fest), welt.client()
        anlage.datei.storage.delete(anlage.datei.name)
        answer = client.get(url(fest.pk, "anlagen", anlage.pk), follow=True)
        assert "Diese Datei lässt sich nicht öffnen." in answer.content.decode()
        assert not fest.ereignisse.filter(art="anlage").exists()
        assert f"File {anlage.pk} cannot be handed out" in caplog.text

    def test_wait_for_the_scanner_where_there_is_one(self, welt, settings):
        fest = welt.vorgang()
        client = welt.client()
        for scan, before, after in (("ohne", 200, 404), ("offen", 200, 404), ("sauber", 200, 200)):
            anlage = attach(fest, scan=scan)
            settings.CLAMD_URL = ""
            assert client.get(url(fest.pk, "anlagen", anlage.pk)).status_code == before
            settings.CLAMD_URL = "tcp://localhost:3310"
            assert client.get(url(fest.pk, "anlagen", anlage.pk)).status_code == after
        page = client.get(url(fest.pk)).content.decode()
        assert page.count("Sie lässt sich erst danach öffnen.") == 2


def test_the_pdf_is_made_if_its_task_has_not_run(welt):
    fest = welt.vorgang()
    assert not Antrag.objects.get().pdf
    answer = welt.client().get(f"{url(fest.pk)}antrag.pdf")
    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert fest.nummer in answer["Content-Disposition"]
    assert fest.ereignisse.last().art == "pdf"


def test_the_pdf_is_made_again_if_its_file_is_lost(welt):
    fest = welt.vorgang()
    client = welt.client()
    client.get(f"{url(fest.pk)}antrag.pdf")
    antrag = Antrag.objects.get()
    antrag.pdf.storage.delete(antrag.pdf.name)
    assert client.get(f"{url(fest.pk)}antrag.pdf").content.startswith(b"%PDF")


def test_a_pdf_that_cannot_be_handed_out_is_not_noted(welt, monkeypatch):
    fest = welt.vorgang()
    client = welt.client()
    before = fest.ereignisse.count()

    def vanish(*args: object) -> bytes:
        delete_antrag(antrag=fest.antrag_id)
        return b"%PDF"

    monkeypatch.setattr(mitteilungen, "typeset", vanish)
    assert client.get(f"{url(fest.pk)}antrag.pdf").status_code == 404
    assert fest.ereignisse.count() == before


class TestTabelle:
    def rows(self, client, fassung, **asked) -> list[dict[str, str]]:
        answer = client.get(url("tabelle", fassung), asked)
        assert answer["Content-Type"] == "text/csv; charset=utf-8"
        text = body(answer).decode()
        assert text.startswith('\ufeff"Vorgangsnummer";')
        return list(csv.DictReader(StringIO(text.removeprefix("\ufeff")), delimiter=";"))

    def test_has_a_column_for_each_field(self, welt):
        fest, second = welt.vorgang(was="Kirmes", zelt=True), welt.vorgang(ort="laubach-cochem-zell")
        welt.vorgang("hund")
        client = welt.client()
        assert (
            f"tabelle/{fest.antrag.fassung_id}/" in client.get(url(), {"formular": fest.formular_id}).content.decode()
        )
        newest, first = self.rows(client, fest.antrag.fassung_id)
        assert newest["Vorgangsnummer"] == second.nummer
        assert first["Name (name)"] == NAME
        assert first["Was gefeiert wird (was)"] == "Kirmes"
        assert first["Steht ein Zelt? (zelt)"] == "Ja"
        assert newest["Was gefeiert wird (was)"] == ""
        assert (first["Ort"], first["Stelle"], first["Betrag in Euro"]) == ("Masburg", "Ordnungsamt", "25,50")
        assert [one.ereignisse.last().art for one in (fest, second)] == ["ausgegeben", "ausgegeben"]
        assert len(self.rows(client, fest.antrag.fassung_id, q=fest.nummer)) == 1

    def test_formulas_stay_text(self, welt):
        fest = welt.vorgang(was='=HYPERLINK("https://boese.example";"hier")')
        (row,) = self.rows(welt.client(), fest.antrag.fassung_id)
        assert row["Was gefeiert wird (was)"].startswith("'=HYPERLINK(\"https")
        assert [safe(one)[0] for one in ("=1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", " =1", "＝1")] == ["'"] * 9
        assert safe("a=1") == "a=1"

    def test_groups_stand_in_one_cell(self, welt):
        kind = {"typ": "text", "schluessel": "rasse", "beschriftung": "Rasse"}
        gruppe = {"typ": "gruppe", "schluessel": "hunde", "beschriftung": "Hunde", "singular": "Hund", "felder": [kind]}
        leistung = LeistungFactory(redaktion=welt.vg, slug="rudel", bezeichnung="Rudel")
        ZustaendigkeitFactory(leistung=leistung, gebiet=welt.orte.vg, stelle=welt.stelle)
        antragsteller = ANTRAGSTELLER | {"inhalt": [*ANTRAGSTELLER["inhalt"], gruppe]}
        formular(leistung, welt.vg, {"titel": "Rudel", "schritte": [antragsteller]})
        rudel = welt.vorgang("rudel", hunde=[{"rasse": "Dackel"}, {"rasse": "Pudel"}])
        (row,) = self.rows(welt.client(), rudel.antrag.fassung_id)
        assert row["Hunde (hunde)"] == "Rasse: Dackel\nRasse: Pudel"

    def test_holds_own_cases_only(self, welt):
        foreign, fest = welt.vorgang(ort="mayen"), welt.vorgang()
        assert welt.client().get(url("tabelle", foreign.antrag.fassung_id)).status_code == 404
        assert welt.client("bauamt").get(url("tabelle", fest.antrag.fassung_id)).status_code == 404

    def test_asks_once_for_many(self, welt, django_assert_max_num_queries):
        for _nr in range(12):
            fest = welt.vorgang()
        client = welt.client()
        with django_assert_max_num_queries(22):
            assert len(self.rows(client, fest.antrag.fassung_id)) == 12
