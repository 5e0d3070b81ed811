"""Due task: ask contacts by mail whether their texts are still right. One mail per Redaktion and contact."""

import logging
from collections import defaultdict
from datetime import date, timedelta
from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from cms.models import Redaktion
from leistungen import aufgaben
from leistungen.enums import Aufgabenart
from leistungen.models import Pruefbitte, Pruefplan, Pruefposten

AGAIN = timedelta(days=14)
TIMES = 2  # mails about the same review
VALID = timedelta(days=28)  # of the link
KEPT = timedelta(days=180)  # then the addresses go, and a text still due is asked about anew
SALT = "leistungen.pruefbitte"

logger = logging.getLogger(__name__)


class Faellig(NamedTuple):
    """A text to ask about."""

    page: int
    faellig: date
    name: str


def remind_contacts() -> None:
    """Write down whom to ask, then send. What could not be sent is tried again at the next run."""
    Pruefbitte.objects.filter(erstellt__lt=timezone.now() - KEPT).delete()
    for redaktion, by_contact in _due().items():
        _write_down(redaktion, by_contact)
    fresh = timezone.now() - AGAIN
    for bitte in Pruefbitte.objects.filter(gesendet=None, erstellt__gte=fresh).select_related("redaktion"):
        _send_once(bitte)


def token_for(bitte: Pruefbitte) -> str:
    """What the link carries."""
    return signing.dumps(bitte.pk, salt=SALT)


def bitte_from(token: str) -> Pruefbitte:
    """The Pruefbitte of a link. Raises ``SignatureExpired`` for an old one, ``BadSignature`` for a wrong one."""
    pk = signing.loads(token, salt=SALT, max_age=VALID)
    found = Pruefbitte.objects.select_related("redaktion__gebiet").filter(pk=pk).first()
    if found is None:
        raise signing.SignatureExpired
    return found


def _due() -> dict[int, dict[str, list[Faellig]]]:
    """By Redaktion and mail address, the texts whose review is due."""
    tasks = aufgaben.current().filter(art=Aufgabenart.PRUEFUNG).order_by("pk").values_list("redaktion", "page", "ab")
    plans = Pruefplan.objects.exclude(kontakt_email="").in_bulk([page for _redaktion, page, _ab in tasks])
    found: dict[int, dict[str, list[Faellig]]] = defaultdict(lambda: defaultdict(list))
    for redaktion, page, _ab in tasks:
        if plan := plans.get(page):
            found[redaktion][plan.kontakt_email.lower()].append(Faellig(page, plan.naechste, plan.kontakt_name))
    return found


@transaction.atomic
def _write_down(redaktion: int, by_contact: dict[str, list[Faellig]]) -> None:
    """The lock makes two workers write nothing twice."""
    Redaktion.objects.select_for_update().get(pk=redaktion)
    now = timezone.now()
    asked: dict[tuple[int, date], list[Pruefposten]] = defaultdict(list)
    pages = [one.page for some in by_contact.values() for one in some]
    for posten in Pruefposten.objects.filter(page__in=pages).select_related("bitte"):
        asked[posten.page_id, posten.faellig].append(posten)
    for email, some in by_contact.items():
        wanted = [one for one in some if _is_to_ask(asked[one.page, one.faellig])]
        if wanted:
            name = next((one.name for one in wanted if one.name), "")
            bitte = Pruefbitte.objects.create(redaktion_id=redaktion, email=email, name=name, erstellt=now)
            Pruefposten.objects.bulk_create(
                Pruefposten(bitte=bitte, page_id=one.page, faellig=one.faellig) for one in wanted
            )


def _is_to_ask(before: list[Pruefposten]) -> bool:
    if any(posten.antwort for posten in before) or len(before) >= TIMES:
        return False
    return all(posten.bitte.erstellt <= timezone.now() - AGAIN for posten in before)


def _send_once(bitte: Pruefbitte) -> None:
    """Whoever marks it sends it; what fails is unmarked."""
    if not Pruefbitte.objects.filter(pk=bitte.pk, gesendet=None).update(gesendet=timezone.now()):
        return
    try:
        _message(bitte).send()
    except OSError:
        logger.exception("Bitte um Prüfung %s ging nicht hinaus", bitte.pk)
        Pruefbitte.objects.filter(pk=bitte.pk).update(gesendet=None)


def _message(bitte: Pruefbitte) -> EmailMessage:
    with override("de"):
        anzahl = bitte.posten.count()
        subject = ngettext(
            "Stimmt dieser Text noch? (%(name)s)", "Stimmen diese %(n)d Texte noch? (%(name)s)", anzahl
        ) % {"n": anzahl, "name": bitte.redaktion.name}
        context = {
            "bitte": bitte,
            "titel": list(bitte.posten.values_list("page__title", flat=True)),
            "adresse": settings.BASE_URL + reverse("pruefen", args=[token_for(bitte)]),
            "tage": VALID.days,
            "absender": _("Redaktion %(name)s") % {"name": bitte.redaktion.name},
        }
        return EmailMessage(subject, render_to_string("leistungen/pruefbitte.txt", context), to=[bitte.email])
