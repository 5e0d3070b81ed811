"""When Elasticsearch fails: a circuit breaker, and an engine that goes on with another one.

After a few failures in a row nobody asks any more for a while, so nobody waits; then one question tries again. The time
between grows while it fails (Nygard, Release It!, 2018, "Circuit Breaker").
"""

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from threading import Lock, get_ident
from typing import TypeVar

from search.analysis import Vokabular
from search.engines.base import Abfrage, Engine, Filter, Fund, Funde, SuchmaschineError, SuchmaschineLaedtError
from search.engines.geduld import Geduld

MOST_FAILURES = 3
FIRST_WAIT, LONGEST_WAIT = 5.0, 30.0  # seconds

T = TypeVar("T")


class Schalter:
    """Whether the server is asked. ``opened`` and ``closed`` hear of each change, ``still`` of each try in vain."""

    def __init__(
        self,
        opened: Callable[[str], None] = lambda reason: None,
        closed: Callable[[], None] = lambda: None,
        still: Callable[[str], None] = lambda reason: None,
        clock: Callable[[], float] = time.monotonic,
    ):
        self._lock = Lock()
        self._opened, self._closed, self._still, self._clock = opened, closed, still, clock
        self._failures = 0
        self._wait = FIRST_WAIT
        self._again_at: float | None = None
        self._trying: int | None = None  # the thread that may try while it is open

    @property
    def is_open(self) -> bool:
        return self._again_at is not None

    def allows(self) -> bool:
        """Whether to ask now. While it is open, one caller may try each time the wait is over."""
        with self._lock:
            if self._again_at is None:
                return True
            now = self._clock()
            if now < self._again_at:
                return False
            self._again_at, self._trying = now + self._wait, get_ident()
            return True

    def failed(self, error: Exception, before: int = 0) -> None:
        """``before``: the failures until an answer began that has failed after all, though it had a success too.

        What was asked before it opened and fails only now says nothing new. A server that is still being read from
        has not failed at all.
        """
        if isinstance(error, SuchmaschineLaedtError):
            return
        with self._lock:
            was_open = self.is_open
            if was_open:
                if self._trying != get_ident():
                    return
                self._wait = min(2 * self._wait, LONGEST_WAIT)
            else:
                self._failures = max(self._failures, before) + 1
                if self._failures < MOST_FAILURES:
                    return
            self._again_at, self._trying = self._clock() + self._wait, None
        (self._still if was_open else self._opened)(str(error))

    def succeeded(self) -> int:
        """Returns the number of failures before."""
        with self._lock:
            was_open, before = self.is_open, self._failures
            self._again_at, self._trying, self._failures, self._wait = None, None, 0, FIRST_WAIT
        if was_open:
            self._closed()
        return before


class Ausweichend(Engine):
    """Asks one engine; once it has failed, for the rest of this answer, another."""

    def __init__(self, first: Engine, spare: Callable[[], Engine], schalter: Schalter, geduld: Geduld | None = None):
        self._engine = first
        self._spare = spare
        self._schalter = schalter
        self._geduld = geduld
        self._failed = False
        self._before: int | None = None  # failures until the server first answered a question of this answer

    def stand(self) -> int | None:
        return self._engine.stand()

    def vokabular(self) -> Vokabular:
        return self._engine.vokabular()

    def search(self, abfrage: Abfrage) -> Funde:
        return self._ask(lambda engine: engine.search(abfrage))

    def merkmale(self, abfragen: Sequence[Abfrage]) -> list[dict[str, int]]:
        return self._ask(lambda engine: engine.merkmale(abfragen))

    def suggest(self, filter_: Filter, woerter: Sequence[str], anfang: str, hoechstens: int) -> tuple[Fund, ...]:
        return self._ask(lambda engine: engine.suggest(filter_, woerter, anfang, hoechstens))

    def spellings(self, forms: Iterable[str]) -> dict[str, str]:
        wanted = list(forms)
        return self._ask(lambda engine: engine.spellings(wanted))

    def letters(self, filter_: Filter) -> dict[str, int]:
        return self._ask(lambda engine: engine.letters(filter_))

    def listing(self, filter_: Filter, buchstabe: str, ab: int, hoechstens: int) -> Funde:
        return self._ask(lambda engine: engine.listing(filter_, buchstabe, ab, hoechstens))

    def keywords(self, filter_: Filter) -> dict[str, int]:
        return self._ask(lambda engine: engine.keywords(filter_))

    def _ask(self, question: Callable[[Engine], T]) -> T:
        if not self._failed:
            try:
                with self._geduld.holding() if self._geduld else nullcontext():
                    found = question(self._engine)
            except SuchmaschineError as error:
                self._schalter.failed(error, self._before or 0)
                self._failed, self._engine = True, self._spare()
            else:
                if self._before is None:
                    self._before = self._schalter.succeeded()
                return found
        return question(self._engine)
