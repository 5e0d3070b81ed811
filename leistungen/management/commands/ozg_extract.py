"""Makes the file of OZG services anew from extracts of the OZG database, which an operator has downloaded."""

import csv
import re
from argparse import ArgumentParser
from collections import defaultdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from leistungen import ozgdaten
from leistungen.ozgdaten import OzgLeistung, stamm_of

LEISTUNGEN, SCHLUESSEL = "ozg_leistungen.csv", "leika_leistungen_2019.csv"
KOMMUNAL = frozenset({"2", "3", "4", "5"})  # LeiKa types that Länder or municipalities carry out
KEY = re.compile(r"99\d{12}")
JUNK = re.compile(r"(.)\1{4}")  # what somebody typed to try the database out

KOPF = """
Leistungen des OZG-Katalogs, ihre Themenfelder und Lagen, und die Leistungsschlüssel, die zu ihnen gehören.
Quelle: OZG-Datenbank des KDN – Dachverband kommunaler IT-Dienstleister, Stand der Daten 05.10.2019
Lizenz: MIT
Verändert: Auswahl; von jedem Schlüssel nur Gruppe, Kennung und Verrichtung (Stellen 3 bis 11); kommunal: mindestens ein
Schlüssel ist vom LeiKa-Typ 2, 3, 4 oder 5, wird also von Ländern oder Kommunen ausgeführt.
Erzeugt von: manage.py ozg_extract
"""


class Command(BaseCommand):
    help = "Erzeugt leistungen/daten/ozg.tsv aus den Auszügen der OZG-Datenbank."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("ordner", type=Path, help=f"Ordner mit {LEISTUNGEN} und {SCHLUESSEL}")
        parser.add_argument("--ziel", type=Path, default=ozgdaten.OZG, help="die Datei")

    def handle(self, *args: Any, ordner: Path, ziel: Path, **options: Any) -> None:
        missing = [name for name in (LEISTUNGEN, SCHLUESSEL) if not (ordner / name).is_file()]
        if missing:
            raise CommandError(f"In {ordner.name} fehlt {', '.join(missing)}.")
        found = extract(_rows(ordner / LEISTUNGEN), _rows(ordner / SCHLUESSEL))
        ozgdaten.write(ziel, found, KOPF)
        kommunal = sum(one.kommunal for one in found)
        self.stdout.write(f"OZG-Leistungen: {len(found)}, davon kommunal {kommunal}")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [{key: " ".join((value or "").split()) for key, value in row.items()} for row in csv.DictReader(file)]


def extract(leistungen: list[dict[str, str]], schluessel: list[dict[str, str]]) -> list[OzgLeistung]:
    """The services with their keys; rows that name nothing are left out."""
    staemme: dict[str, set[str]] = defaultdict(set)
    types: dict[str, set[str]] = defaultdict(set)
    for row in schluessel:
        types[row["ozg_id"]].update(re.findall(r"\d", row["leika_typ"]))
        if KEY.fullmatch(row["leistungsschluessel"]):
            staemme[row["ozg_id"]].add(stamm_of(row["leistungsschluessel"]))
    return [
        OzgLeistung(
            ozg_id=row["ozg_id"],
            name=row["ozg_leistung"],
            themenfeld=row["themenfeld"],
            lage="" if JUNK.search(row["lage"]) else row["lage"],
            kommunal=not KOMMUNAL.isdisjoint(types[row["ozg_id"]]),
            staemme=frozenset(staemme[row["ozg_id"]]),
        )
        for row in leistungen
        if row["ozg_id"].isdigit()
        and row["themenfeld"]
        and row["ozg_leistung"]
        and not JUNK.search(row["ozg_leistung"])
    ]
