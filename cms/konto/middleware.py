"""Without its second factor a session reaches nothing but the pages to show it or set it up."""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from cms.konto.zweiter_faktor import Stand, may_read, stand

VERWALTUNG = "/verwaltung/"
ABMELDEN = "wagtailadmin_logout"

# Names of the pages in cms.konto.urls: those for everybody, those to set up a factor, those of a complete session.
OFFEN = frozenset(
    {
        "account_login",
        "account_logout",
        "account_inactive",
        "account_reauthenticate",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "mfa_authenticate",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "openid_connect_login",
        "openid_connect_callback",
        "socialaccount_login_cancelled",
    }
)
EINRICHTEN = frozenset({"mfa_index", "mfa_activate_totp", "mfa_add_webauthn"})
GESCHUETZT = frozenset(
    {
        "account_change_password",
        "mfa_deactivate_totp",
        "mfa_remove_webauthn",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
    }
)


class ZweiterFaktorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        name = request.resolver_match.url_name if request.resolver_match else None
        if name in OFFEN or name == ABMELDEN:
            return None
        if request.path_info.startswith(VERWALTUNG):
            return guard(request, frozenset()) or check_access(request)
        if getattr(getattr(view, "view_class", None), "nur_mit_anmeldung", False):
            return guard(request, frozenset())
        if name in EINRICHTEN | GESCHUETZT:
            return guard(request, EINRICHTEN if name in EINRICHTEN else frozenset())
        user: Any = request.user
        request.user = SimpleLazyObject(lambda: complete_or_anonymous(request, user))  # type: ignore[assignment]
        return None


def guard(request: HttpRequest, zum_einrichten: frozenset[str]) -> HttpResponse | None:
    """Lead a session that lacks its second factor to where it is asked for or set up."""
    if not request.user.is_authenticated:
        return None
    found = stand(request, request.user)
    if found is Stand.GEZEIGT or (found is Stand.EINRICHTEN and zum_einrichten):
        return None
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        raise PermissionDenied
    if found is Stand.EINRICHTEN:
        return redirect("mfa_index")
    methods = get_adapter(request).get_reauthentication_methods(request.user)
    url = next(one["url"] for one in methods if one["id"].startswith("mfa_reauthenticate"))
    return redirect(f"{url}?{urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})}")


def check_access(request: HttpRequest) -> HttpResponse | None:
    """Wagtail would send an account without rights to the login, and the login would send it back."""
    user: Any = request.user
    if not user.is_authenticated or user.has_perm("wagtailadmin.access_admin"):
        return None
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        raise PermissionDenied
    context = {"abmelden_url": reverse("account_logout"), "darf_lesen": may_read(user)}
    return render(request, "konto/ohne_rechte.html", context, status=403)


def complete_or_anonymous(request: HttpRequest, user: Any) -> Any:
    """Who reads the public pages: restricted ones are not for a session that lacks its second factor."""
    if not user.is_authenticated or stand(request, user) is Stand.GEZEIGT:
        return user
    return AnonymousUser()
