"""Makes the search index anew."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from search import indexing, suchmaschinen
from search.engines.base import Suchindex, SuchmaschineError


class Command(BaseCommand):
    help = "Baut den Suchindex neu auf; gesucht wird solange im alten."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-needed", action="store_true", help="nur, wenn noch kein passender Index da ist")

    def handle(self, *args: Any, **options: Any) -> None:
        for name, found in suchmaschinen.indices().items():
            try:
                self._rebuild(name, found, only_if_needed=options["if_needed"])
            except SuchmaschineError as error:
                if name == suchmaschinen.ELASTICSEARCH and options["if_needed"]:
                    self.stderr.write(f"{name}: {error}")  # the portal starts all the same
                    continue
                raise CommandError(f"{name}: {error}") from error

    def _rebuild(self, name: str, found: Suchindex, *, only_if_needed: bool) -> None:
        found.refresh()
        if only_if_needed and found.stand() is not None:
            indexing.bring_up_to_date(found, wait=indexing.LONG_WAIT)
            self.stdout.write(f"{name}: Der Suchindex ist auf dem Stand der Datenbank.")
            return
        with tqdm(desc=f"Suchindex {name}", unit=" Zeilen", file=self.stderr, leave=False) as bar:
            indexing.rebuild(found, progress=lambda done, total: _show(bar, done, total))
        self.stdout.write(f"{name}: {len(found.hashes())} Dokumente im Suchindex.")


def _show(bar: tqdm, done: int, total: int) -> None:
    bar.total = total
    bar.update(done - bar.n)
