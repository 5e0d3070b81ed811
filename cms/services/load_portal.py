"""Writing use case: site, groups, design, start page and generic pages from data files.

Creates what is missing and never touches what is there: from then on it belongs to the editors.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.blocks import StreamValue
from wagtail.models import Locale, Page, Site

from cms.models import BasePage, Darstellung, InhaltPage, StartPage
from cms.prosa import sanitise
from cms.services.portal_gruppe import ensure_portal_group
from cms.services.rat_gruppe import ensure_rat_group
from cms.services.uebersetzen import translate_by_strings, translate_by_twin, write_freely
from cms.sprachen import FREI

ONLINEDIENST = ("titel", "url", "anbieter", "beschreibung")

Daten = Mapping[str, Any]
Meldung = tuple[str, str]  # what, and what became of it


@transaction.atomic
def load_portal(daten: Daten) -> list[Meldung]:
    """Create what ``daten`` describes and does not exist yet. Repeatable.

    Raises ``ValidationError`` if a translation is not built like its German page.
    """
    for sprache, _name in settings.LANGUAGES:
        Locale.objects.get_or_create(language_code=sprache)
    start = StartPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()
    log: list[Meldung] = []
    if start is None:
        start = _create_start(daten)
        log.append((start.title, "angelegt"))
        _set_site(start, daten.get("site", {}))
        log += _translate_start(start, daten["start"])
        Site.clear_site_root_paths_cache()  # Wagtail keeps the roots of all languages and doesn't hear of new ones
    log += _create_darstellung(daten.get("darstellung", {}))
    log += _create_seiten(start, daten.get("seiten", []), daten.get("reihenfolge", []))
    ensure_portal_group(start)
    ensure_rat_group()
    return log


# --- Start page and site ----------------------------------------------------------------------------------------------


def _create_start(daten: Daten) -> StartPage:
    felder = daten["start"]
    start = StartPage(
        title=felder["titel"],
        slug=felder["slug"],
        begruessung=felder["begruessung"],
        einleitung=felder.get("einleitung", ""),
        search_description=felder.get("beschreibung", ""),
        locale=Locale.objects.get(language_code=settings.LANGUAGE_CODE),
    )
    services = [{name: one.get(name, "") for name in ONLINEDIENST} for one in daten.get("online_direkt", [])]
    start.online_direkt = _stream(start, "online_direkt", [("onlinedienst", one) for one in services])
    words = [("anliegen", word) for word in daten.get("haeufige_anliegen", [])]
    start.haeufige_anliegen = _stream(start, "haeufige_anliegen", words)
    Page.get_first_root_node().add_child(instance=start)
    start.save_revision().publish()
    return start


def _set_site(start: StartPage, felder: Daten) -> None:
    """Make ``start`` the root of the one Site, in place of the welcome page that Wagtail brings."""
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    welcome = site.root_page if site.pk else None
    site.site_name = felder.get("name", "")
    site.hostname, site.port, site.root_page = felder.get("hostname", "localhost"), felder.get("port", 80), start
    site.save()
    if welcome and welcome.specific_class is Page and welcome.depth > 1:
        welcome.delete()


def _translate_start(start: StartPage, felder: Daten) -> Iterator[Meldung]:
    for sprache, woerter in felder.get("uebersetzungen", {}).items():
        missing = translate_by_strings(page=start, sprache=sprache, woerter=woerter)
        yield f"{start.title} ({sprache})", f"{len(missing)} Texte nicht übersetzt" if missing else "angelegt"


# --- Design ------------------------------------------------------------------------------------------------


def _create_darstellung(felder: Daten) -> list[Meldung]:
    site = Site.objects.get(is_default_site=True)
    if not felder or Darstellung.objects.filter(site=site).exists():
        return []
    darstellung = Darstellung(site=site, **felder)
    darstellung.full_clean()
    darstellung.save()
    return [("Darstellung", "angelegt")]


# --- Pages ------------------------------------------------------------------------------------------------------------


def _create_seiten(start: StartPage, seiten: Sequence[Daten], reihenfolge: Sequence[str]) -> list[Meldung]:
    rank = {slug: number for number, slug in enumerate(reihenfolge)}
    there = set(start.get_children().values_list("slug", flat=True))
    log: list[Meldung] = []
    for felder in sorted(seiten, key=lambda one: rank.get(one["slug"], len(rank))):
        if felder["slug"] not in there:
            start.refresh_from_db()
            log += _create_seite(start, felder)
    return log


def _create_seite(start: StartPage, felder: Daten) -> list[Meldung]:
    page = InhaltPage(slug=felder["slug"], im_fuss=felder.get("fuss", False), locale=start.locale)
    for name, value in _felder(page, felder).items():
        setattr(page, name, value)
    start.add_child(instance=page)
    page.save_revision().publish()
    log = [(page.title, "angelegt")]
    for sprache, uebersetzt in felder.get("uebersetzungen", {}).items():
        _translate_seite(page, sprache, uebersetzt)
        log.append((f"{page.title} ({sprache})", "angelegt"))
    return log


def _translate_seite(page: InhaltPage, sprache: str, felder: Daten) -> None:
    if sprache in FREI:
        write_freely(page=page, sprache=sprache, felder=_felder(page, felder))
        return
    ids = [block["id"] for block in page.inhalt.raw_data]
    twin = InhaltPage(slug=page.slug, locale=page.locale)
    for name, value in _felder(page, felder, ids).items():
        setattr(twin, name, value)
    if missing := translate_by_twin(page=page, sprache=sprache, zwilling=twin):
        raise ValidationError(f"{page.slug} ({sprache}): ohne Übersetzung: {'; '.join(missing)}")


def _felder(page: InhaltPage, felder: Daten, ids: Sequence[str] = ()) -> dict[str, Any]:
    blocks = [_clean(name, value) for block in felder["inhalt"] for name, value in block.items()]
    return {
        "title": felder["titel"],
        "search_description": felder.get("beschreibung", ""),
        "inhalt": _stream(page, "inhalt", blocks, ids),
    }


def _clean(block_type: str, value: Any) -> tuple[str, Any]:
    """Rich text in a block is sanitised on the way in."""
    if block_type == "absatz":
        return block_type, sanitise(value, stored=True)
    if block_type == "hinweis":
        return block_type, value | {"text": sanitise(value["text"], stored=True)}
    return block_type, value


def _stream(page: BasePage, field: str, blocks: Sequence[tuple[str, Any]], ids: Sequence[str] = ()) -> StreamValue:
    names = ids or [str(uuid4()) for _block in blocks]
    if len(names) != len(blocks):
        raise ValidationError(f"{page.slug}: auf Deutsch {len(names)} Blöcke, in der Übersetzung {len(blocks)}")
    raw = [{"type": kind, "id": id_, "value": value} for (kind, value), id_ in zip(blocks, names, strict=True)]
    return StreamValue(page._meta.get_field(field).stream_block, raw, is_lazy=True)
