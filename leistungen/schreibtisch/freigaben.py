"""Texts that wait for release: the list, and the screen where one reads what changes and answers."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page, TaskState

from cms.permissions import rechte
from leistungen.models.freigabe import authors_of, may_approve, may_give_back, waiting_for, waiting_states
from leistungen.models.redaktion import bereich_of
from leistungen.schreibtisch.aenderungen import changes
from leistungen.schreibtisch.listen import ListeView
from leistungen.schreibtisch.tisch import TextView
from leistungen.services.release import (
    AndersAlsGesehenError,
    LueckenError,
    give_back,
    release,
    stand_of,
    wrong_fields,
)
from leistungen.services.submit_draft import submit_draft
from leistungen.vorpruefung import stops


class FreigabenView(ListeView):
    """What waits longest comes first."""

    page_title = gettext_lazy("Wartet auf Freigabe")
    header_icon = "success"
    einleitung = gettext_lazy("Diese Texte warten darauf, dass Sie sie freigeben oder zurückgeben.")
    leer = gettext_lazy("Kein Text wartet auf Ihre Freigabe.")

    def test_func(self) -> bool:
        return bool(rechte(self.request.user).freigeben)

    def rows(self) -> QuerySet[Page]:
        state = waiting_states().filter(seite=OuterRef("pk"))
        asked = get_user_model().objects.filter(pk=OuterRef("von_id"))
        return (
            waiting_for(self.request.user)
            .select_related("locale")
            .annotate(
                seit=Subquery(state.values("current_task_state__started_at")[:1]),
                von_id=Subquery(state.values("requested_by")[:1]),
            )
            .annotate(vorname=Subquery(asked.values("first_name")), nachname=Subquery(asked.values("last_name")))
            .order_by("seit", "pk")
        )

    def columns(self) -> list[Column]:
        return [
            TitleColumn("title", label=_("Text"), url_name="freigabe", accessor="draft_title"),
            Column("locale", label=_("Sprache")),
            Column("von", label=_("Vorgelegt von"), accessor=lambda one: f"{one.vorname} {one.nachname}".strip()),
            DateColumn("seit", label=_("Wartet seit")),
        ]


class EigenerTextView(TextView):
    """A screen about one text, for the Redaktion that it belongs to."""

    header_icon = "success"

    def test_func(self) -> bool:
        return bereich_of(self.text).redaktion in self.redaktionen


class VorlegenView(EigenerTextView):
    """A draft is submitted from the list of drafts, be it a text or a translation."""

    template_name = "verwaltung/vorlegen.html"
    page_title = gettext_lazy("Zur Freigabe vorlegen")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.text.permissions_for_user(request.user).can_submit_for_moderation():
            messages.info(request, _("Dieser Text lässt sich gerade nicht vorlegen."))
            return redirect("entwuerfe")
        return super().get(request, *args, **kwargs)

    def steps(self) -> list[tuple[str, Any]]:
        return [(reverse("entwuerfe"), _("Entwürfe")), ("", self.text.draft_title)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        draft: Any = self.text.get_latest_revision_as_object()
        return super().get_context_data(**kwargs) | {
            "text": draft,
            "aenderungen": changes(self.text if self.text.live else None, draft),
            "befunde": draft.vorpruefung(draft.module),
        }

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        submit_draft(page=self.text, user=request.user)
        messages.success(request, _("„%(titel)s“ wartet jetzt auf Freigabe.") % {"titel": self.text.draft_title})
        return redirect("entwuerfe")


class FreigabeView(EigenerTextView):
    """One text that waits: what it changes, and the answer of whoever may release it. Its Redaktion may read on."""

    template_name = "verwaltung/freigabe.html"
    page_title = gettext_lazy("Freigabe")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.text.workflow_in_progress:
            if self.text.scheduled_revision:
                return redirect("wagtailadmin_pages:edit", self.text.pk)  # says there on which day it appears
            messages.info(request, _("Dieser Text wartet nicht mehr auf Freigabe."))
            return redirect(self._back())
        return super().get(request, *args, **kwargs)

    def steps(self) -> list[tuple[str, Any]]:
        label = _("Wartet auf Freigabe") if rechte(self.request.user).freigeben else _("Entwürfe")
        return [(self._back(), label), ("", self.text.draft_title)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        draft: Any = self.text.get_latest_revision_as_object()
        befunde, fehler = draft.vorpruefung(draft.module), wrong_fields(draft)
        state = self.text.current_workflow_state
        people = get_user_model().objects.filter(pk__in=authors_of(self.text))
        return super().get_context_data(**kwargs) | {
            "text": draft,
            "redaktion": self.text.redaktion,
            "neu": not self.text.live,
            "aenderungen": changes(self.text if self.text.live else None, draft),
            "befunde": befunde,
            "fehler": fehler,
            "luecken": bool(fehler or stops(befunde)),
            "seit": state.current_task_state.started_at,
            "von": state.requested_by,
            "urheber": [get_user_display_name(one) for one in people],
            "frueher": state.task_states.filter(status=TaskState.STATUS_REJECTED).select_related("finished_by"),
            "darf_zurueckgeben": may_give_back(self.text, self.request.user),
            "darf_freigeben": may_approve(self.text, self.request.user),
            "gesehen": stand_of(self.text),
        }

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        try:
            return self._answer(request)
        except AndersAlsGesehenError:
            messages.warning(request, _("Der Text hat sich inzwischen geändert. Bitte sehen Sie ihn noch einmal an."))
        except LueckenError as error:
            messages.error(request, _("So kann der Text nicht erscheinen: %(was)s") % {"was": error})
        return redirect("freigabe", self.text.pk)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        common: dict[str, Any] = {"page": self.text, "user": request.user, "gesehen": request.POST.get("gesehen", "")}
        titel = {"titel": self.text.draft_title}
        wort = request.POST.get("wort", "").strip()
        match request.POST.get("antwort"):
            case "frei":
                release(**common)
                messages.success(request, _("„%(titel)s“ ist freigegeben.") % titel)
            case "zurueck" if wort:
                give_back(**common, wort=wort)
                messages.success(request, _("„%(titel)s“ ist zurückgegeben.") % titel)
            case _other:
                messages.error(request, _("Schreiben Sie bitte dazu, was zu ändern ist."))
                return redirect("freigabe", self.text.pk)
        return redirect(self._back())

    def _back(self) -> str:
        return reverse("freigaben" if rechte(self.request.user).freigeben else "entwuerfe")
