"""Write the JSON Schema of the answers to a form."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from antraege.definition import Definition
from antraege.management.formularwahl import add_arguments, chosen
from antraege.pruefung.schema import schema


class Command(BaseCommand):
    help = "Gibt das JSON-Schema (2020-12) der Antworten eines Formulars aus."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_arguments(parser)

    def handle(self, *args: Any, slug: str, redaktion: str, entwurf: bool, **options: Any) -> None:
        page = chosen(slug, redaktion, entwurf)[0]
        found = schema(Definition.from_json(page.definition()))
        self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))
