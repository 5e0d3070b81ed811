"""Moves places to new keys after a reform of municipalities."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from tqdm import tqdm

from cms.services.umzug import check, move_gebiet


class Command(BaseCommand):
    help = "Führt Gebiete unter neuem Schlüssel weiter: Texte, Zuständigkeiten und Adressen folgen. Wiederholbar."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paare", nargs="*", metavar="ALT=NEU", help="Regionalschlüssel (ARS, 12 Ziffern)")
        parser.add_argument("--datei", type=Path, help="je Zeile: alter Schlüssel, Leerraum, neuer Schlüssel")
        parser.add_argument("--probe", action="store_true", help="zeigt, was geschähe, und ändert nichts")

    def handle(self, *args: Any, paare: list[str], datei: Path | None, probe: bool, **options: Any) -> None:
        try:
            wanted = [_pair(text, "=") for text in paare]
            if datei:
                lines = datei.read_text(encoding="utf-8").splitlines()
                wanted += [_pair(line, None) for line in lines if line.strip() and not line.startswith("#")]
            places = check(wanted)
        except (OSError, ValidationError) as error:
            raise CommandError("\n".join(getattr(error, "messages", [str(error)]))) from error
        with transaction.atomic():
            for alt, neu in tqdm(places, desc="Gebiete", disable=None):
                self.stdout.write(f"{alt} ({alt.ars}) → {neu} ({neu.ars})")
                for meldung in move_gebiet(alt=alt, neu=neu):
                    self.stdout.write(f"  {meldung}")
            if probe:
                transaction.set_rollback(True)
        self.stdout.write("Nur eine Probe: nichts wurde geändert." if probe else f"{len(places)} umgezogen.")


def _pair(text: str, separator: str | None) -> tuple[str, str]:
    parts = [part.strip() for part in text.split(separator)]
    if len(parts) != 2 or not all(len(part) == 12 and part.isdecimal() for part in parts):
        raise ValidationError(f"„{text}“: erwartet werden zwei Schlüssel mit je 12 Ziffern.")
    return parts[0], parts[1]
