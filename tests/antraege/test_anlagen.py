"""Files that citizens attach: kept encrypted, listed, taken away again, and never another's."""

from copy import deepcopy
from io import BytesIO
from zlib import crc32

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from antraege.dateien.virenscan import Befund, Scanstand, may_be_seen
from antraege.models import Anlage, Formularfassung, Vorgang
from antraege.models.antrag import private
from antraege.services import anlagen
from antraege.services.anlagen import content
from antraege.services.fassungen import end_fassung
from antraege.services.speichern import save_schritt
from tests.antraege.welt import FEST, Reise, Welt, errors

pytestmark = pytest.mark.django_db

GEHEIM = "Befund-Erika-Mustermann"


def photo(name: str = f"{GEHEIM}.jpg") -> SimpleUploadedFile:
    """A different one for each name."""
    out = BytesIO()
    Image.new("RGB", (40, 30), (crc32(name.encode()) % 256, 99, 33)).save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


@pytest.fixture
def reise(orte, client, settings, tmp_path) -> Reise:
    definition = deepcopy(FEST)
    definition["schritte"][1]["inhalt"].append(
        {"typ": "datei", "schluessel": "plan", "beschriftung": "Lageplan", "pflicht": False, "hoechstens": 2}
    )
    Welt(orte, definition)
    return at_the_step(client)


def at_the_step(client) -> Reise:
    reise = Reise(client)
    reise.send("voraussetzungen")
    reise.send("antragsteller", name="Erika", datenschutz="on")
    return reise


def attach(reise: Reise, *files: SimpleUploadedFile):
    """As without a script: with the button beside the field."""
    return reise.send("fest", "hochladen", plan=list(files))


def test_a_file_is_kept_and_noted_in_the_draft(reise):
    attach(reise, photo())
    assert reise.antwort["Location"].endswith("/fest/#feld_plan")
    assert f"{GEHEIM}.jpg" in reise.go("fest").content.decode()
    [kept] = reise.antworten()["plan"]
    assert (kept["name"], kept["art"]) == (f"{GEHEIM}.jpg", "jpeg")


def test_nothing_of_it_is_readable_where_it_is_kept(reise):
    attach(reise, photo())
    row = Anlage.objects.get()
    assert GEHEIM.encode() not in bytes(row.name)
    with row.datei.open("rb") as file:
        assert not file.read().startswith(b"\xff\xd8")
    assert GEHEIM not in row.datei.name


def test_what_is_wrong_is_said_and_the_rest_is_kept(reise):
    page = attach(reise, photo("gut.jpg"), SimpleUploadedFile("schlecht.pdf", b"<html>"))
    assert page.status_code == 422
    assert "gut.jpg" in page.content.decode()
    assert [one["name"] for one in reise.antworten()["plan"]] == ["gut.jpg"]


def test_more_than_the_field_takes_are_refused(reise):
    attach(reise, photo("a.jpg"), photo("b.jpg"))
    page = attach(reise, photo("c.jpg"))
    assert "Höchstens 2 Dateien" in page.content.decode()
    assert Anlage.objects.count() == 2
    assert len(private().listdir(Anlage.objects.first().datei.name.split("/")[0])[1]) >= 1


def test_it_can_be_taken_away(reise, django_capture_on_commit_callbacks):
    attach(reise, photo())
    row = Anlage.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        reise.send("fest", f"entfernen-plan-{row.kennung}")
    assert not Anlage.objects.exists()
    assert "plan" not in reise.antworten()
    assert not row.datei.storage.exists(row.datei.name)


def test_it_comes_back_as_a_download_that_can_do_nothing(reise):
    attach(reise, photo())
    answer = reise.client.get(f"/antrag/e/{reise.antrag.kennung}/anlage/{Anlage.objects.get().kennung}/")
    assert answer.content.startswith(b"\xff\xd8")
    assert answer["Content-Disposition"] == f'attachment; filename="{GEHEIM}.jpg"'
    assert answer["Content-Type"] == "image/jpeg"
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_one_that_is_lost_is_not_there(reise):
    attach(reise, photo())
    row = Anlage.objects.get()
    private().delete(row.datei.name)
    assert reise.client.get(f"/antrag/e/{reise.antrag.kennung}/anlage/{row.kennung}/").status_code == 404


def test_another_draft_does_not_open_it(reise, client):
    attach(reise, photo())
    other = at_the_step(client)
    assert client.get(f"/antrag/e/{other.antrag.kennung}/anlage/{Anlage.objects.get().kennung}/").status_code == 404
    assert type(client)().get(f"/antrag/e/{reise.antrag.kennung}/anlage/x/").status_code == 404


class TestOhneSkript:
    """In the step itself, with its own buttons."""

    def test_a_file_comes_along_with_the_answers(self, reise):
        reise.send("fest", "hochladen", beginn="31.12.2099", plan=photo("plan.jpg"))
        assert reise.antwort["Location"].endswith("/fest/#feld_plan")
        page = reise.go("fest").content.decode()
        assert "plan.jpg" in page
        assert 'value="31.12.2099"' in page

    def test_one_that_is_not_taken_is_explained_at_its_field_and_nothing_else(self, reise):
        page = reise.send("fest", "hochladen", plan=SimpleUploadedFile("x.pdf", b"<html>"))
        assert page.status_code == 422
        assert errors(page) == ["id_plan"]

    def test_going_on_with_one_that_is_not_taken_stops_there(self, reise):
        page = reise.send("fest", beginn="31.12.2099", zelt="nein", plan=SimpleUploadedFile("x.pdf", b"<html>"))
        assert page.status_code == 422
        assert errors(page) == ["id_plan"]

    def test_it_is_shown_for_checking_and_stays_when_other_answers_change(self, reise):
        reise.send("fest", beginn="31.12.2099", zelt="nein", plan=photo("plan.jpg"))
        assert reise.at == "bezahlung"
        reise.send("bezahlung")
        assert "plan.jpg" in reise.go("pruefen").content.decode()
        reise.send("fest", beginn="30.12.2099", zelt="nein")
        assert reise.antworten()["plan"]

    def test_a_required_one_is_asked_for_until_it_is_there(self, orte, client):
        definition = deepcopy(FEST)
        definition["schritte"][1]["inhalt"] = [{"typ": "datei", "schluessel": "plan", "beschriftung": "Lageplan"}]
        definition["schritte"][1]["regeln"], definition["gebuehren"] = [], []
        definition["schritte"].pop()
        definition["unterlagen"] = []
        Welt(orte, definition)
        reise = at_the_step(client)
        assert errors(reise.send("fest")) == ["id_plan"]
        reise.send("fest", plan=photo())
        assert reise.at == "pruefen"
        reise.send("fest")
        assert reise.at == "pruefen"


class TestSehrViele:
    def test_together_they_may_not_be_too_large(self, reise, monkeypatch):
        monkeypatch.setattr(anlagen, "MOST_BYTES", photo().size + 10)
        attach(reise, photo("a.jpg"))
        page = attach(reise, photo("b.jpg"))
        assert page.status_code == 422
        assert "schon sehr viele Dateien" in page.content.decode()
        assert [one["name"] for one in reise.antworten()["plan"]] == ["a.jpg"]

    def test_taking_one_away_is_always_possible(self, reise, monkeypatch):
        attach(reise, photo())
        monkeypatch.setattr(anlagen, "MOST_BYTES", 1)
        reise.send("fest", f"entfernen-plan-{Anlage.objects.get().kennung}")
        assert not Anlage.objects.exists()


def test_a_file_that_is_lost_keeps_no_other_from_the_scanner(reise, settings, monkeypatch, caplog):
    attach(reise, photo("a.jpg"), photo("b.jpg"))
    lost, other = Anlage.objects.all()
    lost.datei.storage.delete(lost.datei.name)
    settings.CLAMD_URL = "tcp://127.0.0.1:1"
    monkeypatch.setattr(anlagen, "scan", lambda data: Befund(Scanstand.GEFUNDEN))
    assert anlagen.rescan() == 1
    other.refresh_from_db()
    assert not may_be_seen(other.scan)
    assert f"File {lost.pk} cannot be scanned: FileNotFoundError" in caplog.text


class TestZweimal:
    def test_a_file_that_comes_twice_is_kept_once(self, reise):
        for _time in range(3):
            attach(reise, photo("plan.jpg"))
            assert reise.antwort.status_code == 302
        [kept] = reise.antworten()["plan"]
        row = Anlage.objects.get()
        assert kept["id"] == row.kennung
        assert row.datei.storage.listdir(row.datei.name.split("/")[0])[1].count(row.kennung) == 1

    def test_what_was_taken_away_can_come_again(self, reise):
        attach(reise, photo("plan.jpg"))
        reise.send("fest", f"entfernen-plan-{Anlage.objects.get().kennung}")
        attach(reise, photo("plan.jpg"))
        assert [one["id"] for one in reise.antworten()["plan"]] == [Anlage.objects.get().kennung]


def test_files_that_a_newer_state_does_not_take_are_gone(reise, django_capture_on_commit_callbacks):
    attach(reise, photo("a.jpg"), photo("b.jpg"))
    old = Formularfassung.objects.get()
    schritte = deepcopy([dict(one) for one in old.formular.schritte.raw_data])
    schritte[1]["value"]["inhalt"][-1]["value"]["hoechstens"] = 1
    old.formular.schritte = schritte
    old.formular.save_revision().publish()
    end_fassung(fassung=old.pk, grund="Eine Datei genügt.")
    files = [one.datei.name for one in Anlage.objects.all()]
    with django_capture_on_commit_callbacks(execute=True):
        assert reise.go("fest")["Location"].endswith("/geaendert/")
    assert not any(private().exists(name) for name in files)
    attach(reise, photo("c.jpg"))
    reise.fill()
    reise.send("pruefen")
    assert reise.at == "abschluss"
    assert [content(one)[0] for one in Vorgang.objects.get().antrag.anlagen.all()] == ["c.jpg"]


def test_the_office_gets_only_files_that_the_answers_name(reise):
    attach(reise, photo("a.jpg"), photo("b.jpg"))
    kept = reise.antworten()["plan"][:1]
    save_schritt(antrag=reise.antrag.pk, schritt="fest", antworten={"plan": kept})
    reise.fill()
    reise.send("pruefen")
    assert [one.kennung for one in Vorgang.objects.get().antrag.anlagen.all()] == [kept[0]["id"]]
