"""How the portal presents itself: design, logo, notice, footer. Read once per process and again after a change."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.conf import settings

from cms.gedaechtnis import remember
from cms.models import Darstellung, InhaltPage
from cms.sprachen import code_of, start_url


@dataclass(frozen=True, slots=True)
class Verweis:
    """A link. ``sprache`` is the language of its title."""

    titel: str
    url: str
    sprache: str
    aktiv: bool = False
    genau: bool = False


@dataclass(frozen=True, slots=True)
class Hinweis:
    """The notice on all pages."""

    text: str
    art: str
    sprache: str


@dataclass(frozen=True, slots=True)
class Logo:
    url: str
    width: int
    height: int


@remember("darstellung", "bild")
def darstellung() -> Darstellung:
    """The portal's design; without a row the defaults."""
    return Darstellung.objects.select_related("logo").first() or Darstellung()


@remember("darstellung", "bild")
def logo() -> Logo | None:
    """The logo in the size the header shows it."""
    bild = darstellung().logo
    if bild is None:
        return None
    fassung = bild.get_rendition("max-320x128")
    return Logo(fassung.url, fassung.width, fassung.height)


@remember("seiten")
def fuss(sprache: str) -> tuple[Verweis, ...]:
    """The links of the footer; a page that is not translated leads to the German one, shown in that language."""
    pages = InhaltPage.objects.live().public().filter(im_fuss=True, alias_of=None).order_by("path")
    titles: dict[Any, dict[str, tuple[str, str]]] = {}
    for page in pages:
        titles.setdefault(page.translation_key, {})[code_of(page.locale_id)] = (page.title, page.url or "")
    prefix, links = start_url(sprache), []
    for found in titles.values():
        if sprache in found:
            links.append(Verweis(*found[sprache], sprache))
        elif settings.LANGUAGE_CODE in found:
            title, url = found[settings.LANGUAGE_CODE]
            links.append(Verweis(title, prefix + url.removeprefix("/"), settings.LANGUAGE_CODE))
    return tuple(links)


def farben_version(auftritt: Darstellung) -> str:
    """A name for the colours, so that browsers may keep the style sheet made from them."""
    return sha256(f"{auftritt.farbe}{auftritt.farbe_flaeche}".encode()).hexdigest()[:8]


def notice(sprache: str) -> Hinweis | None:
    """The notice for all pages in a language, else in German; ``None`` if it is switched off."""
    auftritt = darstellung()
    if not auftritt.hinweis_zeigen:
        return None
    own = getattr(auftritt, f"hinweis_text_{sprache.replace('-', '_')}", "")
    return Hinweis(own or auftritt.hinweis_text, auftritt.hinweis_art, sprache if own else settings.LANGUAGE_CODE)
