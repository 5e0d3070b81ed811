"""What citizens fill in, as it was when they began."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from antraege.models.formular import FormularPage


class Formularfassung(models.Model):
    """A published state of a form. Never changed; an editor may end it (``beendet_at``), with a reason for citizens.

    It goes with its form, which can be deleted for as long as nobody has applied with it.

    ``vorschau``: of a draft that an editor tries. It is never offered to citizens, and gone after a day.
    """

    formular = models.ForeignKey(FormularPage, models.CASCADE, related_name="fassungen", verbose_name=_("Formular"))
    hash = models.CharField(max_length=32)
    definition = models.JSONField()
    ab = models.DateTimeField(_("gilt ab"))
    beendet_at = models.DateTimeField(_("beendet am"), null=True, blank=True)
    grund = models.CharField(_("Grund"), max_length=300, blank=True)
    vorschau = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Formularfassung")
        verbose_name_plural = _("Formularfassungen")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.definition['titel']} ({self.ab:%d.%m.%Y})"


class Formulartexte(models.Model):
    """The words of a form in another language: German text → translation. What is missing reads German.

    ``geladen`` is what a file last said: where ``worte`` reads otherwise, an editor has changed it.
    """

    formular = models.ForeignKey(FormularPage, models.CASCADE, related_name="texte", verbose_name=_("Formular"))
    sprache = models.CharField(_("Sprache"), max_length=20)
    worte = models.JSONField(default=dict)
    geladen = models.JSONField(default=dict)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Texte eines Formulars")
        verbose_name_plural = _("Texte von Formularen")
        constraints = [models.UniqueConstraint(fields=["formular", "sprache"], name="texte_je_formular_und_sprache")]

    def __str__(self) -> str:
        return f"{self.formular} ({self.sprache})"
