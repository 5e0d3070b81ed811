"""Vorgangsnummern: what citizens quote on the telephone. Never a key to anything."""

from copy import copy
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from antraege import nummernmuster
from cms.models import Redaktion


def validate_muster(muster: str) -> None:
    if grund := nummernmuster.mangel(muster):
        raise ValidationError(grund)


class Nummernkreis(models.Model):
    """The pattern of a Redaktion and the last number given. Counts anew each year; a number is never given twice.

    One that is not used any more is kept without its Redaktion, so that its numbers never come again
    (``antraege.services.nummern``).
    """

    redaktion = models.OneToOneField(
        Redaktion, models.PROTECT, null=True, blank=True, related_name="nummernkreis", verbose_name=_("Redaktion")
    )
    muster = models.CharField(_("Muster"), max_length=60, unique=True, validators=[validate_muster])
    jahr = models.PositiveSmallIntegerField(default=0, editable=False)
    letzte = models.PositiveIntegerField(default=0, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Nummernkreis")
        verbose_name_plural = _("Nummernkreise")

    def __str__(self) -> str:
        return f"{self.redaktion or _('stillgelegt')}: {self.muster}"

    def count_on(self, heute: date) -> None:
        """To the next number; anew in each year. Another machine's clock may be ahead: no year comes back."""
        jahr = max(heute.year, self.jahr)
        self.letzte = self.letzte + 1 if self.jahr == jahr else 1
        self.jahr = jahr

    def written(self) -> str:
        """The last number given, as people read it."""
        return nummernmuster.written(self.muster, self.jahr, self.letzte)

    def next_on(self, heute: date) -> str:
        """The number that comes next, without giving it."""
        ahead = copy(self)
        ahead.count_on(heute)
        return ahead.written()


def usual_muster(redaktion: Any, zusatz: str = "") -> str:
    return f"{{jahr}}-{redaktion.pk}{zusatz}-{{nummer:04}}"
