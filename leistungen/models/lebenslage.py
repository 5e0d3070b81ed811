"""Life events that group Leistungen."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.models import Verfolgt


class Lebenslage(Verfolgt):
    """A life event; kept by the group Portal."""

    slug = models.SlugField(_("Kürzel in der Adresse"), unique=True)
    titel = models.CharField(_("Titel"), max_length=80)
    titel_en = models.CharField(_("Titel auf Englisch"), max_length=80, blank=True)
    titel_de_simple = models.CharField(_("Titel in Leichter Sprache"), max_length=80, blank=True)
    symbol = models.CharField(_("Symbol"), max_length=40, blank=True)
    sort_order = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)

    class Meta:
        verbose_name = _("Lebenslage")
        verbose_name_plural = _("Lebenslagen")
        ordering = ["sort_order", "titel"]

    def __str__(self) -> str:
        return self.titel

    @property
    def anzeige(self) -> str:
        """The title in the current language, German where it lacks one."""
        return {"en": self.titel_en, "de-simple": self.titel_de_simple}.get(get_language() or "") or self.titel

    def aenderung_tags(self) -> set[str]:
        return {"katalog"}
