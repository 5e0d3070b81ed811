"""The wording of a text: what a translator translates, and the name by which a translation remembers it."""

from typing import Any

from cms.prosa import content_hash
from leistungen.textmodule import Art, Textmodul


def words(modul: Textmodul, inhalt: Any) -> Any:
    """The language in a content: all of it, or the text fields of a list's entries."""
    if modul.art is Art.LISTE:
        return [{name: item.get(name) or "" for name in modul.textfelder} for item in inhalt]
    return inhalt


def has_words(modul: Textmodul, inhalt: Any) -> bool:
    """Whether there is anything to translate: an entry may consist of numbers alone."""
    if modul.art is Art.LISTE:
        return any(item.get(name) for item in inhalt for name in modul.textfelder)
    return bool(inhalt)


def text_hash(modul: Textmodul, inhalt: Any) -> str:
    """Names the wording of a content. A changed amount or date leaves it as it is."""
    return content_hash(words(modul, inhalt))
