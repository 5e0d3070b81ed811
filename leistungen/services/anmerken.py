"""Writing use case: remarks on sections, and the Redaktionen's answers. Both are kept as they were written."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.log_actions import log

from cms.models import Redaktion
from cms.orte import Ort
from leistungen.enums import Anmerkungsstand
from leistungen.models import Anmerkung, Antwort, Leistung, Sammlung, Textstand
from leistungen.textzeilen import Row
from leistungen.vererbung import joined_hash
from leistungen.vorlagen import keep

LONGEST = 3000
NAMES_KEPT = timedelta(days=365)
KEPT = timedelta(days=5 * 366)  # as the history, a council's term
BEANTWORTET = "leistungen.anmerkung_beantwortet"  # log action

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wortlaut:
    """What one Redaktion says in one section."""

    hash: str
    inhalte: tuple[Any, ...]


LEER = Wortlaut("", ())


def wording_of(rows: Iterable[Row]) -> Wortlaut:
    rows = list(rows)
    return Wortlaut(joined_hash([row["hash"] for row in rows]), tuple(row["inhalt"] for row in rows))


Stelle = tuple[int, int, str]  # Leistung, Gebiet, section


def wordings_now(stellen: Iterable[Stelle]) -> dict[Stelle, Wortlaut]:
    """What Redaktionen now say in some sections. One query."""
    stellen = set(stellen)
    pages = Textstand.objects.filter(
        leistung__in={one[0] for one in stellen}, gebiet__in={one[1] for one in stellen}, sprache="de"
    ).order_by("-stamm")
    found: dict[Stelle, list[Row]] = {}
    for leistung, gebiet, module in pages.values_list("leistung", "gebiet", "module"):
        for key, rows in module.items():
            if (leistung, gebiet, key) in stellen:
                found.setdefault((leistung, gebiet, key), []).extend(rows)
    return {stelle: wording_of(rows) for stelle, rows in found.items()}


@transaction.atomic
def remark(
    *,
    leistung: Leistung,
    redaktion: Redaktion,
    modul: str,
    ort: Ort,
    text: str,
    user: Any = None,
    name: str = "",
    wortlaut: Wortlaut | None = None,
    sammlung: Sammlung | None = None,
) -> Anmerkung:
    """Write a remark down, with the wording it is about: what is public now, unless a draft was read."""
    stelle = (leistung.pk, redaktion.gebiet_id, modul)
    wortlaut = wortlaut or wordings_now([stelle]).get(stelle, LEER)
    keep({wortlaut.hash: list(wortlaut.inhalte)})
    return Anmerkung.objects.create(
        leistung=leistung,
        redaktion=redaktion,
        ort_id=ort.id,
        modul=modul,
        wortlaut=wortlaut.hash,
        text=text[:LONGEST],
        von=user,
        name=name,
        sammlung=sammlung,
    )


@transaction.atomic
def reply(*, anmerkung: Anmerkung, text: str, user: Any) -> Antwort:
    """Answer a remark. Who made it gets a mail that says so, and no more."""
    antwort = Antwort.objects.create(anmerkung=anmerkung, text=text[:LONGEST], zeit=timezone.now())
    _set(anmerkung, Anmerkungsstand.BEANTWORTET, user)
    reader = anmerkung.von
    if reader and reader.is_active and reader.email:
        transaction.on_commit(lambda: _tell(anmerkung, reader.email), robust=True)
    return antwort


@transaction.atomic
def settle(*, anmerkung: Anmerkung, user: Any) -> None:
    """Nothing is left to be done about a remark."""
    _set(anmerkung, Anmerkungsstand.ERLEDIGT, user)


@transaction.atomic
def reopen(*, anmerkung: Anmerkung, user: Any) -> None:
    _set(anmerkung, Anmerkungsstand.OFFEN, user)


def _set(anmerkung: Anmerkung, stand: Anmerkungsstand, user: Any) -> None:
    anmerkung.stand = stand
    anmerkung.save(update_fields=["stand"])
    log(instance=anmerkung, action=BEANTWORTET, user=user, data={"stand": stand.value})


def _tell(anmerkung: Anmerkung, email: str) -> None:
    with override("de"):
        context = {
            "nummer": anmerkung.pk,
            "adresse": f"{settings.BASE_URL}{reverse('katalog_anmerkungen')}#anmerkung-{anmerkung.pk}",
        }
        subject = _("Ihre Anmerkung %(nummer)d ist beantwortet") % {"nummer": anmerkung.pk}
        body = render_to_string("leistungen/katalog/antwort.txt", context)
    try:
        EmailMessage(subject, body, to=[email]).send()
    except OSError:
        logger.exception("Die Nachricht zur Anmerkung %s ging nicht hinaus", anmerkung.pk)


def sweep() -> int:
    """Forget after a year who wrote a remark, and what a link showed. Delete what is older than a council's term."""
    now = timezone.now()
    Anmerkung.objects.filter(eingegangen__lt=now - NAMES_KEPT).update(von=None, name="")
    Sammlung.objects.filter(gueltig_bis__lt=timezone.localdate() - NAMES_KEPT).delete()
    deleted, _details = Anmerkung.objects.filter(eingegangen__lt=now - KEPT).delete()
    return deleted
