"""Blocks of running text."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

TEXT_FEATURES = ["h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link"]


class UeberschriftBlock(blocks.CharBlock):
    """A heading of the second level; it also makes the page's table of contents."""

    class Meta:
        icon = "title"
        label = _("Überschrift")
        description = _("Gliedert die Seite und steht im Inhaltsverzeichnis.")
        template = "cms/blocks/ueberschrift_block.html"
        preview_value = "Kontakt"


class AbsatzBlock(blocks.RichTextBlock):
    """Running text with lists and links."""

    def __init__(self, **kwargs):
        super().__init__(features=TEXT_FEATURES, **kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Fließtext mit Listen, Zwischenüberschriften und Verweisen.")
        template = "cms/blocks/absatz_block.html"
        preview_value = "<p>Das Rathaus ist am Brückentag geschlossen.</p>"
