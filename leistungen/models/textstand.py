"""The read model: what live text pages say, one row per page."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.models import Gebiet
from leistungen.models.leistung import Leistung
from leistungen.querysets import TextstandQuerySet, text_from
from leistungen.vererbung import Abschnitt, Teil


class Textstand(models.Model):
    """A live text page as citizens read it; written in the page's own save transaction (``leistungen.textstand``).

    ``module`` maps section keys to lists of texts: ``{"id", "modus", "inhalt", "hash", "texthash", "gilt_fuer",
    "ersetzbar", "basis", "seit", "grund"}``. ``gilt_fuer`` holds ids of Gebiete. Rows of other languages hold
    translations: ``basis`` is then the ``texthash`` of the German text that was translated.
    """

    page = models.OneToOneField(Page, models.CASCADE, related_name="+", primary_key=True)
    leistung = models.ForeignKey(Leistung, models.CASCADE, related_name="textstaende")
    gebiet = models.ForeignKey(Gebiet, models.PROTECT, related_name="+")
    sprache = models.CharField(max_length=12)
    stamm = models.BooleanField()
    stand = models.DateField(_("Stand"))
    module = models.JSONField(default=dict)

    objects = TextstandQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Textstand")
        verbose_name_plural = _("Textstände")
        constraints = [
            models.UniqueConstraint(fields=["leistung", "gebiet", "sprache", "stamm"], name="textstand_einmalig")
        ]
        indexes = [models.Index(fields=["gebiet", "sprache"], name="textstand_gebiet")]

    def vorlagen(self) -> dict[str, Abschnitt]:
        """Its texts by block, each as what a free translation is written for: the hash is that of the words."""
        found = {}
        for key, rows in self.module.items():
            for row in rows:
                text = text_from(key, row | {"hash": row["texthash"]}, self.sprache)
                found[row["id"][:36]] = Abschnitt(key, (Teil(self.gebiet_id, self.stamm, True, text),))
        return found


class Vorlage(models.Model):
    """A resolved Stammtext section, kept by its hash, so that editors can see what a local text was written for."""

    hash = models.CharField(max_length=64, primary_key=True)
    inhalt = models.JSONField()
    seit = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Vorlage")
        verbose_name_plural = _("Vorlagen")
