"""PNG: all chunks with their sums, to the last one, and nothing behind it."""

from collections import Counter
from collections.abc import Iterator
from zlib import crc32

from antraege.dateien import fremdes
from antraege.dateien.bilder import exif
from antraege.dateien.bilder.masse import require_pillow, require_size
from antraege.dateien.fehler import DateiError, Grund
from antraege.dateien.stellen import Stelle, apply

MAGIC = b"\x89PNG\r\n\x1a\n"
PACKED = {b"zTXt", b"iTXt", b"iCCP"}
MOST_PACKED = 20  # Pillow unpacks each of these, up to 1 MB
MOST_CHUNKS = 50_000


def is_it(content: bytes) -> bool:
    return content.startswith(MAGIC)


def look(content: bytes) -> bytes:
    fremdes.refuse_polyglot(content, also=(b"%pdf-1.", b"%pdf-2."))
    kinds: Counter[bytes] = Counter()
    stellen: list[Stelle] = []
    for kind, start, end in _chunks(content):
        if not kinds:
            _require_header(content, kind, start, end)
        kinds[kind] += 1
        if sum(kinds[one] for one in PACKED) > MOST_PACKED or kinds[b"eXIf"] > 1:
            raise DateiError(Grund.ZU_UMFANGREICH)
        if kind == b"eXIf":
            stellen += _with_sum(content, start, end, exif.without_place(content, start, end))
        elif _may_hide_place(content, kind, start):
            stellen += [(start - 4, _emptied(end - start))]
        elif kind == b"iTXt":
            stellen += _with_sum(content, start, end, list(exif.without_xmp_place(content, start, end)))
    if b"IDAT" not in kinds:
        raise DateiError(Grund.BESCHAEDIGT)
    kept = apply(content, stellen)
    require_pillow(kept, "PNG")
    return kept


def _chunks(content: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Kind, and where what is in it begins and ends."""
    at = len(MAGIC)
    view = memoryview(content)
    for _count in range(MOST_CHUNKS):
        start = at + 8
        end = start + int.from_bytes(content[at : at + 4], "big")
        if end + 4 > len(content):
            raise DateiError(Grund.UNVOLLSTAENDIG)
        if crc32(view[at + 4 : end]) != int.from_bytes(content[end : end + 4], "big"):
            raise DateiError(Grund.BESCHAEDIGT)
        yield content[at + 4 : start], start, end
        at = end + 4
        if content[start - 4 : start] == b"IEND":
            if content[at:].strip(b"\0\r\n "):
                raise DateiError(Grund.FREMDES)
            return
    raise DateiError(Grund.ZU_UMFANGREICH)


def _require_header(content: bytes, kind: bytes, start: int, end: int) -> None:
    if kind != b"IHDR" or end - start != 13:
        raise DateiError(Grund.BESCHAEDIGT)
    require_size(
        int.from_bytes(content[start : start + 4], "big"), int.from_bytes(content[start + 4 : start + 8], "big")
    )


def _may_hide_place(content: bytes, kind: bytes, start: int) -> bool:
    """Exif as ImageMagick keeps it, as digits in a text; and XMP that is packed."""
    if kind == b"iTXt":
        return content.startswith(b"XML:com.adobe.xmp\0\1", start)
    return kind in (b"tEXt", b"zTXt") and content.startswith(b"Raw profile type ", start)


def _emptied(size: int) -> bytes:
    """A chunk that no program knows, so that all pass over it."""
    chunk = b"leEr" + bytes(size)
    return chunk + crc32(chunk).to_bytes(4, "big")


def _with_sum(content: bytes, start: int, end: int, stellen: list[Stelle]) -> list[Stelle]:
    """The chunk with its changes and its new sum."""
    if not stellen:
        return []
    chunk = apply(content[start - 4 : end], [(at - start + 4, new) for at, new in stellen])
    return [(start - 4, chunk + crc32(chunk).to_bytes(4, "big"))]
