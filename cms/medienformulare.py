"""Forms of images and documents: nobody who can't see or hear is forgotten without a word."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from cms.pdfbefund import PdfStand, examine


class BildForm(BaseImageForm):
    """An image says what it shows, or that it only decorates; Wagtail lets an upload wait until it does."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        words, decorates = (cleaned.get("description") or "").strip(), cleaned.get("schmueckend")
        if not words and not decorates:
            self.add_error("description", _("Was zeigt das Bild? Schmückt es nur, haken Sie das an."))
        if words and decorates:
            self.add_error("schmueckend", _("Ein Bild, das nur schmückt, braucht keine Beschreibung."))
        return cleaned


class DokumentForm(BaseDocumentForm):
    """Says what was found in the file; a PDF without structure is not called accessible."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if "barrierefrei" in self.fields and self.instance.pk and self.instance.pdf_stand:
            self.fields["barrierefrei"].help_text = self.instance.befund

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("barrierefrei") and self._stand(cleaned) == PdfStand.OHNE:
            message = _("Diese PDF-Datei hat keine Struktur (Tags). Vorleseprogramme finden sich darin nicht zurecht.")
            self.add_error("barrierefrei", message)
        return cleaned

    def _stand(self, cleaned: dict[str, Any]) -> str:
        if "file" in self.changed_data and cleaned.get("file"):
            file = cleaned["file"]
            return examine(file.name, file.size, file)
        return self.instance.pdf_stand
