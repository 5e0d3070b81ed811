"""Due task: look at a few links that others' servers answer, and write down what came back."""

from datetime import datetime, timedelta
from time import monotonic

from django.conf import settings
from django.db.models import Min
from django.utils import timezone

from leistungen import linkabruf, linkstellen
from leistungen.enums import Linkstand
from leistungen.linkabruf import Antwort
from leistungen.linkurteil import Art, Urteil, judge
from leistungen.models import Linkziel

PORTION = 10  # addresses a run, each of another host
BUDGET = 20.0  # seconds a run; others wait behind it
PAUSE = timedelta(seconds=30)  # between two questions to one host
CLAIM = timedelta(minutes=15)  # so long nobody else asks


def check_links() -> None:
    """Keep the places of links current; ask a portion of the addresses that are due."""
    linkstellen.catch_up()
    if settings.LINKS_PRUEFEN:
        _check_portion(timezone.now())


def _check_portion(now: datetime) -> None:
    begun = monotonic()
    answers: list[tuple[Linkziel, Antwort]] = []
    for ziel in _portion(now):
        if monotonic() - begun > BUDGET:
            break
        if Linkziel.objects.filter(pk=ziel.pk, naechste=ziel.naechste).update(naechste=now + CLAIM, geprueft=now):
            answers.append((ziel, linkabruf.fetch(ziel.adresse)))
    if answers and (any(answer.answered for _ziel, answer in answers) or _is_online()):
        for ziel, answer in answers:
            _note(ziel, answer, now)


def _portion(now: datetime) -> list[Linkziel]:
    """Of each host that has rested the address that has waited longest; one with many links holds up no other."""
    rested = Linkziel.objects.filter(geprueft__gt=now - PAUSE).values("host")
    due = Linkziel.objects.exclude(host="").filter(naechste__lte=now).order_by("naechste", "pk")
    hosts = due.exclude(host__in=rested).order_by().values("host").annotate(first=Min("naechste"))
    chosen = hosts.order_by("first", "host").values_list("host", flat=True)[:PORTION]
    return [ziel for host in chosen if (ziel := due.filter(host=host).first())]


def _is_online() -> bool:
    """Where nobody answers, perhaps our own network is down: an address that was good must say something."""
    known = Linkziel.objects.exclude(host="").filter(stand=Linkstand.GUT).order_by("-geprueft").first()
    return known is not None and linkabruf.fetch(known.adresse).answered


def _note(ziel: Linkziel, answer: Antwort, now: datetime) -> None:
    urteil = judge(Urteil(ziel.stand, ziel.fehlversuche, ziel.seit), answer.art, now)
    Linkziel.objects.filter(pk=ziel.pk).update(
        stand=urteil.stand,
        fehlversuche=urteil.fehlversuche,
        seit=urteil.seit,
        naechste=urteil.naechste,
        grund=answer.grund,
        ziel=answer.ziel if answer.art is Art.UMGEZOGEN else "",
    )
