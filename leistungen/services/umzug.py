"""Writing use case: texts and responsibilities follow a place that got a new key or became part of another.

Local law stays in force for the area it was made for until the new municipality replaces it. So where the new place is
larger than the old one, texts and responsibilities hold for the old one's municipalities. Where it had none (it was a
municipality itself), nobody but an editor can say whether its texts hold for the whole: they wait as drafts.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import ngettext
from wagtail.models import Page, ReferenceIndex, Revision

from cms.models import Gebiet, Redaktion
from cms.services.relations import repoint
from cms.services.umzug import Umzug
from leistungen import textstand
from leistungen.models import RedaktionPage, TextPage, Zustaendigkeit
from leistungen.services.bereiche import ensure_bereiche
from leistungen.services.texte import publish

Block = dict[str, Any]
Change = Callable[[list[Block]], list[Block]]

ABGELEITET = ("leistungen.textstand.page", "leistungen.aufgabe.page")  # made anew from what the pages say


def move(umzug: Umzug) -> None:
    """See ``cms.services.umzug``."""
    done: Counter[str] = Counter()
    _rename_places(umzug)
    if umzug.redaktion:
        pages = list(_texts_of(umzug.redaktion))
        if umzug.aufnehmende:
            _join(umzug, umzug.redaktion, umzug.aufnehmende, done)
        else:
            _go_on(umzug, umzug.redaktion, done)
        umzug.tags |= {f"leistung:{page.leistung_id}" for page in pages}
    _move_zustaendigkeiten(umzug, done)
    umzug.meldungen += _in_words(done)


def _texts_of(redaktion: Redaktion) -> Iterator[TextPage]:
    for area in RedaktionPage.objects.filter(redaktion=redaktion).order_by("path"):
        for model in TextPage.__subclasses__():
            yield from model.objects.child_of(area).order_by("path")


# --- The editorial team goes on, or joins another ---------------------------------------------------------------------


def _go_on(umzug: Umzug, redaktion: Redaktion, done: Counter[str]) -> None:
    for area in RedaktionPage.objects.filter(redaktion=redaktion):
        area.slug = area.slug.replace(umzug.alt.slug, umzug.neu.slug, 1)
        area.title = area.draft_title = redaktion.name
        area.save()
    for page in _texts_of(redaktion):
        _change(page, _pinned_to(_own_places(umzug)))
        textstand.write(page)
        done["folgt"] += 1


def _join(umzug: Umzug, redaktion: Redaktion, aufnehmende: Redaktion, done: Counter[str]) -> None:
    areas = ensure_bereiche(aufnehmende)
    if umzug.gemeinden:
        for page in _texts_of(aufnehmende):
            _change(page, _pinned_to(umzug.ohne_alt))
    for page in _texts_of(redaktion):
        area = areas[page.sprache]
        area.refresh_from_db()
        twin = _twin(area, page)
        if twin:
            done["vereint" if umzug.gemeinden else "entwurf"] += 1
            _unite(page, twin, umzug)
        else:
            _move_text(page, area, umzug, done)
    for old in RedaktionPage.objects.filter(redaktion=redaktion):
        old.delete()


def _twin(area: RedaktionPage, page: TextPage) -> TextPage | None:
    for model in TextPage.__subclasses__():
        if found := model.objects.child_of(area).filter(leistung=page.leistung_id).first():
            return found
    return None


def _move_text(page: TextPage, area: RedaktionPage, umzug: Umzug, done: Counter[str]) -> None:
    page.move(area, "last-child")
    page = type(page).objects.get(pk=page.pk)
    if umzug.gemeinden:
        _change(page, _pinned_to(_own_places(umzug)))
        done["folgt"] += 1
    else:
        if page.live:
            page.unpublish()
        done["entwurf"] += 1


def _unite(page: TextPage, twin: TextPage, umzug: Umzug) -> None:
    """One text of both: at once where each part holds for its own municipalities, else as a draft."""
    pin = _pinned_to(_own_places(umzug))
    live = pin(_raw(page)) if page.live else []
    latest = pin(_raw(page.get_latest_revision_as_object())) if page.latest_revision_id else live
    if not umzug.gemeinden:
        _save_draft(twin, lambda blocks: blocks + (live or latest))
    else:
        _change(twin, lambda blocks: blocks + live, lambda blocks: blocks + latest)
    twin = type(twin).objects.get(pk=twin.pk)
    repoint(Page.objects.get(pk=page.pk), Page.objects.get(pk=twin.pk), ABGELEITET)
    versions = Revision.page_revisions.filter(object_id=str(page.pk))
    versions.update(object_id=str(twin.pk), content_type=ContentType.objects.get_for_model(twin))
    type(page).objects.get(pk=page.pk).delete()


def _own_places(umzug: Umzug) -> list[Gebiet]:
    """What the texts of the old place are to be limited to; nothing if the new place is no larger."""
    return umzug.gemeinden if umzug.ohne_alt else []


# --- What a text says about places ------------------------------------------------------------------------------------


def _pinned_to(places: list[Gebiet]) -> Change:
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


def _rename_places(umzug: Umzug) -> None:
    """Texts that hold for the old place alone hold for the new one, in drafts too."""
    old, new = umzug.alt.pk, umzug.neu.pk
    named = ReferenceIndex.get_references_to(umzug.alt).values_list("object_id", flat=True)
    drafts = Page.objects.filter(has_unpublished_changes=True).values_list("pk", flat=True)
    for model in TextPage.__subclasses__():
        for page in model.objects.filter(pk__in={*map(int, named), *drafts}):
            if _change(page, lambda blocks: [_with_place(block, old, new) for block in blocks]):
                umzug.tags.add(f"leistung:{page.leistung_id}")


def _with_place(value: Any, old: int, new: int) -> Any:
    """A raw value in which every ``gilt_fuer`` names the new place instead of the old, once."""
    if isinstance(value, list):
        return [_with_place(one, old, new) for one in value]
    if not isinstance(value, dict):
        return value
    changed = {key: _with_place(one, old, new) for key, one in value.items()}
    if places := changed.get("gilt_fuer"):
        renamed = [item | {"value": new} if item["value"] == old else item for item in places]
        changed["gilt_fuer"] = list({item["value"]: item for item in renamed}.values())
    return changed


# --- Writing ----------------------------------------------------------------------------------------------------------


def _change(page: TextPage, change: Change, of_draft: Change | None = None) -> bool:
    """Change what citizens read, and a newer draft too. Returns whether anything was changed."""
    page = type(page).objects.get(pk=page.pk)
    has_draft = not page.live or page.has_unpublished_changes
    draft = page.get_latest_revision_as_object() if page.latest_revision_id else page
    changed = False
    if page.live and _set(page, change):
        publish(page, anlass="gebiete_umziehen")
        changed = True
    if has_draft:
        changed = _save(draft, of_draft or change) or changed
    return changed


def _save_draft(page: TextPage, change: Change) -> None:
    page = type(page).objects.get(pk=page.pk)
    _save(page.get_latest_revision_as_object() if page.latest_revision_id else page, change)


def _save(draft: TextPage, change: Change) -> bool:
    if not _set(draft, change):
        return False
    draft.save_revision(clean=False, log_action=True)
    Page.objects.filter(pk=draft.pk).update(has_unpublished_changes=True)
    return True


def _set(page: TextPage, change: Change) -> bool:
    before = _raw(page)
    after = change(before)
    page.module = page.module.stream_block.to_python(after)
    return after != before


def _raw(page: TextPage) -> list[Block]:
    return [dict(block) for block in page.module.raw_data]


# --- Who is responsible -----------------------------------------------------------------------------------------------


def _move_zustaendigkeiten(umzug: Umzug, done: Counter[str]) -> None:
    own = _own_places(umzug)
    for entry in Zustaendigkeit.objects.filter(gebiet=umzug.alt).prefetch_related("personen"):
        umzug.tags.add(f"leistung:{entry.leistung_id}")
        done["zustaendigkeit"] += 1
        _hold_for(entry, own or [umzug.neu])


def _hold_for(entry: Zustaendigkeit, places: Iterable[Gebiet]) -> None:
    """An entry of its own for each place; one that has the same already keeps it, with the staff of both."""
    staff = list(entry.personen.all())
    for place in places:
        same, _created = Zustaendigkeit.objects.get_or_create(
            leistung=entry.leistung,
            gebiet=place,
            rolle=entry.rolle,
            stelle=entry.stelle,
            defaults={"redaktion": entry.redaktion},
        )
        same.personen.add(*staff)
    entry.delete()


# --- What became of it ------------------------------------------------------------------------------------------------


def _in_words(done: Counter[str]) -> list[str]:
    folgt, vereint, entwurf, zustaendig = (done[key] for key in ("folgt", "vereint", "entwurf", "zustaendigkeit"))
    texts = (
        (folgt, ngettext("%(n)d Text ist mitgekommen.", "%(n)d Texte sind mitgekommen.", folgt)),
        (
            vereint,
            ngettext(
                "%(n)d Text steht jetzt mit dem der neuen Redaktion zusammen; jeder Teil gilt für seine Gemeinden.",
                "%(n)d Texte stehen jetzt mit denen der neuen Redaktion zusammen; jeder Teil gilt für seine Gemeinden.",
                vereint,
            ),
        ),
        (
            entwurf,
            ngettext(
                "%(n)d Text wartet als Entwurf: Bitte prüfen, ob er für das ganze neue Gebiet gilt.",
                "%(n)d Texte warten als Entwurf: Bitte prüfen, ob sie für das ganze neue Gebiet gelten.",
                entwurf,
            ),
        ),
        (
            zustaendig,
            ngettext("%(n)d Zuständigkeit ist mitgekommen.", "%(n)d Zuständigkeiten sind mitgekommen.", zustaendig),
        ),
    )
    return [text % {"n": number} for number, text in texts if number]
