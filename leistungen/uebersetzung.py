"""Which texts of a translated page are really translated, and from which German text.

wagtail-localize splits a page into segments and, on publish, may fill the gaps with the source language. So a text
counts only if every one of its segments has a translation, and it is bound to the German text that the translator saw.
Freely written languages (Leichte Sprache) have no segments; there each block carries the hash it was written for.
"""

from collections import defaultdict
from typing import Any

from wagtail_localize.models import TranslationSource

from cms.prosa import content_hash
from leistungen.models import TextPage, Textstand
from leistungen.textzeilen import Blocktext, Row, block_texts
from leistungen.wortlaut import text_hash, words


def source_of(page: Any) -> TranslationSource | None:
    """The source a page is translated from, segment by segment; ``None`` if it is written freely."""
    sources = TranslationSource.objects.filter(
        object_id=page.translation_key, translations__target_locale=page.locale, translations__enabled=True
    )
    return sources.exclude(locale=page.locale).first()


def translated_ids(source: TranslationSource, locale: Any) -> set[str]:
    """Ids of the blocks of ``module`` whose segments are all translated into ``locale``."""
    complete: dict[str, bool] = defaultdict(lambda: True)
    segments = source.stringsegment_set.annotate_translation(locale).values_list("context__path", "translation")
    for path, translation in segments:
        field, _, rest = path.partition(".")
        if field == "module":
            block = rest.partition(".")[0]
            complete[block] = complete[block] and translation is not None
    return {block for block, done in complete.items() if done}


def translations_of(page: TextPage, old: Textstand | None) -> dict[str, list[Row]]:
    """The words of a translated page by section, each block with the hash of the German text they were made from."""
    before = {row["id"]: row for rows in old.module.values() for row in rows} if old else {}
    source = source_of(page)
    based_on = _translated_from(page, source) if source else None
    found: dict[str, list[Row]] = {}
    for text in block_texts(page.module, page.sprache):
        inhalt = words(text.modul, text.inhalt)
        own_hash = content_hash(inhalt)
        original = _original(text, own_hash, based_on, before.get(text.id))
        if inhalt and original:
            row = {"id": text.id, "inhalt": inhalt, "hash": own_hash, "original": original}
            found.setdefault(text.modul.key, []).append(row)
    return found


def _original(text: Blocktext, own_hash: str, based_on: dict[str, str] | None, known: Row | None) -> str:
    if based_on is None:
        return text.value["original"] or ""
    if text.id in based_on:
        return based_on[text.id]
    return known["original"] if known and known["hash"] == own_hash else ""


def _translated_from(page: TextPage, source: TranslationSource) -> dict[str, str]:
    """Text hashes of the German blocks a page is fully translated from, by id.

    Empty if the source has been renewed since the page was published: the page then still holds the older words.
    """
    if page.last_published_at is None or source.last_updated_at > page.last_published_at:
        return {}
    complete = translated_ids(source, page.locale)
    return {
        text.id: text_hash(text.modul, text.inhalt)
        for text in block_texts(source.as_instance().module)
        if text.id in complete
    }
