"""allauth's pages where the house adds something."""

from typing import Any

import requests
from allauth.account.views import PasswordChangeView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from cms.konto.zweiter_faktor import note_shown


class PasswortAendernView(PasswordChangeView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        user: Any = request.user
        if user.is_authenticated and not user.has_usable_password():
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class AppEinrichtenView(ActivateTOTPView):
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        note_shown(self.request, Authenticator.Type.TOTP)
        return response


class SchluesselHinzufuegenView(AddWebAuthnView):
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        note_shown(self.request, Authenticator.Type.WEBAUTHN)
        return response


class ErsatzcodesErneuernView(GenerateRecoveryCodesView):
    """Only for complete sessions; one that was opened with an old code stays complete."""

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        note_shown(self.request, Authenticator.Type.RECOVERY_CODES)
        return response


@require_POST
def oidc_login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """On to the provider. A page of ours leads there: ``form-action`` would stop a redirect to another host."""
    try:
        response: HttpResponse = openid_connect.login(request, provider_id)
    except requests.RequestException as error:
        provider = get_adapter(request).get_provider(request, provider=provider_id)
        return render_authentication_error(request, provider, exception=error)
    if response.status_code != 302:
        return response
    return render(request, "konto/weiter.html", {"ziel": response["Location"]})
