"""What stands on the page of a step, in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from antraege.definition import Hinweis
from antraege.feldtypen import Feld


@dataclass(frozen=True, slots=True)
class Block:
    """A field (``feld``), several inputs that belong together (``verbund``), a repeated group, a value, a text,
    or files (``datei``).

    ``name`` is unique on the page. ``zustand`` is what of it hangs on other answers, beside being there at all.
    """

    art: str
    name: str
    zustand: str = ""
    feld: Feld | None = None
    hinweis: Hinweis | None = None
    eingaben: Sequence[Any] = ()
    reihen: Sequence["Reihe"] = ()
    mehr: bool = False  # whether a group takes another row
    hoechstens: int = 0
    fehler: Sequence[str] = ()  # of the group as a whole
    text: str = ""  # of a value
    anlagen: Sequence[Any] = ()  # files that are kept


@dataclass(frozen=True, slots=True)
class Reihe:
    """A row of a repeated group; ``titel`` counts it ("Hund 2")."""

    nummer: int
    titel: str
    bloecke: Sequence[Block]
    entfernbar: bool


def of_hinweis(hinweis: Hinweis) -> Block:
    return Block("hinweis", f"hinweis-{_digest(hinweis.text)}", hinweis=hinweis)


def bild(bloecke: Sequence[Block]) -> str:
    """The same for pages that show the same questions and texts, whatever is answered."""
    return _digest("\n".join(f"{one.name} {one.zustand}" for one in bloecke))


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=6).hexdigest()
