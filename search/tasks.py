"""What is due from time to time (``settings.ZEITPLAN``)."""

import logging

from search import indexing, protokoll, suchmaschinen

logger = logging.getLogger(__name__)


def catch_up() -> None:
    """Follow the journal, also where nobody searches."""
    indexing.current()


def reconcile() -> None:
    """Compare the index with the database and mend it; then make it anew, so that nothing deleted lingers on disk."""
    indexing.current()
    engine = suchmaschinen.engine()
    for id_, what in indexing.reconcile(engine).items():
        logger.warning("Suchindex: %s %s", id_, what)
    if engine.built() != engine.stand():
        indexing.rebuild(engine)
    protokoll.prune()
