"""The municipality's own design and notices, set by the group Portal."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from cms.farben import contrast
from cms.forms import VerweisForm
from cms.models.aenderung import Verfolgt
from cms.models.medien import Bild

HEX_COLOUR = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Bitte als #RRGGBB angeben, zum Beispiel #003c76."))
LEAST_CONTRAST = 4.5  # WCAG 2.2, success criterion 1.4.3


@register_setting(icon="view")
class Darstellung(Verfolgt, BaseSiteSetting):
    """Name, logo, colours, notices of a portal."""

    class HinweisArt(models.TextChoices):
        INFO = "info", _("Information")
        WARNUNG = "warning", _("Warnung")

    name = models.CharField(_("Name des Portals"), max_length=80, default="Bürgerportal")
    untertitel = models.CharField(_("Untertitel"), max_length=120, blank=True)
    logo = models.ForeignKey(Bild, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Logo"))
    farbe = models.CharField(_("Hauptfarbe"), max_length=7, default="#003c76", validators=[HEX_COLOUR])
    farbe_flaeche = models.CharField(
        _("Farbe der Kopffläche"), max_length=7, default="#e8eff6", validators=[HEX_COLOUR]
    )
    telefon = models.CharField(_("Telefon der Auskunft"), max_length=40, blank=True)
    email = models.EmailField(_("E-Mail der Auskunft"), blank=True, help_text=_("erhält auch die Meldungen zu Seiten"))
    beispielinhalte = models.BooleanField(
        _("Hinweis „Beispielinhalte“ zeigen"), default=True, help_text=_("bis die Inhalte geprüft und eigene sind")
    )
    hinweis_zeigen = models.BooleanField(_("Hinweis zeigen"), default=False)
    hinweis_art = models.CharField(_("Art"), max_length=10, choices=HinweisArt.choices, default=HinweisArt.INFO)
    hinweis_text = models.CharField(_("Hinweis"), max_length=300, blank=True)
    hinweis_text_en = models.CharField(_("Hinweis auf Englisch"), max_length=300, blank=True)
    hinweis_text_de_simple = models.CharField(_("Hinweis in Leichter Sprache"), max_length=300, blank=True)

    base_form_class = VerweisForm
    panels = [
        MultiFieldPanel([FieldPanel(name) for name in ("name", "untertitel", "telefon", "email")], _("Portal")),
        MultiFieldPanel([FieldPanel(name) for name in ("logo", "farbe", "farbe_flaeche")], _("Gestaltung")),
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in (
                    "hinweis_zeigen",
                    "hinweis_art",
                    "hinweis_text",
                    "hinweis_text_en",
                    "hinweis_text_de_simple",
                )
            ],
            _("Hinweis auf allen Seiten"),
        ),
        FieldPanel("beispielinhalte"),
    ]

    class Meta:
        verbose_name = _("Darstellung")
        verbose_name_plural = _("Darstellungen")

    def clean(self) -> None:
        super().clean()
        errors = {}
        for name, other in (("farbe", "#ffffff"), ("farbe", self.farbe_flaeche)):
            value = getattr(self, name)
            try:
                ratio = contrast(value, other)
            except ValueError:
                continue
            if ratio < LEAST_CONTRAST:
                errors[name] = _(
                    "Der Kontrast zu %(other)s ist %(ratio).1f : 1. Schrift braucht mindestens 4,5 : 1, "
                    "bitte eine dunklere Hauptfarbe wählen."
                ) % {"other": other, "ratio": ratio}
        if self.hinweis_zeigen and not self.hinweis_text:
            errors["hinweis_text"] = _("Welcher Hinweis soll gezeigt werden?")
        if errors:
            raise ValidationError(errors)

    def aenderung_tags(self) -> set[str]:
        return {"darstellung"}
