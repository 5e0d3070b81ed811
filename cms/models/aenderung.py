"""The journal of changes, and what a model must say to be followed by it."""

from collections.abc import Collection
from typing import Any, Self

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


class Folgestand(models.Model):
    """How far a follower that keeps its results in the database has read the journal."""

    name = models.CharField(max_length=60, primary_key=True)
    nummer = models.BigIntegerField(default=-1)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Stand eines Folgenden")
        verbose_name_plural = _("Stände der Folgenden")


class Verfolgt(models.Model):
    """Mixin of models whose changes the journal records."""

    _geladen: dict[str, Any]

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any]) -> Self:  # type: ignore[override]
        """Remember what was loaded: a change concerns also what the object belonged to before."""
        instance = super().from_db(db, field_names, values)
        instance._geladen = dict(zip(field_names, values, strict=False))
        return instance

    def before_and_after(self, attname: str) -> set[Any]:
        """The value of a field now and as it was loaded."""
        now = getattr(self, attname)
        return {now, getattr(self, "_geladen", {}).get(attname, now)} - {None}

    def aenderung_tags(self) -> set[str]:
        """The tags that a change of this object makes stale."""
        return {f"{self._meta.model_name}:{self.pk}", f"{self._meta.model_name}"}

    def subjects(self) -> list[Any]:
        """The objects whose projections follow from this one (a part names its whole)."""
        return [self]
