"""Keep the words of a form in another language."""

from collections.abc import Mapping

from django.db import transaction

from antraege.models import FormularPage, Formulartexte
from cms.aenderungen import record


@transaction.atomic
def set_worte(*, formular: FormularPage, sprache: str, worte: Mapping[str, str]) -> None:
    """``worte``: German → other, "" takes one away. What is not named stays: older states of the form use it."""
    row, _made = Formulartexte.objects.select_for_update().get_or_create(formular=formular, sprache=sprache)
    row.worte = {german: other for german, other in {**row.worte, **worte}.items() if other}
    row.save(update_fields=["worte"])
    record(formular.aenderung_tags())
