"""What a citizen fills in, and the files that go with it, encrypted. In plain text stands only what is counted."""

import secrets
from datetime import date, timedelta
from typing import Any

from django.core.files.storage import storages
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from antraege.dateien.virenscan import Scanstand
from antraege.enums import Antragszustand
from antraege.inhalt import Inhalt
from antraege.models.fassung import Formularfassung
from antraege.models.formular import FormularPage
from antraege.verschluesselung import seal_json, unseal_json
from cms.models import Gebiet, Organisationseinheit, Redaktion


def new_kennung() -> str:
    """Random enough that nobody guesses it (128 bits)."""
    return secrets.token_urlsafe(16)


def private() -> Any:
    """Where files lie that no address leads to."""
    return storages["antraege"]


def place(anlage: "Anlage", name: str) -> str:
    """Never what a citizen calls a file."""
    return f"{anlage.kennung[:2]}/{anlage.kennung}"


def pdf_place(antrag: "Antrag", name: str) -> str:
    """A new one each time: the old one may still be read."""
    return f"pdf/{secrets.token_hex(16)}"


class Antrag(models.Model):
    """A draft until it is sent. ``kennung`` stands in its address, the Vorgangsnummer opens nothing.

    ``inhalt`` is read and written by ``lesen`` and ``schreiben`` only.
    """

    kennung = models.CharField(max_length=32, unique=True, default=new_kennung, editable=False)
    nummer = models.CharField(_("Vorgangsnummer"), max_length=80, unique=True)
    formular = models.ForeignKey(FormularPage, models.PROTECT, related_name="antraege", verbose_name=_("Formular"))
    fassung = models.ForeignKey(Formularfassung, models.PROTECT, related_name="antraege", verbose_name=_("Fassung"))
    redaktion = models.ForeignKey(Redaktion, models.PROTECT, related_name="+", verbose_name=_("Redaktion"))
    gebiet = models.ForeignKey(Gebiet, models.PROTECT, related_name="+", verbose_name=_("Ort"))
    stelle = models.ForeignKey(Organisationseinheit, models.PROTECT, related_name="+", verbose_name=_("Stelle"))
    sprache = models.CharField(max_length=20, default="de")
    zustand = models.CharField(max_length=12, choices=Antragszustand.choices, default=Antragszustand.ENTWURF)
    vorschau = models.BooleanField(default=False)
    leer = models.BooleanField(default=True)  # opened, and nothing kept yet
    inhalt = models.BinaryField()
    pdf = models.FileField(storage=private, upload_to=pdf_place, blank=True)
    betrag_cent = models.PositiveIntegerField(_("Betrag in Cent"), null=True, blank=True)
    begonnen_at = models.DateTimeField(auto_now_add=True)
    geaendert_at = models.DateTimeField(_("zuletzt geändert"), db_index=True)
    eingereicht_at = models.DateTimeField(_("abgesendet"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Antrag")
        verbose_name_plural = _("Anträge")
        indexes = [models.Index(fields=["zustand", "geaendert_at"], name="antrag_zustand_geaendert")]

    def __str__(self) -> str:
        return self.nummer

    @property
    def ist_entwurf(self) -> bool:
        return self.zustand == Antragszustand.ENTWURF

    def lesen(self) -> Inhalt:
        """What was filled in. Raises ``UnlesbarError``."""
        return Inhalt.from_json(unseal_json(bytes(self.inhalt)))

    def schreiben(self, inhalt: Inhalt) -> None:
        self.inhalt = seal_json(inhalt.to_json())

    def laeuft_ab(self, tage: int) -> date:
        """The day on which a draft that is not changed any more is deleted."""
        return timezone.localdate(self.geaendert_at + timedelta(days=tage))


class Anlage(models.Model):
    """A file, encrypted. Its name is encrypted too: people put names and illnesses into it."""

    antrag = models.ForeignKey(Antrag, models.CASCADE, related_name="anlagen", verbose_name=_("Antrag"))
    kennung = models.CharField(max_length=32, unique=True, default=new_kennung, editable=False)
    feld = models.CharField(max_length=40)
    name = models.BinaryField()
    art = models.CharField(_("Dateityp"), max_length=100)
    groesse = models.PositiveIntegerField(_("Größe in Byte"))
    scan = models.CharField(max_length=10, choices=Scanstand.choices, default=Scanstand.OHNE)
    datei = models.FileField(storage=private, upload_to=place)
    hochgeladen_at = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Anlage")
        verbose_name_plural = _("Anlagen")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.kennung
