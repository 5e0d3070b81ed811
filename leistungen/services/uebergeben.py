"""Writing use case: the texts of one Redaktion become another's, with all their versions.

Where nobody but an editor can say whether they hold for the other's whole area, they wait there as drafts. A text that
meets one about the same Leistung is united with it: side by side where each holds for its own places.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.utils.module_loading import import_string
from wagtail.models import Page, Revision

from cms.models import Gebiet, Redaktion
from cms.services.relations import repoint
from leistungen.models import RedaktionPage, TextPage
from leistungen.services.bereiche import ensure_bereiche
from leistungen.services.texte import page_for, publish

Block = dict[str, Any]
Change = Callable[[list[Block]], list[Block]]

ABGELEITET = ("leistungen.textstand.page", "leistungen.aufgabe.page")  # made anew from what the pages say


def texts_of(redaktion: Redaktion) -> Iterator[TextPage]:
    """The text pages of a Redaktion in all languages, live or draft."""
    for area in RedaktionPage.objects.filter(redaktion=redaktion).order_by("path"):
        for model in TextPage.__subclasses__():
            yield from model.objects.child_of(area).order_by("path")


@dataclass(slots=True)
class Uebergabe:
    """How many texts were moved ("folgt"), united with one that was there ("vereint"), and wait as drafts ("entwurf").

    ``meldungen`` say what became of what other apps keep, in plain words.
    """

    texte: Counter[str] = field(default_factory=Counter)
    meldungen: list[str] = field(default_factory=list)


def hand_over(*, von: Redaktion, an: Redaktion, orte: list[Gebiet], live: bool, anlass: str) -> Uebergabe:
    """Let ``an`` have the texts of ``von``, limited to ``orte`` if there are any; live ones stay so only if ``live``.

    What else lies in its areas is seen to by the apps in ``settings.UEBERGABE``; what they leave goes with the areas.
    """
    found = Uebergabe()
    done = found.texte
    areas = ensure_bereiche(an)
    for page in texts_of(von):
        area = areas[page.sprache]
        area.refresh_from_db()
        if twin := page_for(an, page.leistung, page.sprache):
            done["vereint" if live else "entwurf"] += 1
            _unite(page, twin, pinned_to(orte), live, anlass)
        else:
            done["folgt" if live else "entwurf"] += 1
            _move_text(page, area, pinned_to(orte), live, anlass)
    for path in settings.UEBERGABE:
        found.meldungen += import_string(path)(von, an, live)
    for old in RedaktionPage.objects.filter(redaktion=von):
        old.delete()
    return found


def _move_text(page: TextPage, area: RedaktionPage, pin: Change, live: bool, anlass: str) -> None:
    page.move(area, "last-child")
    page = type(page).objects.get(pk=page.pk)
    if live:
        change(page, pin, anlass=anlass)
    elif page.live:
        page.unpublish()
    else:
        Revision.page_revisions.filter(object_id=str(page.pk)).update(approved_go_live_at=None)


def _unite(page: TextPage, twin: TextPage, pin: Change, together: bool, anlass: str) -> None:
    """One text of both: at once where each part holds for its own places, else as a draft."""
    live = pin(_raw(page)) if page.live else []
    latest = pin(_raw(page.get_latest_revision_as_object())) if page.latest_revision_id else live
    if together:
        change(twin, lambda blocks: blocks + live, lambda blocks: blocks + latest, anlass=anlass)
    else:
        _save_draft(twin, lambda blocks: blocks + (live or latest))
    twin = type(twin).objects.get(pk=twin.pk)
    repoint(Page.objects.get(pk=page.pk), Page.objects.get(pk=twin.pk), ABGELEITET)
    versions = Revision.page_revisions.filter(object_id=str(page.pk))
    kind = ContentType.objects.get_for_model(twin)
    versions.update(object_id=str(twin.pk), content_type=kind, approved_go_live_at=None)
    type(page).objects.get(pk=page.pk).delete()


# --- What a text says ------------------------------------------------------------------------------------------------


def pinned_to(places: list[Gebiet]) -> Change:
    """Texts that held for a whole area hold for some places of it."""

    def pin(block: Block) -> Block:
        value = block["value"]
        if value.get("gilt_fuer") or not places:
            return block
        items = [_item(f"{block['id']}-{place.pk}", place.pk) for place in places]
        return block | {"value": value | {"gilt_fuer": items}}

    return lambda blocks: [pin(block) for block in blocks]


def _item(name: str, value: int) -> Block:
    return {"type": "item", "id": str(uuid5(NAMESPACE_URL, name)), "value": value}


def change(page: TextPage, of_live: Change, of_draft: Change | None = None, *, anlass: str) -> bool:
    """Change what citizens read, and a newer draft too. Returns whether anything was changed."""
    page = type(page).objects.get(pk=page.pk)
    has_draft = not page.live or page.has_unpublished_changes
    draft = page.get_latest_revision_as_object() if page.latest_revision_id else page
    changed = False
    if page.live and _set(page, of_live):
        publish(page, anlass=anlass)
        changed = True
    if has_draft:
        changed = _save(draft, of_draft or of_live) or changed
    return changed


def _save_draft(page: TextPage, by: Change) -> None:
    page = type(page).objects.get(pk=page.pk)
    _save(page.get_latest_revision_as_object() if page.latest_revision_id else page, by)


def _save(draft: TextPage, by: Change) -> bool:
    if not _set(draft, by):
        return False
    draft.save_revision(clean=False, log_action=True)
    return True


def _set(page: TextPage, by: Change) -> bool:
    before = _raw(page)
    after = by(before)
    page.module = page.module.stream_block.to_python(after)
    return after != before


def _raw(page: TextPage) -> list[Block]:
    return [dict(block) for block in page.module.raw_data]
