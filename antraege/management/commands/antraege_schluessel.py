"""Change the key: put the new one first in ANTRAG_SCHLUESSEL, restart, run this, take the old one away."""

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from antraege.services.schluessel import FEHLT, rotate
from antraege.verschluesselung import UnlesbarError


class Command(BaseCommand):
    help = "Verschlüsselt alle Anträge und Dateien neu mit dem ersten Schlüssel in ANTRAG_SCHLUESSEL."

    def handle(self, *args: Any, **options: Any) -> None:
        done: Counter[str] = Counter()
        try:
            done.update(tqdm(rotate(), unit=" Einträge", disable=None))
        except UnlesbarError as error:
            raise CommandError("Ein Eintrag lässt sich mit keinem der Schlüssel öffnen. Fehlt der alte?") from error
        lost = done.pop(FEHLT, 0)
        self.stdout.write(f"{done.total()} neu verschlüsselt")
        if lost:
            raise CommandError(f"{lost} Einträge haben ihre Datei nicht mehr und blieben, wie sie waren.")
