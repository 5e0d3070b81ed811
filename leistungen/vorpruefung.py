"""What stands in the way of publishing a text, and what could be better. Pure functions.

Judged is the Leistung as it would read at the Gebiet of the Redaktion that writes: an inherited section counts. At
Bund and Land a missing Zuständigkeit or fee only advises, since the municipality adds it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from leistungen.klartext import advise
from leistungen.textmodule import NACH_KEY, Art
from leistungen.vererbung import AUSBLENDEN, Abschnitt, Text

TITEL = ("leistungsbezeichnung_ii", "leistungsbezeichnung")
PLACEHOLDER = re.compile(
    r"\b(?:XX+|TODO|TBD|lorem ipsum|Platzhalter|bitte ergänzen|keine Angabe|nicht angegeben)\b|\[…?\]|\.{4,}", re.I
)


@dataclass(frozen=True, slots=True)
class Befund:
    """One finding. ``stopp``: the text cannot be published so.

    ``text`` is the id of the text meant, if it is one, ``feld`` the field of its block, ``stelle`` the words meant.
    """

    art: str
    modul: str
    meldung: str
    stopp: bool = False
    text: str = ""
    feld: str = "inhalt"
    stelle: str = ""

    @property
    def abschnitt(self) -> str:
        """What editors call the section meant."""
        return str(NACH_KEY[self.modul].name) if self.modul else ""


@dataclass(frozen=True, slots=True)
class Entwurf:
    """The text to be judged, and how the Leistung reads with it at the Gebiet of its Redaktion.

    ``links``: by block, the links that are dead or have moved, each with what is wrong.
    """

    abschnitte: tuple[Abschnitt, ...]
    eigene: tuple[Text, ...]
    zustaendig: bool
    hoheitlich: bool
    pruefen_bis: date | None = None
    links: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)


def examine(entwurf: Entwurf, heute: date) -> list[Befund]:
    """All findings, those that stop first."""
    found = [*gaps(entwurf), *_texts(entwurf.eigene), *_links(entwurf), *_review(entwurf, heute)]
    return sorted(found, key=lambda befund: not befund.stopp)


def stops(befunde: Iterable[Befund]) -> list[Befund]:
    """Those that keep the text from being published."""
    return [befund for befund in befunde if befund.stopp]


def gaps(entwurf: Entwurf) -> Iterator[Befund]:
    """What is said on no level."""
    there = {abschnitt.modul for abschnitt in entwurf.abschnitte}
    if not there.intersection(TITEL):
        yield Befund("titel", TITEL[0], _("Der Titel fehlt."), stopp=True)
    if "volltext" not in there:
        yield Befund("modul", "volltext", _("Die Leistungsbeschreibung fehlt auf allen Ebenen."), stopp=True)
    if "unterlagen" not in there:
        message = _("Nennen Sie die Unterlagen, oder schreiben Sie „Keine“.")
        yield Befund("modul", "unterlagen", message, stopp=True)
    if "kosten" not in there:
        message = _("Nennen Sie die Kosten. Kostet es nichts, wählen Sie „kostenlos“.")
        yield Befund("modul", "kosten", message, stopp=not entwurf.hoheitlich)
    if not entwurf.zustaendig:
        message = _("Für diese Leistung ist hier keine Stelle zuständig eingetragen.")
        yield Befund("zustaendigkeit", "", message, stopp=not entwurf.hoheitlich)


def _texts(texte: Iterable[Text]) -> Iterator[Befund]:
    for text in texte:
        if text.modus == AUSBLENDEN and not text.grund.strip():
            message = _("Sagen Sie, warum der Abschnitt ausgeblendet ist.")
            yield Befund("grund", text.modul, message, stopp=True, text=text.id, feld="grund")
        for wording in _wordings(text.inhalt):
            if found := PLACEHOLDER.search(wording):
                message = _("Hier steht noch ein Platzhalter.")
                yield Befund("platzhalter", text.modul, message, stopp=True, text=text.id, stelle=found.group())
        if NACH_KEY[text.modul].art is Art.PROSA and text.modus != AUSBLENDEN:
            for rat in advise(text.inhalt, rechtstext=text.modul == "rechtsgrundlagen"):
                yield Befund(rat.regel, text.modul, rat.text, text=text.id, stelle=rat.stelle)


def _links(entwurf: Entwurf) -> Iterator[Befund]:
    texte = {text.block: text for text in entwurf.eigene}
    for block, wrong in entwurf.links.items():
        if text := texte.get(block):
            for adresse, meldung in wrong:
                yield Befund("link", text.modul, meldung, text=text.id, stelle=adresse)


def _wordings(inhalt: Any) -> list[str]:
    if isinstance(inhalt, str):
        return [inhalt]
    return [value for entry in inhalt for value in entry.values() if isinstance(value, str)]


def _review(entwurf: Entwurf, heute: date) -> Iterator[Befund]:
    if entwurf.pruefen_bis and entwurf.pruefen_bis < heute:
        yield Befund("ueberfaellig", "", _("Der Text sollte längst wieder geprüft sein."))
