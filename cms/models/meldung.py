"""What visitors tell us about a page: a mistake, or a barrier."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Meldung(models.Model):
    """A visitor's message. The address is kept only if an answer is wanted; deleted 90 days after it was made."""

    class Art(models.TextChoices):
        FEHLER = "fehler", _("Fehler auf einer Seite")
        BARRIERE = "barriere", _("Barriere")

    art = models.CharField(_("Art"), max_length=10, choices=Art.choices)
    seite = models.CharField(_("Seite"), max_length=500, blank=True)
    text = models.TextField(_("Mitteilung"), max_length=4000)
    email = models.EmailField(_("E-Mail für eine Antwort"), blank=True)
    eingegangen = models.DateTimeField(_("eingegangen"), auto_now_add=True)
    erledigt = models.BooleanField(_("erledigt"), default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Meldung")
        verbose_name_plural = _("Meldungen")
        ordering = ["erledigt", "-eingegangen"]

    def __str__(self) -> str:
        return f"{self.get_art_display()}: {self.text[:60]}"
