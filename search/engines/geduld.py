"""How long an answer may wait for Elasticsearch in all, however many questions it takes.

A time limit of the HTTP client counts from byte to byte, and resolving a name has none: so what must answer at once is
asked in a thread of its own, and whoever waits goes on when the time is over.
"""

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import TypeVar

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


_geduld: ContextVar[Geduld | None] = ContextVar("geduld", default=None)


def waited_for(question: Callable[[float], T], most: float, *, at_once: bool) -> T:
    """The answer to ``question``, which is told how long it may take. Raises ``TimeoutError``.

    Without a ``Geduld`` around it, work that need not be done ``at_once`` may take ``most`` for each of its steps.
    """
    geduld = _geduld.get()
    if geduld is None and not at_once:
        return question(most)
    allowed = min(most, geduld.left) if geduld else most
    if allowed <= 0:
        raise TimeoutError("Die Zeit für diese Antwort ist um.")
    begun = time.monotonic()
    future = _waiting(os.getpid()).submit(question, allowed)
    try:
        if wait([future], allowed).not_done:
            raise TimeoutError(f"keine Antwort in {allowed:.1f} s")
        return future.result()
    finally:
        future.cancel()
        if geduld:
            geduld.left -= time.monotonic() - begun


@lru_cache(maxsize=1)
def _waiting(process: int) -> ThreadPoolExecutor:
    """The threads of this process: those of a parent are not inherited."""
    return ThreadPoolExecutor(MOST_WAITING, thread_name_prefix="elasticsearch")
