"""The text pages: Stammtext and Ergänzung. What citizens read of them is their ``Textstand``."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Site
from wagtail_localize.fields import SynchronizedField

from cms.fields import StreamField
from cms.models import BasePage, Redaktion
from cms.orte import verzeichnis
from leistungen.adressen import leistung_url
from leistungen.blocks import ModuleBlock
from leistungen.models.leistung import Leistung
from leistungen.models.redaktion import RedaktionPage


class TextPage(BasePage):
    """What Stammtext and Ergänzung have in common: a Leistung, and texts of its sections."""

    leistung = models.ForeignKey(Leistung, models.PROTECT, related_name="+", verbose_name=_("Leistung"))
    module = StreamField(ModuleBlock(), verbose_name=_("Textmodule"), blank=True)

    parent_page_types = ["leistungen.RedaktionPage"]
    subpage_types: list[str] = []
    private_page_options: list[str] = []
    stamm: bool
    override_translatable_fields = [SynchronizedField("slug")]

    content_panels = [*BasePage.content_panels, FieldPanel("leistung"), FieldPanel("module")]

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        twins = type(self).objects.filter(leistung=self.leistung_id, locale=self.locale).exclude(pk=self.pk)
        parent = self.get_parent() if self.path else None
        if parent and twins.child_of(parent).exists():
            raise ValidationError({"leistung": _("Diese Redaktion hat zu dieser Leistung schon einen Text.")})

    @property
    def redaktion(self) -> Redaktion:
        """The Redaktion whose page stands above this one."""
        return RedaktionPage.objects.select_related("redaktion__gebiet").get(pk=self.get_parent().pk).redaktion

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """The citizens' page of the Leistung at the Redaktion's place. Must not query (explorer)."""
        site = Site.get_site_root_paths()
        if not site:
            return None
        sprache = self.locale.language_code
        bereich = self.url_path.strip("/").split("/")[0].removesuffix(f"-{sprache}")
        ort = verzeichnis().by_slug.get(bereich)
        path = leistung_url(self.slug, bereich if ort and not ort.hoheitlich else "", sprache=sprache)
        return site[0].site_id, site[0].root_url, path

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(self.full_url)

    def aenderung_tags(self) -> set[str]:
        return {f"leistung:{self.leistung_id}", "katalog"}


class StammtextPage(TextPage):
    """Main text: of the Bund or Land, or of a municipality for what only it offers."""

    stamm = True

    class Meta:
        verbose_name = _("Stammtext")
        verbose_name_plural = _("Stammtexte")


class ErgaenzungPage(TextPage):
    """Local text: shown below what the upper levels wrote ("Spezielle Hinweise für – …")."""

    stamm = False

    class Meta:
        verbose_name = _("Ergänzung")
        verbose_name_plural = _("Ergänzungen")
