"""Open a draft."""

import secrets

from django.db import IntegrityError, transaction
from django.utils import timezone

from antraege.angebot import Angebot
from antraege.inhalt import Inhalt
from antraege.models import Antrag
from antraege.nummernmuster import VORSCHAU
from antraege.services.nummern import next_nummer, skip_given
from antraege.verschluesselung import seal_json


def open_antrag(*, angebot: Angebot, sprache: str = "de", vorschau: bool = False) -> Antrag:
    """A draft with its Vorgangsnummer. The number is given here, so it may stay unused, but never comes twice.

    ``vorschau``: an editor tries the form, and uses no number up.
    """
    while True:
        try:
            return _open(angebot, sprache, vorschau)
        except IntegrityError:  # a number that came from elsewhere, or that is given at this moment
            if vorschau or not skip_given(angebot.formular.redaktion):
                raise


@transaction.atomic
def _open(angebot: Angebot, sprache: str, vorschau: bool) -> Antrag:
    formular = angebot.formular
    return Antrag.objects.create(
        nummer=f"{VORSCHAU}-{secrets.token_hex(4).upper()}" if vorschau else next_nummer(formular.redaktion),
        formular_id=formular.id,
        fassung_id=formular.fassung,
        redaktion_id=formular.redaktion,
        gebiet_id=angebot.ort.id,
        stelle_id=angebot.stelle_id,
        sprache=sprache,
        vorschau=vorschau,
        inhalt=seal_json(Inhalt().to_json()),
        geaendert_at=timezone.now(),
    )
