"""What every search engine can do, and the questions it is asked.

An engine holds documents and the position in the journal of changes up to which they are right. It knows German only
through ``search.analysis``; what a query means has been worked out before it is asked.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from json import loads
from typing import Any

from search.analysis import Vokabular
from search.documents.base import Dokument


class SuchmaschineError(Exception):
    """The engine cannot answer, or answers what makes no sense."""


class SuchmaschineLaedtError(SuchmaschineError):
    """The engine is well, but this process is still reading from it what it needs to ask it anything."""


class SuchindexBelegtError(Exception):
    """Another process writes, or builds an index for the first time; what this one holds may lag behind."""


@dataclass(frozen=True, slots=True)
class Lesart:
    """One thing a word may mean: all these tokens together in one field. ``form`` is how a name would be written."""

    tokens: tuple[str, ...]
    form: str = ""
    gewicht: float = 1.0


@dataclass(frozen=True, slots=True)
class Wort:
    """A word of a query, and all that it may mean. ``beilaeufig``: it says little, and a hit need not have it."""

    form: str
    lesarten: tuple[Lesart, ...]
    beilaeufig: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """Which documents count. ``merkmale`` are alternatives that must all be met: ((a or b) and c).

    A feature that depends on the place is asked for by ``documents.reichweite.tokens_at``.
    """

    sprache: str
    kette: tuple[int, ...] = ()
    typ: str = ""
    merkmale: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Abfrage:
    """A question: at least ``mindestens`` of the words, or one of the exact tokens.

    ``angeheftet`` are subjects (``leistung:12``) whose documents are found too, whatever words they have, and come
    first, in this order, before all others, whichever type they are of. Only the filter still holds for them, so one
    that is gone or not for this place is not missed. They count in ``Funde.anzahl`` and in paging like other hits.
    """

    filter: Filter
    woerter: tuple[Wort, ...] = ()
    genau: tuple[str, ...] = ()
    mindestens: int = 0
    angeheftet: tuple[str, ...] = ()
    ab: int = 0
    hoechstens: int = 10


@dataclass(frozen=True)
class Fund:
    """A document that was found. ``kopf`` is enough to list it, ``dokument`` is all of it that holds where one asks."""

    id: str
    kopf: dict[str, Any]
    oben: str
    lokal: tuple[str, ...] = ()
    wertung: float = 0.0

    @cached_property
    def teile(self) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """``Dokument.parts``, as far as they hold where one asks."""
        return loads(self.oben), [loads(one) for one in self.lokal]

    @cached_property
    def dokument(self) -> Dokument:
        return Dokument.from_parts(*self.teile)


@dataclass(frozen=True, slots=True)
class Funde:
    anzahl: int
    funde: tuple[Fund, ...] = ()


class Engine(ABC):
    """Answers questions about documents."""

    @abstractmethod
    def stand(self) -> int | None:
        """The position in the journal up to which it was right at the last look; ``None`` if there is no index yet."""

    @abstractmethod
    def vokabular(self) -> Vokabular:
        """The words of its documents."""

    @abstractmethod
    def search(self, abfrage: Abfrage) -> Funde:
        """The best documents first."""

    @abstractmethod
    def merkmale(self, abfragen: Sequence[Abfrage]) -> list[dict[str, int]]:
        """For each question, how many of its documents have each feature where the question is asked.

        Counted are all that ``search`` counts as ``anzahl``. Features come without their place ("stelle:amt" for
        "stelle:amt@7"); of one that depends on the place those tokens count that ``documents.reichweite.places`` names.
        """

    @abstractmethod
    def suggest(self, filter_: Filter, woerter: Sequence[str], anfang: str, hoechstens: int) -> tuple[Fund, ...]:
        """The documents whose names or synonyms have all folded ``woerter`` and a word that begins with ``anfang``.

        Parts of compounds are words here too. The best come first: see ``Abfragen.suggestions``.
        """

    @abstractmethod
    def spellings(self, forms: Iterable[str]) -> dict[str, str]:
        """How the documents of this moment most often write folded words; those that none has are left out."""

    @abstractmethod
    def letters(self, filter_: Filter) -> dict[str, int]:
        """How many documents there are under each letter."""

    @abstractmethod
    def listing(self, filter_: Filter, buchstabe: str, ab: int, hoechstens: int) -> Funde:
        """Documents in alphabetical order, of one letter or of all ("")."""

    @abstractmethod
    def keywords(self, filter_: Filter) -> dict[str, int]:
        """The words of the tag cloud, each with its number of documents."""


class Suchindex(Engine):
    """Holds the documents too, and follows their changes."""

    @abstractmethod
    def built(self) -> int | None:
        """The position it had when it was last made anew."""

    @abstractmethod
    def refresh(self) -> None:
        """Look at what others have written since."""

    @abstractmethod
    def hashes(self, subjekte: Iterable[str] | None = None) -> dict[str, str]:
        """The hash of each document by its id; of all, or of those that ``subjekte`` have."""

    @abstractmethod
    def subjects(self, tags: Iterable[str]) -> set[str]:
        """The subjects of the documents that changes with ``tags`` make stale."""

    @abstractmethod
    def writing(self, wait: float) -> AbstractContextManager[None]:
        """Be the only writer. Raises ``SuchindexBelegtError`` if another one still is after ``wait`` seconds."""

    @abstractmethod
    def write(self, dokumente: Iterable[Dokument], subjekte: Iterable[str], stand: int) -> None:
        """Put ``dokumente`` in the place of all that ``subjekte`` had. Only inside of ``writing``."""

    @abstractmethod
    def rebuild(
        self,
        read: Callable[[], tuple[int, Iterator[Dokument]]],
        catch_up: Callable[["Suchindex"], None],
        *,
        wait: float,
        needed: Callable[[], bool] = lambda: True,
    ) -> None:
        """Make the index anew beside the one in use, let ``catch_up`` bring it up to date, and swap them.

        Raises ``SuchindexBelegtError`` if another process still makes one after ``wait`` seconds.
        ``needed`` is asked when no other process makes one any more: it may have been made meanwhile.
        """
