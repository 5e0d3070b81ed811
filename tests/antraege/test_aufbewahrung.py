"""What citizens wrote is readable nowhere while it is kept, and is nowhere at all when its time is over."""

from base64 import b64encode
from datetime import timedelta
from hashlib import sha256
from io import StringIO
from json import dumps
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from cryptography.fernet import Fernet
from django.conf import settings as configured
from django.core import mail
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from django.utils.html import escape
from django_tasks_db.models import DBTaskResult
from stdnum import iban

from antraege.enums import Vorgangszustand
from antraege.models import Anlage, Antrag, Vorgang
from antraege.models.antrag import private
from antraege.services import aufbewahren
from antraege.services.speichern import save_schritt
from antraege.tasks import sweep
from antraege.verschluesselung import UnlesbarError, seal
from cms.tasks import prune_tasks
from search import indexing, suchmaschinen
from tests.antraege.test_anlagen import photo
from tests.antraege.welt import ANTRAGSTELLER, Reise, Welt, errors

pytestmark = pytest.mark.django_db

NADEL, UMLAUT, ZIFFERN = "Zwiebelfisch", "Knöterich & Übermut", "47110815"
IBAN = f"DE3712030000{ZIFFERN:0>10}"
EMAIL = f"{NADEL}@beispiel.example"
NADELN = (NADEL, UMLAUT, ZIFFERN, IBAN, iban.format(IBAN), "0047 1108 15", EMAIL)
DATENBANK = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
FORMULAR = {
    "titel": "Alles sagen",
    "schritte": [
        ANTRAGSTELLER,
        {
            "schluessel": "alles",
            "titel": "Alles",
            "inhalt": [
                {"typ": "text", "schluessel": "wort", "beschriftung": "Wort"},
                {"typ": "langtext", "schluessel": "worte", "beschriftung": "Worte"},
                {"typ": "person", "schluessel": "wer", "beschriftung": "Wer"},
                {"typ": "adresse", "schluessel": "wo", "beschriftung": "Wo"},
                {"typ": "datei", "schluessel": "plan", "beschriftung": "Plan"},
                {"typ": "iban", "schluessel": "konto", "beschriftung": "Konto", "inhaber": True},
                {"typ": "telefon", "schluessel": "ruf", "beschriftung": "Telefon"},
                {"typ": "email", "schluessel": "post", "beschriftung": "E-Mail"},
                {
                    "typ": "gruppe",
                    "schluessel": "tiere",
                    "beschriftung": "Tiere",
                    "singular": "Tier",
                    "felder": [{"typ": "text", "schluessel": "tier", "beschriftung": "Tier"}],
                },
            ],
        },
    ],
    "gebuehren": [{"bezeichnung": "Gebühr", "betrag": 1000}],
}
ALLES = {
    "wort": NADEL,
    "worte": f"{NADEL}\n{UMLAUT}",
    "konto": iban.format(IBAN),
    "konto_inhaber": NADEL,
    "ruf": f"02653 {ZIFFERN}",
    "post": EMAIL,
    "wer_vorname": NADEL,
    "wer_name": NADEL,
    "wo_strasse": NADEL,
    "wo_hausnummer": "5",
    "wo_plz": "56759",
    "wo_ort": "Kaisersesch",
    "tiere_0_tier": NADEL,
    "tiere_zeilen": "1",
}


def forms(word: str) -> set[bytes]:
    """As it may lie somewhere: plain, in an address, in JSON or HTML, in Python's own words, encoded, hashed."""
    data = word.encode()
    found = {word, word.upper(), quote(word), quote_plus(word), dumps(word)[1:-1], escape(word), repr(data)[2:-1]}
    found |= {b64encode(data).decode().rstrip("="), data.hex(), sha256(data).hexdigest()}
    return {one.encode().lower() for one in found}


def holds(data: bytes) -> bool:
    lower = data.lower()
    return any(form in lower for word in NADELN for form in forms(word))


def found_in(*logs: str) -> list[str]:
    """Where a needle lies: tables, files, index, cache, what was logged."""
    places = [name for name in connection.introspection.table_names() if holds(_dump(name))]
    folders = [Path(configured.DATEN_DIR), Path(private().location), Path(configured.SEARCH_INDEX_DIR)]
    files = {path for folder in folders for path in folder.rglob("*") if path.is_file()}
    places += [str(path) for path in files if holds(bytes(path) + path.read_bytes())]
    places += ["cache"] if holds(b"".join(_raw(one) for pair in cache._cache.items() for one in pair)) else []
    return places + [f"log {number}" for number, log in enumerate(logs) if holds(log.encode())]


def _dump(table: str) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')
        return b" ".join(_raw(one) for row in cursor.fetchall() for one in row)


def _raw(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


@pytest.fixture
def reise(orte, client, settings, monkeypatch, tmp_path) -> Reise:
    settings.TASKS = DATENBANK
    for name in ("base_location", "location"):  # files of other tests have lost their rows
        monkeypatch.setitem(private().__dict__, name, str(tmp_path / "dateien"))
    Welt(orte, FORMULAR)
    reise = Reise(client)
    reise.send("voraussetzungen")
    reise.send("antragsteller", name=NADEL, email=EMAIL, datenschutz="on")
    adresse = f"/antrag/e/{reise.antrag.kennung}"
    reise.send("alles", "hochladen", plan=[photo(f"{NADEL}.jpg"), SimpleUploadedFile(f"{NADEL}.pdf", NADEL.encode())])
    assert Anlage.objects.count() == 1
    reise.send("alles", **ALLES | {"wo_plz": NADEL})  # kept as typed, though it is wrong
    client.post(f"{adresse}/spaeter/", {"email": EMAIL})
    return reise


def send(reise: Reise) -> Vorgang:
    answer = reise.send("alles", **ALLES)
    assert not errors(answer), answer.content.decode()
    reise.send("bezahlung")
    reise.send("pruefen")
    assert reise.at == "abschluss"
    sweep()
    vorgang = Vorgang.objects.get()
    vorgang.notiz = seal(NADEL.encode())
    vorgang.save()
    return vorgang


def close(vorgang: Vorgang, tage: int) -> None:
    Vorgang.objects.filter(pk=vorgang.pk).update(
        zustand=Vorgangszustand.ABGESCHLOSSEN, geaendert_at=timezone.now() - timedelta(days=tage)
    )


def run(option: str) -> str:
    out = StringIO()
    call_command("aufbewahrung_run", option, stdout=out)
    return out.getvalue()


class TestLesbarNirgends:
    def test_it_would_be_found_wherever_and_however_it_lies(self, reise):
        cache.set("adresse", quote(UMLAUT))
        klar = private().save("ab/klar", ContentFile(sha256(EMAIL.encode()).hexdigest()))
        Antrag.objects.update(nummer=iban.format(IBAN))
        log = f"Konto {IBAN.lower()}"
        assert found_in("nichts", log) == ["antraege_antrag", private().path(klar), "cache", "log 1"]
        cache.delete("adresse")

    def test_a_draft_can_be_read_nowhere(self, reise, caplog):
        indexing.rebuild(suchmaschinen.embedded())
        assert NADEL in reise.go("alles").content.decode()
        assert found_in(caplog.text) == []
        assert DBTaskResult.objects.exists()

    def test_nor_can_what_was_sent(self, reise, caplog):
        send(reise)
        assert NADEL in reise.go("abschluss").content.decode()
        assert found_in(caplog.text) == []
        assert NADEL not in "".join(f"{one.subject}{one.body}" for one in mail.outbox)

    def test_a_mail_about_an_error_says_nothing_of_it(self, reise, settings, monkeypatch, caplog):
        def fail(*args: object, **kwargs: object) -> None:
            geheim = NADEL
            raise RuntimeError(len(geheim))

        settings.ADMINS = [("Betrieb", "betrieb@beispiel.example")]
        monkeypatch.setattr("antraege.services.speichern.Antrag.schreiben", fail)
        reise.client.raise_request_exception = False
        assert reise.send("alles", **ALLES).status_code == 500
        told = [one for one in mail.outbox if "betrieb@beispiel.example" in one.to]
        assert NADEL not in "".join(f"{one.subject}{one.body}{one.alternatives}" for one in told) + caplog.text


class TestNachDerFrist:
    def test_nothing_is_left_but_the_legal_record(self, reise, caplog, django_capture_on_commit_callbacks):
        vorgang = send(reise)
        close(vorgang, tage=366)
        preview = run("--preview")
        assert f"{vorgang.nummer:20} abgeschlossen" in preview
        with django_capture_on_commit_callbacks(execute=True):
            assert "abgeschlossen: 1 gelöscht" in run("--execute")
        assert not Antrag.objects.exists()
        assert list(aufbewahren._files("")) == []
        vorgang.refresh_from_db()
        assert (vorgang.titel, vorgang.betrag_cent, vorgang.notiz, vorgang.antrag) == ("Alles sagen", 1000, None, None)
        assert found_in(caplog.text) == []
        assert run("--preview") == "Nichts ist fällig.\n"

    def test_the_clock_runs_from_the_last_change(self, reise):
        close(send(reise), tage=364)
        assert list(aufbewahren.due()) == []

    def test_drafts_go_when_nobody_has_changed_them(self, reise):
        Antrag.objects.update(geaendert_at=timezone.now() - timedelta(days=31))
        assert [one.regel for one in aufbewahren.due()] == ["Entwurf"]
        assert aufbewahren.sweep() == 1

    def test_one_that_cannot_be_deleted_keeps_no_other(self, reise, client, monkeypatch, caplog):
        second = Reise(client, reise.adresse).antrag
        Antrag.objects.update(geaendert_at=timezone.now() - timedelta(days=31))
        real = aufbewahren.delete_antrag

        def fail_once(*, antrag: int) -> bool:
            if antrag == reise.antrag.pk:
                raise OSError(NADEL)
            return real(antrag=antrag)

        monkeypatch.setattr(aufbewahren, "delete_antrag", fail_once)
        assert aufbewahren.sweep() == 1
        assert [one.pk for one in Antrag.objects.all()] == [reise.antrag.pk]
        assert "OSError" in caplog.text
        assert NADEL not in caplog.text
        assert second.pk != reise.antrag.pk

    def test_one_changed_meanwhile_stays(self, reise):
        Antrag.objects.update(geaendert_at=timezone.now() - timedelta(days=31))
        [found] = aufbewahren.due()
        save_schritt(antrag=reise.antrag.pk, schritt="antragsteller", antworten={"wort": "neu"})
        assert not aufbewahren.execute(found)
        assert Antrag.objects.exists()

    def test_a_case_taken_up_again_meanwhile_stays(self, reise):
        vorgang = send(reise)
        close(vorgang, tage=366)
        [found] = aufbewahren.due()
        Vorgang.objects.update(zustand=Vorgangszustand.IN_BEARBEITUNG)
        assert not aufbewahren.execute(found)

    def test_tasks_that_ended_or_died_go(self, reise):
        before = timezone.now() - timedelta(days=2)
        DBTaskResult.objects.update(started_at=before, status="RUNNING")
        assert prune_tasks() >= 1
        assert not DBTaskResult.objects.exists()


@pytest.fixture
def schluessel(settings):
    """Puts a new key before the old one; called again, takes the old one away."""
    old, new = settings.ANTRAG_SCHLUESSEL[0], Fernet.generate_key().decode()

    def change() -> None:
        settings.ANTRAG_SCHLUESSEL = [new, old] if [old] == settings.ANTRAG_SCHLUESSEL else [new]

    return change


class TestSchluessel:
    def test_everything_opens_with_the_new_key_alone(self, reise, schluessel, django_capture_on_commit_callbacks):
        vorgang = send(reise)
        files = set(aufbewahren._files(""))
        schluessel()
        out = StringIO()
        with django_capture_on_commit_callbacks(execute=True):
            call_command("antraege_schluessel", stdout=out)
        assert out.getvalue() == "4 neu verschlüsselt\n"  # application, file, note, head of the log
        schluessel()
        assert NADEL in reise.go("abschluss").content.decode()
        pdf = reise.client.get(f"/antrag/e/{reise.antrag.kennung}/abschluss/antrag.pdf")
        assert pdf.content.startswith(b"%PDF")
        assert len(set(aufbewahren._files(""))) == len(files)
        assert Vorgang.objects.get(pk=vorgang.pk).notiz

    def test_without_it_nothing_opens(self, reise, schluessel):
        schluessel()
        schluessel()
        with pytest.raises(UnlesbarError):
            Antrag.objects.get().lesen()

    def test_a_missing_old_key_is_said(self, reise, schluessel):
        schluessel()
        schluessel()
        with pytest.raises(CommandError, match="Fehlt der alte"):
            call_command("antraege_schluessel", stdout=StringIO())

    def test_a_lost_file_is_said_and_keeps_nothing_else_back(self, reise, schluessel):
        anlage = Anlage.objects.get()
        anlage.datei.storage.delete(anlage.datei.name)
        schluessel()
        with pytest.raises(CommandError, match="1 Einträge haben ihre Datei nicht mehr"):
            call_command("antraege_schluessel", stdout=StringIO())
        schluessel()
        assert Antrag.objects.get().lesen().antworten["name"] == NADEL

    def test_a_file_that_no_row_names_goes_after_a_day(self, reise, monkeypatch):
        name = private().save("xy/verloren", ContentFile(b"nichts"))
        assert aufbewahren.lost_files() == []
        monkeypatch.setattr(aufbewahren, "DATEIEN", timedelta(seconds=-5))
        assert aufbewahren.prune_files() == [name]
        assert Anlage.objects.get().datei.storage.exists(Anlage.objects.get().datei.name)


class TestLeereEntwuerfe:
    @pytest.fixture
    def leer(self, orte, client) -> Reise:
        Welt(orte)
        reise = Reise(client)
        reise.send("voraussetzungen")
        return reise

    def days_ago(self, days: int) -> list[str]:
        Antrag.objects.update(geaendert_at=timezone.now() - timedelta(days=days))
        return [one.regel for one in aufbewahren.due()]

    def test_one_that_says_nothing_goes_after_a_day(self, leer):
        assert self.days_ago(2) == ["nie ausgefüllt"]

    def test_one_whose_link_was_shown_stays_as_long_as_was_promised(self, leer):
        assert leer.client.get(f"/antrag/e/{leer.antrag.kennung}/spaeter/").status_code == 200
        assert self.days_ago(2) == []
        assert self.days_ago(31) == ["Entwurf"]
