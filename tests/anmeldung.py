"""Sessions as the login makes them: with a second factor, or short of it."""

import time

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.http import HttpRequest
from django.test import Client

GEHEIMNIS = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code(secret: str = GEHEIMNIS, *, ahead: int = 0) -> str:
    """What the app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def app_of(user) -> Authenticator:
    """The account's app; set up if it has none."""
    found = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    return found or TOTP.activate(user, GEHEIMNIS).instance


class Kunde(Client):
    """A browser whose ``force_login`` shows the second factor too."""

    def force_login(self, user, backend=None, *, zweiter_faktor: bool = True) -> None:
        super().force_login(user, backend)
        if zweiter_faktor:
            request = HttpRequest()
            request.session = self.session
            record_authentication(request, user, "mfa", id=app_of(user).pk, type="totp")
            request.session.save()
