"""Try again what failed after an application was sent."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from antraege.enums import Folgezustand
from antraege.models import Antrag, Folge, Vorgangsereignis
from antraege.services.protokollieren import note
from antraege.tasks import run_folgen


@transaction.atomic
def retry_folge(*, folge: int, user: Any) -> bool:
    """At once, and then as often as the first time. Returns ``False`` if it was done, or deleted, meanwhile.

    The application comes first, as for who deletes it: else each would wait for the other, here for the log, there for
    the row.
    """
    Antrag.objects.select_for_update(of=("self",)).only("pk").filter(folgen=folge).first()
    rows = Folge.objects.select_for_update(of=("self",)).select_related("antrag__vorgang")
    row = rows.filter(pk=folge).first()
    if row is None or row.zustand not in {Folgezustand.OFFEN, Folgezustand.GESCHEITERT}:
        return False
    row.zustand, row.versuche, row.faellig_at = Folgezustand.OFFEN, 0, timezone.now()
    row.save(update_fields=["zustand", "versuche", "faellig_at"])
    note(vorgang=row.antrag.vorgang, art=Vorgangsereignis.Art.WIEDERHOLT, user=user, folge=row.art)
    transaction.on_commit(lambda: run_folgen.enqueue(row.antrag_id), robust=True)
    return True
