"""What every page of the portal has in common."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page

from cms import herkunft
from cms.forms import SeitenForm
from cms.sprachen import code_of


class BasePage(Page):
    """Base of all page types. Adds the tags the journal follows, and tells the templates around it which page it is."""

    base_form_class = SeitenForm
    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")],
            _("Adresse und Suchmaschinen"),
        ),
    ]

    class Meta:
        abstract = True

    def aenderung_tags(self) -> set[str]:
        """The tags that a change of this page makes stale."""
        return {f"seite:{self.pk}", "seiten"}

    def begin_free_translation(self) -> None:
        """Called on the copy from which a translation is written freely, as a draft."""

    @property
    def url_ohne_ort(self) -> str:
        """The address behind which the reader's place is put; empty for a page that is the same everywhere."""
        return ""

    @property
    def sprache(self) -> str:
        """The language it is written in; German while it lies nowhere yet."""
        return code_of(self.locale_id) if self.locale_id else settings.LANGUAGE_CODE

    @property
    def inhalt_sprache(self) -> str:
        """The language its content is written in; an alias shows another page's."""
        page = self.alias_of if self.alias_of_id else self
        return code_of(page.locale_id)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        herkunft.note("seiten")
        request.seite = self  # type: ignore[attr-defined]  # the frame of the page asks for it
        return super().get_context(request, *args, **kwargs)
