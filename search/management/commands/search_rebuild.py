"""Makes the search index anew."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from search import indexing


class Command(BaseCommand):
    help = "Baut den Suchindex neu auf; gesucht wird solange im alten."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-needed", action="store_true", help="nur, wenn noch kein passender Index da ist")

    def handle(self, *args: Any, **options: Any) -> None:
        engine = indexing.engine()
        engine.refresh()
        if options["if_needed"] and engine.stand() is not None:
            indexing.current()
            self.stdout.write("Der Suchindex ist auf dem Stand der Datenbank.")
            return
        with tqdm(desc="Suchindex", unit=" Zeilen", file=self.stderr, leave=False) as bar:
            indexing.rebuild(engine, progress=lambda done, total: _show(bar, done, total))
        self.stdout.write(f"{len(engine.hashes())} Dokumente im Suchindex.")


def _show(bar: tqdm, done: int, total: int) -> None:
    bar.total = total
    bar.update(done - bar.n)
