"""Boxes in boxes: the container of HEIC pictures and of films."""

from collections.abc import Iterator
from dataclasses import dataclass

from antraege.dateien.fehler import DateiError, Grund

MOST_BOXES = 5000


@dataclass(frozen=True, slots=True)
class Box:
    kind: bytes
    begin: int
    start: int  # of what is in it
    end: int


def boxes(content: bytes, start: int, end: int) -> Iterator[Box]:
    """The boxes between two places; they must fill the room exactly."""
    at = start
    for _count in range(MOST_BOXES):
        if at == end:
            return
        box = _box(content, at, end)
        yield box
        at = box.end
    raise DateiError(Grund.ZU_UMFANGREICH)


def _box(content: bytes, at: int, end: int) -> Box:
    if at + 8 > end:
        raise DateiError(Grund.UNVOLLSTAENDIG)
    size, start = int.from_bytes(content[at : at + 4], "big"), at + 8
    if size == 1:
        size, start = int.from_bytes(content[at + 8 : at + 16], "big"), at + 16
    elif size == 0:  # to the end
        size = end - at
    if start > at + size:
        raise DateiError(Grund.BESCHAEDIGT)
    if at + size > end:
        raise DateiError(Grund.UNVOLLSTAENDIG)
    return Box(content[at + 4 : at + 8], at, start, at + size)


def is_film(content: bytes, start: int) -> bool:
    """Whether only boxes of a film follow, as behind a moving photo."""
    if content[start + 4 : start + 8] != b"ftyp":
        return False
    try:
        kinds = {box.kind for box in boxes(content, start, len(content))}
    except DateiError:
        return False
    return b"moov" in kinds
