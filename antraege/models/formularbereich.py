"""Where the forms of a Redaktion lie in the page tree: beside its texts, so that both may be called the same."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.models import BasePage


class FormularePage(BasePage):
    """Holds forms; never served to citizens."""

    parent_page_types = ["leistungen.RedaktionPage"]
    subpage_types = ["antraege.FormularPage"]
    max_count_per_parent = 1
    content_panels = [FieldPanel("title")]
    promote_panels: list[FieldPanel] = []
    private_page_options: list[str] = []

    class Meta:
        verbose_name = _("Formularbereich")
        verbose_name_plural = _("Formularbereiche")

    def get_url_parts(self, request: HttpRequest | None = None) -> None:
        return None

    def aenderung_tags(self) -> set[str]:
        return {"redaktion"}
