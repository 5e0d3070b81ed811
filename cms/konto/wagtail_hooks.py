"""Registers what the admin shows around accounts."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry

from cms.konto.adapter import VERBUNDEN
from cms.konto.verwaltung import zweiter_faktor_zuruecksetzen
from cms.konto.zuruecksetzen import ZURUECKGESETZT


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    return [path("konten/<int:user_id>/zweiter-faktor/", zweiter_faktor_zuruecksetzen, name="zweiter_faktor_reset")]


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(
        ZURUECKGESETZT, gettext_lazy("Zweiter Faktor zurückgesetzt"), gettext_lazy("Zweiten Faktor zurückgesetzt")
    )
    actions.register_action(
        VERBUNDEN,
        gettext_lazy("Mit dem Verwaltungskonto verbunden"),
        gettext_lazy("Mit dem Verwaltungskonto verbunden"),
    )


@hooks.register("register_user_listing_buttons")
def reset_button(user: Any, request_user: Any) -> Iterator[Button]:
    if request_user.is_superuser:
        url = reverse("zweiter_faktor_reset", args=[user.pk])
        yield Button(_("Zweiten Faktor zurücksetzen"), url=url, icon_name="lock", priority=40)


@hooks.register("register_account_menu_item")
def password(request: HttpRequest) -> dict[str, str] | None:
    user: Any = request.user
    if not user.has_usable_password():
        return None
    return {
        "url": reverse("account_change_password"),
        "label": _("Passwort ändern"),
        "help_text": _("Mindestens acht Zeichen."),
    }


@hooks.register("register_account_menu_item")
def second_factor(request: HttpRequest) -> dict[str, str]:
    return {
        "url": reverse("mfa_index"),
        "label": _("Zweiter Faktor"),
        "help_text": _("App, Sicherheitsschlüssel und Ersatzcodes für Ihre Anmeldung."),
    }
