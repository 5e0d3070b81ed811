"""The weekly mail: how much waits, and where. Sent on Mondays, and only if something waits."""

import logging
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.core.mail import EmailMessage
from django.db.models import Count, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext, override
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab

from cms.konto.zweiter_faktor import DEMO
from cms.models import Redaktion
from cms.permissions import rechte
from leistungen.models import Wochenmail
from leistungen.schreibtisch.uebersicht import Stapel, count, piles

FROM = time(7)  # on Monday
UNTIL = 2  # days later, if nobody called on Monday
PORTION = 50  # editors a run

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Zeile:
    """How much lies on a pile, and where it is worked off."""

    titel: str
    anzahl: int
    adresse: str


@dataclass(frozen=True, slots=True)
class Absatz:
    """What waits in one Redaktion; without a name, what cannot be told apart by them."""

    name: str
    zeilen: list[Zeile]


def send_due() -> None:
    """Write to some of those who have not been written to this week."""
    now = timezone.localtime()
    monday = now.date() - timedelta(days=now.weekday())
    if now.weekday() > UNTIL or (now.weekday() == 0 and now.time() < FROM):
        return
    for user in _waiting(monday)[:PORTION]:
        _send_once(user, monday)


def _waiting(monday: date) -> QuerySet[Any]:
    """Editors not dealt with this week. Those who run the portal get mail only if they are in a Redaktion's group; the
    demo logins get none.
    """
    redaktionen = Redaktion.objects.all()
    groups = Q(groups__in=redaktionen.values("redakteure")) | Q(groups__in=redaktionen.values("freigebende"))
    found = get_user_model().objects.filter(groups, is_active=True).exclude(email="").exclude(username__startswith=DEMO)
    open_week = found.exclude(wochenmail__gewuenscht=False).exclude(wochenmail__zuletzt__gte=monday)
    return open_week.order_by("pk").distinct()


def _send_once(user: Any, monday: date) -> None:
    """Whoever marks the week sends the mail; if it does not go out, the mark goes back."""
    before, _created = Wochenmail.objects.get_or_create(pk=user.pk)
    open_week = Q(zuletzt=None) | Q(zuletzt__lt=monday)
    if not Wochenmail.objects.filter(open_week, pk=user.pk, gewuenscht=True).update(zuletzt=monday):
        return
    with override("de"):
        paragraphs = what_waits(user)
        if not paragraphs:
            return
        try:
            _message(user, paragraphs).send()
        except OSError:
            logger.exception("Die Wochenmail an Konto %s ging nicht hinaus", user.pk)
            Wochenmail.objects.filter(pk=user.pk).update(zuletzt=before.zuletzt)


def what_waits(user: Any) -> list[Absatz]:
    """The piles on which something lies; with several Redaktionen, for each of them where a pile tells them apart."""
    stapel = piles(user)
    names = dict(Redaktion.objects.filter(pk__in=rechte(user).schreiben).values_list("pk", "name"))
    if len(names) < 2:
        zeilen = [_line(one.stapel, one.anzahl) for one in count(stapel) if one.anzahl]
        return [Absatz(next(iter(names.values()), ""), zeilen)] if zeilen else []
    by_team: dict[int | None, list[Zeile]] = {pk: [] for pk in names} | {None: []}
    for one in stapel:
        for team, anzahl in _by_team(one):
            by_team.setdefault(team, []).append(_line(one, anzahl))
    return [Absatz(names.get(team or 0, ""), zeilen) for team, zeilen in by_team.items() if zeilen]


def _by_team(stapel: Stapel) -> list[tuple[int | None, int]]:
    rows = stapel.rows.order_by()
    try:
        rows.model._meta.get_field("redaktion")
    except FieldDoesNotExist:
        anzahl = rows.count()
        return [(None, anzahl)] if anzahl else []
    return list(rows.values_list("redaktion").annotate(Count("pk")))


def _line(stapel: Stapel, anzahl: int) -> Zeile:
    return Zeile(str(stapel.titel), anzahl, settings.BASE_URL + stapel.url)


def _message(user: Any, paragraphs: list[Absatz]) -> EmailMessage:
    n = sum(zeile.anzahl for absatz in paragraphs for zeile in absatz.zeilen)
    subject = ngettext("Im Portal wartet %(n)d Aufgabe auf Sie", "Im Portal warten %(n)d Aufgaben auf Sie", n)
    context = {
        "name": user.get_full_name(),
        "absaetze": paragraphs,
        "mehrere": len(paragraphs) > 1,
        "konto": settings.BASE_URL + reverse("wagtailadmin_account"),
    }
    return EmailMessage(subject % {"n": n}, render_to_string("verwaltung/wochenmail.txt", context), to=[user.email])


class WochenmailForm(forms.ModelForm):
    class Meta:
        model = Wochenmail
        fields = ["gewuenscht"]

    def save(self, commit: bool = True) -> Any:
        """Leaves alone when the last mail went out."""
        wanted = {"gewuenscht": self.cleaned_data["gewuenscht"]}
        return Wochenmail.objects.update_or_create(pk=self.instance.pk, defaults=wanted)[0]


class WochenmailPanel(BaseSettingsPanel):
    """Where an editor switches the mail off, among the settings of her account."""

    name = "wochenmail"
    title = gettext_lazy("Wochenmail")
    tab = notifications_tab
    order = 200

    def is_active(self) -> bool:
        return bool(rechte(self.user).schreiben)

    def get_form(self) -> Any:
        row = Wochenmail.objects.filter(pk=self.user.pk).first() or Wochenmail(user=self.user)
        data = self.request.POST if self.request.method == "POST" else None
        return WochenmailForm(data, instance=row, prefix=self.name)
