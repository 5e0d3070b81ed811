"""Registers what the admin shows of the platform."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html, format_html_join
from wagtail import hooks
from wagtail.models import Page

from cms.auswahl import choosable_pages
from cms.views.uebersetzung import (
    SeiteUebersetzenView,
    UebersetzungErneuernView,
    UebersetzungsberichtView,
    refuse_gaps,
)
from cms.viewsets import MeldungViewSet, PersonViewSet, StelleChooser, StelleViewSet

NUR_BETRIEB = frozenset({"reports", "help"})  # menus for those who run the portal


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    return [
        StelleViewSet(),
        PersonViewSet(),
        MeldungViewSet(),
        StelleChooser("stelle_chooser", url_prefix="stellen/waehlen"),
    ]


@hooks.register("register_admin_urls", order=-1)
def guard_translations() -> list[URLPattern]:
    """Before wagtail-localize's own, at the same addresses."""
    return [
        path("localize/submit/page/<int:page_id>/", SeiteUebersetzenView.as_view(), name="seite_uebersetzen"),
        path(
            "localize/update/<int:translation_source_id>/",
            UebersetzungErneuernView.as_view(),
            name="uebersetzung_erneuern",
        ),
        path("localize/reports/translations/", UebersetzungsberichtView.as_view(), name="uebersetzungsbericht"),
        path(
            "localize/reports/translations/results/",
            UebersetzungsberichtView.as_view(results_only=True),
            name="uebersetzungsbericht_results",
        ),
    ]


hooks.register("before_edit_page", refuse_gaps, order=-1)  # before wagtail-localize takes the page over


@hooks.register("before_move_page")
def check_move(request: HttpRequest, page: Page, destination: Page) -> None:
    """Wagtail asks only when the move is carried out, and names the page before."""
    if not page.permissions_for_user(request.user).can_move():
        raise PermissionDenied


@hooks.register("construct_page_chooser_queryset")
def only_choosable_pages(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    return pages.filter(pk__in=choosable_pages(request.user).values("pk"))


@hooks.register("insert_global_admin_css")
def admin_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("theme/verwaltung/verwaltung.css"))


@hooks.register("insert_global_admin_js")
def admin_js() -> str:
    urls = ((static(f"theme/verwaltung/{name}.js"),) for name in ("textfelder", "speichern"))
    return format_html_join("\n", '<script src="{}"></script>', urls)


@hooks.register("construct_homepage_summary_items", order=1000)
def no_counts(request: HttpRequest, items: list[Any]) -> None:
    """How many pages the whole tree has tells an editor nothing."""
    if not request.user.is_superuser:
        items.clear()


@hooks.register("construct_main_menu")
def shorten_menu(request: HttpRequest, items: list[Any]) -> None:
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name not in NUR_BETRIEB]
