"""What is still to be done for an application that was sent: written with it, so that nothing is forgotten."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from antraege.enums import Folgeart, Folgezustand
from antraege.models.antrag import Antrag


class Folge(models.Model):
    """One side effect. ``fehler`` names the kind of failure, never what was in the application."""

    antrag = models.ForeignKey(Antrag, models.CASCADE, related_name="folgen", verbose_name=_("Antrag"))
    art = models.CharField(_("Was"), max_length=16, choices=Folgeart.choices)
    zustand = models.CharField(_("Stand"), max_length=12, choices=Folgezustand.choices, default=Folgezustand.OFFEN)
    versuche = models.PositiveSmallIntegerField(_("Versuche"), default=0)
    faellig_at = models.DateTimeField(_("nächster Versuch"))
    begonnen_at = models.DateTimeField(null=True, blank=True)
    fehler = models.CharField(_("Fehler"), max_length=200, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Folge eines Antrags")
        verbose_name_plural = _("Folgen von Anträgen")
        constraints = [models.UniqueConstraint(fields=["antrag", "art"], name="folge_einmalig")]
        indexes = [models.Index(fields=["zustand", "faellig_at"], name="folge_zustand_faellig")]

    def __str__(self) -> str:
        return f"{self.antrag} {self.get_art_display()}"
