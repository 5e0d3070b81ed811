"""A portal whose processes die: at each point of the way from "sent" to "PDF and mail done", by SIGKILL.

Run as a program in the folder that ``DATEN_DIR`` names; prints what became of each application as JSON. Processes are
forked, so that a death is a death: nothing is caught, rolled back in Python or closed.
"""

import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path
from pkgutil import resolve_name
from typing import Any
from unittest.mock import patch

Patch = Callable[[], Any]


def die(*args: Any, **kwargs: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def after(target: str) -> Patch:
    """Do it, then die."""

    def make() -> Any:
        owner, name = _find(target)
        original = getattr(owner, name)

        def replaced(*args: Any, **kwargs: Any) -> None:
            original(*args, **kwargs)
            die()

        return patch.object(owner, name, replaced)

    return make


def before(target: str) -> Patch:
    def make() -> Any:
        return patch.object(*_find(target), die)

    return make


def folge(art: str, when: str) -> Patch:
    """Die before or after the work of one task."""

    def make() -> Any:
        from antraege.tasks import AUSFUEHREN

        original = AUSFUEHREN[art]

        def replaced(antrag: Any) -> None:
            if when == "after":
                original(antrag)
            die()

        return patch.dict(AUSFUEHREN, {art: replaced})

    return make


ZWISCHEN = b"\n" + b"-" * 79 + b"\n"  # what Django writes after each mail: two in one second may share a file


def _find(target: str) -> tuple[Any, str]:
    owner, _, name = target.rpartition(".")
    return resolve_name(owner), name


SENDEN: dict[str, Patch] = {
    "gesperrt, noch nichts geschrieben": before("antraege.services.einreichen.auswerter"),
    "ausgewertet, noch nichts geschrieben": before("antraege.services.einreichen._send"),
    "Antrag abgesendet, kein Vorgang": before("antraege.models.Vorgang.objects.create"),
    "Vorgang ohne Ereignis": before("antraege.services.einreichen.note"),
    "Vorgang ohne Folgen": before("antraege.models.Folge.objects.bulk_create"),
    "Folgen da, nicht festgeschrieben": before("antraege.services.einreichen.transaction.on_commit"),
    "festgeschrieben, nichts beauftragt": before("django_tasks_db.backend.DatabaseBackend.enqueue"),
    "Folgen beauftragt": after("django_tasks_db.backend.DatabaseBackend.enqueue"),
    "beauftragt, keine Antwort": before("antraege.views.station.redirect"),
}
ARBEITEN: dict[str, Patch] = {
    "Auftrag genommen, Folge nicht": before("cms.seitencache.abgleich.catch_up"),
    "Folge genommen, PDF nicht begonnen": folge("pdf", "before"),
    "PDF wird gesetzt": before("antraege.mitteilungen.typeset"),
    "PDF gesetzt, nicht gespeichert": before("antraege.mitteilungen.ContentFile"),
    "PDF-Datei da, Zeile nicht": after("django.core.files.storage.FileSystemStorage._save"),
    "PDF-Zeile nicht festgeschrieben": after("antraege.models.Antrag.save"),
    "PDF fertig, Folge offen": folge("pdf", "after"),
    "Mail nicht begonnen": folge("mail", "before"),
    "Mail wird gesendet": before("django.core.mail.EmailMessage.send"),
    "Mail gesendet, Folge offen": after("django.core.mail.EmailMessage.send"),
    "Folge fertig, Auftrag offen": before("django_tasks_db.models.DBTaskResult.set_successful"),
}


def run_apart(work: Callable[[], Any]) -> tuple[bool, Any]:
    """In a process of its own. Returns whether it died, and what it found."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        status = 1
        try:
            os.write(writing, json.dumps(work()).encode())
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        found = pipe.read()
    _pid, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise SystemExit(f"failed: {found!r}")
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL, json.loads(found) if found else None


def begin() -> list[dict[str, str]]:
    """A municipality, and for each point a citizen with a draft that is ready to be sent, and their cookies."""
    from tests.anmeldung import Kunde
    from tests.antraege.welt import Reise, Welt
    from tests.factories.cms import Orte

    Welt(Orte())
    found = []
    for _name in (*SENDEN, *ARBEITEN):
        reise = Reise(Kunde())
        reise.fill()
        cookies = reise.client.cookies.output()
        found.append({"kennung": reise.antrag.kennung, "nummer": reise.antrag.nummer, "cookies": cookies})
    return found


def send(reise: dict[str, str]) -> str:
    """Where the answer leads."""
    from tests.anmeldung import Kunde

    kunde = Kunde()
    kunde.cookies.load(reise["cookies"].replace("Set-Cookie: ", ""))
    answer = kunde.post(f"/antrag/e/{reise['kennung']}/pruefen/", {"aktion": "weiter"})
    return str(answer.headers.get("Location", answer.status_code))


def work() -> None:
    """A worker as ``manage.py db_worker`` runs it, until nothing is left in the queue."""
    from django.core.management import call_command

    call_command("db_worker", batch=True, startup_delay=False, verbosity=0)


def later() -> int:
    """Hours have passed, and the sweep comes by, as often as it would."""
    from django.db.models import F

    from antraege.models import Folge
    from antraege.tasks import sweep

    hours = timedelta(hours=5)
    Folge.objects.update(begonnen_at=F("begonnen_at") - hours, faellig_at=F("faellig_at") - hours)
    return sweep()


def outcome(kennung: str) -> dict[str, Any]:
    from django.conf import settings

    from antraege.mitteilungen import read_pdf
    from antraege.models import Antrag, Vorgang
    from antraege.services.aufbewahren import prune_files

    antrag = Antrag.objects.get(kennung=kennung)
    kept = [file.read_bytes().split(ZWISCHEN) for file in Path(settings.EMAIL_FILE_PATH).glob("*.log")]
    mails = [message_from_bytes(one.lstrip()) for parts in kept for one in parts]
    mine = [mail for mail in mails if antrag.nummer in str(mail["Subject"])]
    for file in Path(settings.DATEN_DIR, "antraege").rglob("*"):
        os.utime(file, (0, 0))
    return {
        "vorgaenge": list(Vorgang.objects.filter(antrag=antrag).values_list("nummer", flat=True)),
        "folgen": dict(antrag.folgen.values_list("art", "zustand")),
        "pdf": read_pdf(antrag)[:4].decode() if antrag.pdf else "",
        "mails": len(mine),
        "message_ids": sorted({mail["Message-ID"] for mail in mine}),
        "verwaist": len(prune_files()),
    }


def perish(name: str, reise: dict[str, str]) -> None:
    if name in ARBEITEN:
        send(reise)
    with (SENDEN | ARBEITEN)[name]():
        send(reise) if name in SENDEN else work()


def recover(reise: dict[str, str]) -> dict[str, Any]:
    """The citizen reloads, a worker starts anew, the sweep comes by."""
    answer = send(reise)
    work()
    later()
    return outcome(reise["kennung"]) | {"nummer": reise["nummer"], "antwort": answer}


def story(name: str, reise: dict[str, str]) -> dict[str, Any]:
    """One application whose process dies at the point ``name``; then everything goes on as it would."""
    died, _nothing = run_apart(lambda: perish(name, reise))
    _died, found = run_apart(lambda: recover(reise))
    return found | {"tot": died}


def main() -> None:
    import django
    from django.conf import settings

    django.setup()
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(Path(settings.DATEN_DIR) / "mails")
    resolve_name(settings.ROOT_URLCONF)  # once, before there are others
    _died, reisen = run_apart(begin)
    points = zip((*SENDEN, *ARBEITEN), reisen, strict=True)
    print(json.dumps({name: story(name, reise) for name, reise in points}))


if __name__ == "__main__":
    main()
