"""What a draft changes against the text that citizens read, section by section."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cms.orte import verzeichnis
from leistungen.enums import Modus
from leistungen.models import TextPage
from leistungen.schreibtisch.tisch import Gegenueberstellung
from leistungen.textmodule import NACH_KEY, REIHENFOLGE
from leistungen.textzeilen import Row, texts_of
from leistungen.vergleich import compare, condense
from leistungen.worte import as_html

ANGABEN = ("modus", "gilt_fuer", "grund", "quelle", "geprueft", "ersetzbar", "basis")


@dataclass(frozen=True, slots=True)
class Aenderung(Gegenueberstellung):
    """A section that reads differently; ``angaben`` says what else about it differs."""

    modul: str
    angaben: list[str]


def changes(live: TextPage | None, draft: TextPage) -> list[Aenderung]:
    """The sections in which a draft differs from what is live (``None``: nothing is)."""
    before = texts_of(live.module, live.sprache) if live else {}
    after = texts_of(draft.module, draft.sprache)
    found = []
    for key in REIHENFOLGE:
        old, new = before.get(key, []), after.get(key, [])
        wordings = [as_html(key, [row["inhalt"] for row in rows]) for rows in (old, new)]
        vergleich = condense(compare(*wordings)) if wordings[0] != wordings[1] else []
        angaben = list(_angaben(old, new))
        if vergleich or angaben:
            found.append(Aenderung(vergleich, str(NACH_KEY[key].name), angaben))
    return found


def _angaben(old: list[Row], new: list[Row]) -> Iterable[str]:
    if not old or not new:  # the wording says that the section came or went
        return
    for name in ANGABEN:
        before, after = ([row[name] for row in rows] for rows in (old, new))
        if before != after:
            yield _in_words(name, after)


def _in_words(name: str, values: list[Any]) -> str:
    if name == "basis":
        return _("Geprüft: Der Text passt zu dem, der jetzt darüber steht.")
    said = {
        "modus": lambda value: str(Modus(value).label),
        "gilt_fuer": _places,
        "ersetzbar": lambda value: _("ja") if value else _("nein"),
    }.get(name, str)
    wert = "; ".join(dict.fromkeys(said(value) or "–" for value in values))
    return {
        "modus": _("Wie der Text zu dem darüber steht: %(wert)s"),
        "gilt_fuer": _("Gilt für: %(wert)s"),
        "grund": _("Grund: %(wert)s"),
        "quelle": _("Quelle: %(wert)s"),
        "geprueft": _("Stand der Quelle: %(wert)s"),
        "ersetzbar": _("Gemeinden dürfen den Text ersetzen: %(wert)s"),
    }[name] % {"wert": wert}


def _places(ids: list[int]) -> str:
    orte = verzeichnis().by_id
    return ", ".join(orte[id_].bezeichnung for id_ in ids) or _("das ganze Gebiet")
