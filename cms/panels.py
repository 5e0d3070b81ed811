"""Edit forms of offices, staff and messages."""

from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TitleFieldPanel,
)

from cms.forms import PersonForm, StelleForm


class NennungenPanel(Panel):
    """Says where an office or a person is named; ``settings.NENNUNGEN`` knows."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "verwaltung/nennungen.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return super().get_context_data(parent_context) | import_string(settings.NENNUNGEN)(self.instance)


class BilderPanel(Panel):
    """Advises on images that say nothing to those who can't see them."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "verwaltung/bilder_ohne_text.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk and self.instance.bilder_ohne_text())

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return super().get_context_data(parent_context) | {"bilder": self.instance.bilder_ohne_text()}


OEFFNUNGSZEIT = [FieldRowPanel([FieldPanel("tag"), FieldPanel("von"), FieldPanel("bis")])]
SCHLIESSTAG = [
    FieldRowPanel([FieldPanel("datum"), FieldPanel("grund")]),
    FieldRowPanel([FieldPanel("geschlossen"), FieldPanel("von"), FieldPanel("bis")]),
]
STANDORT = [
    FieldPanel("name"),
    FieldRowPanel([FieldPanel("strasse"), FieldPanel("plz"), FieldPanel("ort")]),
    FieldRowPanel([FieldPanel("telefon"), FieldPanel("email")]),
    FieldPanel("hinweis"),
    InlinePanel("oeffnungszeiten", panels=OEFFNUNGSZEIT, heading=_("Öffnungszeiten"), label=_("Öffnungszeit")),
    FieldPanel("nach_vereinbarung"),
    InlinePanel("schliesstage", panels=SCHLIESSTAG, heading=_("Abweichende Tage"), label=_("Abweichender Tag")),
]

STELLE = ObjectList(
    [
        NennungenPanel(),
        FieldPanel("redaktion"),
        MultiFieldPanel(
            [
                TitleFieldPanel("name", placeholder=False),
                FieldRowPanel([FieldPanel("kurzname"), FieldPanel("slug")]),
                FieldPanel("verwaltung"),
                FieldPanel("uebergeordnet"),
                FieldPanel("beschreibung"),
            ],
            heading=_("Stelle"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("telefon"), FieldPanel("email")]), FieldPanel("webseite")],
            heading=_("Erreichbarkeit"),
        ),
        InlinePanel("standorte", panels=STANDORT, heading=_("Standorte"), label=_("Standort")),
    ],
    base_form_class=StelleForm,
)

PERSON = ObjectList(
    [
        NennungenPanel(),
        FieldPanel("stelle"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("anrede"), FieldPanel("titel")]),
                FieldRowPanel([FieldPanel("vorname"), FieldPanel("nachname")]),
                FieldPanel("funktion"),
                FieldPanel("name_zeigen"),
            ],
            heading=_("Person"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("vertretung"),
                FieldRowPanel([FieldPanel("abwesend_von"), FieldPanel("abwesend_bis")]),
                FieldPanel("abwesend_hinweis"),
            ],
            heading=_("Vertretung und Abwesenheit"),
            help_text=_("In dieser Zeit steht im Portal „zurzeit vertreten durch …“, danach wieder die Person selbst."),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("telefon"), FieldPanel("email"), FieldPanel("zimmer")])],
            heading=_("Erreichbarkeit"),
        ),
    ],
    base_form_class=PersonForm,
)

MELDUNG = ObjectList(
    [
        *(FieldPanel(name, read_only=True) for name in ("art", "seite", "text", "email", "eingegangen")),
        FieldPanel("erledigt"),
    ]
)
