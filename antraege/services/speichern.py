"""Keep what a citizen has filled in."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from antraege.feldtypen import Json
from antraege.models import Antrag


class AbgesendetError(Exception):
    """The application was sent already; it cannot be changed any more."""


class VeraltetError(Exception):
    """Something else was kept since it was read."""


@transaction.atomic
def save_schritt(
    *,
    antrag: int,
    antworten: Mapping[str, Json] = {},
    roh: Mapping[str, Any] | None = None,
    schritt: str = "",
    fertig: bool = False,
    hinweis: str = "",
    gelesen: bytes | None = None,
) -> dict[str, Any]:
    """Keep the answers of a step; those of other steps stay. ``None`` takes an answer away.

    ``roh`` is what was typed there and is not right yet. ``fertig`` says that the step was left by "Weiter",
    ``hinweis`` is the hash of the data protection notice that was read. ``gelesen`` is what the draft held, as it lies
    in the database, when all this was worked out. Returns what it holds now. Raises ``Antrag.DoesNotExist``,
    ``AbgesendetError`` and ``VeraltetError``.
    """
    row = Antrag.objects.select_for_update().only("inhalt", "zustand", "geaendert_at", "leer").get(pk=antrag)
    if not row.ist_entwurf:
        raise AbgesendetError(antrag)
    if gelesen is not None and bytes(row.inhalt) != gelesen:
        raise VeraltetError(antrag)
    inhalt = row.lesen()
    merged = inhalt["antworten"] | dict(antworten)
    inhalt["antworten"] = {key: value for key, value in merged.items() if value is not None}
    if schritt:
        inhalt["roh"] = {key: value for key, value in inhalt["roh"].items() if key != schritt}
        if roh:
            inhalt["roh"][schritt] = dict(roh)
        inhalt["fertig"] = _without(inhalt["fertig"], schritt) + ([schritt] if fertig else [])
    if hinweis:
        inhalt["hinweis"] = {"fassung": hinweis, "am": timezone.localdate().isoformat()}
    row.schreiben(inhalt)
    row.geaendert_at = timezone.now()
    row.leer = row.leer and not inhalt["antworten"] and not inhalt["roh"]
    row.save(update_fields=["inhalt", "geaendert_at", "leer"])
    return inhalt


def keep_entwurf(*, antrag: int) -> None:
    """Its link was shown: a draft that says nothing yet lives as long as any. Raises ``Antrag.DoesNotExist``."""
    if not Antrag.objects.filter(pk=antrag).update(leer=False):
        raise Antrag.DoesNotExist


def _without(steps: Collection[str], step: str) -> list[str]:
    return [one for one in steps if one != step]
