"""Delete what need not be kept any longer (Art. 5 (1) e DSGVO). Clocks run from the last change.

Of a case that was closed stay number, dates, form, office, place and amount; answers, files, PDF and note go.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from antraege.enums import Antragszustand, Vorgangszustand
from antraege.models import Antrag, FormularPage, Vorgang, Vorgangsereignis
from antraege.services.loeschen import delete_antrag

VORSCHAU = timedelta(days=1)
LEER = timedelta(days=1)  # a draft that was opened and left
AUFTRAEGE = timedelta(days=1)  # finished tasks: their arguments may name an address


@dataclass(frozen=True, slots=True)
class Faellig:
    """An application that is due to be deleted, and by which rule."""

    antrag: int
    nummer: str
    formular: str
    regel: str


def due(now: datetime | None = None) -> Iterator[Faellig]:
    """What the rules would delete now."""
    now = now or timezone.now()
    rows = Antrag.objects.order_by("pk")
    drafts = rows.filter(zustand=Antragszustand.ENTWURF, vorschau=False)
    found = [
        ("Vorschau", rows.filter(vorschau=True, geaendert_at__lt=now - VORSCHAU)),
        ("nie ausgefüllt", drafts.filter(leer=True, geaendert_at__lt=now - LEER)),
    ]
    for pk, entwurf, aufbewahrung in FormularPage.objects.values_list("pk", "entwurf_tage", "aufbewahrung_tage"):
        old = now - timedelta(days=entwurf)
        found.append(("Entwurf", drafts.filter(formular=pk, leer=False, geaendert_at__lt=old)))
        done = {
            "vorgang__zustand": Vorgangszustand.ABGESCHLOSSEN,
            "vorgang__geaendert_at__lt": now - timedelta(days=aufbewahrung),
        }
        found.append(("abgeschlossen", rows.filter(formular=pk, vorschau=False, **done)))
    for regel, candidates in found:
        for pk, nummer, titel in candidates.values_list("pk", "nummer", "formular__title"):
            yield Faellig(pk, nummer, titel, regel)


def execute(faellig: Faellig) -> None:
    """Delete one of them."""
    with transaction.atomic():
        vorgang = Vorgang.objects.filter(antrag=faellig.antrag).first()
        if vorgang:
            vorgang.notiz = None
            vorgang.save(update_fields=["notiz"])
            Vorgangsereignis.objects.create(vorgang=vorgang, art=Vorgangsereignis.Art.GELOESCHT)
        delete_antrag(antrag=faellig.antrag)
        if vorgang and vorgang.vorschau:
            vorgang.delete()


def sweep() -> int:
    """Delete all that is due, and what the queue still says of finished tasks. Returns how many were deleted."""
    found = list(due())
    for one in found:
        execute(one)
    prune_tasks()
    return len(found)


def prune_tasks() -> int:
    deleted, _details = DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - AUFTRAEGE).delete()
    return deleted
