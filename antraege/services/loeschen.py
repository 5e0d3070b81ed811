"""Delete a draft, or what was sent, with its files."""

from functools import partial

from django.db import transaction
from django.db.models import QuerySet

from antraege.models import Antrag, FormularPage, Vorgang
from antraege.services.speichern import AbgesendetError


@transaction.atomic
def discard_entwurf(*, antrag: int) -> bool:
    """Delete what its citizen does not want any more. Raises ``AbgesendetError`` if it was sent meanwhile."""
    row = Antrag.objects.select_for_update().only("zustand").filter(pk=antrag).first()
    if row is not None and not row.ist_entwurf:
        raise AbgesendetError(antrag)
    return delete_antrag(antrag=antrag)


@transaction.atomic
def discard_trials(*, formulare: QuerySet[FormularPage]) -> None:
    """Delete what editors filled in to try these forms."""
    trials = Antrag.objects.filter(vorschau=True, formular__in=formulare)
    for pk in list(trials.values_list("pk", flat=True)):
        delete_antrag(antrag=pk)
    Vorgang.objects.filter(vorschau=True, formular__in=formulare).delete()


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
