"""Images and documents. The collection of a Redaktion limits who may use and change them."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from cms.models.aenderung import Verfolgt
from cms.pdfbefund import PdfStand, examine

HINWEISE = {
    PdfStand.OHNE: _(
        "Die Datei hat keine Struktur (Tags). Öffnen Sie die Vorlage und speichern Sie sie als PDF mit Tags (PDF/UA)."
    ),
    PdfStand.LUECKEN: _("Die Datei hat Struktur. Es fehlt der Titel oder die Sprache (Dokumenteigenschaften)."),
    PdfStand.MIT: _("Die Datei hat Struktur, Titel und Sprache. Haben Sie sie geprüft? Dann haken Sie das an."),
    PdfStand.UNLESBAR: _("Die Datei lässt sich nicht prüfen."),
}


class Bild(Verfolgt, AbstractImage):
    """An image with its text alternative (``description``), unless it only decorates, and its source."""

    schmueckend = models.BooleanField(
        _("schmückt nur"), default=False, help_text=_("Wer das Bild nicht sieht, verpasst nichts.")
    )
    quelle = models.CharField(_("Urheber und Lizenz"), max_length=200, blank=True)

    admin_form_fields = (
        "title",
        "file",
        "description",
        "schmueckend",
        "quelle",
        "collection",
        "tags",
        *Image.admin_form_fields[-4:],
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("Bild")
        verbose_name_plural = _("Bilder")

    @property
    def textalternative(self) -> str:
        """What is read to those who can't see it."""
        return "" if self.schmueckend else self.description


class Bildfassung(AbstractRendition):
    image = models.ForeignKey(Bild, models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = _("Bildfassung")
        verbose_name_plural = _("Bildfassungen")
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="bildfassung_einmalig")
        ]


class Dokument(Verfolgt, AbstractDocument):
    """A file for download. ``barrierefrei`` is what the editor knows about it, ``pdf_stand`` what its content says."""

    barrierefrei = models.BooleanField(_("barrierefrei"), default=False)
    pdf_stand = models.CharField(max_length=10, choices=PdfStand.choices, blank=True, editable=False)

    admin_form_fields = ("title", "file", "barrierefrei", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("Dokument")
        verbose_name_plural = _("Dokumente")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Look into a file that is new."""
        before = getattr(self, "_geladen", {}).get("file")
        if self.file and (self._state.adding or str(before) != self.file.name):
            self.look_into()
        super().save(*args, **kwargs)

    def look_into(self) -> None:
        """Set ``pdf_stand`` by what the file says. One that is gone can't be read."""
        try:
            self.pdf_stand = examine(self.file.name, self.file.size, self.file)
        except OSError:
            self.pdf_stand = PdfStand.UNLESBAR

    @property
    def ist_barrierefrei(self) -> bool:
        """What citizens are told."""
        return self.barrierefrei and self.pdf_stand != PdfStand.OHNE

    @property
    def befund(self) -> str:
        """What editors are told about the file."""
        stand = PdfStand(self.pdf_stand)
        return str(HINWEISE.get(stand, stand.label))
