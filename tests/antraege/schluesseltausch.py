"""A key is changed while citizens and staff go on: they save, attach, open, send, note and read all the time.

Part of the program ``tests.antraege.wettlauf``, which has the database for it.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from io import BytesIO, StringIO
from itertools import count
from threading import Event, Thread
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connections
from PIL import Image

from antraege.angebot import angebot, formulare
from antraege.feldtypen import Feld
from antraege.formularspeicher import auswerter
from antraege.mitteilungen import read_pdf, write_pdf
from antraege.models import Anlage, Antrag, Protokollkopf, Vorgang
from antraege.services.anlagen import content, keep_anlage
from antraege.services.bearbeiten import edit_vorgang, notiz_of, stand_of
from antraege.services.beginnen import open_antrag
from antraege.services.einreichen import submit_antrag
from antraege.services.protokollieren import check
from antraege.services.speichern import save_schritt
from cms.orte import verzeichnis
from tests.antraege.welt import FEST

FORMULAR = deepcopy(FEST)
FORMULAR["schritte"][1]["inhalt"] += [
    {"typ": "text", "schluessel": "wort", "beschriftung": "Wort", "pflicht": False},
    {"typ": "datei", "schluessel": "plan", "beschriftung": "Plan", "pflicht": False, "hoechstens": 20},
]
ANTWORTEN = {"name": "Erika", "beginn": "2031-12-24", "zelt": False}
DRAFTS, CITIZENS, SENT = 24, 4, 2


class Betrieb:
    """``gesagt`` is, by draft, what was kept last; ``dateien`` what was attached, by its id."""

    def __init__(self) -> None:
        self.offer: Any = angebot(formulare("fest"), verzeichnis().by_slug["masburg"])
        self.gesagt: dict[int, str] = {}
        self.dateien: dict[str, bytes] = {}
        self.notizen: dict[int, str] = {}
        self.gesendet: set[int] = set()
        self.fehler: Counter[str] = Counter()
        self.getan: Counter[str] = Counter()
        self._bild = count()
        self._stop = Event()

    @property
    def plan(self) -> Feld:
        return auswerter(self.offer.formular.fassung).definition.felder["plan"]

    def begin(self) -> int:
        antrag = open_antrag(angebot=self.offer).pk
        self.say(antrag, "anfangs")
        return antrag

    def say(self, antrag: int, wort: str) -> None:
        save_schritt(antrag=antrag, antworten=ANTWORTEN | {"wort": wort}, schritt="fest", fertig=True)
        self.gesagt[antrag] = wort

    def attach(self, antrag: int) -> None:
        out, number = BytesIO(), next(self._bild)
        Image.new("RGB", (9 + number, 9), (number % 256, 99, 33)).save(out, "PNG")
        upload = SimpleUploadedFile(f"plan-{number}.png", out.getvalue(), "image/png")
        kept = keep_anlage(antrag=antrag, feld=self.plan, upload=upload)
        self.dateien[kept.id] = content(Anlage.objects.get(kennung=kept.id))[1]

    def send(self, antrag: int) -> None:
        submit_antrag(antrag=antrag)
        self.gesendet.add(antrag)

    # --- At once ------------------------------------------------------------------------------------------------------

    def citizen(self, drafts: list[int]) -> Iterator[str]:
        for number in count():
            for antrag in drafts:
                self.say(antrag, f"{antrag}.{number}")
                yield "gemerkt"
            self.attach(drafts[number % len(drafts)]) if number < 6 else None
            fresh = self.begin()
            self.say(fresh, "frisch")
            self.send(fresh)
            yield "gesendet"

    def clerk(self) -> Iterator[str]:
        for number in count():
            for vorgang in Vorgang.objects.filter(antrag__pdf__gt=""):
                self.notizen[vorgang.pk] = f"Notiz {number}"
                edit_vorgang(vorgang=vorgang.pk, gesehen=stand_of(vorgang), user=None, notiz=f"Notiz {number}")
                yield "notiert"

    def reader(self) -> Iterator[str]:
        while True:
            for anlage in Anlage.objects.all():
                yield f"gelesen{content(anlage)[1][:0].decode()}"
            for antrag in Antrag.objects.exclude(pdf=""):
                assert read_pdf(antrag).startswith(b"%PDF")
                yield "gelesen"

    def work(self, story: Callable[[], Iterator[str]]) -> None:
        try:
            for done in story():
                self.getan[done] += 1
                if self._stop.is_set():
                    return
        except Exception as error:
            self.fehler[repr(error)] += 1
        finally:
            connections.close_all()

    def during(self, work: Callable[[], Any]) -> None:
        """Everybody is at it before ``work`` begins, and goes on until it has ended."""
        drafts = sorted(self.gesagt.keys() - self.gesendet)
        stories: list[Callable[[], Iterator[str]]] = [self.clerk, self.reader]
        stories += [lambda own=drafts[n::CITIZENS]: self.citizen(own) for n in range(CITIZENS)]  # type: ignore[misc]
        threads = [Thread(target=self.work, args=[story]) for story in stories]
        for thread in threads:
            thread.start()
        while len(self.getan) < 4 and not self.fehler:
            self._stop.wait(0.01)
        self.getan.clear()
        work()
        self._stop.set()
        for thread in threads:
            thread.join()


def story() -> dict[str, Any]:
    """What is left of everything when only the new key is."""
    betrieb = Betrieb()
    for number in range(DRAFTS):
        antrag = betrieb.begin()
        betrieb.attach(antrag)
        if number < SENT:
            betrieb.send(antrag)
            write_pdf(Antrag.objects.get(pk=antrag))
    old, new, said = settings.ANTRAG_SCHLUESSEL[0], Fernet.generate_key().decode(), StringIO()
    before = _tokens(Fernet(old))
    settings.ANTRAG_SCHLUESSEL = [new, old]
    betrieb.during(lambda: call_command("antraege_schluessel", stdout=said))
    settings.ANTRAG_SCHLUESSEL = [new]
    found = {
        "fehler": betrieb.fehler,
        "getan": betrieb.getan,
        "meldung": said.getvalue(),
        "vorher alt": before["lesbar"],
        "mit altem": _tokens(Fernet(old)),
        "mit neuem": _tokens(Fernet(new)),
        "kette": [str(one) for one in check()],
        "verloren": _lost(betrieb),
    }
    settings.ANTRAG_SCHLUESSEL = [new, old]
    return found


def _tokens(key: Fernet) -> dict[str, int]:
    """How much of all that is encrypted opens with one key."""
    sealed = [one.inhalt for one in Antrag.objects.all()]
    sealed += [one.name for one in Anlage.objects.all()]
    sealed += [one.notiz for one in Vorgang.objects.exclude(notiz=None)]
    sealed += [one.kopf for one in Protokollkopf.objects.all()]
    files = [one.datei for one in Anlage.objects.all()] + [one.pdf for one in Antrag.objects.exclude(pdf="")]
    sealed += [file.read() for file in files]
    found: Counter[str] = Counter(lesbar=0, unlesbar=0)
    for one in sealed:
        try:
            key.decrypt(bytes(one))
        except InvalidToken:
            found["unlesbar"] += 1
        else:
            found["lesbar"] += 1
    return dict(found)


def _lost(betrieb: Betrieb) -> list[str]:
    rows = {row.pk: row for row in Antrag.objects.all()}
    wrong = [f"Wort {pk}" for pk, wort in betrieb.gesagt.items() if rows[pk].lesen().antworten["wort"] != wort]
    wrong += [f"Zustand {pk}" for pk in betrieb.gesagt if rows[pk].ist_entwurf == (pk in betrieb.gesendet)]
    kept = {one.kennung: content(one)[1] for one in Anlage.objects.all()}
    wrong += [f"Datei {key}" for key, data in betrieb.dateien.items() if kept.get(key) != data]
    notes = {one.pk: notiz_of(one) for one in Vorgang.objects.all()}
    return wrong + [f"Notiz {pk}" for pk, notiz in betrieb.notizen.items() if notes[pk] != notiz]
