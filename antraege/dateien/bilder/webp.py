"""WebP: the chunks of the RIFF file. Pillow is not asked: it would unpack the picture only to open it."""

from collections.abc import Iterator

from antraege.dateien import fremdes
from antraege.dateien.bilder import exif
from antraege.dateien.bilder.masse import require_size
from antraege.dateien.fehler import DateiError, Grund
from antraege.dateien.stellen import Stelle, apply

MOST_CHUNKS = 5000
_EXIF = b"Exif\0\0"


def is_it(content: bytes) -> bool:
    return content[:4] == b"RIFF" and content[8:12] == b"WEBP"


def look(content: bytes) -> bytes:
    fremdes.refuse_polyglot(content, also=(b"%pdf-1.", b"%pdf-2."))
    end = int.from_bytes(content[4:8], "little") + 8
    if end > len(content):
        raise DateiError(Grund.UNVOLLSTAENDIG)
    if content[end:].strip(b"\0"):
        raise DateiError(Grund.FREMDES)
    sizes: list[tuple[int, int]] = []
    stellen: list[Stelle] = []
    has_picture = False
    for kind, start, stop in _chunks(content, end):
        has_picture = has_picture or kind in (b"VP8 ", b"VP8L", b"ANMF")
        if size := _size(kind, content[start : min(stop, start + 16)]):
            sizes.append(size)
        if kind == b"EXIF":
            start += len(_EXIF) if content.startswith(_EXIF, start) else 0
            stellen += exif.without_place(content, start, stop)
        elif kind == b"XMP ":
            stellen += exif.without_xmp_place(content, start, stop)
    if not has_picture or not sizes:
        raise DateiError(Grund.BESCHAEDIGT)
    for size in sizes:
        require_size(*size)
    return apply(content, stellen)


def _chunks(content: bytes, end: int) -> Iterator[tuple[bytes, int, int]]:
    at = 12
    for _count in range(MOST_CHUNKS):
        if at >= end:
            return
        start = at + 8
        stop = start + int.from_bytes(content[at + 4 : start], "little")
        if stop > end:
            raise DateiError(Grund.UNVOLLSTAENDIG)
        yield content[at : at + 4], start, stop
        at = stop + stop % 2
    raise DateiError(Grund.ZU_UMFANGREICH)


def _size(kind: bytes, head: bytes) -> tuple[int, int] | None:
    """Width and height as the chunk tells them; short ones tell (0, 0)."""
    if kind == b"VP8X":
        return _number(head[4:7]) + 1, _number(head[7:10]) + 1
    if kind == b"VP8L":
        bits = _number(head[1:5])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        return _number(head[6:8]) & 0x3FFF, _number(head[8:10]) & 0x3FFF
    return None


def _number(value: bytes) -> int:
    return int.from_bytes(value, "little")
