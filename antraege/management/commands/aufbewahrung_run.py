"""Delete what need not be kept any longer, or say what that would be."""

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from antraege.services import aufbewahren
from antraege.services.aufbewahren import due, lost_files, prune_files, prune_trials
from cms.tasks import old_tasks, prune_tasks


class Command(BaseCommand):
    help = "Löscht Anträge, deren Frist abgelaufen ist; mit --preview nennt es sie nur."

    def add_arguments(self, parser: ArgumentParser) -> None:
        group = parser.add_mutually_exclusive_group(required=True)
        group.add_argument("--preview", action="store_true", help="nur nennen, was gelöscht würde")
        group.add_argument("--execute", action="store_true", help="löschen")

    def handle(self, *args: Any, preview: bool, execute: bool, **options: Any) -> None:
        found, files, tasks = list(due()), lost_files(), old_tasks().count()
        if preview:
            for one in found:
                self.stdout.write(f"{one.nummer:20} {one.regel:15} {one.formular}")
            for name in files:
                self.stdout.write(f"{'':20} {'ohne Antrag':15} Datei {name}")
        else:
            found = [one for one in tqdm(found, unit=" Anträge", disable=None) if aufbewahren.execute(one)]
            prune_trials()
            tasks = prune_tasks()
            files = prune_files()
        done = "" if preview else " gelöscht"
        for (formular, regel), count in sorted(Counter((one.formular, one.regel) for one in found).items()):
            self.stdout.write(f"{formular}, {regel}: {count}{done}")
        for what, number in (("Dateien ohne Antrag", len(files)), ("Erledigte Aufträge", tasks)):
            if number:
                self.stdout.write(f"{what}: {number}{done}")
        if not (found or files or tasks):
            self.stdout.write("Nichts ist fällig.")
