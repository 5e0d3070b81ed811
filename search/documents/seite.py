"""A page of text as a document."""

from collections.abc import Collection, Iterator
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site
from wagtail.rich_text import RichText

from cms.aenderungen import ids_of
from cms.models import InhaltPage
from search.documents.base import Dokument, Dokumentart, Werte, passages


class SeiteDokument(Dokumentart):
    typ = "seite"
    name = _("Seite")
    gewicht = 0.6

    def pks(self, tags: Collection[str] | None = None) -> set[int]:
        if tags is None:
            return set(InhaltPage.objects.values_list("pk", flat=True))
        changed = ids_of(tags, "seite")
        if not changed:
            return set()
        rows = list(Page.objects.filter(pk__in=changed).values_list("path", "translation_key"))
        below = Q(*(("path__startswith", path) for path, _key in rows), _connector=Q.OR) if rows else Q(pk__in=())
        siblings = Q(translation_key__in=[key for _path, key in rows])
        return changed | set(InhaltPage.objects.filter(below | siblings).values_list("pk", flat=True))

    def dokumente(self, pks: Collection[int]) -> Iterator[Dokument]:
        Site.clear_site_root_paths_cache()
        shown = InhaltPage.objects.live().public().filter(pk__in=pks).select_related("locale")
        siblings = _siblings([page.translation_key for page in shown])
        for page in shown:
            if path := page.get_url():
                yield _document(page, path, siblings[page.translation_key])

    def url(self, ziel: Werte, ort: str) -> str:
        return str(ziel["pfad"])


def _siblings(keys: list[Any]) -> dict[Any, list[tuple[int, str, bool]]]:
    """By translation key, all language versions of a page: id, language, whether citizens see it."""
    found: dict[Any, list[tuple[int, str, bool]]] = {}
    rows = InhaltPage.objects.filter(translation_key__in=keys)
    public = set(rows.live().public().values_list("pk", flat=True))
    for pk, key, sprache in rows.values_list("pk", "translation_key", "locale__language_code"):
        found.setdefault(key, []).append((pk, sprache, pk in public))
    return found


def _document(page: InhaltPage, path: str, siblings: list[tuple[int, str, bool]]) -> Dokument:
    sprache = page.locale.language_code
    others = {other for pk, other, public in siblings if public and pk != page.pk}
    sprachen = [code for code, _name in settings.LANGUAGES if code not in others] if sprache == "de" else [sprache]
    above = Page.objects.ancestor_of(page).values_list("pk", flat=True)
    tags = {f"seite:{pk}" for pk in [page.pk, *above, *(pk for pk, _sprache, _public in siblings)]}
    return Dokument(
        typ="seite",
        pk=page.pk,
        sprache=sprache,
        sprachen=tuple(sprachen),
        tags=tuple(sorted(tags)),
        ziel={"pfad": path},
        titel=page.title,
        zonen={
            "titel": (page.title,),
            "kurz": (page.search_description,) if page.search_description else (),
            "text": tuple(text for block in page.inhalt for text in _texts(block.value)),
        },
        merkmale=("typ:seite",),
    )


def _texts(value: Any) -> Iterator[str]:
    """The words in a content block, whatever it is made of."""
    if isinstance(value, RichText):
        yield from passages(value.source)
    elif isinstance(value, str):
        yield from passages(value)
    elif hasattr(value, "bound_blocks"):
        for name, child in value.items():
            if name in {"titel", "text", "unterschrift", "beschreibung"}:
                yield from _texts(child)
