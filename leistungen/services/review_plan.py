"""Writing use cases: somebody has looked at a text that was due and says whether it is still right."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from leistungen.enums import Pruefantwort
from leistungen.models import Pruefplan, Pruefposten

GEPRUEFT = "leistungen.geprueft"  # log action: still right, looked at again later
ANGEMERKT = "leistungen.angemerkt"  # log action: a contact has remarked something


class SchonBeantwortetError(Exception):
    """The review that was asked about has taken place, or is no longer wanted."""


@transaction.atomic
def settle(*, page: int, faellig: date, user: Any = None, wer: str = "") -> date:
    """Say that a text is still right: the next review follows after the text's interval. Returns its day.

    ``user`` is an editor; ``wer`` names a contact who has no account. Remarks about the text are dealt with. Raises
    ``SchonBeantwortetError`` if the review of ``faellig`` has been settled in the meantime.
    """
    plan = Pruefplan.objects.select_for_update().select_related("page").filter(pk=page, naechste=faellig).first()
    if plan is None:
        raise SchonBeantwortetError(page)
    plan.naechste = plan.after(timezone.localdate())
    plan.save()
    Pruefposten.objects.filter(page=page, erledigt=None).exclude(bemerkung="").update(erledigt=timezone.now())
    log(instance=plan.page.specific, action=GEPRUEFT, user=user, data=_by(wer, naechste=plan.naechste.isoformat()))
    return plan.naechste


@transaction.atomic
def answer(*, posten: int, antwort: Pruefantwort, bemerkung: str = "") -> None:
    """A contact's answer about one text. Raises ``SchonBeantwortetError`` for a second one."""
    found = Pruefposten.objects.select_for_update().select_related("bitte", "page").get(pk=posten)
    current = Pruefplan.objects.filter(pk=found.page_id, naechste=found.faellig).exists()
    if found.antwort or not current:
        raise SchonBeantwortetError(posten)
    found.antwort, found.bemerkung, found.beantwortet = antwort, bemerkung, timezone.now()
    found.save()
    if antwort == Pruefantwort.STIMMT:
        settle(page=found.page_id, faellig=found.faellig, wer=found.bitte.wer)
    else:
        log(instance=found.page.specific, action=ANGEMERKT, data=_by(found.bitte.wer, bemerkung=bemerkung))


def _by(wer: str, **data: str) -> dict[str, str]:
    return {"wer": wer} | data if wer else data
