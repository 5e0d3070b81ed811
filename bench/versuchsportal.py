"""A portal on a port of its own, with a form, whose processes are killed while it works."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pkgutil import resolve_name
from threading import Event, Thread
from time import sleep
from typing import Self

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.utils.module_loading import import_string
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from antraege.models import Vorgang
from bench.formulare import authority, definition, publish
from bench.lauf import front_door
from bench.ohne_schutz import drop_uniqueness, unguarded

REDAKTION, ORT = "vg-kaisersesch", "laubach-cochem-zell"
WORKERS = 4
TICKS = os.sysconf("SC_CLK_TCK")
BY_NAME = (
    "antraege.views.schritt.save_schritt",
    "antraege.views.station.save_schritt",
    "antraege.views.station.submit_antrag",
)


class Versuchsportal:
    """Use it as a context. The database is the one that ``BENCH_DATENBANK`` names, made anew, or SQLite's."""

    def __init__(self, formular: str, *, ohne_schutz: bool = False):
        self.ohne_schutz = ohne_schutz
        self.formular, self.adresse = formular, f"/antrag/{formular}/{ORT}/"
        self.tote = 0
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        _fresh_database()
        call_command("migrate", verbosity=0)
        call_command("gebiete_load", verbosity=0, stdout=open(os.devnull, "w"))
        front_door()
        authority(REDAKTION, "antragsleistung")
        publish(self.formular, "antragsleistung", REDAKTION, **definition(12, 4, je_schritt=6))
        if self.ohne_schutz:
            drop_uniqueness()
        connections.close_all()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench", "portal", str(port), *(["--ohne-schutz"] if self.ohne_schutz else [])],
            env=os.environ | {"BENCH_ORDNER": str(settings.DATEN_DIR), "TASKS_DATABASE": "true"},
            stderr=(settings.DATEN_DIR / "protokoll").open("wb"),
        )
        self._wait()
        return self

    def __exit__(self, *args: object) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait(timeout=30)
        lines = (settings.DATEN_DIR / "protokoll").read_text(errors="replace").splitlines()
        errors = [line for line in lines if " ERROR " in line]
        print(f"Fehler im Protokoll: {len(errors)}", *errors[:5], sep="\n    ")

    def _wait(self) -> None:
        for _time in range(300):
            try:
                urllib.request.urlopen(self.url + self.adresse, timeout=30)
            except OSError:
                sleep(0.2)
            else:
                return
        raise RuntimeError("The portal does not answer.")

    def nummern(self) -> list[str]:
        found = list(Vorgang.objects.values_list("nummer", flat=True))
        connections.close_all()
        return found

    def cpu(self) -> float:
        """Seconds that the portal's processes have spent so far, also those that died; without the database's."""
        assert self._process
        own = _cpu(self._process.pid, dead_children=True)
        return own + sum(_cpu(pid) for pid in self._workers())

    @contextmanager
    def killing(self, every: float) -> Iterator[None]:
        """Meanwhile a worker dies (SIGKILL) again and again."""
        stop = Event()

        def kill() -> None:
            while not stop.wait(every):
                if workers := self._workers():
                    os.kill(min(workers), signal.SIGKILL)  # the oldest: granian ends if the same dies again and again
                    self.tote += 1

        self.tote = 0
        thread = Thread(target=kill)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    def _workers(self) -> list[int]:
        assert self._process
        path = f"/proc/{self._process.pid}/task/{self._process.pid}/children"
        with open(path, encoding="ascii") as file:
            return [pid for pid in map(int, file.read().split()) if _is_worker(pid)]


def serve(port: int, *, ohne_schutz: bool = False) -> None:
    """The web processes. All is imported before they are forked, so that a new one answers at once."""
    resolve_name(settings.ROOT_URLCONF)
    with unguarded(*BY_NAME) if ohne_schutz else nullcontext():
        _serve(port)


def _serve(port: int) -> None:
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    import_string(settings.WSGI_APPLICATION)
    Granian(
        "cms.wsgi:application",
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=4,
        respawn_failed_workers=True,
        respawn_interval=0.1,
        log_level=LogLevels.critical,
    ).serve()


def _cpu(pid: int, *, dead_children: bool = False) -> float:
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:
            spent = file.read().rpartition(")")[2].split()[11:15]
    except OSError:
        return 0.0
    return sum(map(int, spent if dead_children else spent[:2])) / TICKS


def _is_worker(pid: int) -> bool:
    """Not the helper by which Python's multiprocessing tracks its semaphores."""
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            return b"resource_tracker" not in file.read()
    except OSError:
        return False


def _fresh_database() -> None:
    """On a server: dropped and made anew."""
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        return
    import psycopg

    given = settings.DATABASES["default"]
    server = {
        "host": given["HOST"],
        "port": given["PORT"] or 5432,
        "user": given["USER"],
        "password": given["PASSWORD"],
    }
    with psycopg.connect(dbname="postgres", autocommit=True, **server) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{given["NAME"]}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{given["NAME"]}"')
