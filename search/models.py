"""What editors add to the search, and what people look for."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.models import Gebiet, InhaltPage, Organisationseinheit, Verfolgt
from leistungen.models import Leistung
from search.analysis import forms, words

LONGEST = 3  # words of an expression that editors may give a meaning


class Regel(Verfolgt):
    """What an editor tells the search: it counts at once, without a new index."""

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("angelegt von"),
    )
    created_at = models.DateTimeField(_("angelegt am"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("geändert am"), auto_now=True)

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True

    def aenderung_tags(self) -> set[str]:
        return {"synonyme"}


def check_expression(text: str) -> None:
    """Raises ``ValidationError`` for what is no expression that can be looked up."""
    if not 1 <= len(words(text)) <= LONGEST:
        raise ValidationError(_("Bitte ein Wort oder einen Ausdruck aus höchstens drei Wörtern angeben."))


class Synonym(Regel):
    """A word or expression people use for what the texts call otherwise."""

    wort = models.CharField(
        _("Wort"),
        max_length=60,
        unique=True,
        help_text=_("wie Menschen es sagen, z. B. „Perso“ oder „blauer Sack“; höchstens drei Wörter"),
        validators=[check_expression],
    )
    bedeutet = models.CharField(
        _("bedeutet"),
        max_length=300,
        help_text=_("wie es in den Texten heißt, z. B. „Personalausweis“; mehrere mit Komma getrennt"),
    )

    class Meta:
        verbose_name = _("Synonym")
        verbose_name_plural = _("Synonyme")
        ordering = ["wort"]

    def __str__(self) -> str:
        return f"{self.wort} → {self.bedeutet}"

    def clean(self) -> None:
        super().clean()
        if not any(forms(self.bedeutet)):
            raise ValidationError({"bedeutet": _("Bitte mindestens ein Wort angeben.")})


class AnheftungQuerySet(models.QuerySet["Anheftung"]):
    def on(self, tag: date) -> "AnheftungQuerySet":
        """Those that count on a day."""
        return self.filter(Q(bis=None) | Q(bis__gte=tag))


class Anheftung(Regel):
    """What comes first for a search of just this expression."""

    ZIELE = {"leistung": "leistung", "stelle": "organisationseinheit", "seite": "seite"}  # field → type of document

    ausdruck = models.CharField(
        _("Suche"),
        max_length=60,
        help_text=_("genau diese Suche, auch in anderer Beugung; höchstens drei Wörter"),
        validators=[check_expression],
    )
    leistung = models.ForeignKey(
        Leistung, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("Leistung")
    )
    stelle = models.ForeignKey(
        Organisationseinheit, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("Stelle")
    )
    seite = models.ForeignKey(
        InhaltPage, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("Seite")
    )
    gebiet = models.ForeignKey(
        Gebiet,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("nur in"),
        help_text=_("Ort, an dem und unter dem es gilt; leer: überall"),
    )
    platz = models.PositiveSmallIntegerField(
        _("Platz"), default=1, help_text=_("unter mehreren für dieselbe Suche; 1 steht oben")
    )
    bis = models.DateField(_("bis"), null=True, blank=True, help_text=_("letzter Tag, an dem es gilt; leer: ohne Ende"))

    objects = AnheftungQuerySet.as_manager()

    class Meta:
        verbose_name = _("angehefteter Treffer")
        verbose_name_plural = _("Angeheftete Treffer")
        ordering = ["ausdruck", "platz", "pk"]

    def __str__(self) -> str:
        return f"{self.ausdruck} → {self.ziel}"

    @property
    def ziel(self) -> Any:
        """What is put first."""
        return next((found for name in self.ZIELE if (found := getattr(self, name))), None)

    def clean(self) -> None:
        super().clean()
        chosen = [name for name in self.ZIELE if getattr(self, f"{name}_id")]
        if len(chosen) != 1:
            raise ValidationError(_("Bitte genau ein Ziel wählen: eine Leistung, eine Stelle oder eine Seite."))


# --- What people look for: nothing here says who ----------------------------------------------------------------------


class Suchbegriff(models.Model):
    """How often a search was made on a day, by nobody in particular: there is nothing else to be stored."""

    tag = models.DateField(_("Tag"))
    begriff = models.CharField(_("Begriff"), max_length=100)
    anzahl = models.PositiveIntegerField(_("Anzahl"), default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Suchbegriff")
        verbose_name_plural = _("Suchbegriffe")
        constraints = [models.UniqueConstraint(fields=["tag", "begriff"], name="suchbegriff_je_tag")]
        indexes = [models.Index(fields=["begriff"], name="suchbegriff_begriff")]

    def __str__(self) -> str:
        return f"{self.begriff} ({self.tag:%d.%m.%Y}: {self.anzahl})"


class Suchstoerung(models.Model):
    """Elasticsearch does not answer. One row while it lasts."""

    seit = models.DateTimeField(_("seit"))
    grund = models.CharField(_("Grund"), max_length=300)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Störung der Suche")
        verbose_name_plural = _("Störungen der Suche")

    def __str__(self) -> str:
        return self.grund


class Fehlsuche(models.Model):
    """How often a search that led nowhere was made on a day.

    ``spur`` is a keyed hash of what was typed; ``begriff`` stays empty until it was typed so often that it belongs to
    nobody (``search.protokoll``).
    """

    tag = models.DateField(_("Tag"))
    spur = models.CharField(_("Spur"), max_length=32)
    anzahl = models.PositiveIntegerField(_("Anzahl"), default=0)
    begriff = models.CharField(_("Begriff"), max_length=100, blank=True, default="")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Suche ohne Treffer")
        verbose_name_plural = _("Suchen ohne Treffer")
        constraints = [models.UniqueConstraint(fields=["tag", "spur"], name="fehlsuche_je_tag")]
        indexes = [models.Index(fields=["spur"], name="fehlsuche_spur")]

    def __str__(self) -> str:
        return f"{self.begriff or self.spur} ({self.tag:%d.%m.%Y}: {self.anzahl})"


class Suchtag(models.Model):
    """How many searches there were on a day; of these, how many led nowhere, and how many only to guesses."""

    tag = models.DateField(_("Tag"), unique=True)
    suchen = models.PositiveIntegerField(_("Suchen"), default=0)
    ohne = models.PositiveIntegerField(_("ohne Treffer"), default=0)
    vermutet = models.PositiveIntegerField(_("nur vermutet"), default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Suchtag")
        verbose_name_plural = _("Suchtage")
        ordering = ["tag"]

    def __str__(self) -> str:
        return f"{self.tag:%d.%m.%Y}: {self.suchen}"
