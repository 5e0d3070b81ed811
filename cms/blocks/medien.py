"""Blocks of images and films."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from cms import herkunft


class BildBlock(blocks.StructBlock):
    """An image with caption; the text alternative belongs to the image itself."""

    bild = ImageChooserBlock(label=_("Bild"))
    unterschrift = blocks.CharBlock(label=_("Bildunterschrift"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("Bild")
        description = _("Ein Bild mit Unterschrift.")
        template = "cms/blocks/bild_block.html"
        preview_value = {"bild": None, "unterschrift": "Das Rathaus am Marktplatz"}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        bild = value["bild"]
        fassung = bild.get_rendition("width-960") if bild else None
        return super().get_context(value, parent_context) | {"fassung": fassung}


class FilmBlock(blocks.StructBlock):
    """A film from our own server, such as one in German sign language (DGS)."""

    titel = blocks.CharBlock(label=_("Titel"), max_length=120)
    film = DocumentChooserBlock(label=_("Film (MP4)"), required=False)
    beschreibung = blocks.TextBlock(label=_("Was im Film zu sehen ist"))

    class Meta:
        icon = "media"
        label = _("Film")
        description = _("Ein Film, zum Beispiel in Gebärdensprache. Ohne Datei steht dort, dass er noch fehlt.")
        template = "cms/blocks/film_block.html"
        preview_value = {"titel": "Das Portal in Gebärdensprache", "film": None, "beschreibung": "Wie die Suche geht."}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        herkunft.note("dokument")
        return super().get_context(value, parent_context)
