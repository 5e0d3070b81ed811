"""What a figure is made of, and what one may choose before it is counted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from cms.orte import Ort

Wort = str | Promise


@dataclass(frozen=True, slots=True)
class Auswahl:
    """What is counted: everything, or what belongs to a subject area, an office, a place, or changed since a day.

    At a place counts what is to be read there, and the tasks of the Redaktionen that write for it.
    """

    themenfeld: str = ""
    stelle: int | None = None
    ort: Ort | None = None
    seit: date | None = None

    def covers(self, kette: Sequence[int]) -> bool:
        """Whether what a Redaktion with this chain writes has to do with the chosen place."""
        return self.ort is None or kette[-1] in self.ort.kette or self.ort.id in kette


@dataclass(frozen=True, slots=True)
class Gruppe:
    """One line of a figure. ``von`` is the whole it is a part of, if that has a meaning; ``key`` opens its list.

    The list of what is missing from the whole opens with ``rest``.
    """

    key: str
    titel: Wort
    anzahl: int
    von: int | None = None

    @property
    def rest(self) -> str:
        return f"{REST}{self.key}"

    @property
    def fehlt(self) -> int:
        return (self.von or 0) - self.anzahl


REST = "ohne-"


@dataclass(frozen=True, slots=True)
class Stand:
    """A figure counted: its one number, what that is a part of, and its lines. ``key`` opens the number's list."""

    zahl: int
    gruppen: Sequence[Gruppe]
    von: int | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Zeile:
    """One line of a list. ``url`` leads to the page it speaks of; ``zellen`` are words, numbers and dates.

    ``schluessel`` are the facts for programs (``katalog_report``).
    """

    titel: str
    url: str
    zellen: tuple[Any, ...]
    schluessel: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kennzahl:
    """A figure: how it is counted and listed, and the sentence that says what it means.

    ``stand`` counts; ``zeilen`` lists one group ("" for what ``Stand.zahl`` counts) as something to be sliced.
    ``name`` is what the number counts, as it stands below it.
    """

    key: str
    titel: Wort
    name: Wort
    erklaerung: Wort
    spalten: tuple[Wort, ...]
    stand: Callable[[Auswahl], Stand]
    zeilen: Callable[[Auswahl, str], Sequence[Zeile]]
    gruppe_heisst: Wort = ""
    mehrfach: bool = False  # whether one Leistung can stand in several groups
    leer: Wort = ""

    def titel_of(self, stand: Stand, key: str) -> str | None:
        """What a group's list is called; ``None`` if there is no such group."""
        if not key:
            return ""
        for gruppe in stand.gruppen:
            if key == gruppe.key:
                return str(gruppe.titel)
            if key == gruppe.rest and gruppe.von is not None:
                return _("%(gruppe)s: noch nicht abgedeckt") % {"gruppe": gruppe.titel}
        return None


def kennzahlen() -> dict[str, Kennzahl]:
    """All figures, in the order of the settings."""
    found = [import_string(path) for path in settings.KATALOG_KENNZAHLEN]
    return {kennzahl.key: kennzahl for kennzahl in found}
