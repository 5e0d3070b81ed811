"""Forms made ready, kept in each process until something about forms changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from json import dumps
from typing import Any

from antraege.auswertung import Auswerter
from antraege.definition import Definition, with_rich_texts
from antraege.models import Formularfassung, FormularPage, Formulartexte
from antraege.uebersetzung import translate
from cms.gedaechtnis import remember
from cms.verweise import with_addresses

KEPT = 300  # forms × languages
ADRESSEN = ("seiten", "dokument", "katalog", "redaktion")  # tags of all that a text can lead to, besides forms


def auswerter(fassung: int, sprache: str = "de") -> Auswerter:
    """The form in a language; what is not translated is German. Links lead to where their pages are now."""
    return _with_links(fassung, sprache) if _has_links(fassung, sprache) else _without_links(fassung, sprache)


def _ready(fassung: int, sprache: str) -> Auswerter:
    written = _written(fassung, sprache)
    return Auswerter(Definition.from_json(with_rich_texts(written, lambda html: with_addresses(html, sprache))))


_without_links = remember("formulare", most=KEPT)(_ready)
_with_links = remember("formulare", *ADRESSEN, most=KEPT)(_ready)


@remember("formulare", most=KEPT)
def _has_links(fassung: int, sprache: str) -> bool:
    return "linktype=" in dumps(_written(fassung, sprache))


def _written(fassung: int, sprache: str) -> Mapping[str, Any]:
    """As editors wrote it."""
    definition, formular = Formularfassung.objects.values_list("definition", "formular").get(pk=fassung)
    if sprache == "de":
        return dict(definition)
    worte = Formulartexte.objects.filter(formular=formular, sprache=sprache).values_list("worte", flat=True).first()
    return translate(definition, worte or {})


@remember("formulare", most=KEPT)
def hinweis(fassung: int) -> str:
    """Which data protection notice it has: in German, for that is the one that binds, and as editors wrote it."""
    text = _written(fassung, "de").get("datenschutz", "")
    return blake2b(text.encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Kopf:
    """What every page of a draft asks of its form; the page itself is large and slow to build."""

    slug: str
    entwurf_tage: int


@remember("formulare", most=10 * KEPT)
def kopf(formular: int) -> Kopf:
    return Kopf(*FormularPage.objects.values_list("slug", "entwurf_tage").get(pk=formular))
