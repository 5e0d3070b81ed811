"""Compares the search index with the database and mends it. Says nothing if nothing differs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search import indexing, suchmaschinen
from search.engines.base import Suchindex, SuchmaschineError


class Command(BaseCommand):
    help = "Vergleicht den Suchindex mit der Datenbank, nennt jeden Unterschied und behebt ihn."

    def handle(self, *args: Any, **options: Any) -> None:
        for name, found in suchmaschinen.indices().items():
            try:
                self._reconcile(name, found)
            except SuchmaschineError as error:
                raise CommandError(f"{name}: {error}") from error

    def _reconcile(self, name: str, found: Suchindex) -> None:
        found.refresh()
        if found.stand() is None:
            indexing.rebuild(found)
            self.stdout.write(f"{name}: Es gab noch keinen Suchindex; er ist jetzt aufgebaut.")
            return
        for id_, what in sorted(indexing.reconcile(found).items()):
            self.stdout.write(f"{name}: {id_}: {what}")
