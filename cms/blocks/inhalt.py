"""What a page of text is made of."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.hinweis import HinweisBlock
from cms.blocks.medien import BildBlock, FilmBlock
from cms.blocks.text import AbsatzBlock, UeberschriftBlock


class InhaltBlock(blocks.StreamBlock):
    """The blocks of a page, one line each."""

    ueberschrift = UeberschriftBlock()
    absatz = AbsatzBlock()
    hinweis = HinweisBlock()
    bild = BildBlock()
    film = FilmBlock()

    class Meta:
        label = _("Inhalt")
        template = "cms/blocks/inhalt_block.html"


@dataclass(frozen=True, slots=True)
class Abschnitt:
    """A heading with the blocks below it. ``anker`` is unique on its page; blocks before any heading have neither."""

    anker: str
    titel: str
    bloecke: list[Any] = field(default_factory=list)


def sections(inhalt: blocks.StreamValue) -> list[Abschnitt]:
    """Group the blocks of a page under its headings, which make the table of contents."""
    found = [Abschnitt("", "")]
    for block in inhalt:
        if block.block_type == "ueberschrift":
            anker = slugify(str(block.value)) or "abschnitt"
            taken = sum(one.anker == anker or one.anker.startswith(f"{anker}-") for one in found)
            found.append(Abschnitt(f"{anker}-{taken + 1}" if taken else anker, str(block.value)))
        else:
            found[-1].bloecke.append(block)
    return [one for one in found if one.titel or one.bloecke]
