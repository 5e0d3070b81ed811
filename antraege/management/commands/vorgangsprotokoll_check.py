"""Looks whether the log of cases is as it was written. Exit status 1 if not."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from antraege.services.protokollieren import check, head
from antraege.verschluesselung import UnlesbarError


class Command(BaseCommand):
    help = "Prüft, ob am Protokoll der Vorgänge etwas geändert, gelöscht oder hinzugefügt wurde, und nennt seinen Kopf."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--kopf", help="ein früher genannter Kopf (Nummer:Prüfsumme), der darin vorkommen muss")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = list(check(options["kopf"] or ""))
            kopf = head()
        except UnlesbarError as error:
            raise CommandError("Der Kopf des Protokolls lässt sich nicht entschlüsseln.") from error
        for one in found:
            self.stdout.write(f"Ereignis {one.nummer}: {one.was}")
        if found:
            raise CommandError(f"{len(found)} Auffälligkeiten im Protokoll der Vorgänge")
        self.stdout.write(f"unversehrt, Kopf {kopf.nummer}:{kopf.siegel}")
