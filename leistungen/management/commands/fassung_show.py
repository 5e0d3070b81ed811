"""Show a Leistung as it reads at a place."""

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from cms.orte import verzeichnis
from leistungen.fassung import Fassung, NichtAngebotenError, fassung
from leistungen.models import Leistung, Textstand
from leistungen.textmodule import NACH_KEY


class Command(BaseCommand):
    help = "Zeigt eine Leistung, wie sie an einem Ort und in einer Sprache zu lesen ist."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("leistung", help="Kürzel der Leistung")
        parser.add_argument("--ort", default="", help="Kürzel oder Regionalschlüssel (ARS)")
        parser.add_argument("--sprache", default="de", choices=[code for code, _name in settings.LANGUAGES])
        parser.add_argument("--json", action="store_true", help="als JSON")

    def handle(self, *args: Any, leistung: str, ort: str, sprache: str, **options: Any) -> None:
        place = verzeichnis().find(ort) if ort else None
        if ort and place is None:
            raise CommandError(f"Unbekannter Ort: {ort}")
        try:
            with override(sprache):
                found = as_json(fassung(leistung, place, sprache))
        except Leistung.DoesNotExist as error:
            raise CommandError(f"Unbekannte Leistung: {leistung}") from error
        except NichtAngebotenError as error:
            nearest = ", ".join(one.slug for one in error.orte[:5]) or "nirgends"
            raise CommandError(f"{leistung} gibt es hier nicht. Angeboten wird sie in: {nearest}") from error
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
        else:
            self._print(found)

    def _print(self, found: dict[str, Any]) -> None:
        self.stdout.write(f"{found['leistung']} · {found['ort'] or 'ohne Ort'} · {found['sprache']}")
        for abschnitt in found["abschnitte"]:
            self.stdout.write(f"\n{abschnitt['code']} {abschnitt['modul']}")
            for teil in abschnitt["teile"]:
                self.stdout.write(f"  [{teil['gebiet']}, {teil['modus']}, {teil['seit']}] {teil['text']}")
                if stand := teil["uebersetzung"]:
                    self.stdout.write(f"  → {teil['sprache']}: Übersetzung {stand['stand']} seit {stand['seit']}")
        for one in found["zustaendigkeit"]:
            self.stdout.write(f"\n{one['rolle']}: {one['stelle']} ({one['gebiet']})")


def as_json(found: Fassung) -> dict[str, Any]:
    """A Fassung as plain values; places by slug."""
    orte = verzeichnis()
    staende = _states(found)
    return {
        "leistung": found.slug,
        "ort": found.ort.slug if found.ort else None,
        "sprache": found.sprache,
        "abschnitte": [
            {
                "modul": abschnitt.modul,
                "code": NACH_KEY[abschnitt.modul].code,
                "teile": [
                    {
                        "gebiet": orte.by_id[teil.gebiet].slug,
                        "modus": teil.text.modus,
                        "seit": teil.text.seit,
                        "sprache": teil.text.sprache,
                        "uebersetzung": staende.get((teil.gebiet, teil.text.id)),
                        "text": teil.text.inhalt,
                    }
                    for teil in abschnitt.teile
                ],
            }
            for abschnitt in found.abschnitte
        ],
        "zustaendigkeit": [
            {"rolle": one.rolle, "stelle": one.stelle["slug"], "gebiet": one.gebiet.slug, "weil": list(one.weil)}
            for one in found.zustaendig
        ],
    }


def _states(found: Fassung) -> dict[tuple[int, str], dict[str, str]]:
    """Of each text, whether its translation is current, stale or missing, and since when; nothing in German."""
    if found.sprache == "de":
        return {}
    kette = found.ort.kette if found.ort else verzeichnis().landeskette
    stands = Textstand.objects.filter(leistung=found.leistung).live_in(kette).sprachstaende(found.sprache)
    return {key: {"stand": one.art, "seit": one.seit} for key, one in stands.items()}
