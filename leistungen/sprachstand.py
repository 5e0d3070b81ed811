"""How far a text is translated: the rule that decides what readers of another language get. Pure functions.

A block of an editor is translated as a whole or not at all, so no sentence of one language stands inside a text of
another. Its translation counts only if it was made from the German wording that now stands there; otherwise the German
text is read. Numbers, dates, modes and places are always the German text's.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from leistungen.textmodule import NACH_KEY
from leistungen.textteil import block_of
from leistungen.wortlaut import has_words

AKTUELL, VERALTET, FEHLT = "aktuell", "veraltet", "fehlt"

Row = dict[str, Any]
Module = Mapping[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Sprachstand:
    """Of one German text in another language: how it stands, the ISO date since when, and what is to be read.

    ``original`` names the German wording it was translated from ("" for none). ``inhalt`` is the translation if it is
    current, else the German text.
    """

    modul: str
    art: str
    seit: str
    inhalt: Any
    original: str = ""

    @property
    def uebersetzt(self) -> bool:
        return self.art == AKTUELL


def states(deutsch: Module, fremd: Module) -> Iterator[tuple[Row, Sprachstand]]:
    """Each German text with its state in the language of ``fremd``, the rows of the translated page."""
    made = {row["id"]: row for rows in fremd.values() for row in rows}
    for key, rows in deutsch.items():
        for row in rows:
            yield row, _state(key, row, rows, made.get(block_of(row["id"])))


def _state(key: str, row: Row, rows: Iterable[Row], done: Row | None) -> Sprachstand:
    modul = NACH_KEY.get(key)
    if row["modus"] == "ausblenden" or (modul and not has_words(modul, row["inhalt"])):
        return Sprachstand(key, AKTUELL, row.get("seit", ""), row["inhalt"])
    if done is None:
        return Sprachstand(key, FEHLT, row.get("seit", ""), row["inhalt"])
    inhalt = in_words_of(row, rows, done["inhalt"])
    if done["original"] != row["texthash"] or inhalt is None:
        return Sprachstand(key, VERALTET, row.get("seit", ""), row["inhalt"], done["original"])
    return Sprachstand(key, AKTUELL, done.get("seit", ""), inhalt, done["original"])


def in_words_of(row: Row, rows: Iterable[Row], inhalt: Any) -> Any:
    """A German text's content in the words of its block's translation; ``None`` if the two are not built alike.

    ``rows`` are the texts of the section, among them the other parts of the block.
    """
    if not isinstance(inhalt, list):
        return inhalt
    parts = [one for one in rows if block_of(one["id"]) == block_of(row["id"])] if "nummern" in row else [row]
    if len(inhalt) != sum(len(one["inhalt"]) for one in parts):
        return None
    nummern = row.get("nummern", range(len(inhalt)))
    return [item | inhalt[nummer] for item, nummer in zip(row["inhalt"], nummern, strict=True)]
