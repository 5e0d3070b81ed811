"""What an answer is made from: the tags of its sources, and the instant until which it is true.

Views and the functions they call note their sources here while an answer is made; the page cache reads them.
Outside of a request nothing is collected and noting is free.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class Herkunft:
    """Sources of one answer. ``stand`` is the journal position of an index it was made from, if any; ``nummer`` that of
    the journal itself when the answer was begun, if it was looked up.
    """

    tags: set[str] = field(default_factory=set)
    gueltig_bis: datetime | None = None
    stand: int | None = None
    nummer: int | None = None
    cacheable: bool = True
    einmal: dict[Hashable, Any] = field(default_factory=dict)


_current: ContextVar[Herkunft | None] = ContextVar("herkunft", default=None)


@contextmanager
def collect(nummer: int | None = None) -> Iterator[Herkunft]:
    """Collect what is noted inside the block, begun at position ``nummer`` of the journal."""
    herkunft = Herkunft(nummer=nummer)
    token = _current.set(herkunft)
    try:
        yield herkunft
    finally:
        _current.reset(token)


def note(*tags: str) -> None:
    """The answer depends on ``tags``."""
    if herkunft := _current.get():
        herkunft.tags.update(tags)


def note_until(instant: datetime | None) -> None:
    """The answer is true until ``instant`` (aware) at most."""
    herkunft = _current.get()
    if herkunft and instant and (herkunft.gueltig_bis is None or instant < herkunft.gueltig_bis):
        herkunft.gueltig_bis = instant


def note_stand(nummer: int) -> None:
    """The answer was read from an index that has followed the journal up to ``nummer``."""
    herkunft = _current.get()
    if herkunft and (herkunft.stand is None or nummer < herkunft.stand):
        herkunft.stand = nummer


def noted_stand() -> int | None:
    """The position noted so far: an index that this answer has already asked need not be brought up to date again."""
    herkunft = _current.get()
    return herkunft.stand if herkunft else None


def begun_at() -> int | None:
    """The position of the journal when the answer was begun: who has followed it that far need not look again."""
    herkunft = _current.get()
    return herkunft.nummer if herkunft else None


def note_uncacheable() -> None:
    """The answer is for this visitor only."""
    if herkunft := _current.get():
        herkunft.cacheable = False


def once(key: Hashable, make: Callable[[], T]) -> T:
    """What ``make`` gave when it was first called for this answer; outside of one it is called each time."""
    herkunft = _current.get()
    if herkunft is None:
        return make()
    if key not in herkunft.einmal:
        herkunft.einmal[key] = make()
    found: T = herkunft.einmal[key]
    return found
