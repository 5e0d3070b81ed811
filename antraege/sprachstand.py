"""How far a form is translated. A translation belongs to its German words: when these change, it is made anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from rapidfuzz import fuzz, process

from antraege.definition import with_rich_texts
from antraege.uebersetzung import texts

ALIKE = 60  # of 100: from here on an earlier text is taken for the one that was changed


@dataclass(frozen=True, slots=True)
class Wortlaut:
    """A German text with its translation ("": reads German). ``frueher`` is that of a text that reads otherwise now."""

    deutsch: str
    uebersetzt: str
    frueher: str
    ist_html: bool

    @property
    def name(self) -> str:
        """What its input is called."""
        return "t_" + blake2b(self.deutsch.encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Sprachstand:
    texte: tuple[Wortlaut, ...]

    @property
    def fehlen(self) -> int:
        return sum(not one.uebersetzt for one in self.texte)

    @property
    def geaendert(self) -> int:
        """How many of those that are missing were translated before their German text was changed."""
        return sum(bool(one.frueher) for one in self.texte)


def state(daten: Mapping[str, Any], worte: Mapping[str, str]) -> Sprachstand:
    """``daten``: a definition's JSON; ``worte``: German → other."""
    german, html = texts(daten), set[str]()
    with_rich_texts(daten, lambda text: html.add(text) or text)  # type: ignore[func-returns-value]
    gone = [text for text in worte if text not in set(german)]
    return Sprachstand(tuple(_wortlaut(text, worte, gone, text in html) for text in german))


def _wortlaut(text: str, worte: Mapping[str, str], gone: list[str], ist_html: bool) -> Wortlaut:
    done = worte.get(text, "")
    before = None if done else process.extractOne(text, gone, scorer=fuzz.ratio, score_cutoff=ALIKE)
    return Wortlaut(text, done, worte[before[0]] if before else "", ist_html)
