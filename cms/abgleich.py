"""Brings what a process remembers in line with the journal of changes, whichever process made the change.

Asking must cost next to nothing, since every request asks. SQLite tells by two counters, without a query, whether
anything at all was written since this thread last asked; other databases are asked for the journal's number.
"""

from collections.abc import Callable
from threading import Lock, local
from typing import Any

from django.db import connection

from cms import aenderungen

Forget = Callable[[set[str] | None], None]


class Abgleich:
    """Follows the journal on behalf of memories; each is told the tags to forget, or ``None`` for all."""

    def __init__(self, *memories: Forget):
        self._memories = memories
        self._lock = Lock()
        self._nummer = -1
        self._thread = local()

    def catch_up(self) -> int:
        """Make the memories forget what has changed. Returns the number they have followed the journal up to."""
        seen = _counters()
        if seen is None or seen != getattr(self._thread, "seen", None):
            nummer = aenderungen.position()
            if nummer != self._nummer:
                self._forget()
            self._thread.seen = seen
        return self._nummer

    def forget(self) -> None:
        """Begin anew, as after a start."""
        with self._lock:
            for forget in self._memories:
                forget(None)
            self._nummer = -1
            self._thread = local()

    def _forget(self) -> None:
        with self._lock:
            nummer = aenderungen.position()  # another thread may have been faster
            if nummer == self._nummer:
                return
            tags = aenderungen.since(self._nummer) if 0 <= self._nummer < nummer else None
            for forget in self._memories:
                forget(tags)
            self._nummer = nummer


def _counters() -> Any:
    """What changes whenever anybody writes to the database: others' commits, and this connection's own writes."""
    if connection.vendor != "sqlite":
        return None
    connection.ensure_connection()
    raw = connection.connection
    return raw, raw.execute("PRAGMA data_version").fetchone()[0], raw.total_changes
