from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from cms.konto.zuruecksetzen import reset_second_factor


class Command(BaseCommand):
    help = "Nimmt einem Konto seinen zweiten Faktor; beim nächsten Anmelden wird ein neuer eingerichtet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("benutzername")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["benutzername"]
        user = get_user_model().objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"Es gibt kein Konto {name}.")
        count = reset_second_factor(user=user)
        self.stdout.write(f"{name}: {count} Faktoren gelöscht." if count else f"{name} hatte keinen zweiten Faktor.")
