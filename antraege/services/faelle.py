"""Keep what was filled in as an example case of the form."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from antraege.auswertung import BERECHNET
from antraege.blocks import faelle_raw
from antraege.formularspeicher import auswerter
from antraege.models import Antrag, FormularPage
from antraege.pruefung import Fall
from antraege.pruefung.faelle import outcome
from antraege.umgebung import umgebung_at


def case_of(antrag: Antrag, name: str) -> Fall:
    """The answers of a trial, and what follows from them today."""
    today = timezone.localdate()
    found = auswerter(antrag.fassung_id).auswerten(antrag.lesen()["antworten"], umgebung_at(antrag.gebiet_id, today))
    given = {key: wert for key, wert in found.antworten.items() if found.definition.felder[key].typ != BERECHNET}
    return Fall(name, today, given, outcome(found))


@transaction.atomic
def keep_case(*, page: FormularPage, antrag: Antrag, name: str, user: Any) -> Fall:
    """Add it to the draft of the form. Publishing is left to editors."""
    draft = page.get_latest_revision_as_object()
    fall = case_of(antrag, name)
    raw = [dict(block) for block in draft.faelle.raw_data]
    [entry] = faelle_raw([fall.to_json()], f"{page.slug}/{antrag.kennung}")
    draft.faelle = [*(one for one in raw if one["id"] != entry["id"]), entry]
    draft.save_revision(user=user, log_action=True)
    return fall
