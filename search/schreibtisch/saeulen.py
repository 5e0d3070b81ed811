"""A drawing of numbers over time: columns, each of pieces that stand on one another."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil, log10

from search.auswertung import Zeitraum

SCHRITT, BREITE, HOEHE = 10, 7, 100  # in units of the drawing

Werte = Callable[[Zeitraum], Iterable[tuple[str, float]]]


@dataclass(frozen=True, slots=True)
class Stueck:
    """A piece of a column; ``art`` names its colour. Numbers as text, as a drawing has them in every language."""

    art: str
    x: str
    y: str
    hoehe: str


@dataclass(frozen=True, slots=True)
class Saeulen:
    """``hoechstens`` is what the full height stands for."""

    stuecke: tuple[Stueck, ...]
    breite: int
    hoechstens: int

    @classmethod
    def of(cls, zeitraeume: Sequence[Zeitraum], werte: Werte) -> "Saeulen":
        columns = [list(werte(one)) for one in zeitraeume]
        most = round_up(max((sum(value for _art, value in column) for column in columns), default=0))
        pieces = [piece for index, column in enumerate(columns) for piece in _pieces(index, column, most)]
        return cls(tuple(pieces), len(columns) * SCHRITT, most)


def _pieces(index: int, column: Iterable[tuple[str, float]], most: int) -> Iterable[Stueck]:
    top = float(HOEHE)
    for art, value in column:
        height = HOEHE * value / most
        top -= height
        if value:
            yield Stueck(art, str(index * SCHRITT + (SCHRITT - BREITE) / 2), f"{top:.2f}", f"{height:.2f}")


def round_up(number: float) -> int:
    """The next number of one digit and zeros; at least 1."""
    if number <= 1:
        return 1
    unit = 10 ** int(log10(number))
    return int(ceil(number / unit) * unit)
