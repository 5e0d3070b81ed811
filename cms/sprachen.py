"""The portal's languages, and where a page is found in each of them. German has no prefix in its addresses."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils.encoding import escape_uri_path
from django.utils.translation import get_language_from_path, override
from wagtail.models import Locale, Page

from cms.gedaechtnis import remember

FREI = frozenset({"de-simple"})  # languages that are written freely, not translated text by text


@dataclass(frozen=True, slots=True)
class Sprachwahl:
    """A language of the portal with its own name, and the address of the present page in it."""

    code: str
    name: str
    url: str
    aktiv: bool
    uebersetzt: bool


@lru_cache(maxsize=1)
def sprachnamen() -> dict[str, str]:
    """Each language by the name it has in itself. (Django knows Leichte Sprache only as German.)"""
    names = {}
    for code, name in settings.LANGUAGES:
        with override(code):
            names[code] = str(name)
    return names


def start_url(sprache: str) -> str:
    """The address of the start page in a language."""
    return "/" if sprache == settings.LANGUAGE_CODE else f"/{sprache}/"


@remember("sprachen")
def code_of(locale_id: int) -> str:
    """The language code of a Wagtail locale (its table changes only when the portal is set up)."""
    return Locale.objects.values_list("language_code", flat=True).get(pk=locale_id)


@remember("seiten")
def translations(page_id: int) -> dict[str, str]:
    """The addresses of a page's public translations by language, without aliases, which are no translations."""
    key = Page.objects.values_list("translation_key", flat=True).get(pk=page_id)
    pages = Page.objects.live().public().filter(translation_key=key, alias_of=None).select_related("locale")
    return {page.locale.language_code: page.url for page in pages if page.url}


def in_sprache(path: str, sprache: str) -> str:
    """The same address in another language: only the prefix differs (``translate_url`` would resolve it for that)."""
    known = get_language_from_path(path)
    bare = path.removeprefix(f"/{known}") if known else path
    return start_url(sprache) + escape_uri_path(bare.lstrip("/\\"))


def language_links(
    *, sprache: str, path: str, query: str = "", page_id: int | None = None, nur: Collection[str] | None = None
) -> list[Sprachwahl]:
    """The present page in every language. A page that is not translated keeps its address and shows German there.

    ``nur`` are the languages in which there is something to read, where that is not all.
    """
    known = translations(page_id) if page_id else {}
    suffix = f"?{query}" if query else ""
    return [
        Sprachwahl(
            code=code,
            name=name,
            url=(known.get(code) or in_sprache(path, code)) + suffix,
            aktiv=code == sprache,
            uebersetzt=code in known if page_id else nur is None or code in nur,
        )
        for code, name in sprachnamen().items()
    ]
