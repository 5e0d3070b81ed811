"""How the texts of all levels become what one place reads. Pure functions.

Levels come from the Bund down to the place. In each section (Textmodul)

* a text that *replaces* takes the place of all above it: a text of Bund or Land always may; a municipal one only
  where nothing stands above it, or where what stands above is its own Redaktion's or allows it. Elsewhere it is shown
  as an addition,
* a text that *adds* stands below what is above it,
* a text that *hides* removes what is above it,
* a text that is not for this place (``gilt_fuer``) does not count.

Of one level, what holds for its whole area comes before what holds for single places.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

ERSETZEN = "ersetzen"
ERGAENZEN = "ergaenzen"
AUSBLENDEN = "ausblenden"


@dataclass(frozen=True, slots=True)
class Text:
    """One text of one section. ``inhalt`` is HTML, a line, or a list of entries; ``hash`` names its content.

    ``block`` names the editor's block: entries of one list that hold for other places are texts of their own.
    ``basis`` is the hash of the Stammtext it was written for ("" for none); ``seit`` the ISO date of its last change,
    ``freigegeben`` that of its release by a second person.
    """

    modul: str
    modus: str
    inhalt: Any
    hash: str
    id: str = ""
    block: str = ""
    gilt_fuer: frozenset[int] = frozenset()
    ersetzbar: bool = False
    basis: str = ""
    seit: str = ""
    sprache: str = "de"
    grund: str = ""
    freigegeben: str = ""

    def is_for(self, kette: Sequence[int]) -> bool:
        """Whether it holds at the place with this chain of ids."""
        return not self.gilt_fuer or not self.gilt_fuer.isdisjoint(kette)


@dataclass(frozen=True, slots=True)
class Lage:
    """All texts of one page: the Gebiet that writes, and whether as Stammtext or Ergänzung."""

    gebiet: int
    stamm: bool
    texte: tuple[Text, ...]
    hoheitlich: bool = False  # Bund or Land: may replace whatever stands above


@dataclass(frozen=True, slots=True)
class Teil:
    """A text as it stands on the page. ``haupt`` is false for what is shown as an addition ("Spezielle Hinweise")."""

    gebiet: int
    stamm: bool
    haupt: bool
    text: Text
    orte: frozenset[int] = frozenset()  # the Gebiete of ``gilt_fuer`` that cover this place


@dataclass(frozen=True, slots=True)
class Abschnitt:
    """A resolved section: its parts from top to bottom."""

    modul: str
    teile: tuple[Teil, ...]

    @property
    def hash(self) -> str:
        """Names the content of the section: what a lower text's ``basis`` points to."""
        return joined_hash([teil.text.hash for teil in self.teile])


def joined_hash(hashes: Sequence[str]) -> str:
    """Names what several contents say one after the other; "" for none."""
    if not hashes:
        return ""
    return hashes[0] if len(hashes) == 1 else sha256("\n".join(hashes).encode()).hexdigest()[:32]


def resolve(lagen: Iterable[Lage], kette: Sequence[int], module: Sequence[str]) -> tuple[Abschnitt, ...]:
    """Resolve the texts of ``lagen`` for the place whose chain of ids (Bund … place) is ``kette``.

    Texts of Gebiete outside the chain are left out. Sections come in the order of ``module``; empty ones are omitted.
    """
    tiefe = {gebiet: index for index, gebiet in enumerate(kette)}
    here = sorted(
        (lage for lage in lagen if lage.gebiet in tiefe), key=lambda lage: (tiefe[lage.gebiet], not lage.stamm)
    )
    parts: dict[str, list[Teil]] = {}
    for lage in here:
        for text in sorted(lage.texte, key=lambda text: bool(text.gilt_fuer)):
            if text.is_for(kette):
                parts[text.modul] = _apply(parts.get(text.modul, []), lage, text, kette)
    return tuple(Abschnitt(key, tuple(parts[key])) for key in module if parts.get(key))


def _apply(above: list[Teil], lage: Lage, text: Text, kette: Sequence[int]) -> list[Teil]:
    orte = text.gilt_fuer.intersection(kette)
    if text.modus == AUSBLENDEN:
        return []
    if text.modus == ERSETZEN and may_replace(above, lage):
        siblings = [teil for teil in above if text.block and teil.text.block == text.block]
        return [*siblings, Teil(lage.gebiet, lage.stamm, not siblings, text, orte)]
    return [*above, Teil(lage.gebiet, lage.stamm, False, text, orte)]


def may_replace(above: Iterable[Teil], lage: Lage) -> bool:
    """Whether a text of ``lage`` may take the place of the parts above it."""
    return lage.hoheitlich or all(teil.gebiet == lage.gebiet or teil.text.ersetzbar for teil in above)


def stamm_above(
    lagen: Iterable[Lage], kette: Sequence[int], gebiet: int, module: Sequence[str]
) -> tuple[Abschnitt, ...]:
    """The Stammtext that a text of ``gebiet`` is written for: Stammtexte of the levels above it, resolved.

    Additions of a level between do not count, so that they do not make a lower text stale.
    """
    above = kette[: kette.index(gebiet)] if gebiet in kette else kette
    return resolve((lage for lage in lagen if lage.stamm and lage.gebiet in above), kette, module)


def translate(lage: Lage, uebersetzungen: dict[str, Text]) -> Lage:
    """Put translations in the place of the texts they were made from (by id); the others stay German.

    The caller passes only translations of the current text. Mode, place and hash remain the German text's.
    """
    if not uebersetzungen:
        return lage
    texte = tuple(
        replace(text, inhalt=done.inhalt, sprache=done.sprache) if (done := uebersetzungen.get(text.id)) else text
        for text in lage.texte
    )
    return replace(lage, texte=texte)
