"""How well the search answers, measured over judged queries.

A judged query names the titles that answer it; any one of them counts. A query that names none is one that nothing
answers: it should find nothing, or only hits that are marked as guesses. Figures are the usual ones of information
retrieval: hit@k (an answer among the first k), MRR (mean of 1/rank of the first answer, 0 beyond the tenth hit), and
nDCG@10 (Järvelin and Kekäläinen 2002), which with one wanted answer is the mean of 1/log2(1 + rank).
"""

import csv
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from json import loads
from math import ceil, log2
from pathlib import Path
from typing import TextIO

from cms.models import Ebene
from cms.orte import Ort, verzeichnis
from search.documents.base import Dokument
from search.engines.base import Engine
from search.genau import keys, paragraphs
from search.queries import Suchanfrage, suche
from search.regeln import Regeln
from search.results import Ergebnis

DEPTH = 10
OHNE = "ohne"  # the kind of those that nothing answers
BUND = "000000000000"
# The Länder by the first two digits of the ARS (Destatis).
LAENDER = {
    "Schleswig-Holstein": "01",
    "Hamburg": "02",
    "Niedersachsen": "03",
    "Bremen": "04",
    "Nordrhein-Westfalen": "05",
    "Hessen": "06",
    "Rheinland-Pfalz": "07",
    "Baden-Württemberg": "08",
    "Bayern": "09",
    "Saarland": "10",
    "Berlin": "11",
    "Brandenburg": "12",
    "Mecklenburg-Vorpommern": "13",
    "Sachsen": "14",
    "Sachsen-Anhalt": "15",
    "Thüringen": "16",
}
_PARTS = (2, 3, 5, 9, 12)  # digits of an ARS that name Land, Regierungsbezirk, Kreis, Gemeindeverband, Gemeinde

Ortssuche = Callable[[str], Ort | None]


@dataclass(frozen=True, slots=True)
class Urteil:
    """A judged query. ``art`` says what is difficult about it; ``erwartet`` is empty if nothing answers it."""

    frage: str
    erwartet: frozenset[str]
    ort: str = ""
    art: str = ""

    @property
    def zum_pruefen(self) -> bool:
        """Whether it belongs to the half that is kept back from tuning; fixed by what it asks."""
        return sha256(f"{self.frage}\t{self.ort}".encode()).digest()[0] % 2 == 1


@dataclass(frozen=True, slots=True)
class Befund:
    """How one query was answered. ``rang`` is that of the first answer, ``None`` if the first ten hold none."""

    urteil: Urteil
    ergebnis: Ergebnis
    rang: int | None
    millisekunden: float


@dataclass(frozen=True, slots=True)
class Zahlen:
    """The figures of some queries. ``ohne_treffer`` counts those with an answer that found nothing at all;
    ``abgewiesen`` those without one that found nothing but guesses.
    """

    fragen: int
    hit1: float
    hit3: float
    hit10: float
    mrr: float
    ndcg: float
    ohne_treffer: int
    ohne_antwort: int
    abgewiesen: int
    p50: float
    p95: float

    @classmethod
    def of(cls, befunde: Iterable[Befund]) -> "Zahlen":
        every = list(befunde)
        asked = [one for one in every if one.urteil.erwartet]
        nothing = [one for one in every if not one.urteil.erwartet]
        ranks = [one.rang for one in asked]
        times = sorted(one.millisekunden for one in every)
        return cls(
            fragen=len(asked),
            hit1=_mean(_within(ranks, 1)),
            hit3=_mean(_within(ranks, 3)),
            hit10=_mean(_within(ranks, DEPTH)),
            mrr=_mean(1 / rank if rank else 0.0 for rank in ranks),
            ndcg=_mean(1 / log2(1 + rank) if rank else 0.0 for rank in ranks),
            ohne_treffer=sum(not one.ergebnis.anzahl for one in asked),
            ohne_antwort=len(nothing),
            abgewiesen=sum(not one.ergebnis.anzahl or one.ergebnis.unscharf for one in nothing),
            p50=_percentile(times, 0.5),
            p95=_percentile(times, 0.95),
        )


def _within(ranks: Iterable[int | None], most: int) -> Iterator[float]:
    return (float(rank is not None and rank <= most) for rank in ranks)


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found) if found else 0.0


def _percentile(ordered: Sequence[float], part: float) -> float:
    """The nearest rank; 0 of nothing."""
    return ordered[max(0, ceil(part * len(ordered)) - 1)] if ordered else 0.0


def read_urteile(file: TextIO) -> Iterator[Urteil]:
    """Judged queries from tab-separated lines; the first names the columns.

    ``query`` and ``expected`` (titles with `` | `` between) must be there, ``ort`` and ``art`` may be.

    Raises ``ValueError`` if one is missing.
    """
    rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
    missing = {"query", "expected"}.difference(rows.fieldnames or ())
    if missing:
        raise ValueError(f"Spalten fehlen: {', '.join(sorted(missing))}")
    for row in rows:
        frage = (row["query"] or "").strip()
        if not frage:
            continue
        titles = frozenset(title for one in (row["expected"] or "").split(" | ") if (title := one.strip()))
        art = (row.get("art") or "").strip() or ("" if titles else OHNE)
        yield Urteil(frage, titles, (row.get("ort") or "").strip(), art)


def read_korpus(lines: Iterable[str], start: int = 1) -> Iterator[Dokument]:
    """Documents from JSON lines with ``titel``, ``text``, ``stichwoerter``, ``leistungsschluessel``, ``ars``.

    They hold at the place of their ARS and below; those without one everywhere. Each is a Leistung.
    """
    for number, line in enumerate(lines, start):
        if not line.strip():
            continue
        row = loads(line)
        titel, passages = row["titel"], _paragraphs(row.get("text") or "")
        ars = row.get("ars") or ""
        yield Dokument(
            typ="leistung",
            pk=number,
            sprache="de",
            sprachen=("de",),
            tags=(),
            ziel={"slug": str(number)},
            titel=titel,
            name=titel,
            zonen={
                "titel": (titel,),
                "woerter": tuple(row.get("stichwoerter") or ()),
                "kurz": passages[:1],
                "text": passages[1:],
            },
            genau=tuple(sorted(keys(row.get("leistungsschluessel") or ()) | _cited((titel, *passages)))),
            gebiete=(_gebiet(ars),) if ars.strip("0") else (),
        )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in text.split("\n\n") if part.strip())


def _cited(texts: Iterable[str]) -> set[str]:
    return {token for text in texts for token in paragraphs(text)}


def _gebiet(ars: str) -> int:
    """A number for the place of an ARS, the same however many zeros follow it."""
    return int("1" + ars.ljust(12, "0"))


def ort_of_ars(name: str) -> Ort | None:
    """The place that a query over a corpus names: by ARS, as a Land, or by slug or name if the portal knows it."""
    ars = name if name.isdigit() else LAENDER.get(name, "")
    if not ars and (known := ort_by_name(name)):
        ars = known.ars
    if not ars:
        return None
    chain = dict.fromkeys(_gebiet(ars[:digits]) for digits in _PARTS if len(ars) >= digits)
    kette = (_gebiet(BUND), *(one for one in chain if one != _gebiet(BUND)))
    return Ort(
        id=kette[-1], ars=ars, ebene=Ebene.ORTSGEMEINDE, name=name, bezeichnung=name, slug="", kette=kette,
        sitz="", plz_sitz="", einwohner=None, waehlbar=True, anzeige=name,
    )  # fmt: skip


def ort_by_name(name: str) -> Ort | None:
    """The place with that slug, ARS or label; of several of that name, the one with most inhabitants."""
    orte = verzeichnis()
    if found := orte.find(name) or orte.find_anzeige(name):
        return found
    bearers = [ort for ort in orte.orte if ort.ist_gemeinde and ort.name.casefold() == name.casefold()]
    return orte.today(max(bearers, key=lambda ort: ort.einwohner or 0)) if bearers else None


def judge(
    urteile: Iterable[Urteil], engine: Engine, find_ort: Ortssuche, regeln: Regeln | None = None
) -> Iterator[Befund]:
    """Ask each query as the search page does; without its place if nobody knows that (``unknown_places``)."""
    for urteil in urteile:
        ort = find_ort(urteil.ort) if urteil.ort else None
        started = time.perf_counter()
        ergebnis = suche(Suchanfrage(urteil.frage, "de", ort, hoechstens=DEPTH), engine, regeln)
        elapsed = (time.perf_counter() - started) * 1_000
        ranks = (rank for rank, hit in enumerate(ergebnis.treffer, 1) if hit.titel in urteil.erwartet)
        yield Befund(urteil, ergebnis, next(ranks, None), elapsed)


def unknown_places(urteile: Iterable[Urteil], find_ort: Ortssuche) -> list[str]:
    """The places of queries that nobody knows."""
    return sorted({one.ort for one in urteile if one.ort and find_ort(one.ort) is None})


def read_files(paths: Iterable[Path]) -> list[Urteil]:
    found: list[Urteil] = []
    for path in paths:
        with path.open(encoding="utf-8") as file:
            found += read_urteile(file)
    return found
