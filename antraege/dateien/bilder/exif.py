"""Takes the place out of what cameras write into a photo (Exif, XMP). All else stays, also which way is up.

A photo of a receipt made at home tells where somebody lives. Whoever needs the place asks for it in the form.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from antraege.dateien.fehler import DateiError, Grund
from antraege.dateien.stellen import Stelle

GPS = 0x8825
MOST_ENTRIES = 1000  # of one directory
MOST_GPS = 64  # Exif knows 32
MOST_DIRECTORIES = 500
MOST_VALUES = 200_000
MOST_XMP = 200
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_XMP_ATTRIBUTE = re.compile(rb"""exif:GPS\w{1,40}\s{0,9}=\s{0,9}(?:"[^"]{0,999}"|'[^']{0,999}')""")
_XMP_ELEMENT = re.compile(rb"<exif:GPS(\w{1,40})>[^<]{0,999}</exif:GPS\1>")


class BrokenError(Exception):
    """The directories of a TIFF structure lead nowhere."""


@dataclass(frozen=True, slots=True)
class Eintrag:
    position: int
    tag: int
    kind: int
    count: int

    @property
    def size(self) -> int:
        return SIZES.get(self.kind, 1) * self.count


class Tiff:
    """A TIFF structure within ``content``; Exif is one as well."""

    def __init__(self, content: bytes, start: int = 0, end: int | None = None):
        self.content, self.start = content, start
        self.end = len(content) if end is None else end
        order = content[start : start + 4]
        if order not in (b"II*\0", b"MM\0*"):
            raise BrokenError
        self.order = "<" if order[:1] == b"I" else ">"

    def read(self, form: str, position: int) -> int:
        if not self.start <= position <= self.end - struct.calcsize(form):
            raise BrokenError
        return int(struct.unpack_from(self.order + form, self.content, position)[0])

    def directories(self) -> Iterator[int]:
        """Where the directories of the chain begin."""
        seen: set[int] = set()
        offset = self.read("I", self.start + 4)
        while offset:
            if offset in seen or len(seen) >= MOST_DIRECTORIES:
                raise BrokenError
            seen.add(offset)
            position = self.start + offset
            yield position
            offset = self.read("I", self._behind(position))

    def _behind(self, directory: int) -> int:
        return directory + 2 + 12 * self.read("H", directory)

    def entries(self, directory: int, most: int = MOST_ENTRIES) -> list[Eintrag]:
        count = self.read("H", directory)
        if not count <= most:
            raise BrokenError
        positions = range(directory + 2, directory + 2 + 12 * count, 12)
        return [Eintrag(at, self.read("H", at), self.read("H", at + 2), self.read("I", at + 4)) for at in positions]

    def values(self, entry: Eintrag) -> list[int]:
        """Whole numbers of an entry."""
        form = {1: "B", 3: "H", 4: "I", 13: "I"}.get(entry.kind)
        if form is None:
            raise BrokenError
        at = self.place(entry)
        if entry.count > MOST_VALUES or at + entry.size > self.end:
            raise BrokenError
        return list(struct.unpack_from(f"{self.order}{entry.count}{form}", self.content, at))

    def place(self, entry: Eintrag) -> int:
        """Where the values of an entry stand."""
        if entry.size <= 4:
            return entry.position + 8
        return self.start + self.read("I", entry.position + 8)

    def without_place(self) -> Iterator[Stelle]:
        left = self.end - self.start  # honest files have nothing twice
        for directory in self.directories():
            entries = self.entries(directory)
            of_place = [entry for entry in entries if entry.tag == GPS]
            for entry in of_place:
                for at, zeros in self._blank(self.start + self.read("I", entry.position + 8)):
                    left -= len(zeros)
                    if left < 0:
                        raise BrokenError
                    yield at, zeros
            if of_place:
                yield self._shortened(directory, entries)

    def _blank(self, directory: int) -> Iterator[Stelle]:
        """Zeros instead of the coordinates."""
        entries = self.entries(directory, MOST_GPS)
        for entry in entries:
            at = self.place(entry)
            if entry.size > 4096 or at + entry.size > self.end:
                raise BrokenError
            yield at, bytes(entry.size)
        yield directory, bytes(2 + 12 * len(entries))

    def _shortened(self, directory: int, entries: list[Eintrag]) -> Stelle:
        """The directory without the entry that leads to the coordinates; nothing outside of it moves."""
        behind = self._behind(directory)
        kept = [self.content[one.position : one.position + 12] for one in entries if one.tag != GPS]
        count = struct.pack(self.order + "H", len(kept))
        body = count + b"".join(kept) + self.content[behind : behind + 4]
        return directory, body.ljust(behind + 4 - directory, b"\0")


def without_place(content: bytes, start: int = 0, end: int | None = None) -> list[Stelle]:
    """The places to change in Exif data. What can't be followed is wiped as a whole: it might be there."""
    end = len(content) if end is None else end
    try:
        return list(Tiff(content, start, end).without_place())
    except BrokenError:
        return [(start, bytes(end - start))]


def without_xmp_place(content: bytes, start: int = 0, end: int | None = None) -> Iterator[Stelle]:
    end = len(content) if end is None else end
    for pattern in (_XMP_ATTRIBUTE, _XMP_ELEMENT):
        for count, found in enumerate(pattern.finditer(content, start, end)):
            if count >= MOST_XMP:
                raise DateiError(Grund.ZU_UMFANGREICH)
            yield found.start(), b" " * (found.end() - found.start())
