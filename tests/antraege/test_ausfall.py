"""Whatever breaks between "sent" and "PDF and mail done": one case, one number, and in the end nothing is missing."""

import errno
import json
import subprocess
import sys
from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.files.storage import FileSystemStorage
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.utils import timezone

from antraege import mitteilungen, tasks
from antraege.enums import Folgeart, Folgezustand
from antraege.models import Antrag, Folge, Vorgang
from antraege.services.einreichen import submit_antrag
from antraege.services.loeschen import delete_antrag
from tests.antraege.sturz import ARBEITEN, SENDEN, later
from tests.antraege.welt import Reise, Welt
from tests.arbeiter import ROOT, environment, manage


@pytest.fixture(scope="module")
def ausgang(tmp_path_factory):
    """What became of the application of each point."""
    variables = environment(tmp_path_factory.mktemp("portal")) | {"TASKS_DATABASE": "true"}
    manage(variables, "migrate", "--verbosity=0")
    command = [sys.executable, "-m", "tests.antraege.sturz"]
    done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


@pytest.mark.slow
@pytest.mark.parametrize("punkt", [*SENDEN, *ARBEITEN])
def test_a_process_killed_at(ausgang, punkt):
    found = ausgang[punkt]
    assert found["tot"]
    assert found["antwort"].endswith("/abschluss/")
    assert found["vorgaenge"] == [found["nummer"]]
    assert set(found["folgen"].values()) == {"fertig"}
    assert found["pdf"] == "%PDF"
    assert found["mails"] == (2 if punkt == "Mail gesendet, Folge offen" else 1)
    assert len(found["message_ids"]) == 1
    assert found["verwaist"] == (punkt in {"PDF-Datei da, Zeile nicht", "PDF-Zeile nicht festgeschrieben"})


@pytest.fixture
def gesendet(orte, client) -> Antrag:
    """An application that was sent by a process that died at once."""
    Welt(orte)
    reise = Reise(client)
    reise.fill()
    submit_antrag(antrag=reise.antrag.pk)
    return reise.antrag


def reconciled() -> str:
    out = StringIO()
    call_command("antraege_reconcile", stdout=out)
    return out.getvalue()


def folge(art: Folgeart) -> Folge:
    return Folge.objects.get(art=art)


def sweep_to_the_end() -> None:
    for _time in range(len(tasks.WAIT) + 1):
        later()


@pytest.mark.django_db
class TestWasNichtGeht:
    def test_a_mail_server_that_refuses(self, gesendet, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
        sweep_to_the_end()
        assert folge(Folgeart.PDF).zustand == Folgezustand.FERTIG
        assert folge(Folgeart.MAIL).zustand == Folgezustand.GESCHEITERT
        assert f"gescheitert: {gesendet.nummer} Mail" in (said := reconciled())
        assert "ConnectionRefusedError" in said
        assert Vorgang.objects.get().nummer == gesendet.nummer

    def test_a_mail_server_that_is_back(self, gesendet, settings):
        working = settings.EMAIL_BACKEND
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
        later()
        settings.EMAIL_BACKEND = working
        assert later() == 1
        assert len(mail.outbox) == 1
        assert reconciled() == ""

    def test_a_full_disk(self, gesendet, monkeypatch, client):
        def full(*args: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        with monkeypatch.context() as broken:
            broken.setattr(FileSystemStorage, "_save", full)
            sweep_to_the_end()
            assert folge(Folgeart.MAIL).zustand == Folgezustand.FERTIG
            assert f"gescheitert: {gesendet.nummer} PDF" in reconciled()
            assert client.get(f"/antrag/e/{gesendet.kennung}/abschluss/").status_code == 200
        pdf = client.get(f"/antrag/e/{gesendet.kennung}/abschluss/antrag.pdf")
        assert pdf.content.startswith(b"%PDF")

    def test_a_pdf_that_cannot_be_made_tells_nothing_of_the_application(self, gesendet, monkeypatch, caplog):
        def fail(*args: object) -> None:
            raise ValueError("Erika Mustermann")

        monkeypatch.setattr(mitteilungen, "typeset", fail)
        sweep_to_the_end()
        assert folge(Folgeart.PDF).fehler == "ValueError"
        assert "Mustermann" not in caplog.text + reconciled()

    def test_what_takes_its_worker_with_it_is_given_up(self, gesendet):
        Folge.objects.filter(art=Folgeart.PDF).update(
            zustand=Folgezustand.IN_ARBEIT,
            versuche=len(tasks.WAIT) + 1,
            begonnen_at=timezone.now() - timedelta(hours=1),
        )
        tasks.sweep()
        assert folge(Folgeart.PDF).zustand == Folgezustand.GESCHEITERT

    def test_what_another_worker_is_at_is_left_to_it(self, gesendet):
        Folge.objects.update(zustand=Folgezustand.IN_ARBEIT, begonnen_at=timezone.now())
        assert tasks.sweep() == 0

    def test_an_application_deleted_meanwhile(self, gesendet):
        due = [one.pk for one in Folge.objects.all()]
        antrag = Antrag.objects.get(pk=gesendet.pk)
        delete_antrag(antrag=gesendet.pk)
        assert not any(tasks.run_folge(pk) for pk in due)
        for make in (mitteilungen.write_pdf, mitteilungen.read_pdf):
            with pytest.raises(Antrag.DoesNotExist):
                make(antrag)
        assert not mail.outbox

    def test_an_application_deleted_while_its_pdf_is_made(self, gesendet, monkeypatch, caplog):
        def typeset(*args: object) -> bytes:
            delete_antrag(antrag=gesendet.pk)
            return b"%PDF"

        monkeypatch.setattr(mitteilungen, "typeset", typeset)
        assert not tasks.run_folge(folge(Folgeart.PDF).pk)
        assert not caplog.records

    def test_a_pdf_whose_file_is_lost_is_made_anew(self, gesendet):
        tasks.sweep()
        antrag = Antrag.objects.get(pk=gesendet.pk)
        antrag.pdf.storage.delete(antrag.pdf.name)
        assert mitteilungen.read_pdf(antrag).startswith(b"%PDF")

    def test_a_pdf_replaced_while_it_is_opened(self, gesendet):
        tasks.sweep()
        reader, writer = Antrag.objects.get(pk=gesendet.pk), Antrag.objects.get(pk=gesendet.pk)
        mitteilungen.write_pdf(writer)
        writer.pdf.storage.delete(reader.pdf.name)
        assert mitteilungen.read_pdf(reader).startswith(b"%PDF")
        assert reader.pdf.name == writer.pdf.name


@pytest.mark.django_db
class TestDerLinkPerMail:
    def test_a_refused_mail_names_no_address(self, gesendet, monkeypatch, caplog):
        def refuse(self: EmailMessage) -> None:
            raise OSError(f"550 {self.to}")

        monkeypatch.setattr(EmailMessage, "send", refuse)
        Antrag.objects.update(zustand="entwurf")
        gesendet.refresh_from_db()
        tasks.send_link(gesendet, "erika@beispiel.example")
        assert "OSError" in caplog.text
        assert "erika" not in caplog.text


@pytest.mark.django_db
def test_what_was_sent_cannot_be_cancelled_by_a_second_tab(gesendet, client):
    answer = client.post(f"/antrag/e/{gesendet.kennung}/abbrechen/")
    assert answer["Location"].endswith("/abschluss/")
    assert Antrag.objects.exists()
