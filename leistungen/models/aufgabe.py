"""What waits for a Redaktion, text by text."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.models import Redaktion
from leistungen.enums import Aufgabenart
from leistungen.models.leistung import Leistung


class AufgabeQuerySet(models.QuerySet["Aufgabe"]):
    def waiting(self) -> "AufgabeQuerySet":
        """Without those whose day has not come yet."""
        return self.filter(models.Q(ab=None) | models.Q(ab__lte=timezone.localdate()))


class Aufgabe(models.Model):
    """Derived from the live catalogue (``leistungen.aufgaben``); goes by itself once what it names is settled.

    ``text`` is the id of the text to be reviewed, ``geschrieben_fuer`` the hash of the section it was written for and
    ``jetzt`` of the one that now stands above; ``nebensache`` where only spacing, links or spelling differ. In a
    translated page ``text`` is the block, and both hashes name wordings of the German text. A task with ``ab`` is
    known in advance and waits from that day on, so that nothing need be written when the day comes. There is no
    ``page`` where nobody is responsible for what the Redaktion only inherits.
    """

    page = models.ForeignKey(Page, models.CASCADE, null=True, related_name="+", verbose_name=_("Seite"))
    redaktion = models.ForeignKey(Redaktion, models.CASCADE, related_name="aufgaben", verbose_name=_("Redaktion"))
    leistung = models.ForeignKey(Leistung, models.CASCADE, related_name="aufgaben", verbose_name=_("Leistung"))
    art = models.CharField(_("Art"), max_length=20, choices=Aufgabenart.choices)
    modul = models.CharField(_("Abschnitt"), max_length=40, blank=True)
    text = models.CharField(max_length=120, blank=True)
    geschrieben_fuer = models.CharField(max_length=64, blank=True)
    jetzt = models.CharField(max_length=64, blank=True)
    nebensache = models.BooleanField(_("nebensächlich"), default=False)
    seit = models.DateTimeField(_("seit"), default=timezone.now)
    ab = models.DateField(null=True)

    objects = AufgabeQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Aufgabe")
        verbose_name_plural = _("Aufgaben")
        ordering = ["-seit", "pk"]
        indexes = [models.Index(fields=["redaktion", "art"], name="aufgabe_redaktion")]

    @property
    def seite(self) -> Page:
        """The page of a task about a text."""
        assert self.page is not None
        return self.page

    @property
    def key(self) -> tuple[Any, ...]:
        """What makes it the same task as before."""
        return self.page_id, self.art, self.modul, self.text, self.geschrieben_fuer, self.jetzt, self.ab
