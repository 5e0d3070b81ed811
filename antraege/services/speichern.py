"""Keep what a citizen has filled in."""

from dataclasses import replace
from types import MappingProxyType

from django.db import transaction
from django.utils import timezone

from antraege.inhalt import Antworten, Inhalt, Roh
from antraege.models import Antrag


class AbgesendetError(Exception):
    """The application was sent already; it cannot be changed any more."""


class VeraltetError(Exception):
    """Something else was kept since it was read."""


@transaction.atomic
def save_schritt(
    *,
    antrag: int,
    schritt: str,
    antworten: Antworten = MappingProxyType({}),
    roh: Roh = MappingProxyType({}),
    fertig: bool = False,
    hinweis: str = "",
    gelesen: bytes | None = None,
) -> Inhalt:
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
    inhalt = row.lesen().with_antworten(antworten).with_schritt(schritt, roh=roh, fertig=fertig)
    if hinweis:
        inhalt = replace(inhalt, hinweis={"fassung": hinweis, "am": timezone.localdate().isoformat()})
    row.schreiben(inhalt)
    row.geaendert_at = timezone.now()
    row.leer = row.leer and inhalt.ist_leer
    row.save(update_fields=["inhalt", "geaendert_at", "leer"])
    return inhalt


def keep_entwurf(*, antrag: int) -> None:
    """Its link was shown: a draft that says nothing yet lives as long as any. Raises ``Antrag.DoesNotExist``."""
    if not Antrag.objects.filter(pk=antrag).update(leer=False):
        raise Antrag.DoesNotExist
