"""Vorgangsnummern: what citizens quote on the telephone. Never a key to anything."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.models import Redaktion

PARTS = re.compile(r"\{(jahr|nummer(?::0[1-9])?)\}")


def validate_muster(muster: str) -> None:
    rest = PARTS.sub("", muster)
    if "{jahr}" not in muster or "{nummer" not in muster or set("{}") & set(rest):
        raise ValidationError(
            _("Das Muster braucht {jahr} und {nummer}, z. B. {jahr}-3-{nummer:04}."), params={"muster": muster}
        )


class Nummernkreis(models.Model):
    """The pattern of a Redaktion and the last number given. Counts anew each year; a number is never given twice.

    One whose Redaktion is gone is kept without, so that its pattern is never used again.
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

    def written(self) -> str:
        """The last number given, as people read it."""
        return self.muster.format(jahr=self.jahr, nummer=self.letzte)


def usual_muster(redaktion: Any) -> str:
    return f"{{jahr}}-{redaktion.pk}-{{nummer:04}}"
