"""Change the key: put the new one first in ANTRAG_SCHLUESSEL, restart, run this, take the old one away."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from antraege.services.schluessel import rotate
from antraege.verschluesselung import UnlesbarError


class Command(BaseCommand):
    help = "Verschlüsselt alle Anträge und Dateien neu mit dem ersten Schlüssel in ANTRAG_SCHLUESSEL."

    def handle(self, *args: Any, **options: Any) -> None:
        done = 0
        try:
            for _what in tqdm(rotate(), unit=" Einträge", disable=None):
                done += 1
        except UnlesbarError as error:
            raise CommandError("Ein Eintrag lässt sich mit keinem der Schlüssel öffnen. Fehlt der alte?") from error
        self.stdout.write(f"{done} neu verschlüsselt")
