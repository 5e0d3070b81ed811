"""JPEG: every segment to the end of the picture. What cameras hang behind it (a film, a second picture) is cut off."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from antraege.dateien import fremdes
from antraege.dateien.bilder import exif, isobmff
from antraege.dateien.bilder.masse import require_pillow, require_size
from antraege.dateien.fehler import DateiError, Grund
from antraege.dateien.stellen import Stelle, apply

SOI, EOI, SOS, APP1 = 0xD8, 0xD9, 0xDA, 0xE1
FRAMES = {0xC0, 0xC1, 0xC2}  # what phones, scanners and browsers can show
OTHER_FRAMES = {0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}
MOST_SEGMENTS = 20_000
MOST_STELLEN = 1000
MOST_BEHIND = 16
_EXIF = b"Exif\0\0"
_XMP = b"http://ns.adobe.com/x"
_MARKER = re.compile(rb"\xff{1,64}([^\x00\xff\xd0-\xd7])")
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_FILLING = re.compile(rb"[\0\r\n ]*")
_SAMSUNG = b"SEFT"


def is_it(content: bytes) -> bool:
    return content.startswith(b"\xff\xd8\xff")


def look(content: bytes) -> bytes:
    fremdes.refuse_polyglot(content, also=(b"%pdf-1.", b"%pdf-2."))
    bild = _walk(content, 0)
    require_size(*bild.size)
    _require_known_rest(content, bild.end)
    kept = apply(content, bild.stellen, bild.end)
    require_pillow(kept, "JPEG")
    return kept


@dataclass(slots=True)
class _Bild:
    size: tuple[int, int] = (0, 0)
    end: int = 0
    stellen: list[Stelle] = field(default_factory=list)


def _walk(content: bytes, start: int) -> _Bild:
    """From the first to the last byte of one picture."""
    bild, scans = _Bild(), 0
    for marker, at, length in _segments(content, start):
        if marker in FRAMES:
            bild.size = _dimensions(content[at : at + length])
        elif marker in OTHER_FRAMES:
            raise DateiError(Grund.BESCHAEDIGT)
        elif marker == APP1:
            bild.stellen += _without_place(content, at, at + length)
            if len(bild.stellen) > MOST_STELLEN:
                raise DateiError(Grund.ZU_UMFANGREICH)
        elif marker == SOS:
            scans += 1
        elif marker == EOI:
            bild.end = at
    if not bild.end:
        raise DateiError(Grund.UNVOLLSTAENDIG)
    if not scans:
        raise DateiError(Grund.BESCHAEDIGT)
    return bild


def _segments(content: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Marker, where its payload begins, and how long that is."""
    at = start + 2
    for _count in range(MOST_SEGMENTS):
        found = _MARKER.match(content, at)
        if not found:
            raise DateiError(Grund.UNVOLLSTAENDIG if at >= len(content) - 2 else Grund.BESCHAEDIGT)
        marker, at = found[1][0], found.end()
        if marker == EOI:
            yield marker, at, 0
            return
        length = int.from_bytes(content[at : at + 2], "big")
        if length < 2 or marker == SOI:
            raise DateiError(Grund.BESCHAEDIGT)
        if at + length > len(content):
            raise DateiError(Grund.UNVOLLSTAENDIG)
        yield marker, at + 2, length - 2
        at += length
        if marker == SOS:
            found = _NEXT_MARKER.search(content, at)
            if not found:
                raise DateiError(Grund.UNVOLLSTAENDIG)
            at = found.start()
    raise DateiError(Grund.ZU_UMFANGREICH)


def _dimensions(payload: bytes) -> tuple[int, int]:
    return int.from_bytes(payload[3:5], "big"), int.from_bytes(payload[1:3], "big")


def _without_place(content: bytes, start: int, end: int) -> list[Stelle]:
    if content.startswith(_EXIF, start, end):
        return exif.without_place(content, start + len(_EXIF), end)
    if content.startswith(_XMP, start, end):
        return list(exif.without_xmp_place(content, start, end))
    return []


def _require_known_rest(content: bytes, end: int) -> None:
    """What is behind the picture goes; but only what cameras put there goes without a word."""
    for _count in range(MOST_BEHIND):
        begin, end = end, _FILLING.match(content, end).end()  # type: ignore[union-attr]
        if end == len(content) or content.endswith(_SAMSUNG):
            return
        if isobmff.is_film(content, begin) or isobmff.is_film(content, end - 3):  # its length begins with zeros too
            return
        if not content.startswith(b"\xff\xd8\xff", end):
            break
        end = _walk(content, end).end
    raise DateiError(Grund.FREMDES)
