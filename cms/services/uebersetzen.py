"""Writing use case: the translation of a generic page.

English goes through wagtail-localize, segment by segment, so that editors find it in its translation screen. A language
that is written freely (Leichte Sprache) gets a page of its own, which no later translation overwrites.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Locale
from wagtail_localize.models import String, StringTranslation, Translation, TranslationContext, TranslationSource
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.segments.types import StringSegmentValue

from cms.models import BasePage


@transaction.atomic
def translate_by_strings(*, page: BasePage, sprache: str, woerter: Mapping[str, str]) -> list[str]:
    """Translate each text of ``page`` by looking it up in ``woerter``; publish if none is missing.

    Returns the texts without translation, which stay open in the translation screen.
    """
    return _translate(page, sprache, lambda _path, _index, text: woerter.get(text))


@transaction.atomic
def translate_by_twin(*, page: BasePage, sprache: str, zwilling: BasePage) -> list[str]:
    """Translate ``page`` by the texts of ``zwilling``, an unsaved page built alike, with the same block ids.

    Raises ``ValidationError`` if the two are not built alike. Returns the texts without translation.
    """
    other = _texts(zwilling)
    for path, texts in _texts(page).items():
        if path not in other or len(other[path]) != len(texts):
            raise ValidationError(
                f"{path}: auf Deutsch {len(texts)} Teile, in der Übersetzung {len(other.get(path, []))}"
            )
    return _translate(page, sprache, lambda path, index, _text: other[path][index].data)


@transaction.atomic
def write_freely(*, page: BasePage, sprache: str, felder: Mapping[str, Any]) -> BasePage:
    """Publish a page in ``sprache`` with its own contents, as the counterpart of ``page``."""
    target = page.copy_for_translation(Locale.objects.get(language_code=sprache))
    for name, value in felder.items():
        setattr(target, name, value)
    target.save_revision().publish()
    return target


def _translate(page: BasePage, sprache: str, translation_of: Callable[[str, int, str], str | None]) -> list[str]:
    locale = Locale.objects.get(language_code=sprache)
    source, _created = TranslationSource.update_or_create_from_instance(page)
    translation, _created = Translation.objects.get_or_create(source=source, target_locale=locale)
    missing = []
    for path, texts in _texts(page).items():
        context, _created = TranslationContext.objects.get_or_create(object=source.object, path=path)
        for index, text in enumerate(texts):
            words = text.data if path == "slug" else translation_of(path, index, text.data)
            if words is None:
                missing.append(text.data)
                continue
            StringTranslation.objects.update_or_create(
                translation_of=String.from_value(page.locale, text),
                locale=locale,
                context=context,
                defaults={"data": words, "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL},
            )
    if not missing:
        translation.save_target(publish=False)
        # Published here and not by save_target, which would do it only after the transaction.
        page.get_translation(locale).get_latest_revision().publish()
    return missing


def _texts(page: BasePage) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for segment in extract_segments(page):
        if isinstance(segment, StringSegmentValue):
            found[segment.path].append(segment.string)
    return found
