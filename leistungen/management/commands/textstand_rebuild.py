"""Make the read model anew from the live pages."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.aenderungen import record
from leistungen.textstand import rebuild


class Command(BaseCommand):
    help = "Schreibt das Lesemodell der Texte neu und sagt, ob etwas abwich."

    def handle(self, *args: Any, **options: Any) -> None:
        differing = rebuild()
        if differing:
            record({"katalog"})
        self.stdout.write(f"{differing} Zeilen wichen ab." if differing else "Nichts wich ab.")
