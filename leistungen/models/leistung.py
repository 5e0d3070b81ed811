"""A Leistung: what all its texts, responsibilities and forms point to."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.fields import Klartext
from cms.models import Redaktion, Verfolgt
from leistungen.models.lebenslage import Lebenslage

SCHLUESSEL = RegexValidator(r"^99\d{12}$", _("Ein Leistungsschlüssel hat 14 Ziffern und beginnt mit 99."))


class Leistung(Verfolgt):
    """A service of the administration. Its Leistungsschlüssel never serves as identity: many lack one.

    ``schluessel`` is a list of ``{"code", "quelle", "stand"}``: the 14-digit key, where it was read, and when.
    ``zielgruppen`` are values of ``Zielgruppe``; none means that nobody has said it yet.
    """

    slug = models.SlugField(_("Kürzel in der Adresse"), max_length=120, unique=True)
    bezeichnung = models.CharField(_("Kurze Bezeichnung"), max_length=160)
    redaktion = models.ForeignKey(
        Redaktion, models.PROTECT, related_name="leistungen", verbose_name=_("geführt von der Redaktion")
    )
    schluessel = models.JSONField(_("Leistungsschlüssel"), default=list, blank=True)
    typisierung = models.CharField(_("Typisierung"), max_length=10, blank=True)
    themenfeld = models.CharField(_("Themenfeld"), max_length=80, blank=True)
    synonyme = models.JSONField(_("Suchwörter"), default=list, blank=True, encoder=Klartext)
    zielgruppen = models.JSONField(_("Für wen"), default=list, blank=True)
    lebenslagen = models.ManyToManyField(
        Lebenslage, blank=True, related_name="leistungen", verbose_name=_("Lebenslagen")
    )

    class Meta:
        verbose_name = _("Leistung")
        verbose_name_plural = _("Leistungen")
        ordering = ["bezeichnung"]
        permissions = [("read_katalog", _("Darf den Stand des Katalogs lesen"))]

    def __str__(self) -> str:
        return self.bezeichnung

    def aenderung_tags(self) -> set[str]:
        return {f"leistung:{self.pk}", "katalog"}
