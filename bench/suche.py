"""The search at a state's size, on each engine that is there: how long, how large, how much of it is the page's."""

import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import wraps
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from bench import fragen
from bench.fragen import PLACES, Frage, beginnings, realistic
from bench.landesgroesse import LAND, LEISTUNGEN, VERWALTUNGEN, Landesgroesse
from bench.messen import ask
from cms.models import Gebiet, Redaktion
from cms.orte import verzeichnis
from cms.seitencache import speicher
from leistungen.models import Leistung, Textstand
from leistungen.services.texte import write_text
from search import indexing, queries, suchmaschinen
from search.engines.base import Abfrage, Engine, Suchindex
from search.engines.elastic import ElasticEngine
from search.engines.embedded import EmbeddedEngine
from search.regeln import regeln
from search.vorschlaege import suggestions

ROUNDS = 3
ASKING = ("refresh", "search", "merkmale", "spellings", "suggest", "listing", "letters", "keywords")
MOST_SECONDS, MOST_CPU, MOST_SQL, MOST_RATIO = 5.0, 2.0, 2, 2.0
INHERITED = "leistung-40"


@dataclass
class Bericht:
    """The lines of the table of one engine."""

    name: str
    over: list[str] = field(default_factory=list)

    def line(self, what: str, value: float, unit: str = "", bar: float | None = None) -> None:
        held = "" if bar is None else f"≤ {bar:g} {unit}".rstrip() + ("  OK" if value <= bar else "  over")
        print(f"{self.name:<15}{what:<66}{value:>10.2f} {unit:<5}{held}", flush=True)


def main() -> None:
    """Elasticsearch is measured too where ``ELASTICSEARCH_URL`` (or that of the tests) names one."""
    print(
        f"\nSuche: {LEISTUNGEN} Leistungen, {VERWALTUNGEN} Verwaltungen, jede zehnte Leistung mit einem Text von jeder",
        flush=True,
    )
    spent = clock(lambda: Landesgroesse().generate())
    print(f"{Textstand.objects.count()} Texte, {Gebiet.objects.count()} Orte, erzeugt in {spent:.0f} s", flush=True)
    url = os.environ.get("ELASTICSEARCH_URL") or os.environ.get("TEST_ELASTICSEARCH_URL") or ""
    with override_settings(ELASTICSEARCH_URL=""):
        measure(Bericht("eingebettet"), suchmaschinen.embedded())
    if not url:
        print("Elasticsearch: keines genannt (ELASTICSEARCH_URL)")
        return
    with override_settings(ELASTICSEARCH_URL=url, ELASTICSEARCH_INDEX=f"bench-{uuid4().hex[:12]}"):
        server = suchmaschinen.elastic()
        try:
            measure(Bericht("Elasticsearch"), server)
        finally:
            server.drop()


def measure(bericht: Bericht, engine: Suchindex) -> None:
    bericht.line("Index neu erstellen", clock(lambda: indexing.rebuild(engine)), "s")
    bericht.line("… seine Größe", size(engine) / 1e6, "MB")
    bericht.line("… verschiedene Wörter", len(engine.vokabular().woerter))
    weigh(bericht)
    asked = realistic()
    matches(bericht, engine, asked)
    typing(bericht, engine)
    ordinary = pages(bericht, asked)
    hostile(bericht, ordinary)
    publish(bericht, engine)


def clock(work: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def size(engine: Suchindex) -> int:
    """Bytes on the disk; of a server, those it says."""
    if isinstance(engine, EmbeddedEngine):
        return sum(path.stat().st_size for path in Path(settings.SEARCH_INDEX_DIR).rglob("*") if path.is_file())
    return engine.verbindung.bytes(engine.alias)


def percentiles(samples: list[float]) -> tuple[float, float]:
    ordered = sorted(samples)
    return ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]


def wall(work: Callable[[], Any]) -> float:
    """Milliseconds; the best of a few, for somebody else may work on this machine."""
    return min(clock(work) for _time in range(ROUNDS)) * 1000


def both(bericht: Bericht, what: str, samples: list[float]) -> None:
    for name, value in zip(("p50", "p95"), percentiles(samples), strict=True):
        bericht.line(f"{what} {name}", value, "ms")


def matches(bericht: Bericht, engine: Suchindex, asked: list[Frage]) -> None:
    """Searches at a place as citizens make them, and what of that the place costs the engine."""
    known, anfragen = regeln(), [replace(one.anfrage, facetten=False) for one in asked]
    both(bericht, "Suche mit Ort", [wall(lambda one=one: queries.suche(one, engine, known)) for one in anfragen])
    last = [_last_asked(one, engine) for one in anfragen]
    here = [wall(lambda one=one: engine.search(one)) for one in last]
    bare = [wall(lambda one=one: engine.search(replace(one, filter=replace(one.filter, kette=())))) for one in last]
    both(bericht, "… davon die letzte Abfrage an die Maschine", here)
    both(bericht, "… dieselbe ohne Ort (Maß)", bare)
    for name, with_place, without in zip(("p50", "p95"), percentiles(here), percentiles(bare), strict=True):
        bericht.line(f"… mit Ort ÷ ohne Ort, {name}", with_place / without, "", MOST_RATIO)


def _last_asked(anfrage: queries.Suchanfrage, engine: Suchindex) -> Abfrage:
    with counting(type(engine)) as zaehler:
        queries.suche(anfrage, engine, regeln())
    return zaehler.asked[-1]


def typing(bericht: Bericht, engine: Engine) -> None:
    """What is suggested while somebody types, letter for letter."""
    orte = [verzeichnis().by_slug[slug] for slug in PLACES]
    texts = beginnings()
    samples = [
        wall(lambda text=text, ort=ort: suggestions(text, "de", ort, engine))
        for text, ort in zip(texts, orte * len(texts), strict=False)
    ]
    both(bericht, "Vorschläge", samples)


@dataclass
class Zaehler:
    """CPU and wall seconds spent inside an engine, and what it was asked."""

    cpu: float = 0.0
    asked: list[Abfrage] = field(default_factory=list)


@contextmanager
def counting(kind: type[Suchindex]) -> Iterator[Zaehler]:
    """Counts what engines of a kind spend."""
    zaehler = Zaehler()
    methods = {name: getattr(kind, name) for name in ASKING}
    for name, method in methods.items():
        setattr(kind, name, _counted(method, zaehler))
    try:
        yield zaehler
    finally:
        for name, method in methods.items():
            setattr(kind, name, method)


def _counted(method: Callable[..., Any], zaehler: Zaehler) -> Callable[..., Any]:
    @wraps(method)
    def asked(self: Any, *args: Any, **kwargs: Any) -> Any:
        zaehler.asked += [one for one in args if isinstance(one, Abfrage)]
        begun = time.process_time()
        try:
            return method(self, *args, **kwargs)
        finally:
            zaehler.cpu += time.process_time() - begun

    return asked


def pages(bericht: Bericht, asked: list[Frage]) -> float:
    """The page of an answer that is not in the cache: what it costs beside the engine. Returns an ordinary one's ms."""
    portal, kind = WSGIHandler(), ElasticEngine if settings.ELASTICSEARCH_URL else EmbeddedEngine
    whole: list[float] = []
    web: list[float] = []
    sql: list[float] = []
    for frage in asked:
        samples = []
        for _round in range(ROUNDS):
            speicher.drop()
            gc.collect()
            with counting(kind) as zaehler:
                begun = time.process_time()
                status, _body = ask(portal, frage.url)
                spent = time.process_time() - begun
            assert status == 200, (status, frage.url)
            samples.append((spent * 1000, (spent - zaehler.cpu) * 1000))
        whole.append(min(all_ for all_, _web in samples))
        web.append(min(web_ for _all, web_ in samples))
        speicher.drop()
        with CaptureQueriesContext(connection) as captured:
            ask(portal, frage.url)
        sql.append(len(captured))
    both(bericht, "Seite der Suche, ungespeichert, CPU", whole)
    bericht.line("… ohne die Maschine, CPU p50", percentiles(web)[0], "ms", MOST_CPU)
    bericht.line("… ohne die Maschine, CPU p95", percentiles(web)[1], "ms")
    bericht.line("… SQL p50", percentiles(sql)[0], "", MOST_SQL)
    bericht.line("… SQL höchstens (wenn das Protokoll geschrieben wird)", max(sql))
    return percentiles(whole)[0]


def hostile(bericht: Bericht, ordinary: float) -> None:
    portal = WSGIHandler()
    spent: dict[str, list[float]] = {}
    for number in range(ROUNDS):
        for name, values in fragen.hostile(number).items():
            url = f"/suche/?{urlencode({'ort': PLACES[0], **values})}"
            speicher.drop()
            gc.collect()
            begun = time.process_time()
            status, _body = ask(portal, url)
            spent.setdefault(name, []).append((time.process_time() - begun) * 1000)
            assert status in {200, 404}, (status, name)
    for name, samples in spent.items():
        bericht.line(f"Feindlich: {name} (÷ eine gewöhnliche Seite)", min(samples) / ordinary, "", MOST_RATIO)


def publish(bericht: Bericht, engine: Suchindex) -> None:
    """The Land changes a text that all places inherit: until it is found in its new words at each of a hundred."""
    land, leistung = Redaktion.objects.get(gebiet__slug=LAND), Leistung.objects.get(slug=INHERITED)
    _give_way(land, leistung)
    orte = [ort for ort in verzeichnis().orte if not ort.hoheitlich][::24][:100]
    samples = []
    for number in range(3):
        wort = f"Quastenflosser{'abc'[number]}{engine.__class__.__name__}".lower()
        begun = time.perf_counter()
        write_text(redaktion=land, leistung=leistung, module={"volltext": [{"inhalt": f"<p>Neu: {wort}.</p>"}]})
        for ort in orte:
            found = queries.suche(queries.Suchanfrage(wort, "de", ort), indexing.current(), regeln())
            assert (found.anzahl, found.gemeint) == (1, ""), (ort.slug, found)
        samples.append(time.perf_counter() - begun)
    bericht.line("Neuer Text des Landes gefunden an 100 erbenden Orten, nach", median(samples), "s", MOST_SECONDS)


def _give_way(land: Redaktion, leistung: Leistung) -> None:
    """A generated page has no row of its own type: the first real one takes its place."""
    generated = Textstand.objects.filter(leistung=leistung, gebiet=land.gebiet, sprache="de", revision=None).first()
    if generated:
        Page.objects.filter(pk=generated.pk).update(slug="weicht", url_path="/weicht/")
        generated.delete()


def weigh(bericht: Bericht) -> None:
    """Memory of a fresh process that has answered the questions, and how long it takes until its first answer."""
    environ = {**os.environ, "BENCH_ORDNER": os.environ["DATEN_DIR"]}
    environ |= {"ELASTICSEARCH_URL": settings.ELASTICSEARCH_URL, "ELASTICSEARCH_INDEX": settings.ELASTICSEARCH_INDEX}
    out = subprocess.run(
        [sys.executable, "-m", "bench", "prozess", bericht.name],
        env=environ,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    says = json.loads(out.splitlines()[-1])
    bericht.line("Neuer Prozess: erste Antwort nach", says["erste"], "s")
    bericht.line("… Speicher vor der ersten Antwort (RSS)", says["vorher"], "MB")
    bericht.line("… Speicher nach allen Fragen (RSS)", says["nachher"], "MB")


def answer_and_weigh(name: str) -> None:
    portal, asked, before = WSGIHandler(), realistic(), resident()
    first = clock(lambda: ask(portal, asked[0].url))
    for frage in asked:
        ask(portal, frage.url)
    print(json.dumps({"name": name, "erste": first, "vorher": before, "nachher": resident()}))


def resident() -> float:
    """MB of memory that this process holds (Linux; elsewhere 0)."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1000 for line in lines if line.startswith("VmRSS")), 0.0)
