"""Citizens who apply all at once, over HTTP, each sending everything twice, while workers are killed.

``python -m bench antraege`` makes a portal of its own (SQLite, and PostgreSQL where ``TEST_POSTGRESQL_URL`` names one);
``--teil 0.1`` sends a tenth of the citizens, ``--ohne-schutz`` shows what happens without locks and transactions, and
``--url URL --formular SLUG/ORT`` sends them to any other portal. The last line is the sum of all.
"""

import os
import re
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from statistics import quantiles
from threading import Lock, Thread
from time import monotonic
from typing import Self

from bench.reise import Browser, Ergebnis, Gelernt, Reise
from bench.versuchsportal import Versuchsportal

FORMULAR = "bench-antrag"
SERIEN = {"postgresql": ((1, 60), (2, 120), (8, 320), (16, 320), (64, 400)), "sqlite": ((8, 200),)}
OHNE_SCHUTZ = {"postgresql": ((16, 80),), "sqlite": ((8, 40),)}
SHOWN = 8  # kinds of refusals


@dataclass(frozen=True)
class Bilanz:
    """``quittungen`` were shown to citizens, ``antraege`` lie in the database."""

    reisen: int = 0
    quittungen: int = 0
    antraege: int = 0
    doppelt: int = 0
    verloren: int = 0
    verweigert: int = 0
    nummern_doppelt: int = 0

    def __add__(self, other: Self) -> Self:
        return type(self)(*(one + more for one, more in zip(astuple(self), astuple(other), strict=True)))

    def __str__(self) -> str:
        return (
            f"Reisen {self.reisen} Quittungen {self.quittungen} Anträge {self.antraege} doppelt {self.doppelt} "
            f"verloren {self.verloren} verweigert {self.verweigert} Nummern doppelt {self.nummern_doppelt}"
        )

    @classmethod
    def read(cls, line: str) -> Self:
        return cls(*map(int, re.findall(r"\d+", line)))

    @property
    def ist_gut(self) -> bool:
        return self.reisen == self.quittungen == self.antraege and not any(astuple(self)[3:])


def main(arguments: Sequence[str]) -> None:
    asked = _arguments(arguments)
    if asked.url:
        found, seconds = travel(asked.url, f"/antrag/{asked.formular}/", asked.reisen, asked.zugleich)
        bilanz, told = report(found, seconds, asked.zugleich)
        print(told)
    elif asked.datenbank:
        print(_measure(asked.datenbank, asked.teil, asked.ohne_schutz))
        return
    else:
        bilanz = sum((_elsewhere(name, asked) for name in SERIEN), start=Bilanz())
    print(bilanz)
    if asked.ohne_schutz:
        sys.exit(None if bilanz.doppelt and bilanz.nummern_doppelt else "Auch ohne Schutz kam nichts doppelt.")
    sys.exit(None if bilanz.ist_gut else 1)


def _arguments(arguments: Sequence[str]) -> Namespace:
    parser = ArgumentParser(prog="python -m bench antraege")
    parser.add_argument("--url", help="Adresse eines laufenden Portals")
    parser.add_argument("--formular", help="SLUG/ORT")
    parser.add_argument("--reisen", type=int, default=100)
    parser.add_argument("--zugleich", type=int, default=8)
    parser.add_argument("--teil", type=float, default=1.0, help="Anteil der Reisen ohne --url")
    parser.add_argument("--datenbank", choices=SERIEN)
    parser.add_argument("--ohne-schutz", action="store_true")
    return parser.parse_args(arguments)


def _elsewhere(datenbank: str, asked: Namespace) -> Bilanz:
    """In a process of its own, since settings hold for a process."""
    environment = {name: value for name, value in os.environ.items() if name != "DATEN_DIR"}
    if datenbank == "postgresql":
        server = os.environ.get("TEST_POSTGRESQL_URL")
        if not server:
            print("PostgreSQL: TEST_POSTGRESQL_URL nennt keinen Server, wird nicht gemessen")
            return Bilanz()
        environment["BENCH_DATENBANK"] = server.rpartition("/")[0] + "/bench_antraege"
    command = [sys.executable, "-m", "bench", "antraege", "--datenbank", datenbank, "--teil", str(asked.teil)]
    command += ["--ohne-schutz"] if asked.ohne_schutz else []
    last = ""
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        for line in process.stdout:
            if last:
                print(last, end="", flush=True)
            last = line
    if process.returncode:
        sys.exit(process.returncode)
    return Bilanz.read(last)


def _measure(datenbank: str, teil: float, ohne_schutz: bool) -> Bilanz:
    total = Bilanz()
    with Versuchsportal(FORMULAR, ohne_schutz=ohne_schutz) as portal:
        for zugleich, reisen in (OHNE_SCHUTZ if ohne_schutz else SERIEN)[datenbank]:
            before, spent = portal.nummern(), portal.cpu()
            with portal.killing(every=2):
                found, seconds = travel(portal.url, portal.adresse, max(1, round(reisen * teil)), zugleich)
            stored = Counter(portal.nummern())
            stored.subtract(before)
            bilanz, told = report(found, seconds, zugleich, +stored)
            cpu = (portal.cpu() - spent) / len(found) * 1000
            head = f"{datenbank}{' ohne Schutz' if ohne_schutz else ''}"
            print(f"{head:11}{told}\n    {portal.tote} Prozesse getötet, {cpu:.0f} ms CPU je Reise", flush=True)
            total += bilanz
    return total


def travel(url: str, adresse: str, reisen: int, zugleich: int) -> tuple[list[Ergebnis], float]:
    """The first finds out alone what the form takes."""
    gelernt: Gelernt = {}
    found = [Reise(Browser(url), adresse, gelernt).run()]
    begun, waiting, lock = monotonic(), iter(range(reisen - 1)), Lock()

    def citizen() -> None:
        while True:
            with lock:
                if next(waiting, None) is None:
                    return
            ergebnis = Reise(Browser(url), adresse, {step: dict(known) for step, known in gelernt.items()}).run()
            with lock:
                found.append(ergebnis)

    threads = [Thread(target=citizen) for _number in range(zugleich)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found, monotonic() - begun


def report(
    found: list[Ergebnis], seconds: float, zugleich: int, stored: Counter[str] | None = None
) -> tuple[Bilanz, str]:
    """``stored`` are the numbers of the cases in the database; without it receipts tell what can be told."""
    receipts = [one for one in found if one.nummern]
    shown = Counter(number for one in receipts for number in one.nummern)
    cases = shown if stored is None else stored
    lost = {number for number in shown if number not in cases} | {one.verloren for one in found if one.verloren}
    refused = Counter(kind for one in found for kind in set(one.verweigert))
    bilanz = Bilanz(
        reisen=len(found),
        quittungen=len(receipts),
        antraege=cases.total(),
        doppelt=sum(len(one.nummern) - 1 for one in receipts) + max(0, cases.total() - len(receipts)),
        verloren=len(lost),
        verweigert=refused.total(),
        nummern_doppelt=sum(count > 1 for count in (shown | cases).values()),
    )
    steps = sorted(second for one in found for second in one.sekunden)
    p99 = quantiles(steps, n=100)[98] if len(steps) > 1 else 0.0
    again = sum(one.neu_versucht for one in found)
    line = (
        f"{zugleich:>3} zugleich: {bilanz} "
        f"({len(found) / seconds:.1f}/s, Seite p99 {p99:.2f} s, {again}-mal neu versucht)"
    )
    reasons = [f"    {kind} × {count}" for kind, count in refused.most_common(SHOWN)]
    return bilanz, "\n".join([line, *reasons, *(f"    verloren: {one}" for one in sorted(lost)[:SHOWN])])
