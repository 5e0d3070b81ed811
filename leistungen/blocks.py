"""The StreamField of a text page, built from the catalogue of sections."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.blocks import TEXT_FEATURES
from leistungen.enums import Einheit, Kanal, Kostenart, Modus, Richtung, Vertrauensniveau, Zeitart
from leistungen.geld import format_euro, parse_euro
from leistungen.textmodule import TEXTMODULE, Art, Textmodul


class EuroField(forms.CharField):
    """An amount as people write it ("12,50"); its value is whole cents."""

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_euro(text)
        except ValueError as error:
            raise ValidationError(_("Bitte einen Betrag wie 12,50 angeben.")) from error


class CentBlock(blocks.FieldBlock):
    """Whole cents, edited as euros."""

    def __init__(self, required: bool = True, help_text: Any = None, **kwargs: Any):
        self.field = EuroField(required=required, help_text=help_text)
        super().__init__(**kwargs)

    def value_for_form(self, value: int | str | None) -> str:
        """What was typed stays as it was typed until it is cleaned."""
        return format_euro(value) if isinstance(value, int) else value or ""

    def get_translatable_segments(self, value: Any) -> list[Any]:
        return []


class UntranslatedCharBlock(blocks.CharBlock):
    """Text that is the same in every language."""

    def get_translatable_segments(self, value: Any) -> list[Any]:
        return []


class HashBlock(UntranslatedCharBlock):
    """Hidden: the hash of a text that was shown while this one was written."""

    def __init__(self, **kwargs: Any):
        super().__init__(required=False, max_length=64, **kwargs)
        self.field.widget = forms.HiddenInput()


def _gilt_fuer() -> blocks.ListBlock:
    return blocks.ListBlock(
        SnippetChooserBlock("cms.Gebiet"),
        label=_("gilt nur für"),
        help_text=_("Ohne Auswahl gilt der Text im ganzen Gebiet der Redaktion."),
        default=[],
    )


class KostenBlock(blocks.StructBlock):
    bezeichnung = blocks.CharBlock(label=_("Wofür"), required=False, max_length=200)
    kanal = blocks.ChoiceBlock(label=_("Weg"), choices=Kanal.choices, default=Kanal.ALLE)
    art = blocks.ChoiceBlock(label=_("Art"), choices=Kostenart.choices, default=Kostenart.FEST)
    cent = CentBlock(label=_("Betrag in Euro"), required=False)
    von_cent = CentBlock(label=_("von (Euro)"), required=False)
    bis_cent = CentBlock(label=_("bis (Euro)"), required=False)
    vorkasse = blocks.BooleanBlock(label=_("vorab zu zahlen"), required=False)
    vorschrift = blocks.CharBlock(label=_("Gesetz oder Satzung"), required=False, max_length=200)
    stand = blocks.DateBlock(label=_("dort gelesen am"), required=False)
    gueltig_ab = blocks.DateBlock(label=_("gültig ab"), required=False)
    gueltig_bis = blocks.DateBlock(label=_("gültig bis"), required=False)
    hinweis = blocks.CharBlock(label=_("Hinweis"), required=False, max_length=300)
    gilt_fuer = _gilt_fuer()

    class Meta:
        label = _("Gebühr")
        icon = "tag"
        form_classname = "eintrag-block struct-block"
        form_layout = BlockGroup(
            children=["bezeichnung", "art", "cent", "von_cent", "bis_cent", "vorschrift", "stand"],
            settings=["kanal", "vorkasse", "gueltig_ab", "gueltig_bis", "hinweis", "gilt_fuer"],
        )

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        errors = {}
        needed = {Kostenart.FEST: ["cent"], Kostenart.SPANNE: ["von_cent", "bis_cent"]}.get(value["art"], [])
        for name in needed:
            if value[name] is None:
                errors[name] = ValidationError(_("Welcher Betrag? Ohne Betrag bitte „nach Vorschrift“ wählen."))
        if needed and not value["vorschrift"]:
            errors["vorschrift"] = ValidationError(_("Welches Gesetz oder welche Satzung bestimmt den Betrag?"))
        if needed and not value["stand"]:
            errors["stand"] = ValidationError(_("Wann wurde der Betrag dort nachgelesen?"))
        if value["art"] == Kostenart.SPANNE and not errors and value["von_cent"] > value["bis_cent"]:
            errors["bis_cent"] = ValidationError(_("Der obere Betrag ist kleiner als der untere."))
        if value["gueltig_ab"] and value["gueltig_bis"] and value["gueltig_ab"] > value["gueltig_bis"]:
            errors["gueltig_bis"] = ValidationError(_("Das Ende liegt vor dem Anfang."))
        if errors:
            raise blocks.StructBlockValidationError(errors)
        return value


class ZeitBlock(blocks.StructBlock):
    """A deadline or a duration."""

    bezeichnung = blocks.CharBlock(label=_("Was"), required=False, max_length=200)
    art = blocks.ChoiceBlock(label=_("Art"), choices=Zeitart.choices, default=Zeitart.DAUER)
    anzahl = blocks.IntegerBlock(label=_("Anzahl"), required=False, min_value=0)
    bis_anzahl = blocks.IntegerBlock(label=_("bis Anzahl"), required=False, min_value=0)
    einheit = blocks.ChoiceBlock(label=_("Einheit"), choices=Einheit.choices, required=False)
    stichtag = UntranslatedCharBlock(
        label=_("Stichtag"), required=False, max_length=10, help_text="15.02. / 15.02.2027"
    )
    bezug = blocks.CharBlock(label=_("vor oder nach"), required=False, max_length=200)
    hinweis = blocks.CharBlock(label=_("Hinweis"), required=False, max_length=300)
    gilt_fuer = _gilt_fuer()

    class Meta:
        label = _("Zeitangabe")
        icon = "time"
        form_classname = "eintrag-block struct-block"
        form_layout = BlockGroup(
            children=["bezeichnung", "art", "anzahl", "bis_anzahl", "einheit", "stichtag", "bezug", "hinweis"],
            settings=["gilt_fuer"],
        )

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        errors = {}
        if value["art"] == Zeitart.DAUER:
            for name in ("anzahl", "einheit"):
                if value[name] in (None, ""):
                    errors[name] = ValidationError(_("Bitte angeben, oder „nur Text“ wählen."))
        if value["art"] == Zeitart.STICHTAG and not value["stichtag"]:
            errors["stichtag"] = ValidationError(_("Welcher Tag? Zum Beispiel 15.02."))
        if value["art"] == Zeitart.TEXT and not value["hinweis"]:
            errors["hinweis"] = ValidationError(_("Bitte den Text angeben."))
        if errors:
            raise blocks.StructBlockValidationError(errors)
        return value


class DokumentBlock(blocks.StructBlock):
    richtung = blocks.ChoiceBlock(label=_("Richtung"), choices=Richtung.choices, default=Richtung.AUSGEHEND)
    bezeichnung = blocks.CharBlock(label=_("Bezeichnung"), max_length=200)
    hinweis = blocks.CharBlock(label=_("Hinweis"), required=False, max_length=300)
    gilt_fuer = _gilt_fuer()

    class Meta:
        label = _("Dokument")
        icon = "doc-full"


class FormularBlock(blocks.StructBlock):
    bezeichnung = blocks.CharBlock(label=_("Bezeichnung"), max_length=200)
    datei = DocumentChooserBlock(label=_("Datei"), required=False)
    url = blocks.URLBlock(label=_("oder Adresse"), required=False)
    groesse_kb = blocks.IntegerBlock(label=_("Größe in kB"), required=False, min_value=1)
    format = UntranslatedCharBlock(label=_("Format"), required=False, max_length=20)
    barrierefrei = blocks.BooleanBlock(label=_("barrierefrei"), required=False)
    gilt_fuer = _gilt_fuer()

    class Meta:
        label = _("Formular")
        icon = "form"

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if bool(value["datei"]) == bool(value["url"]):
            error = ValidationError(_("Bitte entweder eine Datei oder eine Adresse angeben."))
            raise blocks.StructBlockValidationError({"url": error})
        return value


class OnlinedienstBlock(blocks.StructBlock):
    titel = blocks.CharBlock(label=_("Titel"), max_length=200)
    seite = blocks.PageChooserBlock(label=_("Seite"), required=False)
    url = blocks.URLBlock(label=_("oder Adresse"), required=False)
    vertrauensniveau = blocks.ChoiceBlock(
        label=_("Vertrauensniveau"), choices=Vertrauensniveau.choices, default=Vertrauensniveau.KEINE_ANGABE
    )
    anbieter = blocks.CharBlock(label=_("Anbieter"), required=False, max_length=200)
    gilt_fuer = _gilt_fuer()

    class Meta:
        label = _("Onlinedienst")
        icon = "link-external"

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if bool(value["seite"]) == bool(value["url"]):
            error = ValidationError(_("Bitte entweder eine Seite oder eine Adresse angeben."))
            raise blocks.StructBlockValidationError({"url": error})
        return value


LISTEN: dict[str, type[blocks.StructBlock]] = {
    "kosten": KostenBlock,
    "frist": ZeitBlock,
    "bearbeitungsdauer": ZeitBlock,
    "dokumente": DokumentBlock,
    "formulare": FormularBlock,
    "onlinedienste": OnlinedienstBlock,
}


def inhalt_block(modul: Textmodul) -> blocks.Block:
    """The block that holds a section's content."""
    if modul.art is Art.LISTE:
        return blocks.ListBlock(LISTEN[modul.key](), label=modul.name)
    if modul.art is Art.PROSA:
        return blocks.RichTextBlock(label=modul.name, required=False, features=TEXT_FEATURES)
    if modul.art is Art.TITEL:
        return blocks.CharBlock(label=modul.name, required=False, max_length=250)
    return blocks.TextBlock(label=modul.name, required=False, rows=2)


WEITERES = ("gilt_fuer", "ersetzbar", "quelle", "stand")  # what editors seldom need, behind a button


class ModulBlock(blocks.StructBlock):
    """One text of one section, with how it relates to the text above it."""

    def __init__(self, modul: Textmodul, **kwargs: Any):
        self.modul = modul
        fields: list[tuple[str, blocks.Block]] = [
            ("inhalt", inhalt_block(modul)),
            (
                "modus",
                blocks.ChoiceBlock(
                    label=_("Verhältnis"), choices=[(m.value, m.label) for m in modul.modi], default=modul.modi[0]
                ),
            ),
            ("gilt_fuer", _gilt_fuer()),
            ("grund", UntranslatedCharBlock(label=_("Grund des Ausblendens"), required=False, max_length=300)),
            ("ersetzbar", blocks.BooleanBlock(label=_("darf vor Ort ersetzt werden"), required=False)),
            ("quelle", UntranslatedCharBlock(label=_("Quelle"), required=False, max_length=300)),
            ("stand", blocks.DateBlock(label=_("geprüft am"), required=False)),
            ("basis", HashBlock()),  # of the Stammtext above
            ("original", HashBlock()),  # in a free translation: of the German text
        ]
        chosen = ["modus"] if len(modul.modi) > 1 else []
        layout = BlockGroup(
            children=[*chosen, "grund", "inhalt", "basis", "original"],
            settings=[name for name in ("modus", *WEITERES) if name not in chosen],
        )
        super().__init__(fields, label=modul.name, form_layout=layout, **kwargs)

    class Meta:
        icon = "doc-full"
        form_classname = "modul-block struct-block"

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if value["modus"] == Modus.AUSBLENDEN and not value["grund"].strip():
            error = ValidationError(_("Warum wird der Text ausgeblendet? Der Grund bleibt in der Redaktion."))
            raise blocks.StructBlockValidationError({"grund": error})
        return value


class ModuleBlock(blocks.StreamBlock):
    """All sections a text page may have."""

    def __init__(self, **kwargs: Any):
        super().__init__([(modul.key, ModulBlock(modul)) for modul in TEXTMODULE], **kwargs)

    class Meta:
        label = _("Textmodule")
        form_classname = "modul-stream"
