"""Registers with Wagtail what the office and the workshop of forms work with; decides nothing itself."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from antraege.permissions import may_oversee, may_work
from antraege.schreibtisch.anlagen import AnlageView, VorgangPdfView
from antraege.schreibtisch.folgen import FolgenView
from antraege.schreibtisch.gruppen import SachbearbeitungViewSet
from antraege.schreibtisch.liste import VorgaengeView
from antraege.schreibtisch.protokoll import ProtokollView
from antraege.schreibtisch.tabelle import TabelleView
from antraege.schreibtisch.tafel import Vorgangstafel
from antraege.schreibtisch.vorgang import VorgangView
from antraege.werkstatt import haken  # noqa: F401  (registers what it needs itself)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    return [SachbearbeitungViewSet()]


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    return [
        path("vorgaenge/", VorgaengeView.as_view(), name="vorgaenge"),
        path("vorgaenge/nicht-erledigt/", FolgenView.as_view(), name="vorgang_folgen"),
        path("vorgaenge/protokoll/", ProtokollView.as_view(), name="vorgang_protokoll"),
        path("vorgaenge/tabelle/<int:fassung_id>/", TabelleView.as_view(), name="vorgang_tabelle"),
        path("vorgaenge/<int:pk>/", VorgangView.as_view(), name="vorgang"),
        path("vorgaenge/<int:pk>/antrag.pdf", VorgangPdfView.as_view(), name="vorgang_pdf"),
        path("vorgaenge/<int:pk>/anlagen/<int:anlage_id>/", AnlageView.as_view(), name="vorgang_anlage"),
    ]


class VorgaengeMenuItem(MenuItem):
    """For those who work on cases."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_work(request.user)


class ProtokollMenuItem(MenuItem):
    """For those who read the log and nothing else of the office; the others find it in the list."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_oversee(request.user) and not may_work(request.user)


@hooks.register("register_admin_menu_item")
def register_vorgaenge() -> MenuItem:
    return VorgaengeMenuItem(
        gettext_lazy("Vorgänge"), reverse_lazy("vorgaenge"), name="vorgaenge", icon_name="folder-inverse", order=150
    )


@hooks.register("register_admin_menu_item")
def register_protokoll() -> MenuItem:
    return ProtokollMenuItem(
        gettext_lazy("Protokoll der Vorgänge"),
        reverse_lazy("vorgang_protokoll"),
        name="vorgang-protokoll",
        icon_name="history",
        order=268,
    )


@hooks.register("construct_homepage_panels", order=1500)
def what_waits(request: HttpRequest, panels: list[Any]) -> None:
    if may_work(request.user):
        panels.insert(0, Vorgangstafel(request.user))
