"""Load forms of the form described in ``docs/formulare.md``."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from antraege.services.load_formulare import FormularDateiError, load, read

DEMO = Path(__file__).resolve().parents[2] / "demo"


class Command(BaseCommand):
    help = "Lädt Formulare (YAML): neu, geändert, unverändert, behalten, weil eine Redaktion etwas geändert hat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("dateien", nargs="*", type=Path, help="Dateien oder Ordner")
        parser.add_argument("--demo", action="store_true", help="die mitgelieferten Beispielformulare")

    def handle(self, *args: Any, dateien: list[Path], demo: bool, **options: Any) -> None:
        paths = [DEMO] if demo else dateien
        if not paths:
            raise CommandError("Welche Dateien? Oder --demo für die Beispielformulare.")
        files = [file for path in paths for file in (sorted(path.glob("*.yaml")) if path.is_dir() else [path])]
        try:
            for file in files:
                for one in load(read(file)):
                    self.stdout.write(f"{one.formular:50} {one.was}")
        except (FormularDateiError, OSError) as error:
            raise CommandError(str(error)) from error
