"""Images and documents. The collection of a Redaktion limits who may use and change them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from cms.models.aenderung import Verfolgt


class Bild(Verfolgt, AbstractImage):
    """An image with its text alternative (``description``) and its source."""

    quelle = models.CharField(_("Urheber und Lizenz"), max_length=200, blank=True)

    admin_form_fields = ("title", "file", "description", "quelle", "collection", "tags", *Image.admin_form_fields[-4:])

    class Meta(AbstractImage.Meta):
        verbose_name = _("Bild")
        verbose_name_plural = _("Bilder")


class Bildfassung(AbstractRendition):
    image = models.ForeignKey(Bild, models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = _("Bildfassung")
        verbose_name_plural = _("Bildfassungen")
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="bildfassung_einmalig")
        ]


class Dokument(Verfolgt, AbstractDocument):
    """A file for download. ``barrierefrei`` is what the editor knows about it and the citizen is told."""

    barrierefrei = models.BooleanField(_("barrierefrei"), default=False)

    admin_form_fields = ("title", "file", "barrierefrei", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("Dokument")
        verbose_name_plural = _("Dokumente")
