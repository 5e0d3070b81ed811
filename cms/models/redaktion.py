"""The editorial team of a place: the row that pages, offices, staff and media belong to."""

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from cms.models.aenderung import Verfolgt
from cms.models.gebiet import Gebiet


class RedaktionQuerySet(models.QuerySet["Redaktion"]):
    def for_user(self, user) -> "RedaktionQuerySet":
        """The Redaktionen whose groups the user is in; a superuser is in all."""
        if user.is_superuser:
            return self
        groups = user.groups.all()
        return self.filter(models.Q(redakteure__in=groups) | models.Q(freigebende__in=groups)).distinct()


class Redaktion(Verfolgt):
    """An editorial team writes for one Gebiet; its two groups may write, or write and publish."""

    gebiet = models.OneToOneField(Gebiet, models.PROTECT, related_name="redaktion", verbose_name=_("Gebiet"))
    name = models.CharField(_("Name"), max_length=160)
    redakteure = models.OneToOneField(Group, models.PROTECT, related_name="+", verbose_name=_("Gruppe Redakteur"))
    freigebende = models.OneToOneField(Group, models.PROTECT, related_name="+", verbose_name=_("Gruppe Freigabe"))
    collection = models.OneToOneField(Collection, models.PROTECT, related_name="+", verbose_name=_("Sammlung"))
    vier_augen = models.BooleanField(
        _("Freigabe durch eine zweite Person"),
        default=False,
        help_text=_("Niemand veröffentlicht den eigenen Text; eine zweite Person der Gruppe Freigabe gibt ihn frei."),
    )

    objects = RedaktionQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Redaktion")
        verbose_name_plural = _("Redaktionen")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def aenderung_tags(self) -> set[str]:
        return {"redaktion", "katalog"}
