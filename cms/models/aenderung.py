"""The journal of changes, and what a model must say to be followed by it."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Aenderungsstand(models.Model):
    """The one row that numbers changes.

    Taking a number locks the row until the transaction ends, so numbers become visible in their own order. A
    sequence would not promise that.
    """

    nummer = models.BigIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = _("Stand der Änderungen")


class Aenderung(models.Model):
    """One change: which tags it touched. Written in the transaction of the change itself."""

    nummer = models.BigIntegerField(primary_key=True)
    tags = models.JSONField()
    zeit = models.DateTimeField(auto_now_add=True, db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Änderung")
        verbose_name_plural = _("Änderungen")
        ordering = ["nummer"]


class Verfolgt(models.Model):
    """Mixin of models whose changes the journal records."""

    class Meta:
        abstract = True

    def aenderung_tags(self) -> set[str]:
        """The tags that a change of this object makes stale."""
        return {f"{self._meta.model_name}:{self.pk}", f"{self._meta.model_name}"}

    def subject(self) -> Any:
        """The object whose projections follow from this one (a part names its whole)."""
        return self
