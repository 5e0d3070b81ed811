"""What a process remembers between requests: small tables computed once, dropped by tag.

The journal of changes (``cms.aenderungen``) says which tags have gone stale, whichever process made the change.
"""

from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any, TypeVar

from cms import herkunft

T = TypeVar("T")

_lock = Lock()
_values: dict[tuple[Any, ...], tuple[frozenset[str], Any]] = {}
_forgotten = 0  # how often something was forgotten


def remember(*tags: str) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """Remember a function's results (by its positional arguments) until one of ``tags`` is forgotten.

    Whoever uses a remembered result depends on its tags; that is noted here, so that no caller can forget it.

    No lock is held while the function runs: it may write (an image's rendition), and a writer may have to forget.
    """

    def decorate(function: Callable[..., T]) -> Callable[..., T]:
        @wraps(function)
        def remembered(*args: Any) -> T:
            herkunft.note(*tags)
            key = (function, *args)
            found = _values.get(key)
            if found is not None:
                return found[1]
            begun = _forgotten
            value = function(*args)
            with _lock:
                if begun == _forgotten:
                    _values[key] = frozenset(tags), value
            return value

        return remembered

    return decorate


def forget(tags: set[str] | None = None) -> None:
    """Drop what was remembered under any of ``tags``; without tags, everything."""
    global _forgotten
    with _lock:
        _forgotten += 1
        for key in [key for key, (own, _) in _values.items() if tags is None or own & tags]:
            del _values[key]
