"""What council members remark on published texts, and what the Redaktionen answer."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.models import Gebiet, Redaktion
from leistungen.enums import Anmerkungsstand
from leistungen.models.leistung import Leistung
from leistungen.models.sammlung import Sammlung


class Anmerkung(models.Model):
    """A remark on one section of one Redaktion's text. ``wortlaut`` names the wording it was made about (``Vorlage``).

    ``ort`` is where it was read. Who wrote it is known by the account, or by the name that a guest gave, who came
    through the link of ``sammlung``; both go after a while (``leistungen.services.anmerken.sweep``).
    """

    leistung = models.ForeignKey(Leistung, models.CASCADE, related_name="anmerkungen", verbose_name=_("Leistung"))
    redaktion = models.ForeignKey(Redaktion, models.PROTECT, related_name="anmerkungen", verbose_name=_("Redaktion"))
    ort = models.ForeignKey(Gebiet, models.PROTECT, related_name="+", verbose_name=_("Ort"))
    modul = models.CharField(_("Abschnitt"), max_length=40)
    wortlaut = models.CharField(max_length=64, blank=True)
    text = models.TextField(_("Anmerkung"))
    von = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("von")
    )
    name = models.CharField(_("Name"), max_length=80, blank=True)
    sammlung = models.ForeignKey(
        Sammlung, models.SET_NULL, null=True, blank=True, related_name="anmerkungen", verbose_name=_("Sammlung")
    )
    stand = models.CharField(_("Stand"), max_length=12, choices=Anmerkungsstand.choices, default=Anmerkungsstand.OFFEN)
    eingegangen = models.DateTimeField(_("eingegangen"), default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Anmerkung")
        verbose_name_plural = _("Anmerkungen")
        ordering = ["-eingegangen", "-pk"]
        indexes = [
            models.Index(fields=["redaktion", "stand"], name="anmerkung_redaktion"),
            models.Index(fields=["leistung", "modul"], name="anmerkung_leistung"),
        ]

    def __str__(self) -> str:
        return gettext("Anmerkung %(nummer)d") % {"nummer": self.pk or 0}


class Antwort(models.Model):
    """What the Redaktion says to a remark. Rows are only added."""

    anmerkung = models.ForeignKey(Anmerkung, models.CASCADE, related_name="antworten", verbose_name=_("Anmerkung"))
    text = models.TextField(_("Antwort"))
    zeit = models.DateTimeField(_("Zeit"), default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Antwort")
        verbose_name_plural = _("Antworten")
        ordering = ["zeit", "pk"]
