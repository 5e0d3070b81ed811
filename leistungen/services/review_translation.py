"""Writing use case: an editor's answer to a German text that has changed since it was translated."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from wagtail_localize.models import Translation
from wagtail_localize.strings import extract_ids

from leistungen.models import TextPage, Textstand
from leistungen.services.review_text import Block, InzwischenGeaendertError, answer
from leistungen.services.satzweise import german_segments, live_words
from leistungen.services.zusammensetzen import keep_words, renew_source, save_translation, translation_of
from leistungen.textteil import block_of

PASST_NOCH = "leistungen.uebersetzung_passt"  # log action: a translation still fits the German text


@transaction.atomic
def confirm_translation(*, page: TextPage, texte: Mapping[str, str], user: Any) -> bool:
    """Say that the translated blocks (ids) still fit the German wordings of those hashes.

    Whoever may publish the page settles it; otherwise the answer is a draft that waits for release. Returns whether it
    is settled. Raises ``InzwischenGeaendertError`` if a German text reads differently by now: nothing is written then.
    """
    if page.workflow_in_progress or page.scheduled_revision:
        return False
    _check_seen(page, texte)
    translation = translation_of(page)
    if translation is None:
        return answer(page, lambda block: _bound(block, texte), user, PASST_NOCH, sorted(texte))
    renew_source(translation)
    _carry_over(translation, texte, user)
    anlass = PASST_NOCH, sorted(texte)
    return save_translation(translation=translation, user=user, publish=True, bestaetigt=set(texte), anlass=anlass)


def _check_seen(page: TextPage, texte: Mapping[str, str]) -> None:
    row = Textstand.objects.get(pk=page.pk)
    german = Textstand.objects.filter(
        leistung=row.leistung_id, gebiet=row.gebiet_id, stamm=row.stamm, sprache="de"
    ).first()
    now = {block_of(one["id"]): one["texthash"] for rows in german.module.values() for one in rows} if german else {}
    for block, shown in texte.items():
        if now.get(block) != shown:
            raise InzwischenGeaendertError(block)


def _bound(block: Block, texte: Mapping[str, str]) -> Block:
    if block["id"] not in texte:
        return block
    return block | {"value": dict(block["value"]) | {"original": texte[block["id"]]}}


def _carry_over(translation: Translation, blocks: Collection[str], user: Any) -> None:
    """Show the words in the translation screen too, where it is clear to which German ones they belong."""
    words, german = live_words(translation), german_segments(translation)
    for block in blocks:
        mine, theirs = words.get(block, []), german.get(block, [])
        if len(mine) != len(theirs):
            continue
        for segment, text in zip(theirs, mine, strict=True):
            if extract_ids(text) <= extract_ids(segment.string.data):
                keep_words(translation, segment.string, segment.context, text, user=user)
