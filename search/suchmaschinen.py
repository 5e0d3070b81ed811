"""The search engines of this installation."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from search.documents.base import Dokument
from search.engines.base import Engine, Suchindex
from search.engines.embedded import EmbeddedEngine
from search.registry import DOKUMENTARTEN


@lru_cache(maxsize=4)
def _embedded(path: Path) -> EmbeddedEngine:
    return EmbeddedEngine(path, {art.typ: art.gewicht for art in DOKUMENTARTEN})


def engine() -> Suchindex:
    """The engine of this installation."""
    return _embedded(Path(settings.SEARCH_INDEX_DIR))


def names() -> list[str]:
    """The engines that can be asked here."""
    return ["embedded"]


@contextmanager
def throwaway(name: str, dokumente: Iterable[Dokument]) -> Iterator[Engine]:
    """An engine with an index of its own over ``dokumente``; nothing is left of it afterwards."""
    with TemporaryDirectory() as folder:
        found = EmbeddedEngine(Path(folder), {art.typ: art.gewicht for art in DOKUMENTARTEN})
        found.rebuild(lambda: (0, iter(dokumente)), lambda new: None)
        yield found
