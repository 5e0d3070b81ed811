"""A bounded store of finished answers, dropped by tag. Knows no framework and no journal.

``uhr`` ticks with each drop. Whoever makes an answer reads it first and hands it back with the answer: an answer made
from something that was dropped meanwhile is refused.
"""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

OVERHEAD = 1500  # bytes that an entry takes beside its body: headers, tags, key (measured about 1.3 kB)


@dataclass(frozen=True, slots=True)
class Seite:
    """A finished answer."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str
    tags: frozenset[str]
    gueltig_bis: datetime | None = None

    def is_true_at(self, instant: datetime) -> bool:
        return self.gueltig_bis is None or instant < self.gueltig_bis

    @property
    def size(self) -> int:
        return len(self.body) + OVERHEAD


class Seitenspeicher:
    """Answers by key, the least recently asked dropped first when ``limit`` bytes are full. Safe with threads."""

    def __init__(self, limit: int):
        self.limit = limit
        self.size = 0
        self.uhr = 0
        self._lock = Lock()
        self._seiten: OrderedDict[Hashable, Seite] = OrderedDict()
        self._by_tag: dict[str, set[Hashable]] = {}
        self._dropped_at: dict[str, int] = {}
        self._emptied_at = 0

    def __len__(self) -> int:
        return len(self._seiten)

    def get(self, key: Hashable) -> Seite | None:
        with self._lock:
            found = self._seiten.get(key)
            if found is not None:
                self._seiten.move_to_end(key)
            return found

    def put(self, key: Hashable, seite: Seite, uhr: int) -> bool:
        """Keep an answer whose making began at ``uhr``, unless one of its tags was dropped since."""
        with self._lock:
            newest = max((self._dropped_at.get(tag, 0) for tag in seite.tags), default=0)
            if max(newest, self._emptied_at) > uhr or seite.size > self.limit:
                return False
            self._remove(key)
            self._seiten[key] = seite
            self.size += seite.size
            for tag in seite.tags:
                self._by_tag.setdefault(tag, set()).add(key)
            while self.size > self.limit:
                self._remove(next(iter(self._seiten)))
            return True

    def drop(self, tags: set[str] | None = None) -> None:
        """Drop what has any of ``tags``; without tags, everything."""
        with self._lock:
            self.uhr += 1
            if tags is None:
                self._emptied_at = self.uhr
                self._seiten.clear()
                self._by_tag.clear()
                self._dropped_at.clear()
                self.size = 0
                return
            for tag in tags:
                self._dropped_at[tag] = self.uhr
                for key in list(self._by_tag.get(tag, ())):
                    self._remove(key)

    def _remove(self, key: Hashable) -> None:
        seite = self._seiten.pop(key, None)
        if seite is None:
            return
        self.size -= seite.size
        for tag in seite.tags:
            keys = self._by_tag[tag]
            keys.discard(key)
            if not keys:
                del self._by_tag[tag]
