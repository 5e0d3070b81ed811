"""Open a draft."""

import secrets

from django.db import IntegrityError, transaction
from django.utils import timezone

from antraege.angebot import Angebot
from antraege.models import Antrag, Nummernkreis
from antraege.models.nummernkreis import usual_muster
from antraege.verschluesselung import seal_json
from cms.models import Redaktion


@transaction.atomic
def open_antrag(*, angebot: Angebot, sprache: str = "de", vorschau: bool = False) -> Antrag:
    """A draft with its Vorgangsnummer. The number is given here, so it may stay unused, but never comes twice.

    ``vorschau``: an editor tries the form, and uses no number up.
    """
    formular = angebot.formular
    return Antrag.objects.create(
        nummer=f"VORSCHAU-{secrets.token_hex(4).upper()}" if vorschau else next_nummer(formular.redaktion),
        formular_id=formular.id,
        fassung_id=formular.fassung,
        redaktion_id=formular.redaktion,
        gebiet_id=angebot.ort.id,
        stelle_id=angebot.stelle_id,
        sprache=sprache,
        vorschau=vorschau,
        inhalt=seal_json({"antworten": {}, "roh": {}, "fertig": []}),
        geaendert_at=timezone.now(),
    )


def next_nummer(redaktion: int) -> str:
    """The next number of a Redaktion; others who want one wait until the transaction ends."""
    kreis = Nummernkreis.objects.select_for_update().filter(redaktion=redaktion).first() or _first(redaktion)
    jahr = max(timezone.localdate().year, kreis.jahr)  # another machine's clock may be ahead
    kreis.letzte = kreis.letzte + 1 if kreis.jahr == jahr else 1
    kreis.jahr = jahr
    kreis.save(update_fields=["jahr", "letzte"])
    return kreis.written()


def _first(redaktion: int) -> Nummernkreis:
    muster = usual_muster(Redaktion(pk=redaktion))
    try:
        with transaction.atomic():
            Nummernkreis.objects.create(redaktion_id=redaktion, muster=muster)
    except IntegrityError:  # somebody was faster
        pass
    return Nummernkreis.objects.select_for_update().get(redaktion=redaktion)
