"""Writing use case: an editor's answer to a changed upper text. Each answer is a revision with its author."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from cms.orte import verzeichnis
from leistungen.models import TextPage, Textstand
from leistungen.services.release import submit
from leistungen.textteil import block_of

BESTAETIGT = "leistungen.bestaetigt"  # log action: a text still fits the one above
ENTFERNT = "leistungen.entfernt"  # log action: a text was dropped after the one above changed

Block = dict[str, Any]
Change = Callable[[Block], Block | None]


class InzwischenGeaendertError(Exception):
    """The upper text is no longer the one that the editor saw."""


def confirm(*, page: TextPage, texte: Mapping[str, str], user: Any) -> bool:
    """Say that texts (ids) still fit the upper sections of those hashes.

    Whoever may publish the page settles it; otherwise the answer is a draft that waits for release. Returns whether it
    is settled. Raises ``InzwischenGeaendertError`` if a section reads differently by now: nothing is written then.
    """
    _check_seen(page, texte)
    pins = {block_of(text): shown for text, shown in texte.items()}

    def pinned(block: Block) -> Block:
        if block["id"] not in pins:
            return block
        return block | {"value": dict(block["value"]) | {"basis": pins[block["id"]]}}

    return answer(page, pinned, user, BESTAETIGT, sorted(texte))


def drop(*, page: TextPage, text: str, jetzt: str, user: Any) -> bool:
    """Take a text off the page, since the upper one now says enough. Returns whether it is settled, as ``confirm``."""
    _check_seen(page, {text: jetzt})
    gone = block_of(text)
    return answer(page, lambda block: None if block["id"] == gone else block, user, ENTFERNT, [text])


def _check_seen(page: TextPage, texte: Mapping[str, str]) -> None:
    ort = verzeichnis().by_id[page.redaktion.gebiet_id]
    above = Textstand.objects.above(page.leistung_id, ort.id, ort.kette)
    own = Textstand.objects.get(pk=page.pk).module
    sections = {row["id"]: key for key, rows in own.items() for row in rows}
    for text, shown in texte.items():
        section = above.get(sections.get(text, ""))
        if text not in sections or (section.hash if section else "") != shown:
            raise InzwischenGeaendertError(text)


@transaction.atomic
def answer(page: TextPage, change: Change, user: Any, action: str, texte: list[str]) -> bool:
    """Apply an answer to what citizens read, and to a newer draft if there is one.

    The draft keeps what else its author has written; it is saved last, so that it stays the latest revision. It is
    submitted where the editor may not publish. What waits already, for release or for its day, is not answered.
    """
    if page.workflow_in_progress or page.scheduled_revision:
        return False
    live = type(page).objects.get(pk=page.pk)
    draft = live.get_latest_revision_as_object() if live.has_unpublished_changes else None
    may_publish = live.permissions_for_user(user).can_publish()
    if may_publish:
        _revision(live, change, user, action, texte).publish(user=user, log_action=False)
    if draft is not None or not may_publish:
        _revision(draft or live, change, user, action, texte)
    if not may_publish:
        submit(page=type(page).objects.get(pk=page.pk), user=user)
    return may_publish


def _revision(page: TextPage, change: Change, user: Any, action: str, texte: list[str]) -> Any:
    raw = [changed for block in page.module.raw_data if (changed := change(dict(block)))]
    page.module = page.module.stream_block.to_python(raw)
    revision = page.save_revision(user=user, log_action=False, clean=False)
    log(instance=page, action=action, user=user, revision=revision, content_changed=True, data={"texte": texte})
    return revision
