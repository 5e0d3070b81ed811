"""Writing use case: take the second factor from an account whose owner has lost it."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from wagtail.log_actions import log

ZURUECKGESETZT = "konto.zweiter_faktor_zurueckgesetzt"


@transaction.atomic
def reset_second_factor(*, user: Any, by: Any = None) -> int:
    """Delete all factors of ``user`` with the recovery codes; sessions they opened are incomplete from now on.

    Returns how many there were. ``by`` is who did it; ``None`` on the command line.
    """
    factors = list(Authenticator.objects.select_for_update().filter(user=user).values_list("pk", "type"))
    Authenticator.objects.filter(pk__in=[pk for pk, _type in factors]).delete()
    log(instance=user, action=ZURUECKGESETZT, user=by, data={"arten": sorted({kind for _pk, kind in factors})})
    return len(factors)
