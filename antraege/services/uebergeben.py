"""Writing use case: the forms of one Redaktion become another's, with all that was filled in.

A form is open to citizens wherever an office of its Redaktion is responsible. So it stays published only where that
is still the same places; else it waits as a draft. Applications that were begun keep their Fassung and go on.
"""

from collections import Counter
from typing import Any
from uuid import UUID

from django.utils.translation import ngettext
from wagtail.models import Revision

from antraege.enums import Antragszustand
from antraege.models import Antrag, FormularePage, FormularPage, Nummernkreis, Vorgang
from antraege.services.bereiche import ensure_formularbereich
from cms.aenderungen import record
from cms.models import Redaktion
from cms.sprachen import code_of
from leistungen.models import RedaktionPage, Zustaendigkeit


def hand_over(von: Redaktion, an: Redaktion, live: bool) -> list[str]:
    """See ``leistungen.services.uebergeben``. Returns what became of the forms, in plain words.

    The pattern of the old numbers is retired, not passed on: nobody can have it again, so no number comes twice.
    """
    done: Counter[str] = Counter()
    slugs: dict[UUID, str] = {}
    for area in sorted(_areas(von), key=lambda one: code_of(one.locale_id) != "de"):
        sprache = code_of(area.locale_id)
        for page in FormularPage.objects.child_of(area).order_by("path"):
            slug = slugs.setdefault(page.translation_key, _free(page.slug, von, an))
            stays = live and slug == page.slug and not _serves(an, page)
            old, was_live = page.slug, page.live
            _move(page, ensure_formularbereich(an, sprache), slug, stays)
            done.update(_what(was_live and stays, slug != old) if page.wird_ausgefuellt else ())
    Nummernkreis.objects.filter(redaktion=von).update(redaktion=None)
    return _in_words(done)


def estate(redaktion: Redaktion) -> list[str]:
    """What of ours depends on a Redaktion, in plain words."""
    forms = sum(page.wird_ausgefuellt for area in _areas(redaktion) for page in FormularPage.objects.child_of(area))
    drafts = Antrag.objects.filter(redaktion=redaktion, zustand=Antragszustand.ENTWURF, vorschau=False).count()
    cases = Vorgang.objects.filter(redaktion=redaktion, vorschau=False).count()
    words = (
        ngettext("%(n)d Formular", "%(n)d Formulare", forms) % {"n": forms},
        ngettext("%(n)d angefangener Antrag", "%(n)d angefangene Anträge", drafts) % {"n": drafts},
        ngettext("%(n)d Vorgang", "%(n)d Vorgänge", cases) % {"n": cases},
    )
    return [", ".join(words)]


def _areas(redaktion: Redaktion) -> list[FormularePage]:
    above = RedaktionPage.objects.filter(redaktion=redaktion)
    return [area for page in above for area in FormularePage.objects.child_of(page)]


def _serves(an: Redaktion, page: FormularPage) -> bool:
    """Whether the form would be open to places that it was not made for."""
    return Zustaendigkeit.objects.filter(leistung=page.leistung_id, stelle__redaktion=an).exists()


def _free(slug: str, von: Redaktion, an: Redaktion) -> str:
    """The slug, or one that names the old place where ``an`` has a form of the same slug."""
    taken = {one for area in _areas(an) for one in FormularPage.objects.child_of(area).values_list("slug", flat=True)}
    named = f"{slug}-{von.gebiet.slug}"
    further = (f"{named}-{n}" for n in range(2, len(taken) + 3))
    return next(one for one in (slug, named, *further) if one not in taken)


def _move(page: FormularPage, area: FormularePage, slug: str, stays: bool) -> None:
    if slug != page.slug:
        _rename(page, slug)
    page.move(area, "last-child")
    page = FormularPage.objects.get(pk=page.pk)
    if page.live and not stays:
        page.unpublish()
    if not stays:
        Revision.page_revisions.filter(object_id=str(page.pk)).update(approved_go_live_at=None)


def _rename(page: FormularPage, slug: str) -> None:
    record(page.aenderung_tags())  # the old address
    page.slug = slug
    page.save(clean=False)  # a draft may be incomplete
    revision: Any = page.latest_revision
    if revision:
        revision.content["slug"] = slug
        revision.save(update_fields=["content"])


def _what(live: bool, renamed: bool) -> list[str]:
    found = ["folgt"] if live else ["entwurf"]
    return [*found, "umbenannt"] if renamed else found


def _in_words(done: Counter[str]) -> list[str]:
    folgt, entwurf, umbenannt = (done[key] for key in ("folgt", "entwurf", "umbenannt"))
    texts = (
        (
            folgt,
            ngettext(
                "%(n)d Formular ist auszufüllen wie bisher.", "%(n)d Formulare sind auszufüllen wie bisher.", folgt
            ),
        ),
        (
            entwurf,
            ngettext(
                "%(n)d Formular wartet als Entwurf: Bitte prüfen, ob es für alle Orte der neuen Redaktion gilt.",
                "%(n)d Formulare warten als Entwurf: Bitte prüfen, ob sie für alle Orte der neuen Redaktion gelten.",
                entwurf,
            ),
        ),
        (
            umbenannt,
            ngettext(
                "%(n)d Formular hat eine neue Adresse: Die alte hat dort schon ein anderes.",
                "%(n)d Formulare haben eine neue Adresse: Die alte hat dort schon ein anderes.",
                umbenannt,
            ),
        ),
    )
    return [text % {"n": number} for number, text in texts if number]
