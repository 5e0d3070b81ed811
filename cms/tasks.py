"""What is due from time to time (``settings.ZEITPLAN``). Each may run twice or late without harm."""

import logging
from datetime import timedelta

from django.core.management import call_command
from django.db.models import Q, QuerySet
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms import aenderungen
from cms.models import Dokument, Meldung, Person

logger = logging.getLogger(__name__)

MELDUNG_KEPT = timedelta(days=90)
TASKS_KEPT = timedelta(days=1)  # that ended, or whose worker died: their arguments may name an address
DOCUMENTS = 20  # a run


def publish_scheduled() -> None:
    """Publish and unpublish what editors have scheduled."""
    call_command("publish_scheduled", verbosity=0)


def look_into_documents() -> None:
    """Look into a few files that nobody has looked into yet."""
    for document in Dokument.objects.filter(pdf_stand="")[:DOCUMENTS]:
        document.look_into()
        document.save(update_fields=["pdf_stand"])


def sweep() -> None:
    """Delete what has had its time: old journal rows, visitors' messages, ended sessions."""
    rows = aenderungen.prune()
    meldungen, _details = Meldung.objects.filter(eingegangen__lt=timezone.now() - MELDUNG_KEPT).delete()
    absences = _forget_absences()
    call_command("clearsessions", verbosity=0)
    logger.info("Aufgeräumt: %d Zeilen des Journals, %d Meldungen, %d Abwesenheiten", rows, meldungen, absences)


def old_tasks() -> QuerySet[DBTaskResult]:
    """Of the queue: what ended long ago, and what a worker that died has left."""
    before = timezone.now() - TASKS_KEPT
    died = Q(finished_at=None, started_at__lt=before)
    return DBTaskResult.objects.filter(Q(finished_at__lt=before) | died)


def prune_tasks() -> int:
    """Delete them. Returns how many there were."""
    deleted, _details = old_tasks().delete()
    return deleted


def _forget_absences() -> int:
    """Whoever is back was never away."""
    back = list(Person.objects.filter(abwesend_bis__lt=timezone.localdate()))
    with aenderungen.together():
        for person in back:
            person.abwesend_von = person.abwesend_bis = None
            person.abwesend_hinweis = ""
            person.save()
    return len(back)
