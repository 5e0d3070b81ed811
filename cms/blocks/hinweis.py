"""Blocks that stand out from the text."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.text import TEXT_FEATURES


class HinweisBlock(blocks.StructBlock):
    """A notice with a heading."""

    art = blocks.ChoiceBlock(
        choices=[("info", _("Information")), ("warning", _("Warnung")), ("success", _("Erfolg"))],
        default="info",
        label=_("Art"),
    )
    titel = blocks.CharBlock(label=_("Überschrift"), max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)

    class Meta:
        icon = "info-circle"
        label = _("Hinweis")
        description = _("Hebt eine Mitteilung hervor.")
        template = "cms/blocks/hinweis_block.html"
        preview_value = {"art": "info", "titel": "Geänderte Öffnungszeiten", "text": "<p>Am Freitag ab 12 Uhr zu.</p>"}
