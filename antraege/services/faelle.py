"""Example cases of a form: kept from a trial, renamed, renewed, deleted. All of it in the draft of the form."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from antraege.blocks import faelle_json, faelle_raw
from antraege.feldtypen import rechnung
from antraege.formularspeicher import auswerter
from antraege.models import Antrag, FormularPage
from antraege.pruefung import Fall
from antraege.pruefung.faelle import outcome
from antraege.umgebung import umgebung_at

Eintrag = dict[str, Any]  # a case as its block stores it


class KeinFallError(Exception):
    """The draft has no such case (any more), or none that can be read."""


def case_of(antrag: Antrag, name: str) -> Fall:
    """The answers of a trial, and what follows from them on its day."""
    inhalt = antrag.lesen()
    tag = inhalt.stichtag or timezone.localdate()
    found = auswerter(antrag.fassung_id).auswerten(inhalt.antworten, umgebung_at(antrag.gebiet_id, tag))
    given = {key: wert for key, wert in found.antworten.items() if not rechnung(found.definition.felder[key])}
    return Fall(name, tag, given, outcome(found))


def tried(antrag: Antrag) -> str:
    """The id of the case that a trial was opened with; "" for none."""
    return (antrag.lesen().versuch or {}).get("fall", "")


def find_case(draft: FormularPage, kennung: str) -> Fall:
    """Raises ``KeinFallError``."""
    for block, daten in zip(draft.faelle, faelle_json(draft.faelle), strict=True):
        if block.id == kennung:
            try:
                return Fall.from_json(daten)
            except (KeyError, TypeError, ValueError) as error:
                raise KeinFallError(kennung) from error
    raise KeinFallError(kennung)


@transaction.atomic
def keep_case(*, page: FormularPage, antrag: Antrag, name: str, user: Any, statt: str = "") -> Fall:
    """Add it to the draft of the form, or put it in the place of the case ``statt``. Publishing is left to editors.

    Raises ``KeinFallError``.
    """
    fall = case_of(antrag, name)
    if statt:
        change_case(page=page, kennung=statt, user=user, change=lambda _old: fall)
        return fall
    draft = _draft(page)
    [entry] = faelle_raw([fall.to_json()], f"{page.slug}/{antrag.kennung}")
    _save(draft, [*(one for one in _raw(draft) if one["id"] != entry["id"]), entry], user)
    return fall


@transaction.atomic
def change_case(*, page: FormularPage, kennung: str, user: Any, change: Callable[[Fall], Fall]) -> Fall:
    """Put what ``change`` makes of a case in its place. Raises ``KeinFallError``."""
    draft = _draft(page)
    fall = change(find_case(draft, kennung))
    [made] = faelle_raw([fall.to_json()], "")
    _save(draft, [one | {"value": made["value"]} if one["id"] == kennung else one for one in _raw(draft)], user)
    return fall


def rename_case(*, page: FormularPage, kennung: str, name: str, tag: date, user: Any) -> Fall:
    """Raises ``KeinFallError``."""
    return change_case(
        page=page,
        kennung=kennung,
        user=user,
        change=lambda old: Fall(name, tag, old.antworten, old.erwartet),
    )


@transaction.atomic
def delete_case(*, page: FormularPage, kennung: str, user: Any) -> None:
    """A second time changes nothing."""
    draft = _draft(page)
    left = [one for one in _raw(draft) if one["id"] != kennung]
    if len(left) < len(draft.faelle):
        _save(draft, left, user)


def _draft(page: FormularPage) -> FormularPage:
    """As it was saved last, and nobody else changes its cases until the transaction ends."""
    found: FormularPage = FormularPage.objects.select_for_update(of=("self",)).get(pk=page.pk)
    draft: FormularPage = found.get_latest_revision_as_object()
    return draft


def _raw(draft: FormularPage) -> list[Eintrag]:
    return [dict(block) for block in draft.faelle.raw_data]


def _save(draft: FormularPage, entries: list[Eintrag], user: Any) -> None:
    draft.faelle = entries  # type: ignore[assignment]
    draft.save_revision(user=user, log_action=True)
