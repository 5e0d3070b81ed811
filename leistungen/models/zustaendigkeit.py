"""Who is responsible for a Leistung at a place."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.models import Gebiet, Organisationseinheit, Person, Redaktion, Verfolgt
from leistungen.enums import Rolle
from leistungen.models.leistung import Leistung
from leistungen.querysets import ZustaendigkeitQuerySet


class Zustaendigkeit(Verfolgt):
    """Leistung × Gebiet × role → office and staff. It answers for all places below that have none of their own."""

    leistung = models.ForeignKey(Leistung, models.CASCADE, related_name="zustaendigkeiten", verbose_name=_("Leistung"))
    gebiet = models.ForeignKey(Gebiet, models.PROTECT, related_name="+", verbose_name=_("Gebiet"))
    rolle = models.CharField(_("Rolle"), max_length=20, choices=Rolle.choices, default=Rolle.ZUSTAENDIGE_STELLE)
    stelle = models.ForeignKey(
        Organisationseinheit, models.PROTECT, related_name="zustaendigkeiten", verbose_name=_("Stelle")
    )
    personen = models.ManyToManyField(Person, blank=True, related_name="zustaendigkeiten", verbose_name=_("Personen"))
    redaktion = models.ForeignKey(Redaktion, models.PROTECT, related_name="+", verbose_name=_("Redaktion"))

    objects = ZustaendigkeitQuerySet.as_manager()

    class Meta:
        verbose_name = _("Zuständigkeit")
        verbose_name_plural = _("Zuständigkeiten")
        constraints = [
            models.UniqueConstraint(fields=["leistung", "gebiet", "rolle", "stelle"], name="zustaendigkeit_einmalig")
        ]

    def __str__(self) -> str:
        return f"{self.leistung} – {self.gebiet}: {self.stelle.name}"

    def aenderung_tags(self) -> set[str]:
        return {"katalog", *(f"leistung:{pk}" for pk in self.before_and_after("leistung_id"))}
