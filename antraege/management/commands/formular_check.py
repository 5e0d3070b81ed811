"""Say what is wrong with a form, and what its example cases do not reach."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from antraege.management.formularwahl import add_arguments, chosen
from antraege.models import FormularPage
from antraege.pruefung import examine, stops
from antraege.umgebung import land_at


class Command(BaseCommand):
    help = (
        "Prüft ein Formular samt Beispielfällen und endet mit einem Fehler, wenn etwas die Veröffentlichung verhindert."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_arguments(parser)
        parser.add_argument("--json", action="store_true", help="Funde als JSON")

    def handle(self, *args: Any, slug: str, redaktion: str, entwurf: bool, json: bool, **options: Any) -> None:
        pages = chosen(slug, redaktion, entwurf)
        found = {page: examine(page.pruefdaten(), timezone.localdate(), _land(page)) for page in pages}
        self.stdout.write(_as_json(found) if json else _as_text(found))
        if any(stops(funde) for funde in found.values()):
            raise CommandError("So kann es nicht veröffentlicht werden.")


def _land(page: FormularPage) -> str:
    return land_at(page.redaktion.gebiet_id)


def _as_json(found: dict[FormularPage, Any]) -> str:
    rows = [
        {
            "formular": page.slug,
            "redaktion": page.redaktion.gebiet.slug,
            "funde": [
                {"schwere": one.schwere, "pfad": list(one.pfad), "stelle": one.stelle, "meldung": one.meldung}
                for one in funde
            ],
        }
        for page, funde in found.items()
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def _as_text(found: dict[FormularPage, Any]) -> str:
    lines = []
    for page, funde in found.items():
        lines.append(f"{page.title} ({page.redaktion.gebiet.bezeichnung})")
        lines += [f"  {one.schwere}: {one}" for one in funde] or ["  in Ordnung"]
    return "\n".join(lines)
