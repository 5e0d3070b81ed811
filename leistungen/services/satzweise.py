"""The texts that wagtail-localize splits a block into, beside the words that citizens now read there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.segments.types import StringSegmentValue
from wagtail_localize.strings import StringValue, validate_translation_links

from leistungen.services.zusammensetzen import save_translation


@dataclass(frozen=True, slots=True)
class Satz:
    """A German text of a block: a paragraph, a list item, a line. ``worte`` are its translation, or a suggestion."""

    segment: int
    deutsch: str
    worte: str
    offen: bool


def german_segments(translation: Translation) -> dict[str, list[StringSegment]]:
    """The German texts by block, in reading order, each with its translation."""
    segments = translation.source.stringsegment_set.annotate_translation(translation.target_locale)
    return _by_block((one.context.path, one) for one in segments.select_related("context", "string").order_by("order"))


def live_words(translation: Translation) -> dict[str, list[str]]:
    """What citizens read on the translated page, by block, in reading order."""
    segments = extract_segments(translation.get_target_instance())
    return _by_block((one.path, one.string.data) for one in segments if isinstance(one, StringSegmentValue))


def _by_block(paths: Iterable[tuple[str, Any]]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for path, what in paths:
        field, _, rest = path.partition(".")
        if field == "module":
            found[rest.partition(".")[0]].append(what)
    return found


def sentences_of(translation: Translation, block: str, getippt: list[str] | None = None) -> list[Satz]:
    """The German texts of a block; one without translation has the words that stood in its place.

    ``getippt`` are words for an older wording of the block, which somebody was typing when it changed: they go first.
    """
    segments = german_segments(translation).get(block, [])
    known = [one.translation for one in segments]
    live = suggest(known, live_words(translation).get(block, []))
    typed = suggest(known, getippt or [])
    return [
        Satz(one.pk, one.string.data, new or one.translation or old, one.translation is None)
        for one, new, old in zip(segments, typed, live, strict=True)
    ]


def suggest(translations: list[str | None], words: list[str]) -> list[str]:
    """For each text the words of ``words`` that stand where it stands; "" where that is unclear. Pure.

    What is translated shows which belong together; what lies between is paired in order.
    """
    found = [""] * len(translations)
    known = [text if text is not None else object() for text in translations]
    for _op, i, j, k, m in SequenceMatcher(None, known, words, autojunk=False).get_opcodes():
        if j - i == m - k:
            found[i:j] = words[k:m]
    return found


@transaction.atomic
def write_sentences(*, translation: Translation, worte: Mapping[int, str], user: Any, publish: bool) -> bool:
    """Store translations by segment and save the page (``save_translation``); an empty one is taken away.

    Raises ``ValidationError`` with the segment's number if links or markup are not those of the German text.
    """
    segments = translation.source.stringsegment_set.select_related("string").in_bulk(list(worte))
    errors = {}
    for number, text in worte.items():
        try:
            _check(segments[number].string.data, text)
        except ValueError as error:
            errors[str(number)] = str(error)
    if errors:
        raise ValidationError(errors)
    for number, text in worte.items():
        _store(translation, segments[number], text, user)
    return save_translation(translation=translation, user=user, publish=publish)


def _check(german: str, text: str) -> None:
    StringValue.from_translated_html(text)
    validate_translation_links(german, text)


def _store(translation: Translation, segment: StringSegment, text: str, user: Any) -> None:
    key = {
        "translation_of_id": segment.string_id,
        "context_id": segment.context_id,
        "locale_id": translation.target_locale_id,
    }
    if not text:
        StringTranslation.objects.filter(**key).delete()
        return
    values = {"data": text, "last_translated_by": user, "has_error": False, "field_error": "", "tool_name": ""}
    values["translation_type"] = StringTranslation.TRANSLATION_TYPE_MANUAL
    StringTranslation.objects.update_or_create(**key, defaults=values)
