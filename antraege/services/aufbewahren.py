"""Delete what need not be kept any longer (Art. 5 (1) e DSGVO). Clocks run from the last change.

Of a case that was closed stay number, dates, form, office, place and amount; answers, files, PDF and note go.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from antraege.enums import Antragszustand, Vorgangszustand
from antraege.models import Anlage, Antrag, Formularfassung, FormularPage, Vorgang, Vorgangsereignis
from antraege.models.antrag import private
from antraege.services.loeschen import delete_antrag
from antraege.services.protokollieren import note

logger = logging.getLogger(__name__)

VORSCHAU = timedelta(days=1)
LEER = timedelta(days=1)  # a draft that was opened and left, and whose link nobody has seen
DATEIEN = timedelta(days=1)  # younger ones may belong to a row that is just being written


@dataclass(frozen=True, slots=True)
class Faellig:
    """An application that is due to be deleted, and by which rule."""

    antrag: int
    nummer: str
    formular: str
    regel: str
    noch: QuerySet[Antrag] = field(compare=False, repr=False)  # finds it for as long as it is due


def due(now: datetime | None = None) -> Iterator[Faellig]:
    """What the rules would delete now."""
    for regel, rows in _regeln(now or timezone.now()):
        for pk, nummer, titel in rows.order_by("pk").values_list("pk", "nummer", "formular__title"):
            yield Faellig(pk, nummer, titel, regel, rows)


def _regeln(now: datetime) -> Iterator[tuple[str, QuerySet[Antrag]]]:
    rows = Antrag.objects.all()
    drafts = rows.filter(zustand=Antragszustand.ENTWURF, vorschau=False)
    yield "Vorschau", rows.filter(vorschau=True, geaendert_at__lt=now - VORSCHAU)
    yield "nie ausgefüllt", drafts.filter(leer=True, geaendert_at__lt=now - LEER)
    for pk, entwurf, aufbewahrung in FormularPage.objects.values_list("pk", "entwurf_tage", "aufbewahrung_tage"):
        own = drafts.filter(formular=pk, leer=False)
        yield "Entwurf", own.filter(geaendert_at__lt=now - timedelta(days=entwurf))
        done = {
            "vorgang__zustand": Vorgangszustand.ABGESCHLOSSEN,
            "vorgang__geaendert_at__lt": now - timedelta(days=aufbewahrung),
        }
        yield "abgeschlossen", rows.filter(formular=pk, vorschau=False, **done)


@transaction.atomic
def execute(faellig: Faellig) -> bool:
    """Delete one of them; not if somebody has changed it since it was found.

    The log comes first: the case is locked against new events only by who holds the head of the log, as all who add
    to it do. The other way round two would wait for each other.
    """
    vorgang = Vorgang.objects.select_for_update(of=("self",), no_key=True).filter(antrag=faellig.antrag).first()
    if faellig.noch.select_for_update(of=("self",)).filter(pk=faellig.antrag).first() is None:
        return False
    if vorgang:
        vorgang.notiz = None
        vorgang.save(update_fields=["notiz"])
        note(vorgang=vorgang, art=Vorgangsereignis.Art.GELOESCHT)
    delete_antrag(antrag=faellig.antrag)
    if vorgang and vorgang.vorschau:
        vorgang.delete()
    return True


def sweep() -> int:
    """Delete all that is due. Returns how many applications that were. One that cannot be deleted keeps no other."""
    deleted = sum(_tried(one) for one in list(due()))
    prune_trials()
    prune_files()
    return deleted


def _tried(faellig: Faellig) -> bool:
    try:
        return execute(faellig)
    except Exception as error:  # its text may say what the citizen wrote
        logger.error("Application %s is due and cannot be deleted: %s", faellig.antrag, type(error).__name__)
        return False


# --- What is left of what was deleted ---------------------------------------------------------------------------------


def prune_trials() -> None:
    """Drafts of forms that editors tried, once no application is left on them."""
    Formularfassung.objects.filter(vorschau=True, antraege=None, ab__lt=timezone.now() - VORSCHAU).delete()


def lost_files() -> list[str]:
    """Files that no row names: a process died before it wrote the row, or after it deleted it."""
    storage, before = private(), timezone.now() - DATEIEN
    old = [name for name in _files("") if storage.get_modified_time(name) < before]
    known = set(Antrag.objects.exclude(pdf="").values_list("pdf", flat=True).iterator())
    known.update(Anlage.objects.values_list("datei", flat=True).iterator())
    return sorted(set(old) - known)


def prune_files() -> list[str]:
    storage, found = private(), lost_files()
    for name in found:
        storage.delete(name)
    return found


def _files(folder: str) -> Iterator[str]:
    try:
        folders, files = private().listdir(folder)
    except FileNotFoundError:  # nothing was ever kept
        return
    prefix = f"{folder}/" if folder else ""
    yield from (prefix + name for name in files)
    for one in folders:
        yield from _files(prefix + one)
