"""What the steps of an application cost: forms filled in from the first page to the receipt, straight from WSGI.

A usual form, one of ten times as many fields and rules, a short one, and one that comes with the portal.
"""

import gc
import os
from collections import defaultdict
from logging import ERROR, getLogger
from statistics import median
from time import process_time
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.test import override_settings

from antraege.management.commands.formulare_load import DEMO
from antraege.services.load_formulare import load, read
from bench.formulare import authority, definition, publish
from bench.lauf import front_door
from bench.messen import answer
from bench.reise import Antwort, Gelernt, Reise

REDAKTION, ORT, LEISTUNG = "vg-kaisersesch", "laubach-cochem-zell", "antragsleistung"
KURZ, UEBLICH, GROSS, ECHT = "kurz", "ueblich", "gross", "gestattung"
ROUNDS = {KURZ: 30, UEBLICH: 20, GROSS: 4, ECHT: 15}
DREI = ("antragsteller", "schritt_1", "pruefen", "abschluss")  # three steps to fill in or to check, and the receipt
SENDEN = {("POST", "beginnen"), ("POST", "pruefen")}  # open a draft and a case; all others save at most
AUFGABEN = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}  # PDF and mail are another process's work
Kosten = dict[tuple[str, str], list[float]]  # CPU seconds by method and step


class Innen:
    """Asks in this process and counts its CPU; sends everything once."""

    def __init__(self, handler: WSGIHandler):
        self._handler = handler
        self._cookies: dict[str, str] = {}
        self.kosten: Kosten = defaultdict(list)

    def get(self, path: str) -> Antwort:
        return self._ask("GET", path, None)

    def post_twice(self, path: str, data: list[tuple[str, str]]) -> list[Antwort | None]:
        return [self._ask("POST", path, urlencode(data).encode())]

    def _ask(self, method: str, path: str, body: bytes | None) -> Antwort:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        begun = process_time()
        status, headers, found = answer(self._handler, path, cookies=cookies, body=body)
        spent = process_time() - begun
        for name, value in headers:
            if name == "Set-Cookie":
                key, _, kept = value.partition(";")[0].partition("=")
                self._cookies[key] = kept
        if status in {200, 302} and not (method == "POST" and status == 200):
            step = path.rstrip("/").rpartition("/")[2] if "/antrag/e/" in path else "beginnen"
            self.kosten[method, step].append(spent)
        return Antwort(status, urlsplit(dict(headers).get("Location", "")).path, found.decode())


def main() -> None:
    getLogger("django.request").setLevel(ERROR)  # what a form takes is found out by trying
    with override_settings(TASKS=AUFGABEN):
        _build()
        with override_settings(MIDDLEWARE=settings.OHNE_SEITENCACHE):
            bare = WSGIHandler()
        found, bloecke = _measure(WSGIHandler(), bare)
    yardstick = cost(bloecke)
    print(f"Maß: Seite aus 40 StreamField-Blöcken  {yardstick * 1000:.2f} ms")
    print(f"{'Formular':<12}{'Schritt':<20}{'GET ms':>8}{'POST ms':>9}{'GET ÷ 40 B.':>13}{'POST ÷ 40 B.':>14}")
    for slug, kosten in found.items():
        for step, get, post in _steps(kosten):
            print(
                f"{slug:<12}{step:<20}{get * 1000:>8.2f}{post * 1000:>9.2f}"
                f"{get / yardstick:>13.2f}{post / yardstick:>14.2f}"
            )
    for line in _summary(found, yardstick):
        print(line)


def _build() -> None:
    call_command("migrate", verbosity=0)
    with open(os.devnull, "w") as nowhere:
        call_command("gebiete_load", verbosity=0, stdout=nowhere)
    front_door()
    authority(REDAKTION, LEISTUNG)
    publish(KURZ, LEISTUNG, REDAKTION, **definition(6, 2) | {"gebuehren": []})
    publish(UEBLICH, LEISTUNG, REDAKTION, **definition(30, 10))
    publish(GROSS, LEISTUNG, REDAKTION, **definition(300, 100))
    list(load(read(DEMO / f"{ECHT}.yaml") | {"leistung": LEISTUNG, "redaktionen": [REDAKTION]}))


def _measure(handler: WSGIHandler, bare: WSGIHandler) -> tuple[dict[str, Kosten], list[float]]:
    """In turns, so that a busy machine slows all of them alike."""
    learnt: dict[str, Gelernt] = {slug: {} for slug in ROUNDS}
    found: dict[str, Kosten] = {slug: defaultdict(list) for slug in ROUNDS}
    bloecke: list[float] = []
    for slug in ROUNDS:
        _travel(handler, slug, learnt[slug])  # finds out what the form takes, and warms up
        _travel(handler, slug, learnt[slug])
    for number in range(max(ROUNDS.values())):
        gc.collect()
        for slug, rounds in ROUNDS.items():
            if number < rounds:
                for key, spent in _travel(handler, slug, learnt[slug]).items():
                    found[slug][key] += spent
                bloecke += [_clock(bare, "/mass/bloecke/") for _time in range(3)]
    return found, bloecke[3:]


def _travel(handler: WSGIHandler, slug: str, learnt: Gelernt) -> Kosten:
    innen = Innen(handler)
    ergebnis = Reise(innen, f"/antrag/{slug}/{ORT}/", learnt).run()
    if not ergebnis.nummern:
        raise RuntimeError(f"{slug}: {ergebnis.verloren} {ergebnis.verweigert}")
    return innen.kosten


def cost(samples: list[float]) -> float:
    """What it takes when nothing else disturbs: the first decile. A busy machine makes the same work dearer."""
    return sorted(samples)[len(samples) // 10]


def _clock(handler: WSGIHandler, url: str) -> float:
    begun = process_time()
    answer(handler, url)
    return process_time() - begun


def _steps(kosten: Kosten) -> list[tuple[str, float, float]]:
    """GET and POST of each step; of very many those in the middle."""
    names = list(dict.fromkeys(step for _method, step in kosten))
    if len(names) > 12:
        names = [names[len(names) // 2]]
    return [(name, _middle(kosten, "GET", name), _middle(kosten, "POST", name)) for name in names]


def _middle(kosten: Kosten, method: str, step: str) -> float:
    return cost(kosten.get((method, step), [0.0]))


def _summary(found: dict[str, Kosten], yardstick: float) -> list[str]:
    usual = {
        f"{method} {step}": cost(spent)
        for slug in (UEBLICH, ECHT)
        for (method, step), spent in found[slug].items()
        if (method, step) not in SENDEN
    }
    dearest = max(usual, key=lambda name: usual[name])
    whole = {slug: _total(found[slug]) for slug in (KURZ, UEBLICH, ECHT)}
    three = {key: spent for key, spent in found[KURZ].items() if key[1] in DREI}
    small, large = (sum(_of_own(found[slug])) for slug in (UEBLICH, GROSS))
    return [
        f"Teuerster Schritt ({dearest}) {usual[dearest] / yardstick:.2f} × 40 Blöcke (Ziel ≤ 1,0)",
        f"Drei Schritte bis zur Quittung {_total(three) * 1000:.1f} ms (Ziel ≤ 30), vom Beginnen an "
        + ", ".join(f"{slug} {spent * 1000:.1f} ms" for slug, spent in whole.items()),
        f"300 Felder, 100 Regeln: ein Schritt {large / small:.2f} × wie bei 30 Feldern (Ziel ≤ 2)",
    ]


def _total(kosten: Kosten) -> float:
    return sum(cost(spent) for spent in kosten.values())


def _of_own(kosten: Kosten) -> tuple[float, float]:
    """The median step that editors made, asked for and sent."""
    own = {key: cost(spent) for key, spent in kosten.items() if key[1].startswith("schritt_")}
    get, post = ([spent for (method, _step), spent in own.items() if method == which] for which in ("GET", "POST"))
    return median(get), median(post)
