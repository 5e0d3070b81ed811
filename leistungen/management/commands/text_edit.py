"""Write one section of a Redaktion's text, as the operator."""

import sys
from argparse import ArgumentParser
from typing import Any

import yaml
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from cms.models import Redaktion
from leistungen.models import Leistung
from leistungen.services.katalogdatei import contents, modules
from leistungen.services.load_katalog import with_gebiete
from leistungen.services.texte import page_for, write_text
from leistungen.services.uebersetzen import translate_text
from leistungen.textmodule import NACH_KEY, REIHENFOLGE, Art


class Command(BaseCommand):
    help = "Schreibt ein Textmodul und veröffentlicht es. Der Inhalt kommt von der Eingabe: HTML, bei Listen YAML."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--redaktion", required=True, help="Kürzel der Redaktion, z. B. vg-kaisersesch")
        parser.add_argument("--leistung", required=True, help="Kürzel der Leistung")
        parser.add_argument("--modul", required=True, choices=REIHENFOLGE, metavar="MODUL", help=", ".join(REIHENFOLGE))
        parser.add_argument("--sprache", default="de", choices=[code for code, _name in settings.LANGUAGES])

    def handle(self, *args: Any, redaktion: str, leistung: str, modul: str, sprache: str, **options: Any) -> None:
        team = Redaktion.objects.filter(gebiet__slug=redaktion).first()
        service = Leistung.objects.filter(slug=leistung).first()
        if team is None or service is None:
            raise CommandError(f"Unbekannt: {redaktion if team is None else leistung}")
        try:
            given = self._read(modul)
            if sprache == "de":
                was = self._write(team, service, modul, given)
            else:
                was = self._translate(team, service, modul, given, sprache)
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        self.stdout.write(f"{leistung}/{redaktion}/{sprache} {modul}: {was}")

    def _read(self, modul: str) -> Any:
        text = sys.stdin.read()
        if NACH_KEY[modul].art is not Art.LISTE:
            return text
        try:
            return yaml.safe_load(text)
        except yaml.YAMLError as error:
            raise CommandError(f"Die Eingabe ist kein YAML: {error}") from error

    def _write(self, team: Redaktion, service: Leistung, modul: str, given: Any) -> str:
        fehler: list[str] = []
        values = modules({modul: given}, "Eingabe", fehler)
        if fehler:
            raise CommandError("; ".join(fehler))
        found = {key: [with_gebiete(row) for row in rows] for key, rows in values.items()}
        return write_text(redaktion=team, leistung=service, module=found, anlass="text_edit").was

    def _translate(self, team: Redaktion, service: Leistung, modul: str, given: Any, sprache: str) -> str:
        fehler: list[str] = []
        words = contents({modul: given}, "Eingabe", fehler)
        page = page_for(team, service)
        if fehler or page is None:
            raise CommandError("; ".join(fehler) or f"{team} hat keinen deutschen Text zu {service}.")
        translate_text(page=page, sprache=sprache, module=words, anlass="text_edit")
        return "übersetzt"
