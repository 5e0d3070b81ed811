"""How long an answer may wait for Elasticsearch in all, however many questions it takes.

A time limit of the HTTP client counts from byte to byte, and resolving a name has none: so what must answer at once is
asked in a thread of its own, and whoever waits goes on when the time is over.
"""

import os
import time
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from threading import Lock
from typing import Any, Generic, TypeVar

from search.engines.base import SuchmaschineLaedtError

MOST_WAITING = 40

T = TypeVar("T")


class Geduld:
    """Seconds that are left to wait; only waiting uses them up."""

    def __init__(self, seconds: float):
        self.left = seconds

    @contextmanager
    def holding(self) -> Iterator[None]:
        """Whatever is asked inside of the block shares this time."""
        token = _geduld.set(self)
        try:
            yield
        finally:
            _geduld.reset(token)

    def suffices_for(self, future: Future[Any], most: float) -> bool:
        """Wait ``most`` seconds at most; whether it was done by then."""
        begun = time.monotonic()
        try:
            return not wait([future], max(0.0, most)).not_done
        finally:
            self.left -= time.monotonic() - begun


_geduld: ContextVar[Geduld | None] = ContextVar("geduld", default=None)


def waited_for(question: Callable[[float], T], most: float, *, at_once: bool) -> T:
    """The answer to ``question``, which is told how long it may take. Raises ``TimeoutError``.

    Without a ``Geduld`` around it, work that need not be done ``at_once`` may take ``most`` for each of its steps.
    """
    geduld = _geduld.get()
    if geduld is None:
        if not at_once:
            return question(most)
        geduld = Geduld(most)
    allowed = min(most, geduld.left)
    if allowed <= 0:
        raise TimeoutError("Die Zeit für diese Antwort ist um.")
    future = _waiting(os.getpid()).submit(question, allowed)
    try:
        if not geduld.suffices_for(future, allowed):
            raise TimeoutError(f"keine Antwort in {allowed:.1f} s")
        return future.result()
    finally:
        future.cancel()


class Lesung(Generic[T]):
    """What a process reads once and keeps, though that may take longer than an answer waits.

    The reading then goes on, and a later answer has it. There is never more than one at a time.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._key: tuple[int, Hashable] | None = None  # process and what is read: a child inherits no threads
        self._reading: Future[T] = Future()

    def get(self, what: Hashable, read: Callable[[], T]) -> T:
        """Who begins a reading waits for it as long as it may, others not at all: ``SuchmaschineLaedtError``.

        Without a ``Geduld`` everybody waits. An error of ``read`` is raised once; then somebody may try again.
        """
        key, geduld = (os.getpid(), what), _geduld.get()
        is_it = False
        while not is_it:
            begins, is_it, reading = self._reading_of(key, read)
            if geduld is None:
                wait([reading])
            elif not (geduld.suffices_for(reading, geduld.left) if begins else reading.done()):
                raise SuchmaschineLaedtError("Was vorher zu lesen ist, wird noch gelesen.")
        if reading.exception():
            self._forget(reading)
        return reading.result()

    def _reading_of(self, key: tuple[int, Hashable], read: Callable[[], T]) -> tuple[bool, bool, Future[T]]:
        """Whether this call began it, whether it is what is wanted, and the reading: another one may be under way."""
        with self._lock:
            is_free = self._key is None or self._key[0] != key[0] or self._reading.done()
            begins = self._key != key and is_free
            if begins:
                self._key, self._reading = key, _waiting(os.getpid()).submit(read)
            return begins, self._key == key, self._reading

    def _forget(self, reading: Future[T]) -> None:
        with self._lock:
            if self._reading is reading:
                self._key = None


@lru_cache(maxsize=1)
def _waiting(process: int) -> ThreadPoolExecutor:
    """The threads of this process: those of a parent are not inherited."""
    return ThreadPoolExecutor(MOST_WAITING, thread_name_prefix="elasticsearch")
