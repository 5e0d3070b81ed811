"""Edit forms of offices, staff and messages."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TitleFieldPanel

from cms.forms import PersonForm, StelleForm

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
