"""A form as editors put it together. Citizens fill in a ``Formularfassung``, which never changes."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Site
from wagtail_localize.fields import SynchronizedField

from antraege.adressen import formular_url
from antraege.blocks import FEATURES, FaelleBlock, GebuehrenBlock, SchritteBlock, UnterlagenBlock, as_json, faelle_json
from antraege.forms import FormularForm
from antraege.panels import FaellePanel, RegelhilfePanel
from antraege.vergleichswerte import typed
from cms.fields import StreamField
from cms.models import BasePage, Redaktion
from cms.orte import verzeichnis
from leistungen.models import Leistung, RedaktionPage

LONGEST_DRAFT, LONGEST_KEPT = 365, 3650  # days


class FormularPage(BasePage):
    """Belongs to the Redaktion above it, which serves with it all places that it is responsible for."""

    leistung = models.ForeignKey(Leistung, models.PROTECT, related_name="formulare", verbose_name=_("Leistung"))
    kurztext = models.CharField(
        _("Worum es geht"), max_length=300, blank=True, help_text=_("Ein Satz, der unter dem Titel steht.")
    )
    voraussetzungen = RichTextField(_("Voraussetzungen"), blank=True, features=FEATURES)
    dauer = models.CharField(
        _("Wie lange das Ausfüllen dauert"), max_length=80, blank=True, help_text=_("z. B. „etwa 10 Minuten“")
    )
    unterlagen = StreamField(UnterlagenBlock(), verbose_name=_("Unterlagen"), blank=True)
    schritte = StreamField(SchritteBlock(), verbose_name=_("Schritte"))
    gebuehren = StreamField(GebuehrenBlock(), verbose_name=_("Gebühren"), blank=True)
    datenschutz = RichTextField(
        _("Datenschutz"),
        blank=True,
        features=FEATURES,
        help_text=_(
            "Wozu die Angaben gebraucht werden, nach welcher Vorschrift, und wie lange sie bleiben (Art. 13 DSGVO)."
        ),
    )
    danke = RichTextField(_("Wie es weitergeht"), blank=True, features=FEATURES)
    faelle = StreamField(FaelleBlock(), verbose_name=_("Beispielfälle"), blank=True)
    entwurf_tage = models.PositiveSmallIntegerField(
        _("Entwürfe löschen nach Tagen"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_DRAFT)],
        help_text=_("gezählt ab der letzten Änderung"),
    )
    aufbewahrung_tage = models.PositiveSmallIntegerField(
        _("Angaben löschen nach Tagen"),
        default=365,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_KEPT)],
        help_text=_("gezählt ab der letzten Änderung am abgeschlossenen Vorgang"),
    )

    base_form_class = FormularForm
    parent_page_types = ["antraege.FormularePage"]
    subpage_types: list[str] = []
    private_page_options: list[str] = []
    override_translatable_fields = [SynchronizedField("slug"), SynchronizedField("faelle")]
    content_panels = [
        *BasePage.content_panels,
        RegelhilfePanel(),
        FieldPanel("leistung"),
        MultiFieldPanel(
            [FieldPanel("kurztext"), FieldPanel("voraussetzungen"), FieldPanel("dauer"), FieldPanel("unterlagen")],
            _("Vor dem Ausfüllen"),
        ),
        FieldPanel("schritte"),
        FieldPanel("gebuehren"),
        MultiFieldPanel([FieldPanel("datenschutz"), FieldPanel("danke")], _("Datenschutz und Abschluss")),
        FaellePanel(heading=_("Beispielfälle")),
        MultiFieldPanel([FieldPanel("entwurf_tage"), FieldPanel("aufbewahrung_tage")], _("Aufbewahrung")),
    ]

    class Meta:
        verbose_name = _("Formular")
        verbose_name_plural = _("Formulare")

    @property
    def redaktion(self) -> Redaktion:
        """The Redaktion in whose area this page lies."""
        areas = RedaktionPage.objects.ancestor_of(self).select_related("redaktion__gebiet")
        return areas.get().redaktion

    @property
    def wird_ausgefuellt(self) -> bool:
        """Whether citizens fill in what this page says. A page in another language only lends its words."""
        return self.sprache == "de"

    def definition(self) -> dict[str, Any]:
        """What the form says, as JSON (``antraege.definition``)."""
        found = {
            "titel": self.title,
            "kurztext": self.kurztext,
            "voraussetzungen": self.voraussetzungen,
            "dauer": self.dauer,
            "datenschutz": self.datenschutz,
            "danke": self.danke,
            "unterlagen": as_json(self.unterlagen),
            "schritte": as_json(self.schritte),
            "gebuehren": as_json(self.gebuehren),
        }
        return typed({name: value for name, value in found.items() if value})

    def pruefdaten(self) -> dict[str, Any]:
        """The same with its example cases, as ``antraege.pruefung`` takes it."""
        return self.definition() | {"faelle": faelle_json(self.faelle)}

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """Where citizens begin. Must not query (explorer)."""
        site = Site.get_site_root_paths()
        if not site:
            return None
        sprache = self.sprache
        bereich = self.url_path.strip("/").split("/")[0].removesuffix(f"-{sprache}")
        ort = verzeichnis().by_slug.get(bereich)
        return (
            site[0].site_id,
            site[0].root_url,
            formular_url(self.slug, ort.in_adresse if ort else "", sprache=sprache),
        )

    @property
    def url_ohne_ort(self) -> str:
        return formular_url(self.slug, sprache="de")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(self.full_url)

    def aenderung_tags(self) -> set[str]:
        return {f"seite:{self.pk}", f"formular:{self.slug}", f"leistung:{self.leistung_id}", "formulare", "katalog"}
