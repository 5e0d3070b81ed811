"""Keep a file that a citizen attaches, or take it away again."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from antraege.dateien import examine
from antraege.dateien.virenscan import Scanstand, is_due, scan
from antraege.definition import Definition
from antraege.feldtypen import NACH_TYP, Feld
from antraege.feldtypen.datei import DateiFeld, Dateiverweis
from antraege.inhalt import Antworten, Inhalt
from antraege.models import Anlage, Antrag
from antraege.services.speichern import AbgesendetError
from antraege.verschluesselung import UnlesbarError, seal, unseal

MOST_BYTES = 200 * 1024 * 1024  # of one application

logger = logging.getLogger(__name__)


class AnlageError(Exception):
    """A file that is not kept; ``str`` says why, and what to do, to whoever attached it."""


def keep_anlage(*, antrag: int, feld: Feld, upload: UploadedFile) -> Dateiverweis:
    """Examine a file, have it scanned, keep it encrypted and note it in the draft; one that came twice is kept once.

    Raises ``AnlageError``, ``DateiError``, ``AbgesendetError`` and ``Antrag.DoesNotExist``.
    """
    typ = _typ(feld)
    found = examine(
        upload.name or "", upload.size or 0, upload, typen=typ.dateitypen(feld), groesste=typ.groesste(feld)
    )
    befund = scan(found.inhalt)
    if befund.stand == Scanstand.GEFUNDEN:
        message = _("In „%(name)s“ steckt ein Schadprogramm. Bitte laden Sie die Datei nicht noch einmal hoch.")
        raise AnlageError(message % {"name": found.name})
    row = Anlage(
        antrag_id=antrag,
        feld=feld.schluessel,
        name=seal(found.name.encode()),
        art=found.typ.key,
        groesse=found.groesse,
        scan=befund.stand,
    )
    row.datei.save("neu", ContentFile(seal(found.inhalt)), save=False)
    verweis = Dateiverweis(row.kennung, found.name, found.groesse, found.typ.key)
    try:
        with transaction.atomic():
            draft, inhalt = _locked(antrag)
            same = _same(inhalt, feld, found.sha256)
            if same is None:
                _refuse_too_much(draft, found.groesse)
                inhalt = replace(inhalt, abdruecke={**inhalt.abdruecke, row.kennung: found.sha256})
                _note(draft, inhalt, feld, _with(_files(inhalt, feld), feld, verweis))
                row.save()
    except BaseException:
        row.datei.storage.delete(str(row.datei.name))
        raise
    if same:
        row.datei.storage.delete(str(row.datei.name))
    return same or verweis


@transaction.atomic
def remove_anlage(*, antrag: int, feld: Feld, kennung: str) -> None:
    """Take a file away again; one that is not there is no mistake."""
    draft, inhalt = _locked(antrag)
    known = {key: value for key, value in inhalt.abdruecke.items() if key != kennung}
    kept = [one for one in _files(inhalt, feld) if one["id"] != kennung]
    _note(draft, replace(inhalt, abdruecke=known), feld, kept)
    for row in Anlage.objects.filter(antrag=antrag, feld=feld.schluessel, kennung=kennung):
        transaction.on_commit(partial(row.datei.storage.delete, str(row.datei.name)), robust=True)
        row.delete()


def drop_unused(*, antrag: Antrag, definition: Definition, antworten: Antworten) -> None:
    """Delete the files that these answers do not name: nobody is sent what no longer belongs to them."""
    fields = [feld for feld in definition.felder.values() if NACH_TYP[feld.typ].dateien]
    files: Mapping[str, Any] = antworten
    named = [one["id"] for feld in fields for one in files.get(feld.schluessel) or ()]
    for row in antrag.anlagen.exclude(kennung__in=named):
        transaction.on_commit(partial(row.datei.storage.delete, str(row.datei.name)), robust=True)
        row.delete()


def content(anlage: Anlage) -> tuple[str, bytes]:
    """Name and bytes of a file. Raises ``UnlesbarError`` and ``FileNotFoundError``."""
    try:
        return _read(anlage)
    except FileNotFoundError:  # encrypted anew since we looked, or gone
        return _read(Anlage.objects.filter(pk=anlage.pk).first() or anlage)


def _read(anlage: Anlage) -> tuple[str, bytes]:
    with anlage.datei.open("rb") as file:
        return unseal(bytes(anlage.name)).decode(), unseal(file.read())


def rescan() -> int:
    """Ask the scanner about files it has not seen yet. Returns how many it has now seen.

    A file in which it finds something stays as it is, and staff never get it (``may_be_seen``). One that cannot be
    read keeps no other back.
    """
    done = 0
    for row in Anlage.objects.exclude(scan__in=[Scanstand.SAUBER, Scanstand.GEFUNDEN]).iterator(chunk_size=50):
        if not is_due(row.scan):
            break
        try:
            befund = scan(content(row)[1])
        except (UnlesbarError, OSError) as error:
            logger.error("File %s cannot be scanned: %s", row.pk, type(error).__name__)
            continue
        if befund.stand in {Scanstand.SAUBER, Scanstand.GEFUNDEN}:
            Anlage.objects.filter(pk=row.pk).update(scan=befund.stand)
            done += 1
    return done


def _with(before: list[dict[str, Any]], feld: Feld, verweis: Dateiverweis) -> list[dict[str, Any]]:
    typ = _typ(feld)
    if len(before) >= typ.most(feld):
        message = _("Höchstens %(most)d Dateien sind möglich. Bitte entfernen Sie erst eine.")
        raise AnlageError(message % {"most": typ.most(feld)})
    kept: Any = typ.export((verweis,), feld)
    return [*before, *kept]


def _typ(feld: Feld) -> DateiFeld:
    typ = NACH_TYP[feld.typ]
    if not isinstance(typ, DateiFeld):
        raise TypeError(feld.typ)
    return typ


def _locked(antrag: int) -> tuple[Antrag, Inhalt]:
    """The draft, which nobody else changes until the transaction ends, and what it holds."""
    row = Antrag.objects.select_for_update().only("inhalt", "zustand", "geaendert_at", "leer").get(pk=antrag)
    if not row.ist_entwurf:
        raise AbgesendetError(antrag)
    return row, row.lesen()


def _files(inhalt: Inhalt, feld: Feld) -> list[dict[str, Any]]:
    """What a field refers to, as it is kept."""
    found: Any = inhalt.antworten.get(feld.schluessel)
    return found or []


def _same(inhalt: Inhalt, feld: Feld, sha256: str) -> Dateiverweis | None:
    """A file of the field that holds the same: it came twice, by a second press of the button."""
    same: Any = [one for one in _files(inhalt, feld) if inhalt.abdruecke.get(one["id"]) == sha256]
    return _typ(feld).aus_export(same, feld)[0] if same else None


def _refuse_too_much(row: Antrag, more: int) -> None:
    if more + (row.anlagen.aggregate(total=Sum("groesse"))["total"] or 0) > MOST_BYTES:
        raise AnlageError(_("Zu diesem Antrag gibt es schon sehr viele Dateien. Bitte entfernen Sie erst eine."))


def _note(row: Antrag, inhalt: Inhalt, feld: Feld, files: Any) -> None:
    row.schreiben(inhalt.with_antworten({feld.schluessel: files or None}))
    row.geaendert_at, row.leer = timezone.now(), False
    row.save(update_fields=["inhalt", "geaendert_at", "leer"])
