"""``manage.py portal_load PFAD …``: start page, generic pages and design from YAML files."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.services.load_portal import load_portal


class Command(BaseCommand):
    help = "Legt Site, Gestaltung, Startseite und Seiten an, soweit es sie noch nicht gibt. Wiederholbar."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("pfade", nargs="+", type=Path, help="YAML-Dateien oder Ordner; docs/portal-format.md")

    def handle(self, *args: Any, **options: Any) -> None:
        paths = [settings.BASE_DIR / path for path in options["pfade"]]
        try:
            log = load_portal(read(paths))
        except (ValidationError, yaml.YAMLError, OSError, KeyError) as error:
            raise CommandError(f"Das Portal ließ sich nicht laden: {error}") from error
        for what, outcome in log:
            self.stdout.write(f"{what}: {outcome}")
        if not log:
            self.stdout.write("Alles schon da.")


def read(paths: Iterable[Path]) -> dict[str, Any]:
    """One set of data from several files or folders: lists are joined, anything else may be given once."""
    daten: dict[str, Any] = {}
    for path in (file for given in paths for file in _files(given)):
        for key, value in (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).items():
            if isinstance(value, list):
                daten[key] = [*daten.get(key, []), *value]
            elif key in daten:
                raise CommandError(f"{path}: „{key}“ steht schon in einer anderen Datei.")
            else:
                daten[key] = value
    return daten


def _files(path: Path) -> list[Path]:
    return sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
