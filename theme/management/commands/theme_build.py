"""``manage.py theme_build``: the theme's vendor files from npm, without an installed Node."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from theme import bauen


class Command(BaseCommand):
    help = "Baut die Gestaltung: lädt die npm-Pakete nach package-lock.json und kopiert, was die Seiten brauchen."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dev", action="store_true", help="auch die Pakete für Tests (axe-core, vnu-jar)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = bauen.build(dev=options["dev"], say=self.stdout.write)
        except (bauen.BuildError, OSError) as error:
            raise CommandError(f"Die Gestaltung ließ sich nicht bauen: {error}") from error
        self.stdout.write("Die Gestaltung ist gebaut." if done else "Die Gestaltung ist auf dem Stand.")
