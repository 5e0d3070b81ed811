"""Writing use case: the translation of a page, text by text or freely.

English goes through wagtail-localize, segment by segment, so that editors find it in its translation screen. A language
that is written freely (Leichte Sprache) gets a page of its own, which no later translation overwrites.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Locale, Page
from wagtail_localize.models import String, StringTranslation, Translation, TranslationContext, TranslationSource
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.segments.types import StringSegmentValue

from cms.models import BasePage

Woerter = Callable[[str, int, str], str | None]  # by path, number there and German text: the translation, if any


@transaction.atomic
def translate_by_strings(*, page: BasePage, sprache: str, woerter: Mapping[str, str]) -> list[str]:
    """Translate each text of ``page`` by looking it up in ``woerter``; publish if none is missing.

    Returns the texts without translation, which stay open in the translation screen.
    """
    translation, missing = _write(page, sprache, lambda _path, _index, text: woerter.get(text))
    if not missing:
        _publish(translation)
    return missing


@transaction.atomic
def translate_by_twin(*, page: BasePage, sprache: str, zwilling: BasePage) -> list[str]:
    """Translate ``page`` by the texts of ``zwilling``, an unsaved page built alike; publish if none is missing.

    Raises ``ValidationError`` if the two are not built alike. Returns the texts without translation.
    """
    translation, missing = write_strings(page=page, sprache=sprache, zwilling=zwilling)
    if not missing:
        _publish(translation)
    return missing


def write_strings(
    *, page: BasePage, sprache: str, zwilling: BasePage, blocks: set[str] | None = None
) -> tuple[Translation, list[str]]:
    """Store the texts of ``zwilling``, with the same block ids, as translations of those of ``page``.

    With ``blocks`` only the texts in those blocks. Raises ``ValidationError`` if the two are not built alike. Returns
    the translation, still to be published, and the texts without one.
    """
    other = _texts(zwilling)
    for path, texts in _texts(page).items():
        if _is_in(path, blocks) and len(other.get(path, [])) != len(texts):
            raise ValidationError(
                f"{path}: auf Deutsch {len(texts)} Teile, in der Übersetzung {len(other.get(path, []))}"
            )
    return _write(page, sprache, lambda path, index, _text: other[path][index].data if _is_in(path, blocks) else None)


def _is_in(path: str, blocks: set[str] | None) -> bool:
    """Whether a path such as ``module.<block>.inhalt`` lies in one of the blocks."""
    return blocks is None or not blocks.isdisjoint(path.split(".")[1:2])


@transaction.atomic
def write_freely(*, page: BasePage, sprache: str, felder: Mapping[str, Any]) -> BasePage:
    """Publish a page in ``sprache`` with its own contents, as the counterpart of ``page``."""
    target = free_counterpart(page, sprache)
    for name, value in felder.items():
        setattr(target, name, value)
    target.save_revision().publish()
    return target


@transaction.atomic
def begin_freely(*, page: BasePage, sprache: str, user: Any = None) -> BasePage:
    """The draft in which ``page`` is written anew in ``sprache``."""
    target = free_counterpart(page, sprache)
    target.begin_free_translation()
    target.save_revision(user=user)
    return target


@transaction.atomic
def begin_by_strings(*, page: BasePage, sprache: str, user: Any = None) -> BasePage:
    """The draft in which ``page`` is translated text by text.

    wagtail-localize would also save the translations of pages that this one refers to, filled with German.
    """
    locale = Locale.objects.get(language_code=sprache)
    source, _created = TranslationSource.update_or_create_from_instance(page)
    translation, _created = Translation.objects.update_or_create(
        source=source, target_locale=locale, defaults={"enabled": True}
    )
    found = page.get_translation_or_none(locale)
    if found is None:
        begun = page.copy_for_translation(locale, copy_parents=True)
        Page.objects.filter(pk=begun.pk).update(has_unpublished_changes=False)  # nobody has written anything yet
        return begun
    translation.save_target(user=user, publish=False)  # an alias, which shows German anyway
    return found


def gaps(page: Any) -> int:
    """How many texts of a page that is translated text by text have no translation yet."""
    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    ).first()
    if translation is None:
        return 0
    total, translated = translation.get_progress()
    return int(total - translated)


def free_counterpart(page: BasePage, sprache: str) -> BasePage:
    """The page that stands for ``page`` in another language, made if there is none; no longer bound to segments."""
    locale = Locale.objects.get(language_code=sprache)
    Translation.objects.filter(source__object_id=page.translation_key, target_locale=locale).delete()
    return page.get_translation_or_none(locale) or page.copy_for_translation(locale, copy_parents=True)


def _write(page: BasePage, sprache: str, translation_of: Woerter) -> tuple[Translation, list[str]]:
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
    return translation, missing


def _publish(translation: Translation) -> None:
    """Only for what is translated as a whole: wagtail-localize fills gaps with the source language.

    Published here and not by ``save_target``, which would do it only after the transaction.
    """
    translation.save_target(publish=False)
    translation.get_target_instance().get_latest_revision().publish()


def _texts(page: BasePage) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for segment in extract_segments(page):
        if isinstance(segment, StringSegmentValue):
            found[segment.path].append(segment.string)
    return found
