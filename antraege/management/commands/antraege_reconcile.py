"""Takes up what was left undone after applications were sent. Says nothing if nothing was."""

from typing import Any

from django.core.management.base import BaseCommand

from antraege.enums import Folgezustand
from antraege.models import Folge
from antraege.tasks import sweep


class Command(BaseCommand):
    help = "Holt nach, was nach dem Absenden von Anträgen liegen geblieben ist (PDF, Mail), und nennt, was scheitert."

    def handle(self, *args: Any, **options: Any) -> None:
        if done := sweep():
            self.stdout.write(f"{done} nachgeholt")
        for one in Folge.objects.filter(zustand=Folgezustand.GESCHEITERT).select_related("antrag"):
            self.stdout.write(f"gescheitert: {one} ({one.versuche} Versuche, {one.fehler})")
