"""One finding about a form, and where it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

Pfad = tuple[str | int, ...]  # to a part of a definition's JSON: ("schritte", 1, "inhalt", 0, "sichtbar_wenn")


class Schwere(StrEnum):
    FEHLER = "fehler"  # cannot be published so
    HINWEIS = "hinweis"  # is worth a look


@dataclass(frozen=True, slots=True)
class Fund:
    """``stelle`` is the same place as ``pfad``, in words."""

    pfad: Pfad
    stelle: str
    meldung: str
    schwere: Schwere = Schwere.FEHLER

    def __str__(self) -> str:
        return f"{self.stelle}: {self.meldung}" if self.stelle else self.meldung


def stops(funde: Iterable[Fund]) -> list[Fund]:
    """Those that keep a form from being published."""
    return [fund for fund in funde if fund.schwere is Schwere.FEHLER]
