"""Citizens who apply all at once, over HTTP, each sending everything twice, while workers are killed.

``python -m bench antraege`` makes a portal of its own (SQLite, and PostgreSQL where ``TEST_POSTGRESQL_URL`` names one);
``--url URL --formular SLUG/ORT`` sends them to any other.
"""

import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Sequence
from statistics import quantiles
from threading import Lock, Thread
from time import monotonic

from bench.reise import Ergebnis, Gelernt, Reise
from bench.versuchsportal import Versuchsportal

FORMULAR = "bench-antrag"
SERIEN = {"postgresql": ((1, 60), (2, 120), (8, 320), (16, 320), (64, 400)), "sqlite": ((8, 200),)}
SHOWN = 8  # kinds of refusals


def main(arguments: Sequence[str]) -> None:
    asked = _arguments(arguments)
    if asked.url:
        found, seconds = travel(asked.url, f"/antrag/{asked.formular}/", asked.reisen, asked.zugleich)
        print(report(found, seconds, asked.zugleich))
    elif asked.datenbank:
        _measure(asked.datenbank, asked.teil)
    else:
        for name in SERIEN:
            _elsewhere(name, asked.teil)


def _arguments(arguments: Sequence[str]) -> Namespace:
    parser = ArgumentParser(prog="python -m bench antraege")
    parser.add_argument("--url", help="Adresse eines laufenden Portals")
    parser.add_argument("--formular", help="SLUG/ORT")
    parser.add_argument("--reisen", type=int, default=100)
    parser.add_argument("--zugleich", type=int, default=8)
    parser.add_argument("--teil", type=float, default=1.0, help="Anteil der Reisen ohne --url")
    parser.add_argument("--datenbank", choices=SERIEN)
    return parser.parse_args(arguments)


def _elsewhere(datenbank: str, teil: float) -> None:
    """In a process of its own, since settings hold for a process."""
    environment = {name: value for name, value in os.environ.items() if name != "DATEN_DIR"}
    if datenbank == "postgresql":
        server = os.environ.get("TEST_POSTGRESQL_URL")
        if not server:
            print("PostgreSQL: TEST_POSTGRESQL_URL nennt keinen Server, wird nicht gemessen")
            return
        environment["BENCH_DATENBANK"] = server.rpartition("/")[0] + "/bench_antraege"
    command = [sys.executable, "-m", "bench", "antraege", "--datenbank", datenbank, "--teil", str(teil)]
    subprocess.run(command, env=environment, check=True)


def _measure(datenbank: str, teil: float) -> None:
    with Versuchsportal(FORMULAR) as portal:
        for zugleich, reisen in SERIEN[datenbank]:
            before = portal.nummern()
            with portal.killing(every=2):
                found, seconds = travel(portal.url, portal.adresse, round(reisen * teil), zugleich)
            stored = Counter(portal.nummern())
            stored.subtract(before)
            print(
                f"{datenbank:11}{report(found, seconds, zugleich, +stored)}; {portal.tote} Prozesse getötet", flush=True
            )


def travel(url: str, adresse: str, reisen: int, zugleich: int) -> tuple[list[Ergebnis], float]:
    """The first finds out alone what the form takes."""
    gelernt: Gelernt = {}
    found = [Reise(url, adresse, gelernt).run()]
    begun, waiting, lock = monotonic(), iter(range(reisen - 1)), Lock()

    def citizen() -> None:
        while True:
            with lock:
                if next(waiting, None) is None:
                    return
            ergebnis = Reise(url, adresse, {step: dict(known) for step, known in gelernt.items()}).run()
            with lock:
                found.append(ergebnis)

    threads = [Thread(target=citizen) for _number in range(zugleich)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found, monotonic() - begun


def report(found: list[Ergebnis], seconds: float, zugleich: int, stored: Counter[str] | None = None) -> str:
    """``stored`` are the numbers of the cases in the database; without it receipts tell what can be told."""
    receipts = [one for one in found if one.nummern]
    shown = Counter(number for one in receipts for number in one.nummern)
    cases = shown if stored is None else stored
    lost = {number for number in shown if number not in cases} | {one.verloren for one in found if one.verloren}
    refused = Counter(kind for one in found for kind in set(one.verweigert))
    twice = sum(len(one.nummern) - 1 for one in receipts) + max(0, cases.total() - len(receipts))
    steps = sorted(second for one in found for second in one.sekunden)
    p99 = quantiles(steps, n=100)[98] if len(steps) > 1 else 0.0
    again = sum(one.neu_versucht for one in found)
    line = (
        f"{zugleich:>3} zugleich: Reisen {len(found)} Quittungen {len(receipts)} Anträge {cases.total()} "
        f"doppelt {twice} verloren {len(lost)} verweigert {refused.total()} "
        f"Nummern doppelt {sum(count > 1 for count in (shown | cases).values())} "
        f"({len(found) / seconds:.1f}/s, Seite p99 {p99:.2f} s, {again}-mal neu versucht)"
    )
    reasons = [f"    {kind} × {count}" for kind, count in refused.most_common(SHOWN)]
    return "\n".join([line, *reasons, *(f"    verloren: {one}" for one in sorted(lost)[:SHOWN])])
