"""Check the catalogue."""

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand

from leistungen.pruefung import check


class Command(BaseCommand):
    help = (
        "Prüft den Katalog: Module, Quellen, Platzhalter, Doppeltes, Zuständigkeiten. Ende 1 nur, wenn er defekt ist."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="als JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        found = check()
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
        else:
            for one in found["befunde"]:
                where = "/".join(filter(None, [one["leistung"], one["wo"], one["modul"]]))
                self.stdout.write(f"{'DEFEKT ' if one['defekt'] else ''}{one['art']}: {where}: {one['text']}")
            kinds = Counter(one["art"] for one in found["befunde"])
            self.stdout.write(f"{found['leistungen']} Leistungen, {found['texte']} Texte, {found['module']} Module")
            self.stdout.write(", ".join(f"{count} × {art}" for art, count in kinds.most_common()) or "Keine Befunde.")
        if found["defekt"]:
            sys.exit(1)
