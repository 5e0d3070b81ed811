"""What a process remembers between requests: small tables computed once, dropped by tag.

The journal of changes (``cms.aenderungen``) says which tags have gone stale, whichever process made the change.
"""

from collections.abc import Callable
from functools import wraps
from threading import RLock
from typing import Any, TypeVar

from cms import herkunft

T = TypeVar("T")

_lock = RLock()
_values: dict[tuple[Any, ...], tuple[frozenset[str], Any]] = {}


def remember(*tags: str) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """Remember a function's results (by its positional arguments) until one of ``tags`` is forgotten.

    Whoever uses a remembered result depends on its tags; that is noted here, so that no caller can forget it.
    """

    def decorate(function: Callable[..., T]) -> Callable[..., T]:
        @wraps(function)
        def remembered(*args: Any) -> T:
            herkunft.note(*tags)
            key = (function, *args)
            found = _values.get(key)
            if found is None:
                with _lock:
                    found = _values.get(key)
                    if found is None:
                        found = _values[key] = (frozenset(tags), function(*args))
            return found[1]

        return remembered

    return decorate


def forget(tags: set[str] | None = None) -> None:
    """Drop what was remembered under any of ``tags``; without tags, everything."""
    with _lock:
        for key in [key for key, (own, _) in _values.items() if tags is None or own & tags]:
            del _values[key]
