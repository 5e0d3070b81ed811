"""Encrypt everything anew with the newest key, while the portal runs."""

from collections.abc import Iterator

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.fields.files import FieldFile

from antraege.models import Anlage, Antrag, Protokollkopf, Vorgang
from antraege.verschluesselung import reseal

FEHLT = "fehlt"


def rotate() -> Iterator[str]:
    """Row by row, each locked only while it is rewritten. Yields what was done; a second time does no harm.

    ``FEHLT`` is a file that is not there. Raises ``UnlesbarError`` where the old key is missing.
    """
    for rows, anew in (
        (Antrag.objects.all(), _antrag),
        (Anlage.objects.all(), _anlage),
        (Vorgang.objects.exclude(notiz=None), _vorgang),
        (Protokollkopf.objects.all(), _protokoll),
    ):
        for pk in list(rows.order_by("pk").values_list("pk", flat=True)):
            if done := anew(pk):
                yield done


@transaction.atomic
def _antrag(pk: int) -> str:
    row = Antrag.objects.select_for_update().only("inhalt", "pdf").filter(pk=pk).first()
    if row is None:
        return ""
    row.inhalt = reseal(bytes(row.inhalt))
    if row.pdf and not _refile(row.pdf):
        row.pdf = ""  # made anew when somebody asks for it
    row.save(update_fields=["inhalt", "pdf"])
    return "antrag"


@transaction.atomic
def _anlage(pk: int) -> str:
    row = Anlage.objects.select_for_update().filter(pk=pk).first()
    if row is None:
        return ""
    row.name = reseal(bytes(row.name))
    found = _refile(row.datei)
    row.save(update_fields=["name", "datei"])
    return "anlage" if found else FEHLT


@transaction.atomic
def _vorgang(pk: int) -> str:
    row = Vorgang.objects.select_for_update().only("notiz").filter(pk=pk).exclude(notiz=None).first()
    if row is None or row.notiz is None:
        return ""
    row.notiz = reseal(bytes(row.notiz))
    row.save(update_fields=["notiz"])
    return "vorgang"


@transaction.atomic
def _protokoll(pk: int) -> str:
    row = Protokollkopf.objects.select_for_update().get(pk=pk)
    row.kopf = reseal(bytes(row.kopf))
    row.save(update_fields=["kopf"])
    return "protokoll"


def _refile(file: FieldFile) -> bool:
    """A new file beside the old one, which goes when the row points to the new one for certain."""
    try:
        with file.open("rb") as opened:
            data = reseal(opened.read())
    except FileNotFoundError:
        return False
    old, storage = str(file.name), file.storage
    file.save("neu", ContentFile(data), save=False)
    transaction.on_commit(lambda: storage.delete(old), robust=True)
    return True
