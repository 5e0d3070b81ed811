"""Encrypt everything anew with the newest key, while the portal runs."""

from collections.abc import Iterator

from django.core.files.base import ContentFile
from django.db import transaction

from antraege.models import Anlage, Antrag, Vorgang
from antraege.verschluesselung import reseal

CHUNK = 200


def rotate() -> Iterator[str]:
    """Row by row, each locked only while it is rewritten. Yields what was done; a second time does no harm.

    Raises ``UnlesbarError`` where the old key is missing.
    """
    for pk in Antrag.objects.values_list("pk", flat=True).iterator(chunk_size=CHUNK):
        if _antrag(pk):
            yield "antrag"
    for pk in Anlage.objects.values_list("pk", flat=True).iterator(chunk_size=CHUNK):
        if _anlage(pk):
            yield "anlage"
    for pk in Vorgang.objects.exclude(notiz=None).values_list("pk", flat=True).iterator(chunk_size=CHUNK):
        if _vorgang(pk):
            yield "vorgang"


@transaction.atomic
def _antrag(pk: int) -> bool:
    row = Antrag.objects.select_for_update().filter(pk=pk).first()
    if row is None:
        return False
    row.inhalt = reseal(bytes(row.inhalt))
    if row.pdf:
        _refile(row.pdf)
    row.save(update_fields=["inhalt", "pdf"])
    return True


@transaction.atomic
def _anlage(pk: int) -> bool:
    row = Anlage.objects.select_for_update().filter(pk=pk).first()
    if row is None:
        return False
    row.name = reseal(bytes(row.name))
    _refile(row.datei)
    row.save(update_fields=["name", "datei"])
    return True


@transaction.atomic
def _vorgang(pk: int) -> bool:
    row = Vorgang.objects.select_for_update().filter(pk=pk).exclude(notiz=None).first()
    if row is None or row.notiz is None:
        return False
    row.notiz = reseal(bytes(row.notiz))
    row.save(update_fields=["notiz"])
    return True


def _refile(field: object) -> None:
    """A new file beside the old one, which goes when the row points to the new one for certain."""
    with field.open("rb") as file:  # type: ignore[attr-defined]
        data = reseal(file.read())
    old, storage = field.name, field.storage  # type: ignore[attr-defined]
    field.save("neu", ContentFile(data), save=False)  # type: ignore[attr-defined]
    transaction.on_commit(lambda: storage.delete(old), robust=True)
