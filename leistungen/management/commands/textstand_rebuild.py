"""Make the read model anew from the live pages."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from cms.aenderungen import record
from leistungen.textstand import rebuild


class Command(BaseCommand):
    help = "Schreibt das Lesemodell der Texte neu und sagt, ob etwas abwich."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            differing = rebuild()
            if differing:
                record({"katalog", *(f"leistung:{pk}" for pk in differing)})
        self.stdout.write(f"Bei {len(differing)} Leistungen wich etwas ab." if differing else "Nichts wich ab.")
