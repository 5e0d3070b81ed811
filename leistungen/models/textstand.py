"""The read model: what live text pages say, one row per page."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.models import Gebiet
from leistungen.models.leistung import Leistung
from leistungen.querysets import TextstandQuerySet, text_from
from leistungen.textteil import block_of
from leistungen.vererbung import Abschnitt, Teil, Text


class Textstand(models.Model):
    """A live text page as citizens read it; written in the page's own save transaction (``leistungen.textstand``).

    ``module`` maps section keys to lists of texts: ``{"id", "modus", "inhalt", "hash", "texthash", "gilt_fuer",
    "ersetzbar", "basis", "seit", "grund", "quelle", "geprueft"}``. ``gilt_fuer`` holds ids of Gebiete; ``basis`` is the
    hash of the Stammtext it was written for; ``texthash`` names the wording of its whole block, of which a part for
    single places has the entries ``nummern``; ``freigegeben`` is the day on which a second person
    released it. Rows of other languages hold the words of blocks:
    ``{"id", "inhalt", "hash", "original"}``, where ``original`` is the ``texthash`` they were translated from.
    ``revision`` is the one that is live, ``vorige`` the one that was live before it and said something else.
    """

    page = models.OneToOneField(Page, models.CASCADE, related_name="+", primary_key=True)
    leistung = models.ForeignKey(Leistung, models.CASCADE, related_name="textstaende")
    gebiet = models.ForeignKey(Gebiet, models.PROTECT, related_name="+")
    sprache = models.CharField(max_length=12)
    stamm = models.BooleanField()
    stand = models.DateField(_("Stand"))
    module = models.JSONField(default=dict)
    revision = models.ForeignKey("wagtailcore.Revision", models.SET_NULL, null=True, related_name="+")
    vorige = models.ForeignKey("wagtailcore.Revision", models.SET_NULL, null=True, related_name="+")

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
        """Its blocks, each as what a free translation is written for: the hash is that of the words."""
        found: dict[str, tuple[str, dict[str, Any]]] = {}
        for key, rows in self.module.items():
            for row in rows:
                block = block_of(row["id"])
                _key, before = found.get(block, (key, row))
                found[block] = key, row if before is row else _joined(before, row)
        return {
            block: Abschnitt(key, (Teil(self.gebiet_id, self.stamm, True, self._wording(key, row)),))
            for block, (key, row) in found.items()
        }

    def _wording(self, key: str, row: dict[str, Any]) -> Text:
        return text_from(key, row | {"hash": row["texthash"]}, self.sprache)


def _joined(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Two parts of a list as the editor wrote it."""
    entries = sorted(
        zip([*one["nummern"], *other["nummern"]], [*one["inhalt"], *other["inhalt"]], strict=True),
        key=lambda entry: entry[0],
    )
    return one | {"nummern": [number for number, _item in entries], "inhalt": [item for _number, item in entries]}


class Vorlage(models.Model):
    """A resolved Stammtext section, kept by its hash, so that editors can see what a local text was written for."""

    hash = models.CharField(max_length=64, primary_key=True)
    inhalt = models.JSONField()
    seit = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Vorlage")
        verbose_name_plural = _("Vorlagen")
