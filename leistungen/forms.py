"""The edit forms of text pages, Leistungen and Zuständigkeiten."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, cast
from uuid import NAMESPACE_URL, uuid5

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.blocks import StreamValue
from wagtail.blocks.stream_block import StreamBlockValidationError

from cms.auswahl import choosable
from cms.forms import VerweisForm, error_at, offer_own, references
from cms.models import Gebiet, Person
from cms.orte import Ort, verzeichnis
from leistungen.enums import Modus, Zielgruppe
from leistungen.pruefformular import PruefplanForm
from leistungen.textmodule import NACH_KEY, REIHENFOLGE, TEXTMODULE, Art, Textmodul
from leistungen.textteil import block_of
from leistungen.vererbung import Abschnitt, Lage, may_replace
from leistungen.vorpruefung import stops

Finding = tuple[list[str], str]  # the path to a field of a block, and what is wrong there

# --- Text pages -------------------------------------------------------------------------------------------------------


class TextPageForm(PruefplanForm):
    """Offers an empty field for each section that stands above, or that a Stammtext has; drops what stays empty.

    ``vorlagen`` are the texts this page is written for: by section, or by block in a translation.
    """

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.vorlagen: dict[str, Abschnitt] = self.instance.vorlagen()
        if "module" in self.fields:
            self.initial["module"] = self._with_empty_blocks(self.instance.module)

    @cached_property
    def ort(self) -> Ort:
        """The place the Redaktion of this page writes for."""
        return verzeichnis().by_id[self.instance.redaktion.gebiet_id]

    @property
    def vorgegeben(self) -> list[str]:
        """The sections that stand above and cannot be written here."""
        offered = {block["type"] for block in self.initial["module"].raw_data}
        return [key for key, above in self.vorlagen.items() if key not in offered and not self._may_replace(above)]

    def clean_module(self) -> StreamValue:
        value = cast(StreamValue, self.cleaned_data["module"])
        misplaced = self._misplaced(value)
        errors = {
            index: error_at(child.block, child.value, path, ValidationError(message))
            for index, child in enumerate(value)
            for path, message in [misplaced.get(child.id) or self._wrong(child) or ([], "")]
            if message
        }
        if errors:
            raise StreamBlockValidationError(errors)
        kept = [child for child in value if not is_empty(child)]
        kept.sort(key=lambda child: REIHENFOLGE.index(child.block_type))
        return StreamValue(value.stream_block, [(child.block_type, child.value, child.id) for child in kept])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "module" in cleaned and not self.is_deferred_validation:
            self._stop_at_gaps(cleaned["module"])
        return cleaned

    def _stop_at_gaps(self, value: StreamValue) -> None:
        """What stops a text says so where it can be mended: at the block, or above all of them."""
        by_block: dict[int, ValidationError] = {}
        general = []
        blocks = {child.id: (index, child) for index, child in enumerate(value)}
        for befund in stops(self.instance.vorpruefung(value)):
            error = ValidationError(befund.meldung if not befund.stelle else f"{befund.meldung} „{befund.stelle}“")
            if befund.text:
                index, child = blocks[block_of(befund.text)]
                by_block[index] = error_at(child.block, child.value, [befund.feld], error)
            else:
                general.append(error)
        if by_block or general:
            self.add_error("module", StreamBlockValidationError(by_block or None, general or None))

    # What is offered

    def _with_empty_blocks(self, value: StreamValue) -> StreamValue:
        raw = [dict(block) for block in value.raw_data]
        present = {block["type"] for block in raw} | {block.get("id") for block in raw}
        raw += [block for key, block in self._empty_blocks() if key not in present]
        raw.sort(key=lambda block: REIHENFOLGE.index(block["type"]))
        return cast(StreamValue, value.stream_block.to_python(raw))

    def _empty_blocks(self) -> Iterator[tuple[str, dict[str, Any]]]:
        if self.instance.is_translation:
            for id_, abschnitt in self.vorlagen.items():
                yield id_, self._empty(NACH_KEY[abschnitt.modul], id_, abschnitt)
            return
        for modul in TEXTMODULE:
            above = self.vorlagen.get(modul.key)
            if self.instance.stamm or (above and (len(modul.modi) > 1 or self._may_replace(above))):
                id_ = str(uuid5(NAMESPACE_URL, f"{self.instance.pk}#{modul.key}"))
                yield modul.key, self._empty(modul, id_, above)

    def _empty(self, modul: Textmodul, id_: str, above: Abschnitt | None) -> dict[str, Any]:
        replaces = len(modul.modi) == 1 or (self.instance.stamm and above is None)
        value = {
            "inhalt": [] if modul.art is Art.LISTE else "",
            "modus": Modus.ERSETZEN if replaces else Modus.ERGAENZEN,
            "original" if self.instance.is_translation else "basis": above.hash if above else "",
        }
        return {"type": modul.key, "id": id_, "value": value}

    # What is accepted

    def _misplaced(self, value: StreamValue) -> dict[str, Finding]:
        """By block, a place of ``gilt_fuer`` outside of the Redaktion's area. Not even a draft may name one."""
        found = {}
        for model, id_, path in references(self._model_field("module"), value):
            block, *rest = path.split(".")
            if model is Gebiet and self.ort.id not in verzeichnis().by_id[int(id_)].kette:
                found[block] = rest, _("Dieser Ort liegt nicht im Gebiet Ihrer Redaktion.")
        return found

    def _wrong(self, child: Any) -> Finding | None:
        """What keeps a block from being published."""
        if self.is_deferred_validation or is_empty(child):
            return None
        return self._wrong_length(child) if self.instance.is_translation else self._wrong_modus(child)

    def _wrong_length(self, child: Any) -> Finding | None:
        """Amounts and dates are the German entries', so each must have its words."""
        german = self.vorlagen.get(child.id)
        if german is None or NACH_KEY[child.block_type].art is not Art.LISTE:
            return None
        wanted = len(german.teile[0].text.inhalt)
        if len(child.value["inhalt"]) == wanted:
            return None
        message = ngettext(
            "Der deutsche Text hat %(zahl)d Eintrag. Hier muss es ebenso sein.",
            "Der deutsche Text hat %(zahl)d Einträge. Hier müssen es ebenso viele sein, in derselben Reihenfolge.",
            wanted,
        )
        return ["inhalt"], message % {"zahl": wanted}

    def _wrong_modus(self, child: Any) -> Finding | None:
        above = self.vorlagen.get(child.block_type)
        if above is None:
            return None
        if child.value["modus"] != Modus.ERSETZEN or self._may_replace(above):
            return None
        if len(NACH_KEY[child.block_type].modi) > 1:
            return ["modus"], _("Der Text darüber darf nicht ersetzt werden. Bitte „ergänzt“ wählen.")
        return ["inhalt"], _("Diesen Text geben Bund oder Land vor. Bitte leer lassen.")

    def _may_replace(self, above: Abschnitt) -> bool:
        return may_replace(above.teile, Lage(self.ort.id, self.instance.stamm, (), hoheitlich=self.ort.hoheitlich))


def is_empty(child: Any) -> bool:
    """Whether a block says nothing."""
    inhalt = child.value["inhalt"]
    if NACH_KEY[child.block_type].art is not Art.LISTE:
        inhalt = re.sub(r"<[^>]*>|&nbsp;|\s", "", str(getattr(inhalt, "source", inhalt) or ""))
    return not inhalt and child.value["modus"] != Modus.AUSBLENDEN


# --- Leistungen -------------------------------------------------------------------------------------------------------


class ZeilenField(forms.CharField):
    """A list of words, one a line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        lines = super().clean(value).splitlines()
        return list(dict.fromkeys(" ".join(line.split()) for line in lines if line.strip()))


class SchluesselField(ZeilenField):
    """Leistungsschlüssel, one a line: key; where it was read; on which day."""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            return "\n".join(f"{one['code']}; {one['quelle']}; {one['stand']}" for one in value)
        return value

    def clean(self, value: Any) -> list[dict[str, str]]:  # type: ignore[override]
        return [self._read(line) for line in super().clean(value)]

    def _read(self, line: str) -> dict[str, str]:
        code, *mehr = [part.strip() for part in line.split(";")]
        if not re.fullmatch(r"99\d{12}", code):
            message = _("„%(line)s“: Ein Leistungsschlüssel hat 14 Ziffern und beginnt mit 99.")
            raise ValidationError(message % {"line": line})
        if len(mehr) != 2:
            raise ValidationError(_("„%(line)s“: Bitte Schlüssel; Quelle; Tag angeben.") % {"line": line})
        try:
            date.fromisoformat(mehr[1])
        except ValueError as error:
            raise ValidationError(_("„%(line)s“: Der Tag braucht die Form 2026-11-24.") % {"line": line}) from error
        return {"code": code, "quelle": mehr[0], "stand": mehr[1]}


class LeistungForm(VerweisForm):
    """The row of a Leistung. Its address stays once it is made."""

    synonyme = ZeilenField(
        label=gettext_lazy("Suchwörter"),
        required=False,
        help_text=gettext_lazy("Wie die Leute es nennen. Ein Wort oder eine Wendung je Zeile."),
    )
    zielgruppen = forms.MultipleChoiceField(
        label=gettext_lazy("Für wen"),
        required=False,
        choices=Zielgruppe.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Danach können die Treffer der Suche eingegrenzt werden."),
    )
    schluessel = SchluesselField(
        label=gettext_lazy("Leistungsschlüssel"),
        required=False,
        help_text=gettext_lazy("Je Zeile: Schlüssel; Quelle; Tag, z. B. 99025002056000; LeiKa-Katalog; 2026-11-24"),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer_own(self, "redaktion")
        self.fields["slug"].disabled = bool(self.instance.pk)


class SitzungForm(VerweisForm):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer_own(self, "redaktion")


# --- Zuständigkeiten --------------------------------------------------------------------------------------------------


class PersonenField(forms.ModelMultipleChoiceField):
    """Staff of an office, with what they do."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {"invalid_choice": gettext_lazy("Nur Personen der ausgewählten Stelle.")}

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj} – {obj.funktion}"


class ZustaendigkeitForm(VerweisForm):
    """The staff are the office's, and the place lies in the area of its Redaktion (for the office of a Zweckverband: in
    the area of the Redaktion that keeps it). Until an office is chosen, no staff are offered.
    """

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        staff = cast("QuerySet[Person]", choosable(self.for_user, Person)) if self.for_user else Person.objects.all()
        stelle = str(self["stelle"].value() or "")
        own = staff.filter(stelle=int(stelle)) if stelle.isdecimal() else staff.none()
        label = self.fields["personen"].label
        hint = "" if stelle else _("Lassen sich auswählen, sobald die Stelle gespeichert ist.")
        self.fields["personen"] = PersonenField(own, required=False, label=label, help_text=hint)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        stelle = cleaned.get("stelle")
        if stelle is None:
            return cleaned
        self.instance.redaktion = stelle.redaktion
        gebiet = cleaned.get("gebiet")
        if gebiet and stelle.redaktion.gebiet_id not in gebiet.kette:
            self.add_error("gebiet", _("Der Ort liegt nicht im Gebiet der Redaktion dieser Stelle."))
        self._check_twin(cleaned)
        return cleaned

    def _check_twin(self, cleaned: dict[str, Any]) -> None:
        key = {name: cleaned.get(name) for name in ("leistung", "gebiet", "rolle", "stelle")}
        twins = type(self.instance)._default_manager.exclude(pk=self.instance.pk)
        if all(key.values()) and twins.filter(**key).exists():
            self.add_error("stelle", _("Diese Stelle ist dort für diese Leistung schon eingetragen."))
