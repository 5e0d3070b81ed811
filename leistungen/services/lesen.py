"""Writing use case: when somebody last looked at what has changed."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from leistungen.models import Lesestand


@transaction.atomic
def note_visit(*, user: Any) -> Lesestand:
    """Note today's visit. ``davor`` stays the day of the last visit before today, however often one looks today."""
    heute = timezone.localdate()
    stand, _created = Lesestand.objects.get_or_create(user=user, defaults={"zuletzt": heute})
    if stand.zuletzt < heute:
        stand.davor, stand.zuletzt = stand.zuletzt, heute
        stand.save()
    return stand
