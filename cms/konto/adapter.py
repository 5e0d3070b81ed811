"""What allauth asks the house: who may in, and what is said to whom."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from cms.konto.zweiter_faktor import is_demo, may_read

FRISCH = 300  # seconds for which a login counts as proof enough to change how one logs in
VERBUNDEN = "konto.oidc_verbunden"

MELDUNGEN = {  # of all that allauth would say after an action
    "account/messages/logged_out.txt": _("Sie sind abgemeldet."),
    "account/messages/password_changed.txt": _("Ihr Passwort ist geändert."),
    "mfa/messages/totp_activated.txt": _("Die Authentifizierungs-App ist eingerichtet."),
    "mfa/messages/totp_deactivated.txt": _("Die Authentifizierungs-App ist entfernt."),
    "mfa/messages/webauthn_added.txt": _("Der Sicherheitsschlüssel ist hinzugefügt."),
    "mfa/messages/webauthn_removed.txt": _("Der Sicherheitsschlüssel ist entfernt."),
    "mfa/messages/recovery_codes_generated.txt": _("Sie haben neue Ersatzcodes. Frühere gelten nicht mehr."),
}
FALSCHER_CODE = _("Dieser Code stimmt nicht oder gilt nicht mehr.")


class KontoAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "enter_current_password": _("Das ist nicht Ihr jetziges Passwort."),
        "incorrect_code": FALSCHER_CODE,
        "incorrect_password": _("Das Passwort stimmt nicht."),
        "invalid_password_reset": _("Dieser Link gilt nicht mehr."),
        "rate_limited": _("Zu viele Versuche. Bitte warten Sie zehn Minuten und versuchen Sie es dann noch einmal."),
        "too_many_login_attempts": _(
            "Zu viele Fehlversuche. Bitte warten Sie zehn Minuten und versuchen Sie es dann noch einmal."
        ),
        "username_password_mismatch": _("Benutzername und Passwort passen nicht zusammen."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        asked = "allauth.mfa.stages.AuthenticateStage"
        ours = "cms.konto.zweiter_faktor.ZweiterFaktorStage"
        return [ours if stage == asked else stage for stage in super().get_login_stages()]

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        if settings.PRODUCTION and is_demo(user):
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("katalog") if may_read(request.user) else str(super().get_login_redirect_url(request))

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        records = get_authentication_records(self.request, self.request.user)
        fresh = any(timezone.now().timestamp() - record["at"] < FRISCH for record in records)
        return not fresh and super().is_reauthentication_required(app=app, **kwargs)

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        """An account that logs in by the provider alone gets no password by mail."""
        if user.has_usable_password():
            super().send_password_reset_mail(user, email, context)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        text = message or MELDUNGEN.get(message_template or "")
        if text:
            messages.add_message(request, level, str(text), extra_tags=extra_tags)


class ZweiterFaktorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": FALSCHER_CODE}

    def get_totp_label(self, user: Any) -> str:
        return user.get_username()

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Sicherheitsschlüssel %(nummer)d") % {"nummer": number}


class OidcAdapter(DefaultSocialAccountAdapter):
    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Let in whom an account belongs to; nobody gets a new one, and no session is linked to a second identity."""
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            raise ImmediateHttpResponse(_refuse(request))
        if sociallogin.is_existing:
            return
        user = account_for(sociallogin)
        if user is None:
            raise ImmediateHttpResponse(_refuse(request))
        sociallogin.connect(request, user)
        log(instance=user, action=VERBUNDEN, user=user, data={"subject": sociallogin.account.uid})


def account_for(sociallogin: SocialLogin) -> Any:
    """The one active account with the address that the provider has verified, unless another subject has it."""
    adressen = {one.email.lower() for one in sociallogin.email_addresses if one.verified is True}
    if len(adressen) != 1:
        return None
    found = list(get_user_model().objects.filter(email__iexact=adressen.pop(), is_active=True)[:2])
    if len(found) != 1:
        return None
    linked = SocialAccount.objects.filter(user=found[0], provider=sociallogin.account.provider)
    return None if linked.exists() else found[0]


def _refuse(request: HttpRequest) -> HttpResponse:
    return render(request, "konto/kein_konto.html", status=403)
