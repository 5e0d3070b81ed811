"""Groups of people who work on cases: each Redaktion gets one, more are made by those who run the portal."""

from collections.abc import Iterable
from itertools import count
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction

from antraege.models import Sachbearbeitung
from cms.models import Organisationseinheit, Redaktion
from cms.services.redaktionen import ADMIN, permission

Aufgabe = Sachbearbeitung.Aufgabe
ENDUNG = " – Sachbearbeitung"


def project(subject: Any) -> set[str]:
    """Projection: a Redaktion → its group for all cases, named after it. Returns no further tags."""
    if isinstance(subject, Redaktion) and Redaktion.objects.filter(pk=subject.pk).exists():
        ensure_sachbearbeitung(redaktion=subject)
    return set()


@transaction.atomic
def ensure_sachbearbeitung(*, redaktion: Redaktion) -> Sachbearbeitung:
    """The group that works on all cases of a Redaktion. Repeatable; nobody is put into it."""
    rows = Sachbearbeitung.objects.filter(redaktion=redaktion, fuer=redaktion.pk, alle_stellen=True)
    found = rows.filter(aufgabe=Aufgabe.BEARBEITEN).select_related("gruppe").order_by("pk").first()
    if found is None:
        return create_sachbearbeitung(redaktion=redaktion, name=redaktion.name + ENDUNG)
    if not found.gruppe.name.startswith(redaktion.name + ENDUNG) and found.gruppe.name.endswith(ENDUNG):
        found.gruppe.name = _free(redaktion.name + ENDUNG)
        found.gruppe.save(update_fields=["name"])
    return found


@transaction.atomic
def create_sachbearbeitung(
    *,
    redaktion: Redaktion,
    name: str,
    aufgabe: str = Aufgabe.BEARBEITEN,
    stellen: Iterable[Organisationseinheit] | None = None,
) -> Sachbearbeitung:
    """A new group, for all cases or (``stellen``) for those of some offices."""
    row = Sachbearbeitung(redaktion=redaktion, aufgabe=aufgabe, alle_stellen=stellen is None)
    equip(row=row, name=_free(name))
    row.save()
    row.stellen.set(stellen or [])
    return row


@transaction.atomic
def equip(*, row: Sachbearbeitung, name: str) -> None:
    """Let a row that is about to be saved have its group, and hold for its Redaktion."""
    if row.gruppe_id is None:
        row.gruppe = Group.objects.create(name=name)
    elif row.gruppe.name != name:
        row.gruppe.name = name
        row.gruppe.save(update_fields=["name"])
    row.gruppe.permissions.add(permission(*ADMIN))
    row.fuer = row.redaktion_id


def _free(name: str) -> str:
    """A name no group has."""
    name = name[:140]
    taken = set(Group.objects.filter(name__startswith=name).values_list("name", flat=True))
    return next(one for n in count(1) if (one := name if n == 1 else f"{name} ({n})") not in taken)
