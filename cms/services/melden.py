"""Writing use case: a visitor reports a mistake or a barrier."""

import logging
from time import time

from django.core.cache import cache
from django.core.mail import EmailMessage
from django.db import transaction
from django_tasks import task

from cms import auftritt
from cms.models import Meldung

FENSTER = 600  # seconds
HOECHSTENS = 30  # reports of all visitors together in that time; nobody's address is needed for counting

logger = logging.getLogger(__name__)


class ZuVieleMeldungenError(Exception):
    """More reports than people would write; the visitor may call instead."""


@transaction.atomic
def submit_meldung(*, art: str, seite: str, text: str, email: str) -> Meldung:
    """Keep a report and tell the portal's information desk.

    Raises ``ZuVieleMeldungenError`` if too many come in at once.
    """
    _count()
    meldung = Meldung.objects.create(art=art, seite=seite, text=text, email=email)
    transaction.on_commit(lambda: notify.enqueue(meldung.pk))
    return meldung


@task()
def notify(meldung_id: int) -> None:
    """Send a report to the information desk. It stays in the admin's list whether or not the mail arrives."""
    empfaenger = auftritt.darstellung().email
    meldung = Meldung.objects.filter(pk=meldung_id).first()
    if not (empfaenger and meldung):
        return
    message = EmailMessage(
        subject=f"{meldung.get_art_display()} gemeldet",
        body=f"{meldung.get_art_display()}\nSeite: {meldung.seite or 'nicht angegeben'}\n\n{meldung.text}\n",
        to=[empfaenger],
        reply_to=[meldung.email] if meldung.email else [],
    )
    try:
        message.send()
    except OSError:
        logger.exception("Report %s was not mailed.", meldung_id)


def _count() -> None:
    key = f"meldungen:{int(time()) // FENSTER}"
    cache.add(key, 0, FENSTER)
    if cache.incr(key) > HOECHSTENS:
        raise ZuVieleMeldungenError
