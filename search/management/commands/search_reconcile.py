"""Compares the search index with the database and mends it. Says nothing if nothing differs."""

from typing import Any

from django.core.management.base import BaseCommand

from search import indexing


class Command(BaseCommand):
    help = "Vergleicht den Suchindex mit der Datenbank, nennt jeden Unterschied und behebt ihn."

    def handle(self, *args: Any, **options: Any) -> None:
        engine = indexing.engine()
        engine.refresh()
        if engine.stand() is None:
            indexing.rebuild(engine)
            self.stdout.write("Es gab noch keinen Suchindex; er ist jetzt aufgebaut.")
            return
        for id_, what in sorted(indexing.reconcile(engine).items()):
            self.stdout.write(f"{id_}: {what}")
