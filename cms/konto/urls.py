"""All pages around an account. allauth's others (signing up, addresses, linking) have no address here."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as socialaccount
from django.conf import settings
from django.urls import path, re_path, reverse_lazy
from django.views.decorators.cache import never_cache
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cms.konto import views

anmelden = account.LoginView.as_view(extra_context={"ausprobieren": not settings.PRODUCTION})

urlpatterns = [
    path("anmelden/", anmelden, name="account_login"),
    path("anmelden/code/", mfa.authenticate, name="mfa_authenticate"),
    path("anmelden/abgebrochen/", socialaccount.login_cancelled, name="socialaccount_login_cancelled"),
    path("abmelden/", account.logout, name="account_logout"),
    path("gesperrt/", account.account_inactive, name="account_inactive"),
    path("bestaetigen/", account.reauthenticate, name="account_reauthenticate"),
    path("bestaetigen/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("bestaetigen/schluessel/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("passwort/", views.PasswortAendernView.as_view(), name="account_change_password"),
    path("passwort/vergessen/", account.password_reset, name="account_reset_password"),
    path("passwort/vergessen/gesendet/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^passwort/neu/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("passwort/neu/fertig/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("zweiter-faktor/", mfa.index, name="mfa_index"),
    path("zweiter-faktor/app/", views.AppEinrichtenView.as_view(), name="mfa_activate_totp"),
    path("zweiter-faktor/app/entfernen/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("zweiter-faktor/schluessel/", views.SchluesselHinzufuegenView.as_view(), name="mfa_add_webauthn"),
    path(
        "zweiter-faktor/schluessel/<int:pk>/entfernen/",
        webauthn.RemoveWebAuthnView.as_view(success_url=reverse_lazy("mfa_index")),
        name="mfa_remove_webauthn",
    ),
    path("zweiter-faktor/ersatzcodes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("zweiter-faktor/ersatzcodes/datei/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path(
        "zweiter-faktor/ersatzcodes/erneuern/",
        views.ErsatzcodesErneuernView.as_view(),
        name="mfa_generate_recovery_codes",
    ),
]
urlpatterns = decorate_urlpatterns(urlpatterns, never_cache)
