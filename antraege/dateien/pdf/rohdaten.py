"""Names in the bytes of a PDF that mean programs or hidden files, also those in packed object streams."""

import re
import zlib
from collections import Counter
from collections.abc import Iterator

from antraege.dateien import fremdes
from antraege.dateien.fehler import DateiError, Grund
from antraege.dateien.pdf.leser import ESCAPED, MEDIA, PROGRAM

EMBEDDED = "/EmbeddedFile"
LARGEST_UNPACKED = 32_000_000  # all object streams together
MOST_STREAMS = 100_000
MOST_ESCAPED = 20_000
_LONGEST_NAME = 64
_STEP = 1 << 16
_OVERLAP = 256
_BEFORE = 2048  # how long before a stream its dictionary may begin
_STREAM = re.compile(rb"stream\r?\n")


_NAMES = {name: re.compile(name.encode() + rb"(?![A-Za-z0-9]{2})") for name in (*PROGRAM, *MEDIA, EMBEDDED)}
_FIRST = re.compile(rb"/(?:F|#46)(?:i|#69)(?:r|#72)(?:s|#73)(?:t|#74)(?![A-Za-z])")


def search(content: bytes) -> Counter[str]:
    """How often each name occurs. What means a program raises an error at once."""
    found: Counter[str] = Counter()
    _count(content, found)
    for piece in _object_streams(content):
        fremdes.refuse_virus(piece)
        _count(piece, found)
    return found


def _count(piece: bytes, found: Counter[str]) -> None:
    _count_plain(piece, found)
    for count, number in enumerate(ESCAPED.finditer(piece)):
        if count > MOST_ESCAPED:
            raise DateiError(Grund.ZU_UMFANGREICH)
        around = piece[max(number.start() - _LONGEST_NAME, 0) : number.end() + _LONGEST_NAME]
        _count_plain(ESCAPED.sub(lambda one: bytes.fromhex(one[1].decode()), around), found)


def _count_plain(piece: bytes, found: Counter[str]) -> None:
    for name, pattern in _NAMES.items():
        if name.encode() not in piece:  # much faster
            continue
        times = len(pattern.findall(piece))
        if times and name in PROGRAM:
            raise DateiError(Grund.PROGRAMMCODE)
        if times and name in MEDIA:
            raise DateiError(Grund.EINGEBETTET)
        found[name] += times


def _object_streams(content: bytes) -> Iterator[bytes]:
    left = LARGEST_UNPACKED
    for count, start in enumerate(_STREAM.finditer(content)):
        if count > MOST_STREAMS:
            raise DateiError(Grund.ZU_UMFANGREICH)
        if _FIRST.search(content, max(start.start() - _BEFORE, 0), start.start()):
            for piece, size in _unpacked(content, start.end()):
                left -= size
                if left < 0:
                    raise DateiError(Grund.ZU_UMFANGREICH)
                yield piece


def _unpacked(content: bytes, start: int) -> Iterator[tuple[bytes, int]]:
    """Piece by piece, each with the end of the one before. What is packed in another way is for pypdf."""
    unpacker, rest = zlib.decompressobj(), b""
    view = memoryview(content)
    for at in range(start, len(content), _STEP):
        data: bytes | memoryview = view[at : at + _STEP]
        while data and not unpacker.eof:
            try:
                piece = unpacker.decompress(data, _STEP)
            except zlib.error:
                return
            yield rest + piece, len(piece)
            rest, data = piece[-_OVERLAP:], unpacker.unconsumed_tail
        if unpacker.eof:
            return
