"""Measures how well the search answers judged queries."""

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from search import bewertung, indexing, suchmaschinen
from search.bewertung import Befund, Urteil, Zahlen
from search.documents.base import Dokument
from search.engines.base import Engine
from search.regeln import regeln, woerterbuch


class Command(BaseCommand):
    help = "Misst, wie gut die Suche beurteilte Fragen beantwortet, in einem Index, der danach verworfen wird."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--engine", choices=suchmaschinen.NAMES, help="nur diese Suchmaschine")
        parser.add_argument(
            "--korpus", nargs="+", type=Path, default=[], metavar="DATEI.jsonl", help="statt des eigenen Katalogs"
        )
        parser.add_argument("--queries", nargs="+", type=Path, default=[], metavar="DATEI.tsv")
        parser.add_argument("--show", action="store_true", help="zeigt, was nicht unter den ersten drei steht")
        parser.add_argument("--half", choices=["abstimmen", "pruefen"], help="nur diese Hälfte der Fragen")

    def handle(self, *args: Any, **options: Any) -> None:
        urteile = self._urteile(options["queries"] or settings.SEARCH_URTEILE)
        if options["half"]:
            urteile = [one for one in urteile if one.zum_pruefen == (options["half"] == "pruefen")]
        korpora: list[Path] = options["korpus"]
        dokumente = list(_korpora(korpora) if korpora else indexing.read_all())
        self.stderr.write(f"{len(dokumente)} Dokumente, {len(urteile)} Fragen")
        for name in [options["engine"]] if options["engine"] else suchmaschinen.names():
            with suchmaschinen.throwaway(name, dokumente) as engine:
                self.stdout.write(f"Suchmaschine {name}")
                self._report(self._judge(urteile, engine, own=not korpora), show=options["show"])

    def _urteile(self, paths: list[Path]) -> list[Urteil]:
        try:
            return bewertung.read_files(paths)
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error

    def _judge(self, urteile: list[Urteil], engine: Engine, *, own: bool) -> list[Befund]:
        find_ort = bewertung.ort_by_name if own else bewertung.ort_of_ars
        if unknown := bewertung.unknown_places(urteile, find_ort):
            self.stderr.write(f"Ohne Ort gefragt, weil niemand ihn kennt: {', '.join(unknown)}")
        befunde = bewertung.judge(urteile, engine, find_ort, regeln() if own else woerterbuch())
        return list(tqdm(befunde, total=len(urteile), unit=" Fragen", file=self.stderr, leave=False))

    def _report(self, befunde: list[Befund], *, show: bool) -> None:
        for line in _figures(Zahlen.of(befunde)):
            self.stdout.write(line)
        for half in (False, True):
            some = [one for one in befunde if one.urteil.zum_pruefen == half]
            if some:
                self.stdout.write(_row("Hälfte zum Prüfen" if half else "Hälfte zum Abstimmen", some))
        for art, group in _by_kind(befunde):
            self.stdout.write(_row(f"Art {art}", group))
        if show:
            for befund in befunde:
                self._show(befund)

    def _show(self, befund: Befund) -> None:
        urteil, ergebnis = befund.urteil, befund.ergebnis
        if befund.rang and befund.rang <= 3:
            return
        if not urteil.erwartet and (not ergebnis.anzahl or ergebnis.unscharf):
            return
        half = "P" if urteil.zum_pruefen else "A"
        place = f" @{urteil.ort}" if urteil.ort else ""
        self.stdout.write(f"\n{half} [{urteil.art}] {urteil.frage}{place}  Rang {befund.rang or '–'}")
        self.stdout.write(f"    erwartet: {' | '.join(sorted(urteil.erwartet)) or '(nichts)'}")
        meant = f" Meinten Sie {ergebnis.gemeint}?" if ergebnis.gemeint else ""
        self.stdout.write(f"    {ergebnis.anzahl} Treffer{' (unscharf)' if ergebnis.unscharf else ''}{meant}")
        for treffer in ergebnis.treffer[:4]:
            self.stdout.write(f"    - {treffer.titel}")


def _korpora(paths: Iterable[Path]) -> Iterator[Dokument]:
    start = 1
    for path in paths:
        lines = path.read_text(encoding="utf-8").splitlines()
        yield from bewertung.read_korpus(lines, start)
        start += len(lines)


def _by_kind(befunde: list[Befund]) -> Iterator[tuple[str, list[Befund]]]:
    named = sorted((one for one in befunde if one.urteil.art), key=lambda one: one.urteil.art)
    for art, group in groupby(named, key=lambda one: one.urteil.art):
        yield art, list(group)


def _figures(zahlen: Zahlen) -> list[str]:
    return [
        f"hit@1 {zahlen.hit1:.3f}",
        f"hit@3 {zahlen.hit3:.3f}",
        f"hit@10 {zahlen.hit10:.3f}",
        f"MRR {zahlen.mrr:.3f}",
        f"nDCG@10 {zahlen.ndcg:.3f}",
        f"ohne Treffer {zahlen.ohne_treffer}",
        f"p50 {zahlen.p50:.1f} ms",
        f"p95 {zahlen.p95:.1f} ms",
        f"Fragen {zahlen.fragen}",
        f"ohne Antwort {zahlen.abgewiesen} von {zahlen.ohne_antwort} abgewiesen",
    ]


def _row(name: str, befunde: list[Befund]) -> str:
    zahlen = Zahlen.of(befunde)
    if not zahlen.fragen:
        return f"{name}: {zahlen.abgewiesen} von {zahlen.ohne_antwort} abgewiesen"
    row = f"{name}: {zahlen.fragen} Fragen, hit@1 {zahlen.hit1:.3f}, hit@3 {zahlen.hit3:.3f}, hit@10 {zahlen.hit10:.3f}"
    row += f", MRR {zahlen.mrr:.3f}, nDCG@10 {zahlen.ndcg:.3f}, ohne Treffer {zahlen.ohne_treffer}"
    if zahlen.ohne_antwort:
        row += f", {zahlen.abgewiesen} von {zahlen.ohne_antwort} ohne Antwort abgewiesen"
    return row
