"""Lists that one works off from top to bottom: gaps, and drafts that nobody can read yet."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.ui.tables import Column, DateColumn, Table, TitleColumn
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page, WorkflowState
from wagtail.permissions import page_permission_policy

from cms.permissions import rechte
from leistungen import aufgaben
from leistungen.enums import Aufgabenart
from leistungen.models import Aufgabe, RedaktionPage
from leistungen.models.freigabe import waiting_states
from leistungen.schreibtisch.tisch import TischView
from leistungen.textmodule import NACH_KEY

AUF_EINER_SEITE = 50
DATUM = "SHORT_DATE_FORMAT"
HINTER_ALLEN = "Z" * Page.steplen  # sorts after every page below an area; a range uses the index of paths
LUECKEN = {
    Aufgabenart.ZUSTAENDIGKEIT: _("Für diese Leistungen ist bei Ihnen keine Stelle eingetragen."),
    Aufgabenart.LUECKE: _("Diesen Leistungen fehlt bei Ihnen ein Abschnitt, den auch Bund und Land nicht haben."),
}


class TexteView(View):
    """The way to the German texts of the own Redaktion; with several, to where they part."""

    def get(self, request: HttpRequest) -> HttpResponse:
        redaktionen = rechte(request.user).schreiben
        if not redaktionen:
            raise PermissionDenied
        own = RedaktionPage.objects.filter(redaktion__in=redaktionen, locale__language_code="de")
        areas = list(own.values_list("pk", flat=True)[:2])
        if len(areas) == 1:
            return redirect("wagtailadmin_explore", areas[0])
        return redirect("wagtailadmin_explore_root")


class ListeView(TischView):
    """A list of what waits for the own Redaktionen."""

    template_name = "verwaltung/liste.html"
    einleitung: Any = ""
    leer: Any = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seite = Paginator(self.rows(), AUF_EINER_SEITE).get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {
            "seite": seite,
            "table": Table(self.columns(), seite.object_list),
        }

    def rows(self) -> QuerySet[Any]:
        raise NotImplementedError

    def columns(self) -> list[Column]:
        raise NotImplementedError


class LueckenView(ListeView):
    """What is missing, of one kind."""

    header_icon = "warning"
    leer = _("Hier fehlt nichts.")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        wanted = request.GET.get("art")
        self.art = next((art for art in LUECKEN if art == wanted), Aufgabenart.ZUSTAENDIGKEIT)
        self.einleitung = LUECKEN[self.art]

    def get_page_title(self) -> Any:
        return self.art.label

    def rows(self) -> QuerySet[Aufgabe]:
        tasks = aufgaben.of_redaktionen(self.redaktionen).filter(art=self.art)
        return tasks.select_related("leistung", "redaktion").order_by("leistung__bezeichnung", "pk")

    def columns(self) -> list[Column]:
        columns = [
            TitleColumn("leistung", label=_("Leistung"), get_url=self._mend_url),
            Column("modul", label=_("Was fehlt"), accessor=lambda one: NACH_KEY[one.modul].name),
            Column("redaktion", label=_("Redaktion")),
            DateColumn("seit", label=_("Seit")),
        ]
        if self.art == Aufgabenart.ZUSTAENDIGKEIT:
            del columns[1]
        return columns

    def _mend_url(self, one: Aufgabe) -> str:
        """Where the gap is closed."""
        if one.art == Aufgabenart.ZUSTAENDIGKEIT:
            return f"{reverse('zustaendigkeiten:add')}?leistung={one.leistung_id}&gebiet={one.redaktion.gebiet_id}"
        return reverse("wagtailadmin_pages:edit", args=[one.page_id])


class EntwuerfeView(ListeView):
    """Texts that differ from what citizens read."""

    page_title = _("Entwürfe")
    header_icon = "edit"
    einleitung = _("Diese Texte sind geschrieben oder geändert, aber noch nicht veröffentlicht.")
    leer = _("Kein Text wartet darauf, veröffentlicht zu werden.")

    def rows(self) -> QuerySet[Page]:
        drafts = drafts_of(self.request.user).select_related("latest_revision__user", "locale")
        state = waiting_states(WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)
        own = state.filter(seite=OuterRef("pk"))
        return drafts.annotate(
            freigabe=Subquery(own.values("status")[:1]),
            freigabe_seit=Subquery(own.values("current_task_state__started_at")[:1]),
            freigabe_wort=Subquery(own.values("current_task_state__comment")[:1]),
        ).order_by("-latest_revision_created_at")

    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "title", label=_("Text"), url_name="wagtailadmin_pages:edit", accessor="draft_title", width="30%"
            ),
            Column("locale", label=_("Sprache")),
            Column("status", label=_("Stand"), accessor=_status),
            Column("von", label=_("Zuletzt von"), accessor=_author),
            DateColumn("latest_revision_created_at", label=_("Am")),
            TitleColumn("weiter", label=_("Weiter"), accessor=_next_step, get_url=_next_url, width="18%"),
        ]


def _next_step(page: Any) -> Any:
    """What can be done with a draft from the list."""
    return _("Ansehen") if page.freigabe == WorkflowState.STATUS_IN_PROGRESS else _("Zur Freigabe vorlegen")


def _next_url(page: Any) -> str:
    return reverse("freigabe" if page.freigabe == WorkflowState.STATUS_IN_PROGRESS else "vorlegen", args=[page.pk])


def _status(page: Any) -> Any:
    """Where a draft stands on its way to the public."""
    if page.freigabe == WorkflowState.STATUS_IN_PROGRESS:
        return _("wartet auf Freigabe seit %(tag)s") % {"tag": date_format(localtime(page.freigabe_seit), DATUM)}
    if page.freigabe == WorkflowState.STATUS_NEEDS_CHANGES:
        return _("zurückgegeben: %(wort)s") % {"wort": page.freigabe_wort}
    return page.status_string


def _author(page: Page) -> str:
    user = page.latest_revision and page.latest_revision.user
    return get_user_display_name(user) if user else ""


def areas_of(user: Any) -> list[Page]:
    """The parts of the page tree in which a user writes, in all languages. Wagtail remembers them for the request."""
    return list(
        {page.pk: page for page in page_permission_policy.instances_with_direct_explore_permission(user)}.values()
    )


def drafts_of(user: Any) -> QuerySet[Page]:
    """The pages in a user's areas whose latest words are not public."""
    below = Q(pk__in=[])
    for area in areas_of(user):
        below |= Q(path__range=(area.path, f"{area.path}{HINTER_ALLEN}"))
    return Page.objects.filter(below, has_unpublished_changes=True, alias_of=None)
