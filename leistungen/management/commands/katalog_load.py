"""Load catalogue files of the form described in ``docs/katalog-format.md``."""

from argparse import ArgumentParser
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from leistungen.models import Ladestand
from leistungen.services.katalogdatei import read
from leistungen.services.load_katalog import load

DEMO = Path(__file__).resolve().parents[2] / "demo"
GANZES = "demo:katalog"


class Command(BaseCommand):
    help = "Lädt Katalogdateien (YAML): neu, geändert, unverändert, behalten, weil eine Redaktion etwas geändert hat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("dateien", nargs="*", type=Path, help="Dateien oder Ordner")
        parser.add_argument("--demo", action="store_true", help="der mitgelieferte Beispielkatalog, falls er neu ist")

    def handle(self, *args: Any, dateien: list[Path], demo: bool, **options: Any) -> None:
        if demo:
            self._load_demo()
        elif dateien:
            self._load(dateien)
        else:
            raise CommandError("Welche Dateien? Oder --demo für den Beispielkatalog.")

    def _load_demo(self) -> None:
        digest = sha256(b"".join(path.read_bytes() for path in sorted(DEMO.rglob("*.yaml")))).hexdigest()
        if Ladestand.objects.filter(objekt=GANZES, quelle=digest).exists():
            self.stdout.write("Beispielkatalog: unverändert")
            return
        self._load([DEMO])
        Ladestand.objects.update_or_create(objekt=GANZES, defaults={"quelle": digest, "stand": ""})

    def _load(self, paths: list[Path]) -> None:
        missing = [str(path) for path in paths if not path.exists()]
        if missing:
            raise CommandError(f"Nicht gefunden: {', '.join(missing)}")
        bericht = load(read(paths), progress=lambda steps: tqdm(steps, unit=" Objekte", disable=None))
        for (kind, was), count in sorted(bericht.zahlen.items()):
            self.stdout.write(f"{kind:13} {was:12} {count}")
        for objekt in bericht.behalten:
            self.stdout.write(f"behalten, weil von einer Redaktion geändert: {objekt}")
        for fehler in bericht.fehler:
            self.stderr.write(f"Fehler: {fehler}")
        if bericht.fehler:
            raise CommandError(f"{len(bericht.fehler)} Fehler; alles andere ist geladen.")
