"""HEIC, as phones write it: the boxes are read, and where they say the picture is, there must be bytes.

No decoder is asked: libheif would be a large piece of C for a question that these boxes answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from antraege.dateien import fremdes
from antraege.dateien.bilder import exif
from antraege.dateien.bilder.isobmff import Box, boxes
from antraege.dateien.bilder.masse import require_size
from antraege.dateien.fehler import DateiError, Grund
from antraege.dateien.stellen import Stelle, apply

BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1"}
MOST_ITEMS = 20_000
MOST_EXIF = 8
LARGEST_EXIF = 1_000_000
FILMS = {b"mpvd", b"sefd"}  # what Samsung's moving photos have at their end


def is_it(content: bytes) -> bool:
    if content[4:8] != b"ftyp" or len(content) < 16:
        return False
    end = min(int.from_bytes(content[:4], "big"), 256)
    brands = {content[8:12], *(content[at : at + 4] for at in range(16, end, 4))}
    return bool(brands & BRANDS) and b"avif" not in brands


def look(content: bytes) -> bytes:
    fremdes.refuse_polyglot(content, also=(b"%pdf-1.", b"%pdf-2."))
    top = list(boxes(content, 0, len(content)))
    if any(box.kind == b"moov" for box in top):
        raise DateiError(Grund.EINGEBETTET)
    metas = [box for box in top if box.kind == b"meta"]
    if len(metas) != 1:
        raise DateiError(Grund.BESCHAEDIGT if metas else Grund.UNVOLLSTAENDIG)
    meta = {box.kind: box for box in boxes(content, metas[0].start + 4, metas[0].end)}
    _require_points(content, meta)
    stellen = [*_without_place(content, meta), *exif.without_xmp_place(content)]
    return apply(content, stellen, _end(top))


def _end(top: list[Box]) -> int:
    while top[-1].kind in FILMS:
        top.pop()
    return top[-1].end


def _require_points(content: bytes, meta: dict[bytes, Box]) -> None:
    """The largest size that is told counts; a picture of tiles tells that of the whole as well."""
    sizes = []
    if b"iprp" in meta:
        for outer in boxes(content, meta[b"iprp"].start, meta[b"iprp"].end):
            if outer.kind == b"ipco":
                found = (box for box in boxes(content, outer.start, outer.end) if box.kind == b"ispe")
                sizes += [(_number(content, box.start + 4, 4), _number(content, box.start + 8, 4)) for box in found]
    if not sizes:
        raise DateiError(Grund.BESCHAEDIGT)
    for width, height in sizes:
        require_size(width, height)


@dataclass(frozen=True, slots=True)
class _Item:
    number: int
    begin: int
    end: int


def _without_place(content: bytes, meta: dict[bytes, Box]) -> list[Stelle]:
    """Also requires that every item lies within the file."""
    if b"iloc" not in meta or b"iinf" not in meta:
        raise DateiError(Grund.BESCHAEDIGT)
    of_exif = set(_exif_numbers(content, meta[b"iinf"]))
    stellen: list[Stelle] = []
    items = list(_items(content, meta))
    if not items:
        raise DateiError(Grund.BESCHAEDIGT)
    if any(item.end > len(content) for item in items):
        raise DateiError(Grund.UNVOLLSTAENDIG)
    with_exif = [item for item in items if item.number in of_exif]
    if len(with_exif) > MOST_EXIF or any(item.end - item.begin > LARGEST_EXIF for item in with_exif):
        raise DateiError(Grund.ZU_UMFANGREICH)
    for item in with_exif:
        start = item.begin + 4 + _number(content, item.begin, 4)
        stellen += exif.without_place(content, min(start, item.end), item.end)
    return stellen


def _exif_numbers(content: bytes, iinf: Box) -> Iterator[int]:
    wide = content[iinf.start] > 0
    for box in boxes(content, iinf.start + (8 if wide else 6), iinf.end):
        version = content[box.start]
        size = 4 if version >= 3 else 2
        if content[box.start + 6 + size : box.start + 10 + size] == b"Exif":
            yield _number(content, box.start + 4, size)


def _items(content: bytes, meta: dict[bytes, Box]) -> Iterator[_Item]:
    """Where the items of the table ``iloc`` lie. Those made from other items (method 2) lie nowhere."""
    table = _Reader(content, meta[b"iloc"].start, meta[b"iloc"].end)
    version = table.read(1)
    table.read(3)
    sizes = table.read(2)
    offset_size, length_size, base_size, index_size = (sizes >> shift & 15 for shift in (12, 8, 4, 0))
    idat = meta[b"idat"].start if b"idat" in meta else 0
    left = MOST_ITEMS
    for _count in range(table.read(4 if version == 2 else 2)):
        number = table.read(4 if version == 2 else 2)
        method = table.read(2) & 15 if version else 0
        table.read(2)
        base = table.read(base_size)
        extents = table.read(2)
        left -= 1 + extents
        if left < 0:
            raise DateiError(Grund.ZU_UMFANGREICH)
        for _extent in range(extents):
            table.read(index_size if version else 0)
            begin = base + table.read(offset_size) + (idat if method == 1 else 0)
            length = table.read(length_size)
            if method < 2:
                yield _Item(number, begin, begin + length)


class _Reader:
    """Numbers, one after another, not beyond the end of a box."""

    def __init__(self, content: bytes, start: int, end: int):
        self.content, self.at, self.end = content, start, end

    def read(self, size: int) -> int:
        if self.at + size > self.end:
            raise DateiError(Grund.BESCHAEDIGT)
        self.at += size
        return _number(self.content, self.at - size, size)


def _number(content: bytes, at: int, size: int) -> int:
    return int.from_bytes(content[at : at + size], "big")
