"""Keep the words of a form in another language."""

from collections.abc import Mapping

from django.db import transaction

from antraege.models import FormularPage, Formulartexte
from cms.aenderungen import record


@transaction.atomic
def set_worte(*, formular: FormularPage, sprache: str, worte: Mapping[str, str]) -> None:
    """``worte``: German → other, "" takes one away. What is not named stays: older states of the form use it."""
    _keep(_locked(formular, sprache), worte)
    record(formular.aenderung_tags())


@transaction.atomic
def load_worte(*, formular: FormularPage, sprache: str, worte: Mapping[str, str]) -> None:
    """The same from a file. What editors have translated otherwise, or taken away, since a file said it stays so."""
    row = _locked(formular, sprache)
    before, row.geladen = row.geladen, {**row.geladen, **worte}
    _keep(
        row, {german: other for german, other in worte.items() if row.worte.get(german, "") == before.get(german, "")}
    )
    record(formular.aenderung_tags())


def _locked(formular: FormularPage, sprache: str) -> Formulartexte:
    row, _made = Formulartexte.objects.select_for_update().get_or_create(formular=formular, sprache=sprache)
    return row


def _keep(row: Formulartexte, worte: Mapping[str, str]) -> None:
    row.worte = {german: other for german, other in {**row.worte, **worte}.items() if other}
    row.save(update_fields=["worte", "geladen"])
