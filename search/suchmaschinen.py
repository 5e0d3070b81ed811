"""The search engines of this installation: the embedded one always, Elasticsearch if the settings name it."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from django.conf import settings

from search import stoerung
from search.documents.base import Dokument
from search.engines.base import Suchindex
from search.engines.elastic import ElasticEngine
from search.engines.embedded import EmbeddedEngine
from search.engines.fallback import Schalter
from search.engines.verbindung import Verbindung, Zugang
from search.registry import DOKUMENTARTEN

UNHURRIED = 30.0  # seconds; nobody waits for an engine that is thrown away

NAMES = EMBEDDED, ELASTICSEARCH = "embedded", "elasticsearch"

logger = logging.getLogger(__name__)


def names() -> list[str]:
    """The engines that can be asked here; first the one that citizens' questions go to."""
    return [*([ELASTICSEARCH] if _zugang().url else []), EMBEDDED]


def indices() -> dict[str, Suchindex]:
    """The engines of this installation by name."""
    found: dict[str, Suchindex] = {EMBEDDED: embedded()}
    if server := elastic():
        found[ELASTICSEARCH] = server
    return found


def embedded() -> EmbeddedEngine:
    """The engine in this process."""
    return _embedded(Path(settings.SEARCH_INDEX_DIR))


def elastic() -> ElasticEngine | None:
    """The engine on Elasticsearch, if this installation has one."""
    zugang = _zugang()
    return _elastic(zugang, settings.ELASTICSEARCH_INDEX) if zugang.url else None


def schalter() -> Schalter:
    """Whether this process asks Elasticsearch."""
    return _schalter(_zugang(), settings.ELASTICSEARCH_INDEX)


@contextmanager
def throwaway(name: str, dokumente: Iterable[Dokument]) -> Iterator[Suchindex]:
    """An engine with an index of its own over ``dokumente``; nothing is left of it afterwards."""
    if name == EMBEDDED:
        with TemporaryDirectory() as folder:
            yield _filled(EmbeddedEngine(Path(folder), _gewichte()), dokumente)
        return
    found = ElasticEngine(
        Verbindung(replace(_zugang(), wait=UNHURRIED)), f"{settings.ELASTICSEARCH_INDEX}-{uuid4().hex}", _gewichte()
    )
    try:
        yield _filled(found, dokumente)
    finally:
        found.drop()


def _filled(found: Suchindex, dokumente: Iterable[Dokument]) -> Suchindex:
    found.rebuild(lambda: (0, iter(dokumente)), lambda new: None, wait=0)
    return found


def _zugang() -> Zugang:
    return Zugang(
        url=settings.ELASTICSEARCH_URL,
        user=settings.ELASTICSEARCH_USER,
        password=settings.ELASTICSEARCH_PASSWORD,
        api_key=settings.ELASTICSEARCH_API_KEY,
        ca=settings.ELASTICSEARCH_CA,
        wait=settings.ELASTICSEARCH_WAIT,
    )


def _gewichte() -> dict[str, float]:
    return {art.typ: art.gewicht for art in DOKUMENTARTEN}


@lru_cache(maxsize=4)
def _embedded(path: Path) -> EmbeddedEngine:
    return EmbeddedEngine(path, _gewichte())


@lru_cache(maxsize=4)
def _elastic(zugang: Zugang, name: str) -> ElasticEngine:
    return ElasticEngine(Verbindung(zugang), name, _gewichte())


@lru_cache(maxsize=4)
def _schalter(zugang: Zugang, name: str) -> Schalter:
    return Schalter(stoerung.begin, stoerung.end, stoerung.last)
