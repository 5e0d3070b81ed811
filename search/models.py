"""What editors add to the search, and what people look for."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.models import Verfolgt
from search.analysis import forms, words


class Synonym(Verfolgt):
    """A word people use for what the texts call otherwise. It counts at once, without a new index."""

    wort = models.CharField(_("Wort"), max_length=60, unique=True, help_text=_("wie Menschen es sagen, z. B. „Perso“"))
    bedeutet = models.CharField(
        _("bedeutet"),
        max_length=300,
        help_text=_("wie es in den Texten heißt, z. B. „Personalausweis“; mehrere mit Komma getrennt"),
    )

    panels = [FieldPanel("wort"), FieldPanel("bedeutet")]

    class Meta:
        verbose_name = _("Synonym")
        verbose_name_plural = _("Synonyme")
        ordering = ["wort"]

    def __str__(self) -> str:
        return f"{self.wort} → {self.bedeutet}"

    def clean(self) -> None:
        super().clean()
        if len(words(self.wort)) != 1:
            raise ValidationError({"wort": _("Bitte ein einzelnes Wort angeben.")})
        if not any(forms(self.bedeutet)):
            raise ValidationError({"bedeutet": _("Bitte mindestens ein Wort angeben.")})

    def aenderung_tags(self) -> set[str]:
        return {"synonyme"}


class Suchbegriff(models.Model):
    """How often a search was made on a day, by nobody in particular: there is nothing else to be stored."""

    tag = models.DateField(_("Tag"))
    begriff = models.CharField(_("Begriff"), max_length=100)
    anzahl = models.PositiveIntegerField(_("Anzahl"), default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Suchbegriff")
        verbose_name_plural = _("Suchbegriffe")
        constraints = [models.UniqueConstraint(fields=["tag", "begriff"], name="suchbegriff_je_tag")]
        indexes = [models.Index(fields=["begriff"], name="suchbegriff_begriff")]

    def __str__(self) -> str:
        return f"{self.begriff} ({self.tag:%d.%m.%Y}: {self.anzahl})"


class Suchstoerung(models.Model):
    """Elasticsearch does not answer. One row while it lasts."""

    seit = models.DateTimeField(_("seit"))
    grund = models.CharField(_("Grund"), max_length=300)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Störung der Suche")
        verbose_name_plural = _("Störungen der Suche")

    def __str__(self) -> str:
        return self.grund
