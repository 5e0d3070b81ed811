"""What a page of text is made of."""

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
