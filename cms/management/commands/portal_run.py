"""Brings the embedded portal up to date and serves it. Every step is quick when nothing is to be done."""

import os
import socket
import urllib.error
import urllib.request
from argparse import ArgumentParser
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from io import StringIO
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from cms.services.demo_konten import DemoKonto, demo_passwort, ensure_demo_konten
from cms.zeitplan import Zeitplan

LONGEST_START = 120  # seconds after which something must be wrong


class Command(BaseCommand):
    help = "Richtet das Portal ein, soweit nötig, und startet es (PORT, WEB_HOST, WEB_WORKERS)."
    requires_system_checks: list[str] = []  # they take as long as the start itself

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--nur-einrichten", action="store_true", help="nicht starten")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("portal_run lädt Beispielinhalte. Den Produktivbetrieb beschreibt docs/betrieb.md.")
        if not options["nur_einrichten"]:
            _require_free_port()
        konten = self._set_up()
        if not options["nur_einrichten"]:
            self._serve(konten)

    # --- Setting up ---------------------------------------------------------------------------------------------------

    def _set_up(self) -> list[DemoKonto]:
        self._step("Datenbank", self._migrate)
        for name, arguments in settings.EINRICHTUNG:
            self._step(name, partial(call_command, name, *arguments))
        konten: list[DemoKonto] = []
        self._step("Demo-Konten", lambda: konten.extend(ensure_demo_konten(passwort=demo_passwort())))
        self._step("Statische Dateien", _collect_static)
        return konten

    def _step(self, name: str, step: Callable[[], Any]) -> None:
        self.stdout.write(f"• {name} …")
        self.stdout.flush()
        begun = monotonic()
        step()
        if (took := monotonic() - begun) > 1:
            self.stdout.write(f"  {name}: {took:.0f} s")

    def _migrate(self) -> None:
        """Migrate if anything is to be migrated; a line for every tenth migration."""
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            call_command("migrate", interactive=False, stdout=_EveryTenth(self.stdout, len(plan)))

    # --- Serving ------------------------------------------------------------------------------------------------------

    def _serve(self, konten: list[DemoKonto]) -> None:
        connections.close_all()  # the workers are processes of their own
        stop = Event()
        threads = [Thread(target=self._announce, args=(konten, stop)), Thread(target=_run_zeitplan, args=(stop,))]
        for thread in threads:
            thread.start()
        server = Granian(
            "cms.wsgi:application",
            address=settings.WEB_HOST,
            port=settings.PORT,
            interface=Interfaces.WSGI,
            workers=settings.WEB_WORKERS,
            blocking_threads=4,
            respawn_failed_workers=True,
            log_level=LogLevels.warning,
        )
        try:
            server.serve()
        finally:
            stop.set()
            for thread in threads:
                thread.join(timeout=10)

    def _announce(self, konten: list[DemoKonto], stop: Event) -> None:
        """Say where the portal is as soon as it answers."""
        address = f"http://localhost:{settings.PORT}"
        deadline = monotonic() + LONGEST_START
        stop.wait(0.5)  # asleep while the workers are forked
        while not _answers(f"http://127.0.0.1:{settings.PORT}/"):
            if stop.is_set() or monotonic() > deadline:
                self.stderr.write("Das Portal antwortet nicht; die Meldungen oben sagen, warum.")
                return
            sleep(0.1)
        lines = [
            "",
            f"Das Portal läuft:  {address}/",
            f"Verwaltung:        {address}/verwaltung/",
            f"Demo-Konten (nur zum Ausprobieren), Passwort für alle: {demo_passwort()}",
            *(f"  {konto.username:<38} {konto.funktion}" for konto in konten),
            "Beenden mit Strg+C.",
            "",
        ]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()


class _EveryTenth(StringIO):
    """Takes what ``migrate`` prints, and says how far it has come."""

    def __init__(self, out: Any, total: int):
        super().__init__()
        self._out, self._total, self._done = out, total, 0

    def write(self, text: str) -> int:
        self._done += text.count(" OK")
        if " OK" in text and self._done % 10 == 0:
            self._out.write(f"  {self._done} von {self._total} Migrationen")
            self._out.flush()
        return len(text)


def _collect_static() -> None:
    """Collect and compress the static files, if any differs from those collected last."""
    digest = sha256()
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: found[0]):
            found = os.stat(storage.path(path))
            digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    stamp = Path(settings.STATIC_ROOT) / ".stand"
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(digest.hexdigest())


def _require_free_port() -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.WEB_HOST, settings.PORT))
        except OSError as error:
            message = f"Port {settings.PORT} ist nicht frei ({error.strerror}). Ein anderer: PORT=8080 make run"
            raise CommandError(message) from error


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=30) as response:
            return bool(response.status < 500)
    except urllib.error.HTTPError as error:
        return error.code < 500
    except OSError:
        return False


def _run_zeitplan(stop: Event) -> None:
    if not stop.wait(5):  # the first pages come first
        Zeitplan().run_until(stop)
        connections.close_all()
