"""Blocks that lead elsewhere."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class OnlinedienstLinkBlock(blocks.StructBlock):
    """An online service of any authority, as a tile."""

    titel = blocks.CharBlock(label=_("Titel"), max_length=120)
    url = blocks.URLBlock(label=_("Adresse"))
    anbieter = blocks.CharBlock(label=_("Anbieter"), max_length=120)
    beschreibung = blocks.CharBlock(label=_("Beschreibung"), max_length=200, required=False)

    class Meta:
        icon = "link-external"
        label = _("Onlinedienst")
        description = _("Ein Dienst, den man sofort im Internet erledigen kann.")
        template = "cms/blocks/onlinedienst_link_block.html"
        preview_value = {
            "titel": "Führungszeugnis beantragen",
            "url": "https://www.fuehrungszeugnis.bund.de/",
            "anbieter": "Bundesamt für Justiz",
            "beschreibung": "Mit Online-Ausweis.",
        }


class HaeufigesAnliegenBlock(blocks.CharBlock):
    """Words that lead into the search."""

    class Meta:
        icon = "search"
        label = _("Anliegen")
        description = _("Ein Suchwort, wie Menschen es sagen.")
        template = "cms/blocks/haeufiges_anliegen_block.html"
        preview_value = "Mülltonne"
