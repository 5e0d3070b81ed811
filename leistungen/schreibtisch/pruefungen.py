"""Texts whose review is due: what the contact has answered, and the editor's own answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leistungen import aufgaben
from leistungen.enums import Aufgabenart
from leistungen.models import Aufgabe, Pruefplan, Pruefposten
from leistungen.schreibtisch.tisch import TischView
from leistungen.services.review_plan import SchonBeantwortetError, settle

AUF_EINER_SEITE = 25


@dataclass(frozen=True, slots=True)
class Punkt:
    """One text, as the list shows it: its plan, what contacts have remarked, when one was last asked."""

    aufgabe: Aufgabe
    plan: Pruefplan | None
    anmerkungen: list[Pruefposten]
    gefragt: Pruefposten | None


class PruefungenView(TischView):
    """The list of the own Redaktionen, and the answer to it."""

    template_name = "verwaltung/pruefungen.html"
    page_title = gettext_lazy("Prüfung fällig")
    header_icon = "calendar-check"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tasks = self._tasks().select_related("leistung", "redaktion").order_by("ab", "leistung__bezeichnung", "pk")
        seite = Paginator(tasks, AUF_EINER_SEITE).get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {
            "seite": seite,
            "punkte": points(seite.object_list),
            "mehrere_redaktionen": len(self.redaktionen) > 1,
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        id_ = request.POST.get("aufgabe", "")
        task = self._tasks().filter(pk=int(id_) if id_.isdecimal() else 0).select_related("page").first()
        if task is None:
            messages.warning(request, _("Dieser Text ist inzwischen geprüft."))
            return redirect("pruefungen")
        if not task.seite.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        self._settle(task)
        return redirect("pruefungen")

    def _settle(self, task: Aufgabe) -> None:
        try:
            again: date = settle(page=task.seite.pk, faellig=localdate(task.seit), user=self.request.user)
        except SchonBeantwortetError:
            messages.warning(self.request, _("Dieser Text ist inzwischen geprüft."))
        else:
            text = _("„%(titel)s“ ist geprüft. Die nächste Prüfung ist am %(tag)s.")
            day = date_format(again, "SHORT_DATE_FORMAT")
            messages.success(self.request, text % {"titel": task.seite.title, "tag": day})

    def _tasks(self) -> QuerySet[Aufgabe]:
        return aufgaben.of_redaktionen(self.redaktionen).filter(art=Aufgabenart.PRUEFUNG)


def points(tasks: Iterable[Aufgabe]) -> list[Punkt]:
    """What the screen shows of the tasks. Two queries."""
    by_page = {one.page_id: one for one in tasks if one.page_id}
    pages = list(by_page)
    plans = Pruefplan.objects.in_bulk(pages)
    asked: dict[int, list[Pruefposten]] = {page: [] for page in pages}
    for posten in Pruefposten.objects.filter(page__in=pages).select_related("bitte"):
        asked[posten.page_id].append(posten)
    return [_point(one, plans.get(page), asked[page]) for page, one in by_page.items()]


def _point(task: Aufgabe, plan: Pruefplan | None, posten: list[Pruefposten]) -> Punkt:
    open_remarks = [one for one in posten if one.bemerkung and one.erledigt is None]
    sent = [one for one in posten if one.faellig == task.ab and one.bitte.gesendet]
    return Punkt(task, plan, open_remarks, sent[-1] if sent else None)
