"""How editors put a form together, and the way from there to its definition and back.

Blocks are named as the parts of ``antraege.definition``, so the way is the same for all of them: lists lose the ids
that Wagtail gives to their entries, what is left empty is not said. Only conditions are written differently.
"""

import json
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import StreamValue
from wagtail.blocks.list_block import ListValue
from wagtail.rich_text import RichText

from antraege.feldtypen import FELDTYPEN, SCHLUESSEL, Feldtyp
from leistungen.blocks import CentBlock

FEATURES = ["bold", "italic", "link", "document-link", "ul", "ol"]
VERGLEICHE = [
    ("gleich", _("ist")),
    ("ungleich", _("ist nicht")),
    ("eine_von", _("ist eine von")),
    ("enthaelt", _("enthält")),
    ("enthaelt_nicht", _("enthält nicht")),
    ("groesser", _("ist größer oder später als")),
    ("mindestens", _("ist mindestens oder frühestens")),
    ("kleiner", _("ist kleiner oder früher als")),
    ("hoechstens", _("ist höchstens oder spätestens")),
    ("ist_ja", _("ist Ja")),
    ("ist_nein", _("ist Nein")),
    ("ist_angegeben", _("ist angegeben")),
    ("ist_leer", _("ist leer")),
]


def _schluessel(**kwargs: Any) -> blocks.RegexBlock:
    return blocks.RegexBlock(
        regex=SCHLUESSEL,
        label=_("Schlüssel"),
        help_text=_("So heißt es in Regeln und Ausgaben, z. B. „beginn“: Kleinbuchstaben, Ziffern und _."),
        error_messages={"invalid": _("Bitte nur Kleinbuchstaben ohne Umlaute, Ziffern und _ verwenden.")},
        **kwargs,
    )


class VergleichBlock(blocks.StructBlock):
    feld = blocks.CharBlock(label=_("Feld"), max_length=40)
    vergleich = blocks.ChoiceBlock(label=_("Vergleich"), choices=VERGLEICHE, default="gleich")
    wert = blocks.CharBlock(
        label=_("Wert"),
        required=False,
        max_length=200,
        help_text=_("Bei Auswahlen der Schlüssel; mehrere mit Komma. Bei Tagen auch „heute“ oder „heute+14T“."),
    )

    class Meta:
        label = _("Vergleich")
        label_format = "{feld} {vergleich} {wert}"


class BedingungBlock(blocks.StructBlock):
    """A condition: comparisons from lists, or an expression. Empty: always."""

    verknuepfung = blocks.ChoiceBlock(
        label=_("Es gilt, wenn"),
        choices=[("alle", _("alle Vergleiche zutreffen")), ("eine", _("ein Vergleich zutrifft"))],
        default="alle",
    )
    vergleiche = blocks.ListBlock(VergleichBlock(), label=_("Vergleiche"), default=[])
    cel = blocks.TextBlock(
        label=_("oder Ausdruck (CEL)"),
        required=False,
        rows=2,
        help_text=_("Für alles, was sich nicht vergleichen lässt, z. B. „werktage(heute, beginn) >= 14“."),
    )

    class Meta:
        icon = "list-ul"
        label = _("Bedingung")
        collapsed = True

    @staticmethod
    def as_json(value: Any) -> Any:
        if value["cel"]:
            return {"cel": value["cel"]}
        found = [[one["feld"], one["vergleich"], one["wert"]] for one in value["vergleiche"]]
        return {value["verknuepfung"]: found} if found else None

    @staticmethod
    def as_raw(daten: Any, path: str) -> dict[str, Any]:
        daten = daten or {}
        name = "eine" if "eine" in daten else "alle"
        items = [
            {
                "type": "item",
                "id": _id(f"{path}/{index}"),
                "value": dict(zip(("feld", "vergleich", "wert"), (*one, "")[:3], strict=True)),
            }
            for index, one in enumerate(daten.get(name, ()))
        ]
        return {"verknuepfung": name, "vergleiche": items, "cel": daten.get("cel", "")}


class MitgliederBlock(blocks.StreamBlock):
    """The fields of a repeated group: of all types but groups and files."""

    def __init__(self, **kwargs: Any):
        super().__init__(
            [(typ.typ, feld_block(typ)) for typ in FELDTYPEN if not (typ.wiederholt or typ.dateien)], **kwargs
        )


def feld_block(typ: Feldtyp) -> blocks.StructBlock:
    common = [
        ("beschriftung", blocks.CharBlock(label=_("Beschriftung"), max_length=200)),
        ("schluessel", _schluessel()),
        ("hilfe", blocks.CharBlock(label=_("Hilfetext"), required=False, max_length=500)),
        ("pflicht", blocks.BooleanBlock(label=_("Pflichtangabe"), required=False, default=True)),
    ]
    last = [
        ("sichtbar_wenn", BedingungBlock(label=_("Nur zeigen, wenn"))),
        ("pflicht_wenn", BedingungBlock(label=_("Pflichtangabe nur, wenn"))),
    ]
    members = [("felder", MitgliederBlock(label=_("Felder einer Zeile")))] if typ.wiederholt else []
    return blocks.StructBlock(
        [*common, *typ.angaben(), *members, *last],
        label=typ.name,
        description=typ.beschreibung,
        icon=typ.icon,
        label_format="{beschriftung}",
        collapsed=True,
    )


class HinweisBlock(blocks.StructBlock):
    text = blocks.RichTextBlock(
        label=_("Text"),
        features=FEATURES,
        help_text=_("Ein Schlüssel in geschweiften Klammern zeigt die Antwort, z. B. {beginn}."),
    )
    sichtbar_wenn = BedingungBlock(label=_("Nur zeigen, wenn"))

    class Meta:
        icon = "info-circle"
        label = _("Hinweis")
        description = _("Ein Text zwischen den Feldern. Niemand füllt ihn aus.")


class InhaltBlock(blocks.StreamBlock):
    """Fields of all types, and what is read between them."""

    def __init__(self, **kwargs: Any):
        felder = [(typ.typ, feld_block(typ)) for typ in FELDTYPEN]
        super().__init__([("hinweis", HinweisBlock()), *felder], **kwargs)

    class Meta:
        collapsed = True  # a step of ten fields is to be seen as ten lines


class RegelBlock(blocks.StructBlock):
    muss = BedingungBlock(label=_("Es muss gelten"))
    meldung = blocks.CharBlock(
        label=_("Sonst steht da"),
        max_length=300,
        help_text=_(
            "Sagen Sie, was zu tun ist, z. B. „Bitte stellen Sie den Antrag spätestens 14 Tage vorher.“ Ein Schlüssel "
            "in geschweiften Klammern zeigt die Antwort, z. B. {beginn}."
        ),
    )
    feld = blocks.CharBlock(label=_("bei dem Feld"), max_length=40)

    class Meta:
        icon = "warning"
        label = _("Plausibilitätsregel")
        label_format = "{meldung}"


class SchrittBlock(blocks.StructBlock):
    titel = blocks.CharBlock(label=_("Titel"), max_length=120)
    schluessel = _schluessel()
    einleitung = blocks.RichTextBlock(label=_("Einleitung"), required=False, features=FEATURES)
    inhalt = InhaltBlock(label=_("Felder und Hinweise"))
    regeln = blocks.ListBlock(RegelBlock(), label=_("Plausibilitätsregeln"), default=[])
    sichtbar_wenn = BedingungBlock(label=_("Nur zeigen, wenn"))

    class Meta:
        icon = "form"
        label = _("Schritt")
        label_format = "{titel}"


class SchritteBlock(blocks.StreamBlock):
    schritt = SchrittBlock()

    class Meta:
        collapsed = True


class GebuehrBlock(blocks.StructBlock):
    bezeichnung = blocks.CharBlock(label=_("Bezeichnung"), max_length=200)
    betrag = CentBlock(label=_("Betrag in Euro"), required=False, help_text=_("z. B. 25,50"))
    ausdruck = blocks.CharBlock(
        label=_("oder Ausdruck (CEL)"),
        required=False,
        max_length=500,
        help_text=_("ergibt Cent, z. B. „anzahl * euro(5)“"),
    )
    sichtbar_wenn = BedingungBlock(label=_("Nur, wenn"))
    quelle = blocks.CharBlock(
        label=_("Satzung oder Vorschrift"),
        required=False,
        max_length=300,
        help_text=_("Ohne Betrag steht da: nach Satzung; das Amt setzt sie fest."),
    )

    class Meta:
        icon = "tag"
        label = _("Gebühr")
        label_format = "{bezeichnung}"


class GebuehrenBlock(blocks.StreamBlock):
    gebuehr = GebuehrBlock()


class UnterlageBlock(blocks.StructBlock):
    titel = blocks.CharBlock(label=_("Unterlage"), max_length=200)
    hinweis = blocks.CharBlock(label=_("Hinweis"), required=False, max_length=500)
    sichtbar_wenn = BedingungBlock(label=_("Nur, wenn"))

    class Meta:
        icon = "doc-full"
        label = _("Unterlage")
        label_format = "{titel}"


class UnterlagenBlock(blocks.StreamBlock):
    unterlage = UnterlageBlock()


class FallBlock(blocks.StructBlock):
    """Answers, and what must follow from them, as they are stored; editors change cases on screens of their own."""

    name = blocks.CharBlock(label=_("Wer und was"), max_length=200)
    tag = blocks.DateBlock(label=_("Tag des Antrags"))
    antworten = blocks.TextBlock(label=_("Antworten"))
    erwartet = blocks.TextBlock(label=_("Was daraus folgt"), required=False)

    class Meta:
        icon = "user"
        label = _("Beispielfall")
        label_format = "{name}"


class FaelleBlock(blocks.StreamBlock):
    fall = FallBlock()


# --- The way to the definition and back -------------------------------------------------------------------------------


def as_json(value: Any) -> Any:
    """What a block's value says, as a definition says it."""
    if isinstance(value, StreamValue):
        return [_entry(one) for one in value]
    if isinstance(value, ListValue):
        return [as_json(one) for one in value]
    if isinstance(value, blocks.StructValue):
        if isinstance(value.block, BedingungBlock):
            return BedingungBlock.as_json(value)
        return _said({name: as_json(one) for name, one in value.items()})
    return value.source if isinstance(value, RichText) else value


def _entry(child: Any) -> dict[str, Any]:
    found: dict[str, Any] = as_json(child.value)
    if child.block_type == "gebuehr" and "ausdruck" in found:
        found = {name: value for name, value in found.items() if name != "ausdruck"} | {"betrag": found["ausdruck"]}
    return found if child.block_type in ALLEIN else {"typ": child.block_type} | found


ALLEIN = {"schritt", "gebuehr", "unterlage", "fall"}  # streams of one kind, whose entries need no name


def _said(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value
        for name, value in values.items()
        if value not in (None, "", [], {}) and (value is not False or name == "pflicht")
    }


def as_raw(block: blocks.Block, daten: Any, path: str = "") -> Any:
    """What a definition says, as ``block`` stores it. Ids follow from the place: a second time changes nothing."""
    if isinstance(block, BedingungBlock):
        return BedingungBlock.as_raw(daten, path)
    if isinstance(block, blocks.StreamBlock):
        return [_raw_entry(block, one, f"{path}/{index}") for index, one in enumerate(daten)]
    if isinstance(block, blocks.ListBlock):
        return [
            {"type": "item", "id": _id(f"{path}/{index}"), "value": as_raw(block.child_block, one, f"{path}/{index}")}
            for index, one in enumerate(daten)
        ]
    if isinstance(block, blocks.StructBlock):
        unknown = daten.keys() - block.child_blocks.keys()
        if unknown:
            raise ValueError(f"{path}: {', '.join(sorted(unknown))}")
        return {name: as_raw(block.child_blocks[name], value, f"{path}/{name}") for name, value in daten.items()}
    return daten


def _raw_entry(block: blocks.StreamBlock, daten: dict[str, Any], path: str) -> dict[str, Any]:
    typ = daten.get("typ") or next(iter(block.child_blocks))
    value = {name: one for name, one in daten.items() if name != "typ"}
    if typ == "gebuehr" and isinstance(value.get("betrag"), str):
        value["ausdruck"] = value.pop("betrag")
    return {"type": typ, "id": _id(path), "value": as_raw(block.child_blocks[typ], value, path)}


def _id(path: str) -> str:
    return str(uuid5(NAMESPACE_URL, path))


def faelle_raw(faelle: list[dict[str, Any]], path: str) -> list[dict[str, Any]]:
    """Example cases as their block stores them: answers and what follows as JSON."""
    return [
        {
            "type": "fall",
            "id": _id(f"{path}/fall/{index}"),
            "value": {
                "name": one["name"],
                "tag": str(one["tag"]),
                "antworten": json.dumps(one["antworten"], ensure_ascii=False, indent=1, default=str),
                "erwartet": json.dumps(one["erwartet"], ensure_ascii=False, indent=1, default=str),
            },
        }
        for index, one in enumerate(faelle)
    ]


def faelle_json(faelle: StreamValue) -> list[dict[str, Any]]:
    """The way back. What is no JSON stays text; the check names it."""
    return [
        {
            "name": one.value["name"],
            "tag": one.value["tag"].isoformat() if one.value["tag"] else "",
            "antworten": _read_json(one.value["antworten"]),
            "erwartet": _read_json(one.value["erwartet"] or "{}"),
        }
        for one in faelle
    ]


def _read_json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
