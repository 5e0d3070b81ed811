"""Delete what need not be kept any longer, or say what that would be."""

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from antraege.services.aufbewahren import due, execute, prune_tasks


class Command(BaseCommand):
    help = "Löscht Anträge, deren Frist abgelaufen ist; mit --preview nennt es sie nur."

    def add_arguments(self, parser: ArgumentParser) -> None:
        group = parser.add_mutually_exclusive_group(required=True)
        group.add_argument("--preview", action="store_true", help="nur nennen, was gelöscht würde")
        group.add_argument("--execute", action="store_true", help="löschen")

    def handle(self, *args: Any, preview: bool, execute: bool, **options: Any) -> None:
        found = list(due())
        if preview:
            for one in found:
                self.stdout.write(f"{one.nummer:20} {one.regel:15} {one.formular}")
        else:
            _delete(found)
        for (formular, regel), count in sorted(Counter((one.formular, one.regel) for one in found).items()):
            self.stdout.write(f"{formular}, {regel}: {count}{'' if preview else ' gelöscht'}")
        if not found:
            self.stdout.write("Nichts ist fällig.")


def _delete(found: list[Any]) -> None:
    for one in tqdm(found, unit=" Anträge", disable=None):
        execute(one)
    prune_tasks()
