"""What citizens have read and no longer do, section by section; when readers of the history were last here."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.models import Gebiet
from leistungen.enums import Urheber, Wandelart
from leistungen.models.leistung import Leistung

ZUSTAENDIG = "zustaendig"  # stands for the section's key where a responsibility changed


class Verlauf(models.Model):
    """One change of what one Redaktion publishes in one section. Rows are only added (``leistungen.verlauf``).

    ``vorher`` and ``nachher`` name the wordings (``Vorlage``), "" for none. A row outlives the Leistung, so it
    names it too. Of the author nothing but the role is kept.
    """

    leistung = models.ForeignKey(
        Leistung, models.DO_NOTHING, db_constraint=False, related_name="+", verbose_name=_("Leistung")
    )
    bezeichnung = models.CharField(max_length=160)
    gebiet = models.ForeignKey(Gebiet, models.PROTECT, related_name="+", verbose_name=_("Gebiet"))
    sprache = models.CharField(max_length=12, default="de")
    modul = models.CharField(_("Abschnitt"), max_length=40)
    art = models.CharField(_("Art"), max_length=12, choices=Wandelart.choices)
    vorher = models.CharField(max_length=64, blank=True)
    nachher = models.CharField(max_length=64, blank=True)
    urheber = models.CharField(_("von"), max_length=12, choices=Urheber.choices)
    zeit = models.DateTimeField(_("Zeit"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Änderung des Katalogs")
        verbose_name_plural = _("Verlauf des Katalogs")
        ordering = ["-zeit", "-pk"]
        indexes = [
            models.Index(fields=["zeit"], name="verlauf_zeit"),
            models.Index(fields=["vorher"], name="verlauf_vorher"),
            models.Index(fields=["nachher"], name="verlauf_nachher"),
        ]


class Lesestand(models.Model):
    """When somebody last looked at what has changed, and when before that day."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", primary_key=True)
    zuletzt = models.DateField()
    davor = models.DateField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Lesestand")
        verbose_name_plural = _("Lesestände")
