"""The state of the published catalogue, for the council's agenda and for other programs."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.orte import verzeichnis
from leistungen import aufgaben
from leistungen.katalog.tabelle import as_csv
from leistungen.kennzahlen.bericht import LISTEN, bericht
from leistungen.kennzahlen.modell import Auswahl

KOPF = ("Bereich", "Zeile", "Redaktion", "Leistung", "Abschnitt", "Am", "Anzahl", "von")


class Command(BaseCommand):
    help = "Stand des veröffentlichten Katalogs: Kennzahlen, Listen und was sich geändert hat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_true", help="als JSON")
        form.add_argument("--csv", action="store_true", help="als Tabelle")
        parser.add_argument("--seit", type=date.fromisoformat, help="Änderungen seit diesem Tag, JJJJ-MM-TT")
        parser.add_argument("--ort", default="", help="nur, was an diesem Ort gilt (Kürzel oder ARS)")
        parser.add_argument("--themenfeld", default="", help="nur dieses Themenfeld")

    def handle(self, *args: Any, seit: date | None, ort: str, themenfeld: str, **options: Any) -> None:
        place = verzeichnis().find(ort) if ort else None
        if ort and place is None:
            raise CommandError(f"Den Ort {ort} gibt es nicht.")
        aufgaben.catch_up()  # a command can wait until all that has changed is worked through
        found = bericht(Auswahl(themenfeld=themenfeld, ort=place), seit)
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
        elif options["csv"]:
            self.stdout.write(as_csv(KOPF, rows(found)), ending="")
        else:
            self.stdout.write("\n".join(lines(found)))


def lines(found: dict[str, Any]) -> Iterator[str]:
    """The figures for people: their numbers, and below them the lines that count something."""
    for figure in found["kennzahlen"].values():
        yield f"{figure['titel']}: {_of(figure['zahl'], figure['von'])}"
        yield from (f"  {one['titel']}: {_of(one['anzahl'], one['von'])}" for one in figure["gruppen"] if one["anzahl"])
    yield f"Geänderte Abschnitte: {len(found['geaendert'])}"


def _of(number: int, whole: int | None) -> str:
    return str(number) if whole is None else f"{number} von {whole}"


def rows(found: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    """One table of everything: first the figures, then the lists."""
    for figure in found["kennzahlen"].values():
        yield figure["titel"], "", "", "", "", "", figure["zahl"], figure["von"]
        for one in figure["gruppen"]:
            yield figure["titel"], one["titel"], "", "", "", "", one["anzahl"], one["von"]
    for name in (*LISTEN, "geaendert"):
        for one in found[name]:
            day = one.get("am") or one.get("seit") or ""
            yield name, one.get("art", ""), one["redaktion"], one["leistung"], one.get("modul", ""), day, "", ""
