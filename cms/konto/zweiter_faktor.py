"""The second factor: which accounts need one, and whether a session has shown it.

Accounts are staff, or of the council. When citizens get accounts, ``is_exempt`` is where they part.
"""

from enum import Enum
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.http import HttpRequest

from cms.env import STAFF_OIDC

DEMO = "demo-"  # how the names of the demo logins begin


class Stand(Enum):
    """What a session lacks."""

    GEZEIGT = "nothing"
    FRAGEN = "to show the second factor that the account has"
    EINRICHTEN = "a second factor to show"


def is_demo(user: Any) -> bool:
    return user.get_username().startswith(DEMO)


def is_exempt(user: Any) -> bool:
    """Whether an account works without a second factor: all while debugging, the demo logins while trying out, and
    those of the council.
    """
    return not settings.ZWEITER_FAKTOR or (is_demo(user) and not settings.PRODUCTION) or only_reads(user)


def may_read(user: Any) -> bool:
    """Whether the council's reading room is open to an account that cannot enter the admin."""
    return user.has_perms(settings.RAT_RECHTE) and not user.has_perm("wagtailadmin.access_admin")


def only_reads(user: Any) -> bool:
    """Whether an account can do nothing but read what the council reads."""
    return bool(user.get_all_permissions() == set(settings.RAT_RECHTE))


def stand(request: HttpRequest, user: Any) -> Stand:
    """What the session of a logged-in user lacks; a factor that was taken away since then counts no longer."""
    if is_exempt(user) or is_asserted(request, user):
        return Stand.GEZEIGT
    shown = {record.get("id") for record in get_authentication_records(request, user) if record["method"] == "mfa"}
    owned = set(Authenticator.objects.filter(user_id=user.pk).values_list("pk", flat=True))
    if shown & owned:
        return Stand.GEZEIGT
    return Stand.FRAGEN if owned else Stand.EINRICHTEN


def is_asserted(request: HttpRequest, user: Any) -> bool:
    """Whether the staff's provider, which asks for a second factor itself, let the user in."""
    records = get_authentication_records(request, user) if settings.STAFF_OIDC_MFA else []
    return any(record["method"] == "socialaccount" and record.get("provider") == STAFF_OIDC for record in records)


def note_shown(request: HttpRequest, art: Authenticator.Type) -> None:
    """The user has just set up a factor and by that shown it."""
    user: Any = request.user
    authenticator = Authenticator.objects.filter(user_id=user.pk, type=art).latest("pk")
    record_authentication(request, user, "mfa", id=authenticator.pk, type=art.value, reauthenticated=True)


class ZweiterFaktorStage(AuthenticateStage):
    """Asks at the login, unless the provider has done so."""

    def handle(self) -> tuple[Any, bool]:
        if is_asserted(self.request, self.login.user):
            return None, True
        return super().handle()
