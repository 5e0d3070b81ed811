"""Send an application: once, and whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from antraege.auswertung import Auswertung
from antraege.enums import Antragszustand, Folgeart
from antraege.feldtypen import NACH_TYP
from antraege.formularspeicher import auswerter
from antraege.inhalt import Inhalt
from antraege.models import Antrag, Folge, Vorgang, Vorgangsereignis
from antraege.services.anlagen import drop_unused
from antraege.services.nummern import is_of_case, next_nummer
from antraege.services.protokollieren import note
from antraege.tasks import run_folgen
from antraege.umgebung import umgebung_at


@dataclass(frozen=True, slots=True)
class Veraltet:
    """An answer that its field took once and takes no more: time goes by. ``meldung`` says why."""

    schritt: str
    feld: str
    meldung: str


class UnvollstaendigError(Exception):
    """Something is missing or does not fit; ``auswertung`` says what, ``veraltet`` which fields take it no longer."""

    def __init__(self, auswertung: Auswertung, veraltet: Sequence[Veraltet] = ()):
        super().__init__(sorted(auswertung.fehlend))
        self.auswertung = auswertung
        self.veraltet = veraltet


@transaction.atomic
def submit_antrag(*, antrag: int) -> Vorgang:
    """Close the draft, open the case, note what follows: all of it or nothing. A second time changes nothing.

    Answers of fields that are not shown are dropped. It gets a new number if a case has its own already. Raises
    ``Antrag.DoesNotExist`` and ``UnvollstaendigError``.
    """
    row = Antrag.objects.select_for_update(of=("self",)).get(pk=antrag)
    if not row.ist_entwurf:
        return Vorgang.objects.get(antrag=row)
    inhalt = row.lesen()
    found = auswerter(row.fassung_id).auswerten(inhalt.antworten, umgebung_at(row.gebiet_id, inhalt.stichtag))
    if found.fehlend or found.fehler or inhalt.roh.keys() & {one.schluessel for one in found.schritte}:
        raise UnvollstaendigError(found)
    if veraltet := list(_outdated(found)):
        raise UnvollstaendigError(found, veraltet)
    return _send(row, inhalt, found)


def _outdated(found: Auswertung) -> Iterator[Veraltet]:
    for schritt in found.schritte:
        for feld in found.felder(schritt):
            typ, answer = NACH_TYP[feld.typ], found.antworten.get(feld.schluessel)
            if answer is None:
                continue
            try:
                typ.noch_gueltig(feld, typ.aus_export(answer, feld))
            except ValidationError as error:
                yield Veraltet(schritt.schluessel, feld.schluessel, " ".join(error.messages))


def _send(row: Antrag, inhalt: Inhalt, found: Auswertung) -> Vorgang:
    now = timezone.now()
    row.schreiben(_kept(inhalt, found))
    row.zustand, row.eingereicht_at, row.geaendert_at = Antragszustand.EINGEREICHT, now, now
    row.betrag_cent = found.betrag
    if is_of_case(row.nummer):  # came from elsewhere since the draft was opened
        row.nummer = next_nummer(row.redaktion_id)
    row.save(update_fields=["inhalt", "nummer", "zustand", "eingereicht_at", "geaendert_at", "betrag_cent"])
    vorgang = Vorgang.objects.create(
        antrag=row,
        nummer=row.nummer,
        formular_id=row.formular_id,
        titel=found.definition.titel,
        redaktion_id=row.redaktion_id,
        stelle_id=row.stelle_id,
        gebiet_id=row.gebiet_id,
        betrag_cent=row.betrag_cent,
        vorschau=row.vorschau,
        eingegangen_at=now,
        geaendert_at=now,
    )
    note(vorgang=vorgang, art=Vorgangsereignis.Art.EINGEGANGEN)
    drop_unused(antrag=row, definition=found.definition, antworten=found.antworten)
    due = [Folge(antrag=row, art=art, faellig_at=now) for art in Folgeart]
    Folge.objects.bulk_create(due)
    transaction.on_commit(lambda: run_folgen.enqueue(row.pk), robust=True)
    return vorgang


def _kept(inhalt: Inhalt, found: Auswertung) -> Inhalt:
    """What stays of a draft: the answers that count, the fees as they were, and when the notice was read."""
    fees = ({"bezeichnung": one.bezeichnung, "betrag": one.betrag, "quelle": one.quelle} for one in found.posten)
    return replace(inhalt, antworten=found.antworten, roh={}, posten=tuple(fees), abdruecke={}, umzug=None)
