"""The panel of a text page's sections: beside each own field the text it is written for, read-only."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TitleFieldPanel
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.telepath import register
from wagtail.blocks.struct_block import StructBlockAdapter

from cms.orte import verzeichnis
from leistungen.blocks import ModulBlock
from leistungen.forms import LeistungForm, SitzungForm, ZustaendigkeitForm
from leistungen.textmodule import NACH_KEY, Art
from leistungen.vererbung import Abschnitt
from leistungen.worte import in_words

TEXTE = {
    "titel": _("Was Bund und Land schreiben"),
    "ohne": _("Darüber steht kein Text mehr"),
    "geaendert": _("Dieser Text hat sich geändert, seit Ihrer dazu geschrieben wurde. Passt Ihr Text noch?"),
    "dazugekommen": _("Dieser Text ist dazugekommen, nachdem Ihrer geschrieben wurde. Passt Ihr Text noch?"),
    "weggefallen": _("Der Text, zu dem Ihrer geschrieben wurde, ist weggefallen. Passt Ihr Text noch?"),
    "passt": _("Mein Text passt"),
    "gemerkt": _("Wird beim Speichern vermerkt"),
}
TEXTE_UEBERSETZUNG = TEXTE | {
    "titel": _("Der deutsche Text"),
    "ohne": _("Der deutsche Text ist weggefallen"),
    "geaendert": _("Der deutsche Text hat sich geändert. Passt dieser Text noch?"),
    "dazugekommen": _("Zu welchem deutschen Text dieser gehört, ist nicht bekannt. Passt dieser Text?"),
    "passt": _("Der Text passt"),
}


class ModulBlockAdapter(StructBlockAdapter):
    """Lets ``theme/verwaltung/module.js`` render the block of a section."""

    js_constructor = "leistungen.ModulBlock"

    @cached_property
    def media(self) -> forms.Media:
        return super().media + forms.Media(
            js=[versioned_static("theme/verwaltung/module.js")],
            css={"all": [versioned_static("theme/verwaltung/module.css")]},
        )


register(ModulBlockAdapter(), ModulBlock)


class ModulPanel(FieldPanel):
    """Hands the upper texts to ``theme/verwaltung/module.js``, which puts them beside the fields."""

    class BoundPanel(FieldPanel.BoundPanel):
        template_name = "verwaltung/modul_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            heute = timezone.localdate()
            vorlagen = {key: shown(abschnitt, heute) for key, abschnitt in self.form.vorlagen.items()}
            vorgegeben = [NACH_KEY[key] for key in self.form.vorgegeben]
            return super().get_context_data(parent_context) | {
                "leistung": self.instance.leistung,
                "ort": self.form.ort,
                "stamm": self.instance.stamm,
                "uebersetzung": self.instance.is_translation,
                "befunde": self.instance.vorpruefung(self.instance.module),
                "vorgegeben": [(modul.name, vorlagen[modul.key]["html"]) for modul in vorgegeben],
                "daten": {
                    "vorlagen": vorlagen,
                    "orte": chosen_places(self.instance.module.raw_data),
                    "eigene": [block["id"] for block in self.instance.module.raw_data],
                    "jeBlock": self.instance.is_translation,
                    "texte": TEXTE_UEBERSETZUNG if self.instance.is_translation else TEXTE,
                },
            }


def chosen_places(raw: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """By block, the places that it alone is for: several blocks of a section are told apart by them."""
    orte = verzeichnis().by_id
    found = {}
    for block in raw:
        chosen = [
            item["value"] if isinstance(item, Mapping) else item for item in block["value"].get("gilt_fuer") or []
        ]
        if names := [orte[id_].bezeichnung for id_ in chosen if id_ in orte]:
            found[str(block["id"])] = ", ".join(names)
    return found


def shown(abschnitt: Abschnitt, heute: date) -> dict[str, str]:
    """An upper section as the script needs it: its hash, and its HTML."""
    modul = NACH_KEY[abschnitt.modul]
    orte = verzeichnis().by_id
    teile = [
        {
            "von": orte[teil.gebiet].bezeichnung,
            "seit": date.fromisoformat(teil.text.seit) if teil.text.seit else None,
            "inhalt": in_words(modul.key, teil.text.inhalt, heute) if modul.art is Art.LISTE else teil.text.inhalt,
        }
        for teil in abschnitt.teile
    ]
    kind = "liste" if modul.art is Art.LISTE else "standard"
    context = {"teile": teile, "prosa": modul.art is Art.PROSA}
    context["template"] = [f"leistungen/module/{modul.key}.html", f"leistungen/module/{kind}.html"]
    return {"hash": abschnitt.hash, "html": render_to_string("verwaltung/vorlage.html", context)}


LEISTUNG = ObjectList(
    [
        FieldPanel("redaktion"),
        MultiFieldPanel(
            [TitleFieldPanel("bezeichnung", placeholder=False), FieldPanel("slug"), FieldPanel("synonyme")],
            heading=_("Leistung"),
        ),
        MultiFieldPanel([FieldPanel("lebenslagen"), FieldPanel("zielgruppen")], heading=_("Wo sie zu finden ist")),
        MultiFieldPanel(
            [FieldPanel("schluessel"), FieldRowPanel([FieldPanel("typisierung"), FieldPanel("themenfeld")])],
            heading=_("Amtliche Angaben"),
        ),
    ],
    base_form_class=LeistungForm,
)

ZUSTAENDIGKEIT = ObjectList(
    [FieldPanel(name) for name in ("leistung", "gebiet", "rolle", "stelle", "personen")],
    base_form_class=ZustaendigkeitForm,
)

SITZUNG = ObjectList([FieldPanel(name) for name in ("redaktion", "gremium", "tag")], base_form_class=SitzungForm)

LEBENSLAGE = ObjectList(
    [
        TitleFieldPanel("titel", placeholder=False),
        FieldPanel("slug"),
        FieldRowPanel([FieldPanel("titel_en"), FieldPanel("titel_de_simple")]),
        FieldRowPanel([FieldPanel("symbol"), FieldPanel("sort_order")]),
    ]
)
