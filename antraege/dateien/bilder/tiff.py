"""TIFF, as scanners write it: page by page, each within the file."""

from antraege.dateien import fremdes
from antraege.dateien.bilder import exif
from antraege.dateien.bilder.exif import BrokenError, Tiff
from antraege.dateien.bilder.masse import require_pillow, require_size
from antraege.dateien.fehler import DateiError, Grund
from antraege.dateien.stellen import apply

WIDTH, HEIGHT = 256, 257
PARTS = ((273, 279), (324, 325))  # where the strips or tiles are, and how long
MOST_PAGES = 300


def is_it(content: bytes) -> bool:
    return content[:4] in (b"II*\0", b"MM\0*")


def look(content: bytes) -> bytes:
    fremdes.refuse_polyglot(content, also=(b"%pdf-1.", b"%pdf-2."))
    try:
        tiff = Tiff(content)
        pages = 0
        for directory in tiff.directories():
            pages += 1
            if pages > MOST_PAGES:
                raise DateiError(Grund.ZU_UMFANGREICH)
            _require_page(tiff, directory)
        stellen = [*tiff.without_place(), *exif.without_xmp_place(content)]
    except BrokenError as error:
        raise DateiError(Grund.UNVOLLSTAENDIG) from error
    if not pages:
        raise DateiError(Grund.BESCHAEDIGT)
    kept = apply(content, stellen)
    require_pillow(kept, "TIFF")
    return kept


def _require_page(tiff: Tiff, directory: int) -> None:
    entries = {entry.tag: entry for entry in tiff.entries(directory)}
    if WIDTH not in entries or HEIGHT not in entries:
        raise DateiError(Grund.BESCHAEDIGT)
    width, height = (tiff.values(entries[tag])[:1] for tag in (WIDTH, HEIGHT))
    if not width or not height:
        raise DateiError(Grund.BESCHAEDIGT)
    require_size(width[0], height[0])
    found = [pair for pair in PARTS if pair[0] in entries and pair[1] in entries]
    if not found:
        raise DateiError(Grund.BESCHAEDIGT)
    for offsets, lengths in found:
        starts, sizes = tiff.values(entries[offsets]), tiff.values(entries[lengths])
        if len(starts) != len(sizes) or any(at + size > tiff.end for at, size in zip(starts, sizes, strict=True)):
            raise BrokenError
