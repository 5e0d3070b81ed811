"""What a process remembers between requests: small tables computed once, dropped by tag.

The journal of changes (``cms.aenderungen``) says which tags have gone stale, whichever process made the change.
"""

from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any, TypeVar

from cms import herkunft

MOST = 10_000

T = TypeVar("T")

_lock = Lock()
_tables: list[tuple[frozenset[str], dict[tuple[Any, ...], Any]]] = []  # one for each function
_forgotten = 0  # how often something was forgotten


def remember(*tags: str, most: int = MOST) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """Remember a function's results (by its positional arguments) until one of ``tags`` is forgotten.

    Of more than ``most`` the oldest goes: who is asked about each day anew does not keep all of the past.

    Whoever uses a remembered result depends on its tags; that is noted here, so that no caller can forget it.

    No lock is held while the function runs: it may write (an image's rendition), and a writer may have to forget.
    """

    def decorate(function: Callable[..., T]) -> Callable[..., T]:
        table: dict[tuple[Any, ...], T] = {}
        _tables.append((frozenset(tags), table))

        @wraps(function)
        def remembered(*args: Any) -> T:
            herkunft.note(*tags)
            try:
                return table[args]
            except KeyError:
                pass
            begun = _forgotten
            value = function(*args)
            with _lock:
                if begun == _forgotten:
                    table[args] = value
                    if len(table) > most:
                        del table[next(iter(table))]
            return value

        return remembered

    return decorate


def forget(tags: set[str] | None = None) -> None:
    """Drop what was remembered under any of ``tags``; without tags, everything."""
    global _forgotten
    with _lock:
        _forgotten += 1
        for own, table in _tables:
            if tags is None or own & tags:
                table.clear()
