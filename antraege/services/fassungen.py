"""End an old state of a form: running drafts go on with the newest."""

from django.db import transaction
from django.utils import timezone

from antraege.models import Formularfassung


class NochGueltigError(Exception):
    """Whoever begins now begins with it. Publish another first."""


@transaction.atomic
def end_fassung(*, fassung: int, grund: str) -> Formularfassung:
    """From now on nobody goes on with it; ``grund`` is told to whoever had begun. A second time changes nothing.

    Raises ``NochGueltigError`` for the newest, and ``Formularfassung.DoesNotExist``.
    """
    row = Formularfassung.objects.select_for_update().get(pk=fassung, vorschau=False)
    if row == newest(row.formular_id):
        raise NochGueltigError(fassung)
    if row.beendet_at is None:
        row.beendet_at, row.grund = timezone.now(), grund
        row.save(update_fields=["beendet_at", "grund"])
    return row


def newest(formular: int) -> Formularfassung | None:
    """The one that whoever begins now fills in."""
    return Formularfassung.objects.filter(formular=formular, vorschau=False, beendet_at=None).order_by("-pk").first()
