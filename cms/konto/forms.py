"""allauth's forms in the theme's dress and in plain German."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from theme.forms import KernForm

PASSWORT, NEUES, NOCHMAL = _("Passwort"), _("Neues Passwort"), _("Neues Passwort noch einmal")
CODE = _("Code")


class KontoForm(KernForm):
    """``beschriftung`` and ``hilfe`` replace what allauth calls its fields and says about them."""

    beschriftung: ClassVar[dict[str, Any]] = {}
    hilfe: ClassVar[dict[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.beschriftung.get(name, field.label)
            field.help_text = self.hilfe.get(name, field.help_text)
            field.widget.attrs.pop("placeholder", None)


class ZweimalDasselbeMixin:
    """Says in our words that the two new passwords differ."""

    def add_error(self, field: str | None, error: Any) -> None:
        if field == "password2" and not isinstance(error, ValidationError):
            error = _("Das ist nicht dasselbe Passwort wie im Feld darüber.")
        super().add_error(field, error)  # type: ignore[misc]


class AnmeldenForm(KontoForm, account.LoginForm):
    beschriftung = {"login": _("Benutzername"), "password": PASSWORT}
    hilfe = {"password": ""}


class PasswortBestaetigenForm(KontoForm, account.ReauthenticateForm):
    beschriftung = {"password": PASSWORT}
    hilfe = {"password": ""}


class PasswortAendernForm(ZweimalDasselbeMixin, KontoForm, account.ChangePasswordForm):
    beschriftung = {"oldpassword": _("Jetziges Passwort"), "password1": NEUES, "password2": NOCHMAL}
    hilfe = {"oldpassword": ""}


class PasswortVergessenForm(KontoForm, account.ResetPasswordForm):
    beschriftung = {"email": _("E-Mail-Adresse Ihres Kontos")}


class NeuesPasswortForm(ZweimalDasselbeMixin, KontoForm, account.ResetPasswordKeyForm):
    beschriftung = {"password1": NEUES, "password2": NOCHMAL}


class CodeForm(KontoForm, mfa.AuthenticateForm):
    beschriftung = {"code": CODE}
    hilfe = {"code": _("Sechs Ziffern aus Ihrer Authentifizierungs-App, oder einer Ihrer Ersatzcodes.")}


class CodeBestaetigenForm(KontoForm, mfa.ReauthenticateForm):
    beschriftung = CodeForm.beschriftung
    hilfe = CodeForm.hilfe


class AppEinrichtenForm(KontoForm, totp.ActivateTOTPForm):
    beschriftung = {"code": _("Code aus der App")}
    hilfe = {"code": _("Die sechs Ziffern, die Ihre App jetzt anzeigt.")}


class SchluesselMixin:
    """What goes wrong with the key is no matter of a field that one can see."""

    def add_error(self, field: str | None, error: Any) -> None:
        if field == "credential":
            field, error = None, _("Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.")
        super().add_error(field, error)  # type: ignore[misc]


class SchluesselForm(SchluesselMixin, webauthn.AuthenticateWebAuthnForm):
    pass


class SchluesselHinzufuegenForm(SchluesselMixin, KontoForm, webauthn.AddWebAuthnForm):
    beschriftung = {"name": _("Name des Schlüssels")}
    hilfe = {"name": _("Daran erkennen Sie ihn später wieder.")}
    name = forms.CharField(max_length=100, required=False)
