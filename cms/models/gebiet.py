"""The tree of places: one row per Amtlicher Regionalschlüssel (ARS)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.models.aenderung import Verfolgt


class Ebene(models.TextChoices):
    """Administrative level of a place."""

    BUND = "bund", _("Bund")
    LAND = "land", _("Land")
    LANDKREIS = "landkreis", _("Landkreis")
    KREISFREIE_STADT = "kreisfreie_stadt", _("Kreisfreie Stadt")
    VERBANDSGEMEINDE = "verbandsgemeinde", _("Verbandsgemeinde")
    VERBANDSFREIE_GEMEINDE = "verbandsfreie_gemeinde", _("Verbandsfreie Gemeinde")
    ORTSGEMEINDE = "ortsgemeinde", _("Ortsgemeinde")
    SONSTIGES = "sonstiges", _("Sonstiges Gebiet")


class Gebiet(Verfolgt):
    """A place. ``ars`` is its 12-digit key (Destatis), ``kette`` the ids from the Bund down to the place itself."""

    ars = models.CharField(_("Regionalschlüssel (ARS)"), max_length=12, unique=True)
    ebene = models.CharField(_("Ebene"), max_length=24, choices=Ebene.choices)
    name = models.CharField(_("Name"), max_length=120, help_text=_("ohne die Art des Gebiets, z. B. „Mayen“"))
    bezeichnung = models.CharField(_("Bezeichnung"), max_length=160, help_text=_("mit Art, z. B. „Stadt Mayen“"))
    slug = models.SlugField(_("Kürzel in der Adresse"), max_length=120, unique=True)
    uebergeordnet = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="untergeordnete", verbose_name=_("gehört zu")
    )
    kette = models.JSONField(default=list, editable=False)
    sitz = models.CharField(_("Sitz der Verwaltung"), max_length=120, blank=True)
    plz_sitz = models.CharField(_("Postleitzahl des Sitzes"), max_length=5, blank=True)
    einwohner = models.PositiveIntegerField(_("Einwohner"), null=True, blank=True)
    waehlbar = models.BooleanField(_("wird angeboten"), default=True)
    nachfolger = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="vorgaenger", verbose_name=_("aufgegangen in")
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Gebiet")
        verbose_name_plural = _("Gebiete")
        ordering = ["ars"]

    def __str__(self) -> str:
        return self.bezeichnung

    def aenderung_tags(self) -> set[str]:
        return {"gebiete", "katalog"}


class Postleitzahl(models.Model):
    """A postcode lies in several places, a place has several postcodes."""

    plz = models.CharField(_("Postleitzahl"), max_length=5, db_index=True)
    gebiet = models.ForeignKey(Gebiet, models.CASCADE, related_name="postleitzahlen")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Postleitzahl")
        verbose_name_plural = _("Postleitzahlen")
        constraints = [models.UniqueConstraint(fields=["plz", "gebiet"], name="plz_je_gebiet")]

    def __str__(self) -> str:
        return self.plz
