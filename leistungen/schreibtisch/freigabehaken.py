"""Registers with Wagtail what release and the Redaktionen bring to the editors' desk."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import (
    ActionMenuItem,
    CancelWorkflowMenuItem,
    RestartWorkflowMenuItem,
    SubmitForModerationMenuItem,
    WorkflowMenuItem,
)
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry

from leistungen.models import TextPage
from leistungen.models.freigabe import may_give_back
from leistungen.schreibtisch.freigaben import FreigabenView, FreigabeView, VorlegenView
from leistungen.schreibtisch.redaktionen import AufloesenView, RedaktionViewSet
from leistungen.schreibtisch.rueckgaengig import RueckgaengigView
from leistungen.services.undo import ZURUECK, may_undo, previous


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    return [RedaktionViewSet()]


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    return [
        path("freigaben/", FreigabenView.as_view(), name="freigaben"),
        path("freigaben/<int:page_id>/", FreigabeView.as_view(), name="freigabe"),
        path("freigaben/<int:page_id>/vorlegen/", VorlegenView.as_view(), name="vorlegen"),
        path("redaktionen/<int:pk>/aufloesen/", AufloesenView.as_view(), name="redaktion_aufloesen"),
        path("rueckgaengig/<int:page_id>/", RueckgaengigView.as_view(), name="rueckgaengig"),
    ]


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(
        ZURUECK, gettext_lazy("Rückgängig gemacht"), gettext_lazy("Die vorige Version wieder hergestellt")
    )


@hooks.register("after_publish_page")
def offer_undo(request: HttpRequest, page: Any) -> None:
    """The first of two clicks, right after publishing."""
    text = page.specific
    if isinstance(text, TextPage) and previous(text) and may_undo(text):
        button = messages.button(reverse("rueckgaengig", args=[text.pk]), gettext("Rückgängig machen"))
        messages.info(request, gettext("Doch nicht? Die vorige Version ist noch da."), buttons=[button])


@hooks.register("register_page_header_buttons")
def undo_button(page: Any, user: Any, next_url: str | None = None, view_name: str = "") -> Iterator[Button]:
    """The same later, from the form of the text."""
    if view_name != "edit" or not isinstance(page, TextPage) or not page.live:
        return
    if previous(page) and may_undo(page):
        url = reverse("rueckgaengig", args=[page.pk])
        yield Button(gettext("Letzte Veröffentlichung rückgängig machen"), url=url, icon_name="resubmit", priority=65)


class VorlegenMenuItem(SubmitForModerationMenuItem):
    """Says what it does in the words of the desk."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return super().get_context_data(parent_context) | {"label": gettext_lazy("Zur Freigabe vorlegen")}


class ZurueckziehenMenuItem(CancelWorkflowMenuItem):
    label = gettext_lazy("Vorlage zurückziehen")


class AntwortenMenuItem(ActionMenuItem):
    """Leads to where one sees what changes; there is the only door to a release."""

    name = "freigabe"
    label = gettext_lazy("Freigeben oder zurückgeben")
    icon_name = "success"

    def get_url(self, parent_context: Any) -> str:
        return reverse("freigabe", args=[parent_context["page"].pk])


@hooks.register("construct_page_action_menu")
def in_our_words(items: list[Any], request: HttpRequest, context: Any) -> None:
    """A release is answered on its own screen, not beside unsaved changes."""
    page = context.get("page")
    if not isinstance(page, TextPage):
        return
    other = {SubmitForModerationMenuItem: VorlegenMenuItem, CancelWorkflowMenuItem: ZurueckziehenMenuItem}
    kept = [item for item in items if not isinstance(item, WorkflowMenuItem | RestartWorkflowMenuItem)]
    items[:] = [other[type(item)](order=item.order) if type(item) in other else item for item in kept]
    if page.workflow_in_progress and may_give_back(page, request.user):
        items.append(AntwortenMenuItem(order=35))
