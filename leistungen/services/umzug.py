"""Writing use case: texts and responsibilities follow a place that got a new key or became part of another.

Local law stays in force for the area it was made for until the new municipality replaces it. So where the new place is
larger than the old one, texts and responsibilities hold for the old one's municipalities. Where it had none (it was a
municipality itself), nobody but an editor can say whether its texts hold for the whole: they wait as drafts.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.utils.translation import ngettext
from wagtail.models import Page, ReferenceIndex

from cms.models import Gebiet, Redaktion
from cms.services.umzug import Umzug
from leistungen import textstand
from leistungen.models import RedaktionPage, TextPage, Zustaendigkeit
from leistungen.services.uebergeben import change, hand_over, pinned_to, texts_of

ANLASS = "gebiete_umziehen"


def move(umzug: Umzug) -> None:
    """See ``cms.services.umzug``."""
    done: Counter[str] = Counter()
    _rename_places(umzug)
    if umzug.redaktion:
        pages = list(texts_of(umzug.redaktion))
        if umzug.aufnehmende:
            _join(umzug, umzug.redaktion, umzug.aufnehmende, done)
        else:
            _go_on(umzug, umzug.redaktion, done)
        umzug.tags |= {f"leistung:{page.leistung_id}" for page in pages}
    _move_zustaendigkeiten(umzug, done)
    umzug.meldungen += _in_words(done)


# --- The editorial team goes on, or joins another ---------------------------------------------------------------------


def _go_on(umzug: Umzug, redaktion: Redaktion, done: Counter[str]) -> None:
    for area in RedaktionPage.objects.filter(redaktion=redaktion):
        area.slug = area.slug.replace(umzug.alt.slug, umzug.neu.slug, 1)
        area.title = area.draft_title = redaktion.name
        area.save()
    for page in texts_of(redaktion):
        change(page, pinned_to(_own_places(umzug)), anlass=ANLASS)
        textstand.write(page)
        done["folgt"] += 1


def _join(umzug: Umzug, redaktion: Redaktion, aufnehmende: Redaktion, done: Counter[str]) -> None:
    if umzug.gemeinden:
        for page in texts_of(aufnehmende):
            change(page, pinned_to(umzug.ohne_alt), anlass=ANLASS)
    orte, live = _own_places(umzug), bool(umzug.gemeinden)
    found = hand_over(von=redaktion, an=aufnehmende, orte=orte, live=live, anlass=ANLASS)
    done += found.texte
    umzug.meldungen += found.meldungen


def _own_places(umzug: Umzug) -> list[Gebiet]:
    """What the texts of the old place are to be limited to; nothing if the new place is no larger."""
    return umzug.gemeinden if umzug.ohne_alt else []


# --- What a text says about places ------------------------------------------------------------------------------------


def _rename_places(umzug: Umzug) -> None:
    """Texts that hold for the old place alone hold for the new one, in drafts too."""
    old, new = umzug.alt.pk, umzug.neu.pk
    named = ReferenceIndex.get_references_to(umzug.alt).values_list("object_id", flat=True)
    drafts = Page.objects.filter(has_unpublished_changes=True).values_list("pk", flat=True)
    for model in TextPage.__subclasses__():
        for page in model.objects.filter(pk__in={*map(int, named), *drafts}):
            if change(page, lambda blocks: [_with_place(block, old, new) for block in blocks], anlass=ANLASS):
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
