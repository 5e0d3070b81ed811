"""The generic pages: the start page and pages of text."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.db import models
from wagtail.admin.panels import FieldPanel

from cms.blocks import HaeufigesAnliegenBlock, InhaltBlock, OnlinedienstLinkBlock
from cms.fields import StreamField
from cms.models.base import BasePage
from cms.startseite import abschnitte


class StartPage(BasePage):
    """The front door. Its sections come from the page itself and from the apps listed in ``START_ABSCHNITTE``."""

    begruessung = models.CharField(_("Begrüßung"), max_length=120)
    einleitung = models.TextField(_("Einleitung"), blank=True)
    online_direkt = StreamField(
        [("onlinedienst", OnlinedienstLinkBlock())], verbose_name=_("Direkt online erledigen"), blank=True
    )
    haeufige_anliegen = StreamField(
        [("anliegen", HaeufigesAnliegenBlock())], verbose_name=_("Häufige Anliegen"), blank=True
    )

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["cms.InhaltPage"]
    template = "cms/start_page.html"
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("begruessung"),
        FieldPanel("einleitung"),
        FieldPanel("online_direkt"),
        FieldPanel("haeufige_anliegen"),
    ]

    class Meta:
        verbose_name = _("Startseite")
        verbose_name_plural = _("Startseiten")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {"abschnitte": abschnitte(self)}


class InhaltPage(BasePage):
    """A page of text: Impressum, Datenschutz, Barrierefreiheit, what the editors want to tell."""

    inhalt = StreamField(InhaltBlock(), verbose_name=_("Inhalt"))
    im_fuss = models.BooleanField(_("im Seitenfuß verlinken"), default=False)

    parent_page_types = ["cms.StartPage", "cms.InhaltPage"]
    subpage_types = ["cms.InhaltPage"]
    template = "cms/inhalt_page.html"
    content_panels = [*BasePage.content_panels, FieldPanel("inhalt")]
    promote_panels = [*BasePage.promote_panels, FieldPanel("im_fuss")]

    class Meta:
        verbose_name = _("Inhaltsseite")
        verbose_name_plural = _("Inhaltsseiten")
