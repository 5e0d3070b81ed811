"""The case that an office works on. It outlives the answers: number, dates, form and amount are the legal record."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from antraege.enums import Vorgangszustand
from antraege.models.antrag import Antrag
from antraege.models.formular import FormularPage
from cms.models import Gebiet, Organisationseinheit, Redaktion


class Vorgang(models.Model):
    """One per application that was sent. ``antrag`` is empty once its answers have been deleted."""

    antrag = models.OneToOneField(Antrag, models.SET_NULL, null=True, related_name="vorgang", verbose_name=_("Antrag"))
    nummer = models.CharField(_("Vorgangsnummer"), max_length=80, unique=True)
    formular = models.ForeignKey(FormularPage, models.PROTECT, related_name="vorgaenge", verbose_name=_("Formular"))
    titel = models.CharField(_("Titel"), max_length=255)
    redaktion = models.ForeignKey(Redaktion, models.PROTECT, related_name="+", verbose_name=_("Redaktion"))
    stelle = models.ForeignKey(Organisationseinheit, models.PROTECT, related_name="vorgaenge", verbose_name=_("Stelle"))
    gebiet = models.ForeignKey(Gebiet, models.PROTECT, related_name="+", verbose_name=_("Ort"))
    betrag_cent = models.PositiveIntegerField(_("Betrag in Cent"), null=True, blank=True)
    zustand = models.CharField(
        _("Stand"), max_length=16, choices=Vorgangszustand.choices, default=Vorgangszustand.EINGEGANGEN, db_index=True
    )
    notiz = models.BinaryField(null=True, blank=True)  # encrypted
    vorschau = models.BooleanField(default=False)
    eingegangen_at = models.DateTimeField(_("eingegangen"), db_index=True)
    geaendert_at = models.DateTimeField(_("zuletzt geändert"))
    abgeschlossen_at = models.DateTimeField(_("abgeschlossen"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Vorgang")
        verbose_name_plural = _("Vorgänge")
        ordering = ["-eingegangen_at", "-pk"]

    def __str__(self) -> str:
        return self.nummer


class Vorgangsereignis(models.Model):
    """Who did what with a case, and when: never what the answers say. Only ever added to, by ``protokollieren``.

    ``nummer`` and ``siegel`` make all of them one chain (``antraege.ereigniskette``); events of a preview have none.
    ``konto`` and ``wer`` are no foreign key: what was written stays, also when the account goes.
    """

    class Art(models.TextChoices):
        EINGEGANGEN = "eingegangen", _("eingegangen")
        ANGESEHEN = "angesehen", _("angesehen")
        STAND = "stand", _("Stand geändert")
        NOTIZ = "notiz", _("Notiz geändert")
        ANLAGE = "anlage", _("Anlage geöffnet")
        PDF = "pdf", _("PDF geöffnet")
        AUSGEGEBEN = "ausgegeben", _("als Tabelle ausgegeben")
        WIEDERHOLT = "wiederholt", _("noch einmal versucht")
        GELOESCHT = "geloescht", _("Angaben gelöscht")

    vorgang = models.ForeignKey(Vorgang, models.CASCADE, related_name="ereignisse", verbose_name=_("Vorgang"))
    nummer = models.PositiveBigIntegerField(null=True, unique=True, editable=False)
    art = models.CharField(_("Was"), max_length=16, choices=Art.choices)
    konto = models.PositiveBigIntegerField(null=True, editable=False)
    wer = models.CharField(_("Wer"), max_length=200, blank=True)
    angaben = models.JSONField(default=dict)
    zeit = models.DateTimeField(_("Wann"), db_index=True)
    siegel = models.CharField(max_length=64, blank=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Ereignis")
        verbose_name_plural = _("Ereignisse")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.vorgang} {self.get_art_display()}"


class Protokollkopf(models.Model):
    """Where the chain of all events ends, sealed: one row, locked by whoever adds to it."""

    kopf = models.BinaryField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Kopf des Protokolls")
        verbose_name_plural = _("Köpfe des Protokolls")

    def __str__(self) -> str:
        return str(self.pk)
