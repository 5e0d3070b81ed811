"""Wordings of then and now as the reading room shows them: sentence by sentence, with what differs marked."""

from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from leistungen.models import Vorlage
from leistungen.models.verlauf import ZUSTAENDIG
from leistungen.textmodule import NACH_KEY
from leistungen.vergleich import Zeile, compare, condense, paragraphs
from leistungen.worte import as_html

Absaetze = list[list[Zeile]]


def name_of(modul: str) -> str:
    """What editors call the section."""
    if modul == ZUSTAENDIG:
        return _("Wer zuständig ist")
    return str(NACH_KEY[modul].name) if modul in NACH_KEY else modul


def wordings(hashes: Iterable[str]) -> dict[str, Any]:
    """The contents that hashes name. One query."""
    return {pk: kept.inhalt for pk, kept in Vorlage.objects.in_bulk(set(hashes) - {""}).items()}


def html_of(modul: str, inhalte: Iterable[Any], sprache: str = "de") -> str:
    """Contents of a section as HTML that can be compared; of a translated list, its words."""
    if modul not in NACH_KEY:
        return "".join(map(str, inhalte))
    if sprache == "de":
        return as_html(modul, inhalte)
    return "".join(_words(inhalt) if isinstance(inhalt, list) else as_html(modul, [inhalt]) for inhalt in inhalte)


def _words(entries: list[dict[str, Any]]) -> str:
    lines = (" · ".join(str(value) for value in entry.values() if value) for entry in entries)
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines))


def differences(before: str, after: str, *, whole: bool = False) -> Absaetze:
    """What differs between two texts (HTML), by paragraph; ``whole`` keeps what is the same."""
    lines = compare(before, after)
    return paragraphs(lines if whole else condense(lines))
