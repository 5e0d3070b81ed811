"""Keeping an index in line with the database: made anew, or following the journal of changes.

An index carries the position in the journal up to which it is right. Before it answers it is brought up to date, so
it does not matter which process made a change, or whether this one was told.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator

from django.db import DatabaseError

from cms import aenderungen, herkunft
from search.documents.base import Dokument
from search.engines.base import Engine, Suchindex, SuchindexBelegtError
from search.registry import DOKUMENTARTEN, NACH_TYP
from search.suchmaschinen import engine

WAIT = 2.0  # seconds a reader waits for another process that writes
AT_MOST_EVERY = 1.0  # seconds between two catch-ups that nobody waits for
CHUNK = 200
EVERYTHING = "gebiete"  # a change of the places may change where anything holds

logger = logging.getLogger(__name__)

Unlesbar = Callable[[str, Exception], None]  # hears of a row that cannot be read


def log_unlesbar(subjekt: str, error: Exception) -> None:
    """A broken row must not keep the others out of the index."""
    logger.error("The search index leaves out %s, which cannot be read.", subjekt, exc_info=error)


def is_readable() -> bool:
    """Whether there is an index that can be read; it need not be up to date."""
    found = engine()
    if found.stand() is None:
        found.refresh()
    return found.stand() is not None


def current() -> Engine:
    """The engine, brought up to date with the journal; once per answer is enough.

    If another process is writing for too long it answers as of the position that ``herkunft`` is told.
    """
    found = engine()
    if herkunft.noted_stand() is None:
        if found.stand() is None or found.stand() != herkunft.begun_at():
            _follow_or_rebuild(found)
        herkunft.note_stand(found.stand() or 0)
    return found


def _follow_or_rebuild(found: Suchindex) -> None:
    if found.stand() is None:
        found.refresh()
    try:
        if found.stand() is None:
            rebuild(found, only_if_missing=True)
        elif found.stand() != aenderungen.position():
            with found.writing(WAIT):
                found.refresh()
                done = follow(found)
            if not done:
                rebuild(found)
    except SuchindexBelegtError:
        if found.stand() is None:
            raise
        logger.warning("Another process writes the search index; answering as of change %s.", found.stand())


def catch_up() -> None:
    """Follow the journal after a commit, so that the next search need not.

    It may leave the work to that search: while another process writes, soon after the last time (somebody is loading
    a catalogue), and before there is an index at all. An index that fails must not fail the change itself.
    """
    if time.monotonic() - _last_catch_up[0] < AT_MOST_EVERY:
        return
    try:
        found = engine()
        if found.stand() is not None:
            _follow_or_rebuild(found)
    except Exception:
        logger.exception("The search index could not follow the journal.")
    _last_catch_up[0] = time.monotonic()


_last_catch_up = [float("-inf")]


def follow(found: Suchindex) -> bool:
    """Bring an index from its own position to the journal's. Only the writer may.

    Returns whether that was possible; if not, the index must be made anew.
    """
    stand, position = found.stand() or 0, aenderungen.position()
    if stand == position:
        return True
    tags = aenderungen.since(stand) if stand < position else None
    if not tags or EVERYTHING in tags:
        return False
    subjekte = found.subjects(tags)
    pks = {art.typ: art.pks(tags) for art in DOKUMENTARTEN}
    for subjekt in subjekte:
        typ, pk = subjekt.split(":")
        pks[typ].add(int(pk))
    subjekte |= {f"{typ}:{pk}" for typ, some in pks.items() for pk in some}
    wanted = {dokument.id: dokument for typ, some in pks.items() for dokument in read(typ, some)}
    changed = {":".join(id_.split(":")[:2]) for id_ in _differences(found.hashes(subjekte), wanted)}
    found.write((one for one in wanted.values() if one.subjekt in changed), changed, position)
    return True


def _differences(held: dict[str, str], wanted: dict[str, Dokument]) -> dict[str, str]:
    """By document, what is wrong with the index: "fehlt", "veraltet", "zu viel"."""
    found = {id_: "zu viel" for id_ in held.keys() - wanted.keys()}
    found |= {id_: "fehlt" for id_ in wanted.keys() - held.keys()}
    return found | {id_: "veraltet" for id_, one in wanted.items() if id_ in held and held[id_] != one.hash}


def read(typ: str, pks: Iterable[int], unlesbar: Unlesbar = log_unlesbar) -> Iterator[Dokument]:
    """The documents of rows, a few hundred rows at a time. A row that fails is left out; ``unlesbar`` hears of it."""
    ordered = sorted(pks)
    for start in range(0, len(ordered), CHUNK):
        yield from _chunk(typ, ordered[start : start + CHUNK], unlesbar)


def _chunk(typ: str, pks: list[int], unlesbar: Unlesbar) -> list[Dokument]:
    """The documents of some rows; if one of them fails, each is read by itself."""
    try:
        return list(NACH_TYP[typ].dokumente(pks))
    except DatabaseError:
        raise
    except Exception as error:
        if len(pks) == 1:
            unlesbar(f"{typ}:{pks[0]}", error)
            return []
        return [dokument for pk in pks for dokument in _chunk(typ, [pk], unlesbar)]


def read_all(
    progress: Callable[[int, int], None] = lambda done, total: None, unlesbar: Unlesbar = log_unlesbar
) -> Iterator[Dokument]:
    """The documents of everything there is. ``progress`` hears how many of how many rows are read."""
    pks = {art.typ: sorted(art.pks()) for art in DOKUMENTARTEN}
    total, done = sum(map(len, pks.values())), 0
    for typ, some in pks.items():
        for start in range(0, len(some), CHUNK):
            chunk = some[start : start + CHUNK]
            yield from _chunk(typ, chunk, unlesbar)
            done += len(chunk)
            progress(done, total)


def rebuild(
    found: Suchindex | None = None,
    *,
    only_if_missing: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> None:
    """Make the index anew and swap it for the one in use. What changes meanwhile is not lost."""
    (found or engine()).rebuild(
        lambda: (aenderungen.position(), read_all(progress)), _close_gap, only_if_missing=only_if_missing
    )


def _close_gap(new: Suchindex) -> None:
    if not follow(new):
        raise SuchindexBelegtError("The places have changed while the index was being made.")


def reconcile(found: Suchindex | None = None) -> dict[str, str]:
    """Find every difference between index and database, and mend it. Names also what cannot be read."""
    found = found or engine()
    unlesbar: dict[str, str] = {}
    with found.writing(WAIT):
        found.refresh()
        position = aenderungen.position()
        documents = read_all(unlesbar=lambda subjekt, error: unlesbar.update({subjekt: f"unlesbar: {error!r}"}))
        wanted = {dokument.id: dokument for dokument in documents}
        differences = _differences(found.hashes(), wanted)
        if differences or found.stand() != position:
            subjekte = {":".join(id_.split(":")[:2]) for id_ in differences}
            found.write((one for one in wanted.values() if one.subjekt in subjekte), subjekte, position)
    return differences | unlesbar
