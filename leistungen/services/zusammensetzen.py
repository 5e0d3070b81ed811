"""Writing use case: a page that is translated segment by segment is put together and saved.

wagtail-localize fills what is not translated with the source language, and writes it to the live page even where only a
draft was asked for. Here a block is taken over when all its segments are translated; until then it keeps the words that
citizens know, bound to the German wording they were made from, and a block that never was translated stays away.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail_localize.models import String, StringTranslation, Translation, TranslationContext, TranslationSource

from leistungen.models import ErgaenzungPage, StammtextPage, TextPage, Textstand
from leistungen.services.release import submit
from leistungen.textzeilen import block_texts
from leistungen.wortlaut import text_hash


def translation_of(page: TextPage) -> Translation | None:
    """How a page is translated segment by segment; ``None`` for one that is written in German or freely."""
    found = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    )
    return found.exclude(source__locale=page.locale_id).select_related("source", "target_locale").first()


def keep_words(translation: Translation, string: String, context: TranslationContext, words: str, *, user: Any) -> None:
    """Store what a German text is called, where it stands, in the other language; never over another translation."""
    StringTranslation.objects.get_or_create(
        translation_of=string,
        locale=translation.target_locale,
        context=context,
        defaults={
            "data": words,
            "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
            "last_translated_by": user,
        },
    )


def translated_ids(translation: Translation) -> set[str]:
    """Ids of the German blocks whose segments are all translated."""
    complete: dict[str, bool] = defaultdict(lambda: True)
    segments = translation.source.stringsegment_set.annotate_translation(translation.target_locale)
    for path, words in segments.values_list("context__path", "translation"):
        field, _, rest = path.partition(".")
        if field == "module":
            block = rest.partition(".")[0]
            complete[block] = complete[block] and words is not None
    return {block for block, done in complete.items() if done}


def assemble(translation: Translation, bestaetigt: Collection[str] = ()) -> TextPage:
    """The translated page as it should now read; not saved.

    ``bestaetigt`` are blocks whose words are said to fit the German text as it is, though it has changed.
    """
    source = translation.source
    german = {text.id: text_hash(text.modul, text.inhalt) for text in block_texts(source.as_instance().module)}
    live = _live_blocks(source.get_translated_instance(translation.target_locale))
    page = source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
    new = {block["id"]: block for block in page.module.get_prep_value()}
    complete = translated_ids(translation)
    raw = []
    for block_id, wording in german.items():
        if block_id in complete:
            raw.append(_made_from(new[block_id], wording))
        elif block_id in live:
            raw.append(_made_from(live[block_id], wording) if block_id in bestaetigt else live[block_id])
    page.module = page.module.stream_block.to_python(raw)
    return page


def _live_blocks(page: TextPage) -> dict[str, dict[str, Any]]:
    """The blocks of a live page that are bound to a German wording."""
    row = Textstand.objects.filter(pk=page.pk).first() if page.live else None
    known = {one["id"]: one["original"] for rows in row.module.values() for one in rows} if row else {}
    return {
        block["id"]: _made_from(block, known[block["id"]]) for block in page.module.raw_data if block["id"] in known
    }


def _made_from(block: Any, wording: str) -> dict[str, Any]:
    return dict(block) | {"value": dict(block["value"]) | {"original": wording}}


@transaction.atomic
def save_translation(
    *,
    translation: Translation,
    user: Any = None,
    publish: bool,
    bestaetigt: Collection[str] = (),
    anlass: tuple[str, list[str]] | None = None,
) -> bool:
    """Save the translated page as a revision of ``user``. Returns whether it is published.

    With ``publish`` whoever may publish does so; otherwise the draft is submitted for release. ``anlass`` is the log
    action that says why, with the blocks it is about. What waits for release stays as it is where the form would be
    locked for ``user``; the words are kept with their segments.
    """
    page = assemble(translation, bestaetigt)
    if user and page.workflow_in_progress and page.current_workflow_task.specific.locked_for_user(page, user):
        return False
    revision = page.save_revision(user=user, log_action=anlass is None, clean=False)
    if anlass:
        action, texte = anlass
        log(instance=page, action=action, user=user, revision=revision, content_changed=True, data={"texte": texte})
    if not publish:
        return False
    if user is None or page.permissions_for_user(user).can_publish():
        revision.publish(user=user, log_action=anlass is None)
        return True
    submit(page=type(page).objects.get(pk=page.pk), user=user)
    return False


# --- The German texts that segments are made from ---------------------------------------------------------------------


def renew_source(translation: Translation) -> bool:
    """Bring the segments in line with the live German text. Returns whether it had changed."""
    if not _outdated().filter(pk=translation.source_id).exists():
        return False
    translation.source.update_from_db()
    return True


def renew_sources() -> int:
    """Do so for every text that is translated segment by segment (``settings.ZEITPLAN``)."""
    outdated = list(_outdated())
    for source in outdated:
        source.update_from_db()
    return len(outdated)


def _outdated() -> QuerySet[TranslationSource]:
    newer = Page.objects.filter(
        translation_key=OuterRef("object_id"),
        locale=OuterRef("locale"),
        live=True,
        last_published_at__gt=OuterRef("last_updated_at"),
    )
    enabled = Translation.objects.filter(source=OuterRef("pk"), enabled=True)
    models = [model._meta.model_name for model in (StammtextPage, ErgaenzungPage)]
    texts = TranslationSource.objects.filter(
        specific_content_type__app_label="leistungen", specific_content_type__model__in=models
    )
    return texts.filter(Exists(newer), Exists(enabled))
