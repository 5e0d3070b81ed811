"""When a council meets: the days from which its members look back."""

from datetime import date

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from cms.models import Redaktion


class SitzungQuerySet(models.QuerySet["Sitzung"]):
    def past(self, heute: date) -> "SitzungQuerySet":
        """Those that have taken place, the last one first."""
        return self.filter(tag__lte=heute).order_by("-tag", "pk")


class Sitzung(models.Model):
    """A sitting of a council or committee; kept by the Redaktion of its place."""

    redaktion = models.ForeignKey(Redaktion, models.CASCADE, related_name="sitzungen", verbose_name=_("Redaktion"))
    gremium = models.CharField(
        _("Gremium"),
        max_length=80,
        help_text=_("Zum Beispiel „Verbandsgemeinderat“ oder „Haupt- und Finanzausschuss“."),
    )
    tag = models.DateField(_("Tag"))

    objects = SitzungQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Sitzung")
        verbose_name_plural = _("Sitzungen")
        ordering = ["-tag", "gremium"]
        constraints = [
            models.UniqueConstraint(
                fields=["redaktion", "gremium", "tag"],
                name="sitzung_einmalig",
                violation_error_message=_("Diese Sitzung steht schon in der Liste."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.gremium}, {date_format(self.tag, 'SHORT_DATE_FORMAT')}"
