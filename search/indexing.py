"""Keeping an index in line with the database: made anew, or following the journal of changes.

An index carries the position in the journal up to which it is right. Before it answers it is brought up to date, so
it does not matter which process made a change, or whether this one was told.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from cms import aenderungen, herkunft
from search import stoerung, suchmaschinen
from search.documents.base import Dokument
from search.engines.base import Engine, Filter, Suchindex, SuchindexBelegtError, SuchmaschineError
from search.engines.elastic import MISSING, ElasticEngine
from search.engines.fallback import Ausweichend
from search.engines.geduld import Geduld
from search.registry import DOKUMENTARTEN, NACH_TYP

WAIT, LONG_WAIT = 2.0, 120.0  # seconds a request, a command waits for another process that writes or builds
AT_MOST_EVERY = 1.0  # seconds between two catch-ups that nobody waits for
AFTER_COMMIT, IN_TIME = 2.0, 20.0  # seconds that a change, a screen of the desk waits in all
CHUNK = 200
MOST_TO_WAIT_FOR = 20  # changes that a search waits for before another engine answers it
SPARE_KEPT = timedelta(minutes=1)
EVERYTHING = "gebiete"  # a change of the places may change where anything holds

logger = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")
Unlesbar = Callable[[str, Exception], None]  # hears of a row that cannot be read


def log_unlesbar(subjekt: str, error: Exception) -> None:
    """A broken row must not keep the others out of the index."""
    logger.error("The search index leaves out %s, which cannot be read.", subjekt, exc_info=error)


def is_readable() -> bool:
    """Whether there is an index in this process that can be read; it need not be up to date."""
    found = suchmaschinen.embedded()
    if found.stand() is None:
        found.refresh()
    return found.stand() is not None


def current(*, at_once: bool = True) -> Engine:
    """What answers questions now, brought up to date with the journal: one engine for all of an answer.

    Elasticsearch if there is one and it can; else the embedded engine. Not ``at_once``: what is asked takes its time.
    """
    return herkunft.once(
        ("suchmaschine", at_once), lambda: _current(settings.ELASTICSEARCH_WAIT if at_once else IN_TIME)
    )


def _current(seconds: float) -> Engine:
    server = suchmaschinen.elastic()
    if server is None:
        return _embedded()
    schalter, geduld = suchmaschinen.schalter(), Geduld(seconds)
    if schalter.allows():
        try:
            with geduld.holding():
                keeps_up = _keeps_up(server)
            if keeps_up:
                return Ausweichend(server, _spare, schalter, geduld)
        except SuchmaschineError as error:
            schalter.failed(error)
    return _spare()


def _keeps_up(server: ElasticEngine) -> bool:
    """Whether Elasticsearch is up to date, after a little work at most: its index may be far behind after an outage."""
    server.refresh()
    stand = server.stand()
    if stand is None:
        raise SuchmaschineError(MISSING)
    if stand != herkunft.begun_at() and stand != (position := aenderungen.position()):
        if not position - MOST_TO_WAIT_FOR <= stand <= position:
            return False
        try:
            with server.writing(0):
                if not follow(server):
                    return False
        except SuchindexBelegtError:
            return False
    herkunft.note_stand(server.stand() or 0)
    return True


def _spare() -> Engine:
    """The embedded engine in the place of Elasticsearch: what it answers is not kept for long."""
    herkunft.note_until(timezone.now() + SPARE_KEPT)
    return _embedded()


def _embedded() -> Engine:
    """If another process is writing for too long, the answer is as of the position that ``herkunft`` is told.

    However often an answer asks, it waits only once.
    """
    found = suchmaschinen.embedded()
    if found.stand() is None or found.stand() not in {herkunft.begun_at(), herkunft.noted_stand()}:
        busy = herkunft.once("eingebettet", lambda: _is_busy(found))
        if busy:
            raise SuchindexBelegtError("Den ersten Suchindex baut gerade ein anderer Prozess.")
    herkunft.note_stand(found.stand() or 0)
    return found


def _is_busy(found: Suchindex) -> bool:
    """Whether there is no index to answer from, nor could one be made."""
    try:
        bring_up_to_date(found, wait=WAIT)
    except SuchindexBelegtError:
        return True
    return False


def while_missing(instead: Callable[..., Any]) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Answer with ``instead`` while there is no index that could be asked; such an answer is not kept."""

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        @wraps(function)
        def answered(*args: P.args, **kwargs: P.kwargs) -> T:
            try:
                return function(*args, **kwargs)
            except SuchindexBelegtError:
                herkunft.note_uncacheable()
                found: T = instead(*args, **kwargs)
                return found

        return answered

    return decorate


def bring_up_to_date(found: Suchindex, *, wait: float) -> None:
    """Follow the journal to its end; make the index anew where that cannot be done.

    ``wait``: seconds that another process may take to make it; then the older state stays, or if there is none, this
    raises ``SuchindexBelegtError``.
    """
    if found.stand() is None:
        found.refresh()
    try:
        if found.stand() is None:
            rebuild(found, wait=wait, needed=lambda: found.stand() is None)
        elif found.stand() != aenderungen.position():
            with found.writing(WAIT):
                found.refresh()
                done = follow(found)
            if not done:
                built = found.built()
                rebuild(found, wait=wait, needed=lambda: found.built() == built)
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
        found = suchmaschinen.embedded()
        if found.stand() is not None:
            bring_up_to_date(found, wait=WAIT)
    except Exception:
        logger.exception("The search index could not follow the journal.")
    server = suchmaschinen.elastic()
    if server and suchmaschinen.schalter().allows():
        try:
            with Geduld(AFTER_COMMIT).holding():
                _keeps_up(server)
        except SuchmaschineError as error:
            suchmaschinen.schalter().failed(error)
        except Exception:
            logger.exception("Elasticsearch could not follow the journal.")
    _last_catch_up[0] = time.monotonic()


_last_catch_up = [float("-inf")]


def follow_all() -> None:
    """Bring every index up to date, however far behind it is; one that is missing is made."""
    for name, found in suchmaschinen.indices().items():
        try:
            found.refresh()
            bring_up_to_date(found, wait=LONG_WAIT)
            found.letters(Filter("de"))  # what can be written cannot always be asked
        except SuchindexBelegtError:
            logger.info("Another process builds the index of %s.", name)
        except SuchmaschineError as error:
            logger.error("The index of %s could not follow the journal. %s", name, error)
            suchmaschinen.schalter().failed(error)
            if suchmaschinen.schalter().is_open:
                stoerung.last(str(error))
        else:
            if name == suchmaschinen.ELASTICSEARCH:
                suchmaschinen.schalter().succeeded()
                stoerung.forget()


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
    found: Suchindex,
    *,
    wait: float = LONG_WAIT,
    needed: Callable[[], bool] = lambda: True,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> None:
    """Make the index anew and swap it for the one in use. What changes meanwhile is not lost."""
    found.rebuild(lambda: (aenderungen.position(), read_all(progress)), _close_gap, wait=wait, needed=needed)


def _close_gap(new: Suchindex) -> None:
    if not follow(new):
        raise SuchindexBelegtError("The places have changed while the index was being made.")


def reconcile(found: Suchindex) -> dict[str, str]:
    """Find every difference between index and database, and mend it. Names also what cannot be read."""
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
