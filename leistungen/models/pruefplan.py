"""When a text is to be looked at again, whom the portal asks, and what was answered."""

from calendar import monthrange
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.models import Redaktion, Verfolgt
from leistungen.enums import Pruefabstand, Pruefantwort
from leistungen.models.textstand import Textstand


class Pruefplan(Verfolgt):
    """When a text page is to be looked at again. No part of the text: it has no draft, and an older version of the
    text doesn't bring an older date back.
    """

    page = models.OneToOneField(Page, models.CASCADE, related_name="+", primary_key=True)
    naechste = models.DateField(_("wieder prüfen am"))
    abstand = models.PositiveSmallIntegerField(
        _("danach wieder"), choices=Pruefabstand.choices, default=Pruefabstand.JAHR
    )
    kontakt_name = models.CharField(_("Name"), max_length=120, blank=True)
    kontakt_email = models.EmailField(_("E-Mail"), blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Prüfplan")
        verbose_name_plural = _("Prüfpläne")

    def aenderung_tags(self) -> set[str]:
        leistungen = Textstand.objects.filter(pk=self.page_id).values_list("leistung", flat=True)
        return {f"leistung:{pk}" for pk in leistungen}

    def after(self, day: date) -> date:
        """The day of the next review if one took place on ``day``."""
        year, month = divmod(day.year * 12 + day.month - 1 + self.abstand, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class Pruefbitte(models.Model):
    """One mail to a contact about all texts of a Redaktion that are due. Its signed link leads to the answers."""

    redaktion = models.ForeignKey(Redaktion, models.CASCADE, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField()
    erstellt = models.DateTimeField(auto_now_add=True, db_index=True)
    gesendet = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Bitte um Prüfung")
        verbose_name_plural = _("Bitten um Prüfung")

    @property
    def wer(self) -> str:
        """Who is asked."""
        return self.name or self.email


class Pruefposten(models.Model):
    """One text that a contact is asked about, for the review that was due on ``faellig``; answered once.

    ``erledigt``: an editor has dealt with the remark.
    """

    bitte = models.ForeignKey(Pruefbitte, models.CASCADE, related_name="posten")
    page = models.ForeignKey(Page, models.CASCADE, related_name="+")
    faellig = models.DateField()
    antwort = models.CharField(max_length=12, choices=Pruefantwort.choices, blank=True)
    bemerkung = models.TextField(blank=True)
    beantwortet = models.DateTimeField(null=True)
    erledigt = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Posten einer Bitte um Prüfung")
        verbose_name_plural = _("Posten von Bitten um Prüfung")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["bitte", "page"], name="pruefposten_einmalig")]
        indexes = [models.Index(fields=["page", "faellig"], name="pruefposten_text")]
