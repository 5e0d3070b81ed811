"""Who works on cases. Writing texts for a Redaktion gives no right to read what its citizens answered."""

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.models import Organisationseinheit, Redaktion


class Sachbearbeitung(models.Model):
    """A group of accounts and what it may do with the cases of a Redaktion.

    ``fuer`` is the Redaktion for which the right was given. When another takes over what it had, ``redaktion`` follows
    and the right rests: nobody comes by the cases of another body because two were merged.
    """

    class Aufgabe(models.TextChoices):
        BEARBEITEN = "bearbeiten", _("Vorgänge bearbeiten")
        AUFSICHT = "aufsicht", _("nur das Protokoll lesen (Datenschutz)")

    redaktion = models.ForeignKey(
        Redaktion, models.PROTECT, related_name="sachbearbeitungen", verbose_name=_("Redaktion")
    )
    gruppe = models.OneToOneField(Group, models.CASCADE, related_name="sachbearbeitung", verbose_name=_("Gruppe"))
    aufgabe = models.CharField(_("Aufgabe"), max_length=12, choices=Aufgabe.choices, default=Aufgabe.BEARBEITEN)
    alle_stellen = models.BooleanField(
        _("alle Stellen"), default=True, help_text=_("Sonst nur Vorgänge der Stellen, die unten gewählt sind.")
    )
    stellen = models.ManyToManyField(Organisationseinheit, related_name="+", blank=True, verbose_name=_("Stellen"))
    fuer = models.PositiveBigIntegerField(editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Gruppe für Vorgänge")
        verbose_name_plural = _("Gruppen für Vorgänge")
        ordering = ["redaktion__name", "gruppe__name"]

    def __str__(self) -> str:
        return self.gruppe.name

    @property
    def ruht(self) -> bool:
        """Whether the Redaktion it was given for is gone."""
        return self.fuer != self.redaktion_id
