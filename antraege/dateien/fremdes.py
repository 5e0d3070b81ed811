"""What has no business in a document or a picture: test viruses, web pages, archives behind something else."""

from collections.abc import Iterator

from antraege.dateien.fehler import DateiError, Grund

# In two pieces, or scanners would find this file.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}" + rb"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
MARKUP = (  # none so short that it stands in a photo by chance
    *(b"<?php" + space for space in (b" ", b"\n", b"\r", b"\t")),
    *(b"<html" + more for more in (b">", b" ", b"\n")),
    b"<!doctype html",
    b"<body onload",
    b"<iframe",
    b"<img src=",
    b"<script",
    b"<svg onload",
    b"<svg xmlns",
)
_CHUNK = 1 << 20
_OVERLAP = 32
_ZIP_END = b"PK\x05\x06"
_ZIP_TAIL = 65_557  # a comment of the greatest length, and the record before it


def refuse_virus(content: bytes) -> None:
    """The signature that every scanner knows, so that a test of the upload works without one."""
    if EICAR in content:
        raise DateiError(Grund.SCHADPROGRAMM)


def refuse_polyglot(content: bytes, *, also: tuple[bytes, ...] = ()) -> None:
    """A picture has neither a web page nor another file in it, wherever it may hide."""
    needles = (*MARKUP, *also)
    for piece in _lower(content):
        if any(needle in piece for needle in needles):
            raise DateiError(Grund.FREMDES)
    if ends_as_archive(content):
        raise DateiError(Grund.FREMDES)


def has_markup(piece: bytes) -> bool:
    piece = piece.lower()
    return any(needle in piece for needle in MARKUP)


def ends_as_archive(content: bytes) -> bool:
    """Programs look for a ZIP file from its end."""
    tail = content[-_ZIP_TAIL:]
    found = tail.rfind(_ZIP_END)
    while found >= 0:
        if len(tail) >= found + 22 + int.from_bytes(tail[found + 20 : found + 22], "little") > found + 21:
            return True
        found = tail.rfind(_ZIP_END, 0, found)
    return False


def _lower(content: bytes) -> Iterator[bytes]:
    """Piece by piece, so that no second copy of the file is needed."""
    for start in range(0, len(content), _CHUNK):
        yield content[max(start - _OVERLAP, 0) : start + _CHUNK].lower()
