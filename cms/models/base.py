"""What every page of the portal has in common."""

from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from django.utils.translation import gettext_lazy as _


class BasePage(Page):
    """Base of all page types. Adds the tags the journal follows."""

    promote_panels = [
        MultiFieldPanel([FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")], _("Adresse und Suchmaschinen")),
    ]

    class Meta:
        abstract = True

    def aenderung_tags(self) -> set[str]:
        """The tags that a change of this page makes stale."""
        return {f"seite:{self.pk}", "seiten"}
