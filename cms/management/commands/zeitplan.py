from argparse import ArgumentParser
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.zeitplan import Zeitplan


class Command(BaseCommand):
    help = "Führt aus, was fällig ist: zeitgesteuertes Veröffentlichen, Aufräumen, Nachziehen des Suchindex."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dauer", action="store_true", help="weiterlaufen, bis der Prozess beendet wird")

    def handle(self, *args: Any, **options: Any) -> None:
        plan = Zeitplan()
        if options["dauer"]:
            plan.run_until(Event())
        elif failed := plan.run_due():
            raise CommandError("Gescheitert: " + ", ".join(failed))
        else:
            self.stdout.write(f"{len(plan.entries)} Aufgaben erledigt")
