"""Loads places and postcodes from the files of the repository."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from cms.gebietsdaten import GEBIETE, POSTLEITZAHLEN, read_gebiete, read_postleitzahlen
from cms.models import Gebiet
from cms.services.gebiete import load_gebiete

WAS = ("neu", "geändert", "unverändert", "zurückgezogen", "gelöscht")


class Command(BaseCommand):
    help = "Lädt Gebiete und Postleitzahlen; beliebig oft wiederholbar."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--gebiete", type=Path, default=GEBIETE)
        parser.add_argument("--postleitzahlen", type=Path, default=POSTLEITZAHLEN)

    def handle(self, *args: Any, gebiete: Path, postleitzahlen: Path, **options: Any) -> None:
        try:
            bericht = load_gebiete(
                zeilen=read_gebiete(gebiete),
                postleitzahlen=read_postleitzahlen(postleitzahlen),
                progress=lambda levels: tqdm(levels, desc="Gebiete", unit=" Ebenen", disable=None),
            )
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        self._print("Gebiete", bericht.gebiete)
        self._print("Postleitzahlen", bericht.postleitzahlen)
        for gebiet in Gebiet.objects.filter(pk__in=bericht.zurueckgezogen, redaktion__isnull=False):
            self.stderr.write(f"{gebiet} ({gebiet.ars}) ist weggefallen, hat aber eine Redaktion: gebiete_umziehen")

    def _print(self, name: str, counts: Counter[str]) -> None:
        self.stdout.write(f"{name}: " + ", ".join(f"{counts[was]} {was}" for was in WAS if counts[was]))
