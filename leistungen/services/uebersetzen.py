"""Writing use case: the translation of a text page.

English goes through wagtail-localize, segment by segment, so that editors find it in its translation screen. Leichte
Sprache is written freely; each of its modules keeps the hash of the German text it was written for.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.blocks import StreamValue
from wagtail.models import Locale
from wagtail_localize.models import String, StringTranslation, Translation, TranslationContext, TranslationSource
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.segments.types import StringSegmentValue

from leistungen.models import TextPage
from leistungen.services.bereiche import ensure_bereiche
from leistungen.services.texte import german_hashes, publish, set_module
from leistungen.textmodule import NACH_KEY, Art, Textmodul

FREI = frozenset({"de-simple"})  # languages that are written freely, not segment by segment

Words = Mapping[str, Sequence[Any]]


@transaction.atomic
def translate_text(*, page: TextPage, sprache: str, module: Words, anlass: str = "") -> None:
    """Publish the translation of a German page: of each section, one content per German text, in their order.

    Raises ``ValidationError`` if a content is not built like the German one.
    """
    ensure_bereiche(page.redaktion)
    locale = Locale.objects.get(language_code=sprache)
    if sprache in FREI:
        _write_freely(page, locale, module, anlass)
    else:
        _translate_segments(page, locale, module)


def _write_freely(page: TextPage, locale: Locale, module: Words, anlass: str) -> None:
    target = page.get_translation_or_none(locale) or page.copy_for_translation(locale, copy_parents=False)
    hashes = {id_[:36]: words for rows in german_hashes(page).values() for id_, words in rows}
    raw = []
    for block, words in _pairs(page, module):
        value = dict(block["value"]) | {"inhalt": _with_words(block, words), "basis": hashes.get(block["id"], "")}
        raw.append({"type": block["type"], "id": block["id"], "value": value})
    set_module(target, raw)
    publish(target, anlass=anlass)


def _translate_segments(page: TextPage, locale: Locale, module: Words) -> None:
    source, _created = TranslationSource.update_or_create_from_instance(page)
    translation, _created = Translation.objects.get_or_create(source=source, target_locale=locale)
    german = _strings(page)
    translated = {f"module.{block['id']}." for block, _words in _pairs(page, module)}
    foreign = _strings(_in_other_words(page, module))
    for path, originals in german.items():
        if not any(path.startswith(prefix) for prefix in translated):
            continue
        words = foreign.get(path, [])
        if len(words) != len(originals):
            raise ValidationError(f"{path}: auf Deutsch {len(originals)} Teile, in der Übersetzung {len(words)}")
        context, _created = TranslationContext.objects.get_or_create(object=source.object, path=path)
        for original, word in zip(originals, words, strict=True):
            StringTranslation.objects.update_or_create(
                translation_of=String.from_value(page.locale, original.string),
                locale=locale,
                context=context,
                defaults={"data": word.string.data, "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL},
            )
    translation.save_target(publish=True)


def _strings(page: TextPage) -> dict[str, list[StringSegmentValue]]:
    found: dict[str, list[StringSegmentValue]] = {}
    for segment in extract_segments(page):
        if isinstance(segment, StringSegmentValue) and segment.path.startswith("module."):
            found.setdefault(segment.path, []).append(segment)
    return found


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
