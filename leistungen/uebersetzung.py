"""Which modules of a translated page are really translated, and from which German text.

wagtail-localize splits a page into segments and, on publish, may fill the gaps with the source language. So a module
counts only if every one of its segments has a translation, and it is bound to the German text that the translator saw.
Freely written languages (Leichte Sprache) have no segments; there each module carries the hash it was written for.
"""

from collections import defaultdict
from typing import Any

from wagtail_localize.models import TranslationSource


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
