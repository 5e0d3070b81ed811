"""What is due from time to time (``settings.ZEITPLAN``)."""

import logging

from search import indexing, protokoll, suchmaschinen
from search.engines.base import SuchmaschineError

logger = logging.getLogger(__name__)


def catch_up() -> None:
    """Follow the journal, also where nobody searches."""
    indexing.follow_all()


def reconcile() -> None:
    """Compare every index with the database and mend it; then make it anew, so that nothing deleted lingers on disk."""
    indexing.follow_all()
    for name, found in suchmaschinen.indices().items():
        try:
            for id_, what in indexing.reconcile(found).items():
                logger.warning("Suchindex %s: %s %s", name, id_, what)
            if found.built() != found.stand():
                indexing.rebuild(found)
        except SuchmaschineError as error:
            logger.error("Suchindex %s: %s", name, error)
    protokoll.prune()
