"""Work on a case: how far it is, and a note for colleagues."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from antraege.models import Vorgang, Vorgangsereignis
from antraege.services.protokollieren import note
from antraege.verschluesselung import seal_json, unseal_json
from antraege.zustaende import ABGESCHLOSSEN, may_follow


class VeraltetError(Exception):
    """Somebody else has changed the case since it was looked at."""


class UebergangError(Exception):
    """From its state a case does not come to that one."""


class GeloeschtError(Exception):
    """Its answers have been deleted; what is left is not changed any more."""


def stand_of(vorgang: Vorgang) -> str:
    """What a form carries so that nobody overwrites what they have not seen."""
    return vorgang.geaendert_at.isoformat()


def notiz_of(vorgang: Vorgang) -> str:
    """Raises ``UnlesbarError``."""
    return str(unseal_json(bytes(vorgang.notiz))) if vorgang.notiz else ""


@transaction.atomic
def edit_vorgang(*, vorgang: int, gesehen: str, user: Any, zustand: str = "", notiz: str | None = None) -> Vorgang:
    """Change state and note; an empty ``zustand`` and a ``notiz`` of ``None`` leave them as they are.

    Raises ``VeraltetError``, ``UebergangError`` and ``GeloeschtError``.
    """
    row = Vorgang.objects.select_for_update(no_key=True).get(pk=vorgang)  # events that refer to it may come in
    if row.antrag_id is None:
        raise GeloeschtError(vorgang)
    if stand_of(row) != gesehen:
        raise VeraltetError(vorgang)
    noted = notiz is not None and notiz.strip() != notiz_of(row)
    moved = bool(zustand) and zustand != row.zustand
    if not noted and not moved:
        return row
    row.geaendert_at = timezone.now()
    if noted:
        row.notiz = seal_json(str(notiz).strip()) if str(notiz).strip() else None
        note(vorgang=row, art=Vorgangsereignis.Art.NOTIZ, user=user)
    if moved:
        if not may_follow(row.zustand, zustand):
            raise UebergangError(zustand)
        note(vorgang=row, art=Vorgangsereignis.Art.STAND, user=user, von=row.zustand, nach=zustand)
        row.zustand = zustand
        row.abgeschlossen_at = row.geaendert_at if zustand == ABGESCHLOSSEN else None
    row.save(update_fields=["notiz", "zustand", "abgeschlossen_at", "geaendert_at"])
    return row
