"""Writing use case: the translation of a text page, from its words in another language, section by section.

How a page is translated, ``cms.services.uebersetzen`` knows. A text that is written freely keeps, in each block, the
hash of the German text it was written for.
"""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.blocks import StreamValue

from cms.services.uebersetzen import free_counterpart, write_strings
from cms.sprachen import FREI
from leistungen.models import TextPage
from leistungen.services.bereiche import ensure_bereiche
from leistungen.services.texte import publish, set_module
from leistungen.services.zusammensetzen import assemble
from leistungen.textmodule import NACH_KEY, Art, Textmodul
from leistungen.textzeilen import block_texts
from leistungen.wortlaut import text_hash

Words = Mapping[str, Sequence[Any]]


@transaction.atomic
def translate_text(*, page: TextPage, sprache: str, module: Words, anlass: str = "") -> None:
    """Publish the translation of a German page: of each section, one content per German text, in their order.

    Raises ``ValidationError`` if a content is not built like the German one.
    """
    ensure_bereiche(page.redaktion)
    if sprache in FREI:
        _write_freely(page, sprache, module, anlass)
    else:
        blocks = {block["id"] for block, _words in _pairs(page, module)}
        zwilling = _in_other_words(page, module)
        translation, _missing = write_strings(page=page, sprache=sprache, zwilling=zwilling, blocks=blocks)
        locale = translation.target_locale
        if not page.has_translation(locale):
            page.copy_for_translation(locale, copy_parents=True)
        publish(assemble(translation), anlass=anlass)


def _write_freely(page: TextPage, sprache: str, module: Words, anlass: str) -> None:
    target = cast(TextPage, free_counterpart(page, sprache))
    hashes = {text.id: text_hash(text.modul, text.inhalt) for text in block_texts(page.module)}
    raw = []
    for block, words in _pairs(page, module):
        own = {"inhalt": _with_words(block, words), "basis": "", "original": hashes[block["id"]]}
        raw.append({"type": block["type"], "id": block["id"], "value": dict(block["value"]) | own})
    set_module(target, raw)
    publish(target, anlass=anlass)


def _in_other_words(page: TextPage, module: Words) -> TextPage:
    """The page as it would be with the translated contents in place; never saved."""
    words = {block["id"]: words for block, words in _pairs(page, module)}
    raw = []
    for block in page.module.raw_data:
        if block["id"] in words:
            block = dict(block) | {"value": dict(block["value"]) | {"inhalt": _with_words(block, words[block["id"]])}}
        raw.append(block)
    stream_block = page._meta.get_field("module").stream_block
    other = type(page)(title=page.title, slug=page.slug, leistung=page.leistung, locale=page.locale)
    other.module = StreamValue(stream_block, raw, is_lazy=True)
    return other


def _pairs(page: TextPage, module: Words) -> list[tuple[dict[str, Any], Any]]:
    """The German blocks that have a translation, each with it."""
    pairs: list[tuple[dict[str, Any], Any]] = []
    for key, contents in module.items():
        blocks = [block for block in page.module.raw_data if block["type"] == key]
        if len(contents) > len(blocks):
            raise ValidationError(f"{key}: mehr Übersetzungen ({len(contents)}) als deutsche Texte ({len(blocks)})")
        pairs += zip(blocks, contents, strict=False)
    return pairs


def _with_words(block: Mapping[str, Any], words: Any) -> Any:
    """The content of a block in other words; numbers, dates and ids of a typed list stay."""
    modul = NACH_KEY[block["type"]]
    if modul.art is not Art.LISTE:
        return words
    items = block["value"]["inhalt"]
    if len(items) != len(words):
        raise ValidationError(f"{modul.key}: auf Deutsch {len(items)} Einträge, in der Übersetzung {len(words)}")
    return [
        dict(item) | {"value": dict(item["value"]) | _entry(modul, item["value"], own)}
        for item, own in zip(items, words, strict=True)
    ]


def _entry(modul: Textmodul, german: Mapping[str, Any], words: Mapping[str, Any]) -> dict[str, str]:
    """The translated words of an entry; every word of the German one needs a translation."""
    missing = [name for name in modul.textfelder if german.get(name) and not words.get(name)]
    if missing:
        raise ValidationError(f"{modul.key}: ohne Übersetzung: {', '.join(german[name] for name in missing)}")
    return {name: words.get(name) or "" for name in modul.textfelder}
