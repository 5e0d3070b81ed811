"""Registers with Wagtail what the catalogue brings to the editors' desk; decides nothing itself."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Locale, Page

from cms.permissions import rechte
from leistungen.models import RedaktionPage, TextPage
from leistungen.models.freigabe import comes_in_unseen
from leistungen.schreibtisch import (  # noqa: F401  (register what they need themselves)
    ansehen,
    freigabehaken,
    protokoll,
    sprachhaken,
)
from leistungen.schreibtisch.anmerkungen import AnmerkungenView
from leistungen.schreibtisch.bilder import BilderView
from leistungen.schreibtisch.listen import EntwuerfeView, LueckenView, TexteView
from leistungen.schreibtisch.nennungen import ErsetzenView, NennungenView, PersonNennungenView
from leistungen.schreibtisch.pruefungen import PruefungenView
from leistungen.schreibtisch.rat import RatViewSetGroup
from leistungen.schreibtisch.tote_links import ToteLinksView, may_see
from leistungen.schreibtisch.uebersicht import Uebersicht
from leistungen.schreibtisch.wochenmail import WochenmailPanel
from leistungen.schreibtisch.zu_pruefen import ZuPruefenView, warn_of_changed_upper_text
from leistungen.viewsets import (
    LebenslageViewSet,
    LeistungViewSet,
    TextBeginnenView,
    ZustaendigkeitViewSet,
    leistung_chooser,
)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    return [LeistungViewSet(), ZustaendigkeitViewSet(), LebenslageViewSet(), RatViewSetGroup(), leistung_chooser]


@hooks.register("register_permissions")
def right_to_read() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="leistungen", codename="read_katalog")


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    return [
        path("texte/", TexteView.as_view(), name="texte"),
        path("texte/<int:page_id>/ansehen/", ansehen.AnsehenView.as_view(), name="text_ansehen"),
        path("texte/beginnen/", TextBeginnenView.as_view(), name="text_beginnen"),
        path("zu-pruefen/", ZuPruefenView.as_view(), name="zu_pruefen"),
        path("luecken/", LueckenView.as_view(), name="luecken"),
        path("pruefungen/", PruefungenView.as_view(), name="pruefungen"),
        path("tote-links/", ToteLinksView.as_view(), name="tote_links"),
        path("stellen/<int:stelle_id>/nennungen/", NennungenView.as_view(), name="stelle_nennungen"),
        path("personen/<int:person_id>/nennungen/", PersonNennungenView.as_view(), name="person_nennungen"),
        path("personen/<int:person_id>/ersetzen/", ErsetzenView.as_view(), name="person_ersetzen"),
        path("bilder-ohne-text/", BilderView.as_view(), name="bilder_ohne_text"),
        path("anmerkungen/", AnmerkungenView.as_view(), name="anmerkungen"),
        path("entwuerfe/", EntwuerfeView.as_view(), name="entwuerfe"),
    ]


@hooks.register("construct_homepage_panels", order=1000)
def was_wartet(request: HttpRequest, panels: list[Any]) -> None:
    """Instead of Wagtail's panels, which say in four places what here is one list."""
    if rechte(request.user).schreiben:
        panels[:] = [Uebersicht(request.user)]


hooks.register("after_edit_page", warn_of_changed_upper_text)


@hooks.register("register_account_settings_panel")
def weekly_mail(request: HttpRequest, user: Any, profile: Any) -> WochenmailPanel:
    return WochenmailPanel(request, user, profile)


class ZuPruefenMenuItem(MenuItem):
    """The list of texts to be reviewed, for those who write."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(rechte(request.user).schreiben)


@hooks.register("register_admin_menu_item")
def register_zu_pruefen() -> MenuItem:
    return ZuPruefenMenuItem(
        gettext_lazy("Zu prüfen"), reverse_lazy("zu_pruefen"), name="zu-pruefen", icon_name="tasks", order=205
    )


class ToteLinksMenuItem(MenuItem):
    """For those who keep the portal's own pages; who writes for a Redaktion finds the list on the desk's first page."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_see(request.user) and not rechte(request.user).schreiben


@hooks.register("register_admin_menu_item")
def register_tote_links() -> MenuItem:
    return ToteLinksMenuItem(
        gettext_lazy("Tote Links"), reverse_lazy("tote_links"), name="tote-links", icon_name="link", order=206
    )


class TexteMenuItem(MenuItem):
    """Leads to the German texts of the own Redaktion; with several, to where they part."""

    def is_shown(self, request: HttpRequest) -> bool:
        return not request.user.is_superuser and bool(rechte(request.user).schreiben)


@hooks.register("register_admin_menu_item")
def register_texte() -> MenuItem:
    return TexteMenuItem(
        gettext_lazy("Texte"), reverse_lazy("texte"), name="texte", icon_name="folder-open-inverse", order=200
    )


@hooks.register("register_admin_menu_item")
def register_katalog() -> MenuItem:
    return MenuItem(
        gettext_lazy("Stand des Katalogs"), reverse_lazy("katalog"), name="katalog", icon_name="list-ul", order=210
    )


@hooks.register("construct_main_menu")
def texte_instead_of_explorer(request: HttpRequest, items: list[Any]) -> None:
    """A Redaktion has its list of texts; the tree of pages is for the others."""
    if any(item.name == "texte" for item in items):
        items[:] = [item for item in items if item.name != "explorer"]


hooks.register("register_page_header_buttons", ansehen.button)


@hooks.register("register_page_header_buttons")
def translate(page: Page, user: Any, next_url: str | None = None, view_name: str = "") -> Iterator[Button]:
    """For those who have not wagtail-localize's right on all pages; the view asks for the right on this one."""
    if not issubclass(page.specific_class or Page, TextPage) or user.has_perm("wagtail_localize.submit_translation"):
        return
    if page.permissions_for_user(user).can_edit() and Locale.objects.exclude(pk__in=_locales_of(page)).exists():
        url = reverse("seite_uebersetzen", args=[page.pk])
        yield Button(_("Übersetzen"), url=url, icon_name="wagtail-localize-language", priority=60)


def _locales_of(page: Page) -> Any:
    return page.get_translations(inclusive=True).filter(alias_of=None).values("locale")


# --- What would break the catalogue -----------------------------------------------------------------------------------


@hooks.register("construct_page_listing_buttons")
def without_copy(buttons: list[Any], page: Page, user: Any, context: Any = None) -> None:
    if issubclass(page.specific_class or Page, TextPage | RedaktionPage):
        buttons[:] = [button for button in buttons if getattr(button, "url_name", "") != "wagtailadmin_pages:copy"]


@hooks.register("before_copy_page")
def refuse_copy(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A second text of one Redaktion about one Leistung would have no place."""
    if not isinstance(page.specific, TextPage | RedaktionPage):
        return None
    return _refuse(
        request, page, _("Ein Text gehört zu genau einer Leistung und Redaktion und lässt sich nicht kopieren.")
    )


@hooks.register("before_move_page")
def refuse_move(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    message = _why_not_there(page, destination)
    return _refuse(request, page, message) if message else None


@hooks.register("before_bulk_action")
def refuse_bulk_move(request: HttpRequest, action_type: str, pages: list[Any], action: Any) -> HttpResponse | None:
    if action_type != "move":
        return None
    destination = action.cleaned_form.cleaned_data["chooser"]
    for page in pages:
        if message := _why_not_there(page, destination):
            return _refuse(request, page, message)
    return None


def _why_not_there(page: Page, destination: Page) -> str:
    text = page.specific
    if not isinstance(text, TextPage):
        return ""
    if destination.locale_id != text.locale_id:
        return _("Der Text ist in einer anderen Sprache geschrieben als der Bereich.")
    if type(text).objects.child_of(destination).filter(leistung=text.leistung_id).exclude(pk=text.pk).exists():
        return _("Dort steht zu dieser Leistung schon ein Text.")
    if comes_in_unseen(text, destination):
        if text.live:
            return _("Dort gibt eine zweite Person jeden Text frei. Nehmen Sie ihn vor dem Verschieben vom Netz.")
        return _("Dort gibt eine zweite Person jeden Text frei. Heben Sie vorher den geplanten Tag auf.")
    return ""


def _refuse(request: HttpRequest, page: Page, message: str) -> HttpResponse:
    messages.error(request, message)
    return redirect("wagtailadmin_explore", page.get_parent().pk)
