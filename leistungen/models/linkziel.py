"""The addresses that contents lead to, what came back from them, and where they stand."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.models import Organisationseinheit, Redaktion
from cms.prosa import content_hash
from leistungen.enums import Linkstand
from leistungen.linkadressen import by_block

GRUENDE = {
    "unveroeffentlicht": _("Die Seite ist nicht veröffentlicht."),
    "nicht_angeboten": _("Diese Leistung beschreibt hier niemand."),
    "name": _("Diesen Rechnernamen gibt es nicht."),
    "zeit": _("Der Server antwortet nicht."),
    "verbindung": _("Die Verbindung kommt nicht zustande."),
    "zertifikat": _("Das Zertifikat des Servers ist ungültig."),
    "weiterleitungen": _("Der Link wird immer weitergeleitet."),
    "adresse": _("Die Adresse ist falsch geschrieben."),
    "404": _("Die Seite gibt es nicht mehr (404)."),
    "410": _("Die Seite gibt es nicht mehr (410)."),
}


class LinkzielQuerySet(models.QuerySet["Linkziel"]):
    def of(self, addresses: Collection[str]) -> "LinkzielQuerySet":
        """Those of some addresses."""
        return self.filter(pk__in=[content_hash(address) for address in addresses])

    def wrong_in(self, raw: Any) -> dict[str, list["Linkziel"]]:
        """By block of a stream, the links that are dead or have moved. One query."""
        found: Mapping[str, list[str]] = by_block(raw)
        wanted = {address for own in found.values() for address in own}
        if not wanted:
            return {}
        wrong = {one.adresse: one for one in self.of(wanted).filter(stand__in=[Linkstand.TOT, Linkstand.UMGEZOGEN])}
        return {block: [wrong[one] for one in own if one in wrong] for block, own in found.items()}


class Linkziel(models.Model):
    """One address, however often it is used. ``host`` is empty for our own pages, which are never asked by HTTP.

    ``grund`` is a code of ``linkabruf``: a status, or why none came. ``seit``: since when it fails.
    """

    hash = models.CharField(max_length=32, primary_key=True)
    adresse = models.TextField(_("Link"))
    host = models.CharField(max_length=255, blank=True)
    stand = models.CharField(max_length=10, choices=Linkstand.choices, default=Linkstand.NEU)
    grund = models.CharField(max_length=40, blank=True)
    ziel = models.TextField(blank=True)
    fehlversuche = models.PositiveSmallIntegerField(default=0)
    seit = models.DateTimeField(_("seit"), null=True)
    geprueft = models.DateTimeField(null=True)
    naechste = models.DateTimeField(default=timezone.now)

    objects = LinkzielQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Linkziel")
        verbose_name_plural = _("Linkziele")
        indexes = [
            models.Index(fields=["naechste"], name="linkziel_naechste"),
            models.Index(fields=["stand"], name="linkziel_stand"),
        ]

    @property
    def meldung(self) -> str:
        """What came back, in words."""
        if self.stand == Linkstand.UMGEZOGEN:
            return _g("Die Seite ist umgezogen nach %(ziel)s") % {"ziel": self.ziel}
        known = GRUENDE.get(self.grund)
        return str(known) if known else _g("Der Server meldet einen Fehler (%(grund)s).") % {"grund": self.grund}


class LinkstelleQuerySet(models.QuerySet["Linkstelle"]):
    def dead(self) -> "LinkstelleQuerySet":
        """Where a link leads nowhere."""
        return self.filter(ziel__stand=Linkstand.TOT)

    def moved(self) -> "LinkstelleQuerySet":
        """Where a link leads to an address that has moved for good."""
        return self.filter(ziel__stand=Linkstand.UMGEZOGEN)


class Linkstelle(models.Model):
    """Where an address stands: in a block of a page, or in an office. Derived (``leistungen.linkstellen``).

    Without ``redaktion`` it is a page of the portal itself.
    """

    ziel = models.ForeignKey(Linkziel, models.CASCADE, related_name="stellen")
    redaktion = models.ForeignKey(Redaktion, models.CASCADE, null=True, related_name="+")
    page = models.ForeignKey(Page, models.CASCADE, null=True, related_name="+")
    stelle = models.ForeignKey(Organisationseinheit, models.CASCADE, null=True, related_name="+")
    block = models.CharField(max_length=36, blank=True)

    objects = LinkstelleQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Fundstelle eines Links")
        verbose_name_plural = _("Fundstellen von Links")

    @property
    def key(self) -> tuple[Any, ...]:
        """What makes it the same place as before."""
        return self.ziel_id, self.redaktion_id, self.page_id, self.stelle_id, self.block

    @property
    def wo(self) -> str:
        """What editors call the place."""
        return self.page.title if self.page else str(self.stelle)
