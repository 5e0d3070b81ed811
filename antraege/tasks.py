"""What follows from an application that was sent. Doing any of it again does no harm."""

import logging
from datetime import timedelta

from django.db.models import F, QuerySet
from django.utils import timezone
from django_tasks import task

from antraege import mitteilungen
from antraege.enums import Folgeart, Folgezustand
from antraege.models import Antrag, Folge
from antraege.verschluesselung import seal_json, unseal_json
from cms import seitencache

WAIT = (1, 5, 15, 60, 240)  # minutes until the next try; after the last it is left to people
STUCK = timedelta(minutes=10)  # a worker that has not come back by then never will
ABGEBROCHEN = "abgebrochen"

AUSFUEHREN = {
    Folgeart.PDF: mitteilungen.write_pdf,
    Folgeart.MAIL: mitteilungen.mail_applicant,
    Folgeart.MAIL_AN_STELLE: mitteilungen.mail_office,
}
logger = logging.getLogger(__name__)


@task()
def run_folgen(antrag: int) -> int:
    """Do all that is due for an application; what fails keeps no other back. Returns how many were done."""
    return _run(Folge.objects.filter(antrag=antrag))


def _run(folgen: QuerySet[Folge]) -> int:
    seitencache.abgleich.catch_up()  # a worker lives long, and places and forms change
    due = folgen.filter(zustand=Folgezustand.OFFEN, faellig_at__lte=timezone.now())
    return sum(run_folge(pk) for pk in list(due.order_by("pk").values_list("pk", flat=True)))


def run_folge(folge: int) -> bool:
    """Do one of them, if it is due and nobody else is at it. Returns whether it was done."""
    now = timezone.now()
    mine = Folge.objects.filter(pk=folge, zustand=Folgezustand.OFFEN, faellig_at__lte=now)
    if not mine.update(zustand=Folgezustand.IN_ARBEIT, begonnen_at=now, versuche=F("versuche") + 1):
        return False
    row = Folge.objects.select_related("antrag").filter(pk=folge).first()
    if row is None:  # deleted meanwhile
        return False
    try:
        AUSFUEHREN[Folgeart(row.art)](row.antrag)
    except Antrag.DoesNotExist:  # deleted meanwhile
        return False
    except Exception as error:
        _failed(row, error)
        return False
    Folge.objects.filter(pk=folge).update(zustand=Folgezustand.FERTIG, fehler="")
    return True


def _failed(row: Folge, error: Exception) -> None:
    """Only the kind of error is kept and logged: its text may say what the citizen wrote."""
    kind = type(error).__name__
    logger.error("%s of application %s failed: %s", row.art, row.antrag_id, kind)
    again = row.versuche <= len(WAIT)
    Folge.objects.filter(pk=row.pk).update(
        zustand=Folgezustand.OFFEN if again else Folgezustand.GESCHEITERT,
        faellig_at=timezone.now() + timedelta(minutes=WAIT[min(row.versuche, len(WAIT)) - 1]),
        fehler=kind,
    )


@task()
def mail_link(antrag: int, adresse: str, versuch: int = 0) -> bool:
    """Mail the link to a draft. The address is kept nowhere but in this task, and encrypted there."""
    row = Antrag.objects.select_related("formular").filter(pk=antrag).first()
    if row is None or not row.ist_entwurf:
        return False
    try:
        mitteilungen.mail_link(row, unseal_json(adresse.encode()))
    except Exception as error:  # its text may name the address, and the queue would keep it
        logger.error("Mail with the link to application %s failed: %s", antrag, type(error).__name__)
        if versuch < len(WAIT) and mail_link.get_backend().supports_defer:
            later = mail_link.using(run_after=timezone.now() + timedelta(minutes=WAIT[versuch]))
            later.enqueue(antrag, adresse, versuch + 1)
        return False
    return True


def send_link(antrag: Antrag, adresse: str) -> None:
    """Have the link to a draft mailed."""
    mail_link.enqueue(antrag.pk, seal_json(adresse).decode())


def sweep() -> int:
    """Take up what is due, and what was left lying by a worker that died. Returns how many were done.

    What has taken a worker with it each time is given up.
    """
    now = timezone.now()
    stuck = Folge.objects.filter(zustand=Folgezustand.IN_ARBEIT, begonnen_at__lt=now - STUCK)
    stuck.filter(versuche__gt=len(WAIT)).update(zustand=Folgezustand.GESCHEITERT, fehler=ABGEBROCHEN)
    stuck.update(zustand=Folgezustand.OFFEN, faellig_at=now)
    return _run(Folge.objects.all())
