"""Delete a draft, or what was sent, with its files."""

from functools import partial

from django.db import transaction

from antraege.models import Antrag


@transaction.atomic
def delete_antrag(*, antrag: int) -> bool:
    """Rows now, files when that is certain. The case, if there is one, keeps number, dates, form and amount."""
    row = Antrag.objects.select_for_update().filter(pk=antrag).first()
    if row is None:
        return False
    files = [(one.datei.storage, str(one.datei.name)) for one in row.anlagen.all()]
    if row.pdf:
        files.append((row.pdf.storage, str(row.pdf.name)))
    row.delete()
    for storage, name in files:
        transaction.on_commit(partial(storage.delete, name), robust=True)
    return True
