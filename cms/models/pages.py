"""The generic pages: the start page and pages of text."""

from typing import Any

from django.conf import settings
from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.url_routing import RouteResult

from cms.blocks import HaeufigesAnliegenBlock, InhaltBlock, OnlinedienstLinkBlock
from cms.blocks.inhalt import sections
from cms.fields import StreamField
from cms.models.base import BasePage
from cms.panels import BilderPanel
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

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """A page that is not translated is found below another language's address too, and shows its German content."""
        try:
            return super().route(request, path_components)
        except Http404:
            german = StartPage.objects.filter(
                translation_key=self.translation_key, locale__language_code=settings.LANGUAGE_CODE, live=True
            ).first()
            if german is None or german.pk == self.pk:
                raise
            found = german.route(request, path_components)
            twin = found[0].get_translations().filter(locale=self.locale, live=True).first()
            return RouteResult(twin) if twin else found


class InhaltPage(BasePage):
    """A page of text: Impressum, Datenschutz, Barrierefreiheit, what the editors want to tell."""

    inhalt = StreamField(InhaltBlock(), verbose_name=_("Inhalt"))
    im_fuss = models.BooleanField(_("im Seitenfuß verlinken"), default=False)

    parent_page_types = ["cms.StartPage", "cms.InhaltPage"]
    subpage_types = ["cms.InhaltPage"]
    template = "cms/inhalt_page.html"
    content_panels = [*BasePage.content_panels, BilderPanel(), FieldPanel("inhalt")]
    promote_panels = [*BasePage.promote_panels, FieldPanel("im_fuss")]

    class Meta:
        verbose_name = _("Inhaltsseite")
        verbose_name_plural = _("Inhaltsseiten")

    def bilder_ohne_text(self) -> list[Any]:
        """The images on it that say nothing to those who can't see them."""
        found = (block.value["bild"] for block in self.inhalt if block.block_type == "bild")
        return [bild for bild in found if bild and not bild.schmueckend and not bild.description]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        parts = sections(self.inhalt)
        context = {"abschnitte": parts, "gliederung": [part for part in parts if part.titel]}
        return super().get_context(request, *args, **kwargs) | context
