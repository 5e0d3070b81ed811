from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError

from cms.services.demo_konten import demo_passwort, ensure_demo_konten


class Command(BaseCommand):
    help = "Legt Demo-Konten an (Portal; Redakteur und Freigabe jeder Redaktion) und nennt ihr Passwort."

    def handle(self, *args: Any, **options: Any) -> None:
        passwort = demo_passwort()
        try:
            konten = ensure_demo_konten(passwort=passwort)
        except PermissionDenied as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Demo-Konten (nur zum Ausprobieren), Passwort für alle: {passwort}")
        for konto in konten:
            self.stdout.write(f"  {konto.username:<38} {konto.funktion}")
