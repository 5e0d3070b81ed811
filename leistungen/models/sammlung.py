"""A collection of texts that somebody without an account may read through a link, for a while."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable, Page

from cms.models import Redaktion
from leistungen.enums import Linkgeltung
from leistungen.models.redaktion import lies_in

GILT = timedelta(days=14)
SIGNER = signing.Signer(salt="leistungen.sammlung")


def _in_two_weeks() -> date:
    return timezone.localdate() + GILT


class Sammlung(ClusterableModel):
    """What the link shows. The link names the row and is signed; ``gesperrt`` takes it back."""

    redaktion = models.ForeignKey(Redaktion, models.CASCADE, related_name="sammlungen", verbose_name=_("Redaktion"))
    titel = models.CharField(_("Titel"), max_length=120, help_text=_("Lesen auch die, die den Link haben."))
    mit_entwuerfen = models.BooleanField(
        _("auch Entwürfe zeigen"),
        default=False,
        help_text=_("Was geschrieben, aber noch nicht veröffentlicht ist, steht dann mit dem Wort „Entwurf“ dabei."),
    )
    mit_anmerkungen = models.BooleanField(
        _("Anmerkungen erlauben"),
        default=False,
        help_text=_("Wer den Link hat, kann dann mit seinem Namen etwas anmerken und liest Ihre Antwort."),
    )
    gueltig_bis = models.DateField(_("gilt bis"), default=_in_two_weeks)
    gesperrt = models.BooleanField(
        _("Link sperren"), default=False, help_text=_("Wer den Link hat, liest dann sofort nichts mehr.")
    )
    erstellt = models.DateTimeField(_("erstellt"), default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Sammlung")
        verbose_name_plural = _("Sammlungen")
        ordering = ["-erstellt", "-pk"]

    def __str__(self) -> str:
        return self.titel

    @property
    def geltung(self) -> Linkgeltung:
        """Whether the link leads anywhere today."""
        if self.gesperrt:
            return Linkgeltung.GESPERRT
        return Linkgeltung.GILT if self.gueltig_bis >= timezone.localdate() else Linkgeltung.ABGELAUFEN

    @property
    def adresse(self) -> str:
        """The link, with all that is needed to read."""
        return settings.BASE_URL + reverse("sammlung", args=[SIGNER.sign(str(self.pk))])

    def seiten(self) -> QuerySet[Page]:
        """The texts in the order chosen; what has moved to another Redaktion is no longer among them."""
        own = lies_in({self.redaktion_id})
        return Page.objects.filter(own, sammlungsposten__sammlung=self.pk).order_by("sammlungsposten__sort_order")


class Sammlungsposten(Orderable):
    """One text of a collection."""

    sammlung = ParentalKey(Sammlung, on_delete=models.CASCADE, related_name="posten")
    seite = models.ForeignKey(Page, models.CASCADE, related_name="sammlungsposten", verbose_name=_("Text"))

    wagtail_reference_index_ignore = True

    class Meta(Orderable.Meta):
        verbose_name = _("Text")
        verbose_name_plural = _("Texte")


def sammlung_from(token: str) -> Any:
    """The collection of a link, whether it still holds or not. Raises ``BadSignature`` for a made-up one."""
    return Sammlung.objects.select_related("redaktion__gebiet").filter(pk=SIGNER.unsign(token)).first()
