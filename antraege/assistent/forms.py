"""Django forms made from the fields of a step.

An input is called as its field's key, or key and part (``adresse_plz``); in a repeated group the row stands between
(``hunde_0_rasse``), and ``hunde_zeilen`` says how many rows there are.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from antraege.assistent.bloecke import Block, Reihe, of_hinweis
from antraege.assistent.staende import names_of
from antraege.assistent.zeilen import ZEILEN
from antraege.definition import Hinweis
from antraege.feldtypen import ALLEIN, NACH_TYP, Feld, Json
from antraege.feldtypen.gruppe import MOST as MOST_ROWS
from antraege.feldtypen.gruppe import GruppeFeld
from antraege.inhalt import Roh
from theme.forms import KernForm, named

DATENSCHUTZ = "datenschutz"


@dataclass(frozen=True, slots=True)
class Eingabe:
    """A field, or one row's member of a repeated group, with the name its inputs begin with."""

    feld: Feld
    name: str
    reihe: str = ""

    def of_part(self, teil: str) -> str:
        return f"{self.name}_{teil}" if teil != ALLEIN else self.name

    def called(self, part: str) -> str:
        """In a list of what is wrong."""
        text = ""
        for one in filter(None, (self.reihe, self.feld.beschriftung, part)):
            text = f"{text}{' ' if text.endswith(('.', '?', '!', ':')) else ', '}{one}" if text else one
        return text

    def parts(self, cleaned: Mapping[str, Any], teile: Mapping[str, forms.Field]) -> dict[str, Any]:
        return {teil: cleaned.get(self.of_part(teil)) for teil in teile}


class SchrittForm(KernForm):
    """The inputs of some fields.

    ``werte`` are exported answers by key, ``roh`` what was typed before and could not be taken, by input. After
    ``is_valid`` the exported values of what was right stand in ``neu`` (``None``: not given), of the rest in ``roh``.
    """

    def __init__(
        self,
        felder: Sequence[Feld],
        werte: Mapping[str, Json],
        *,
        roh: Roh | None = None,
        data: Any = None,
        files: Any = None,
    ):
        self.felder = felder
        self.neu: dict[str, Json] = {}
        self._werte = werte
        before = {name: list(typed) for name, typed in (roh or {}).items()}
        self._typed = MultiValueDict(before) if data is None else data
        self._teile: dict[str, dict[str, forms.Field]] = {}
        self._whose: dict[str, tuple[Eingabe, Any]] = {}  # by input, with what its part is called
        self.zeilen: dict[str, int] = {}
        self.gruppenfehler: dict[str, list[str]] = {}
        super().__init__(data=data, files=files, initial={})
        for feld in felder:
            for eingabe, wert in self._eingaben(feld):
                self._add(eingabe, wert)
        for name in self.fields.keys() & (roh or {}).keys():
            self.initial[name] = self.fields[name].widget.value_from_datadict(self._typed, {}, name)
        self.dress()

    # --- Making -------------------------------------------------------------------------------------------------------

    def _eingaben(self, feld: Feld) -> Iterator[tuple[Eingabe, Json]]:
        wert = self._werte.get(feld.schluessel)
        typ = NACH_TYP[feld.typ]
        if not isinstance(typ, GruppeFeld):
            yield Eingabe(feld, feld.schluessel), wert
            return
        rows = [row for row in wert if isinstance(row, dict)] if isinstance(wert, list) else []
        for row in range(self._count(feld, len(rows))):
            of_row, given = typ.zeilenname(feld, row + 1), rows[row] if row < len(rows) else {}
            for member, name in self._members(feld, row):
                yield Eingabe(member, name, of_row), given.get(member.schluessel)

    def _members(self, feld: Feld, row: int) -> Iterator[tuple[Feld, str]]:
        """A row that nobody has to fill in asks for nothing until something stands in it."""
        prefix = f"{feld.schluessel}_{row}_"
        least = self._least(feld)
        typed = any(any(self._typed.getlist(name)) for name in self._typed if name.startswith(prefix))
        for member in NACH_TYP[feld.typ].felder(feld):
            needed = member.pflicht and (row < least or typed or not self.is_bound)
            yield member.as_required(needed), f"{prefix}{member.schluessel}"

    def _count(self, feld: Feld, filled: int) -> int:
        typed = self._typed.get(f"{feld.schluessel}_{ZEILEN}", "")
        wanted = int(typed) if typed.isdecimal() and len(typed) < 4 else filled
        self.zeilen[feld.schluessel] = min(max(wanted, self._least(feld), 1), MOST_ROWS)
        return self.zeilen[feld.schluessel]

    @staticmethod
    def _least(feld: Feld) -> int:
        typ = NACH_TYP[feld.typ]
        return typ.grenzen(feld)[0] if isinstance(typ, GruppeFeld) and feld.pflicht else 0

    def _add(self, eingabe: Eingabe, wert: Json) -> None:
        typ = NACH_TYP[eingabe.feld.typ]
        self._teile[eingabe.name] = teile = typ.teile(eingabe.feld)
        shown = typ.zerlegt(eingabe.feld, typ.aus_export(wert, eingabe.feld)) if wert is not None else {}
        for teil, field in teile.items():
            name = eingabe.of_part(teil)
            self.fields[name] = field
            self._whose[name] = (eingabe, field.label if teil != ALLEIN else "")
            _count_letters(field, eingabe.feld)
            if teil in shown:
                self.initial[eingabe.of_part(teil)] = shown[teil]

    # --- Reading ------------------------------------------------------------------------------------------------------

    def clean(self) -> dict[str, Any]:
        for feld in self.felder:
            self.neu[feld.schluessel] = (
                self._rows(feld)
                if isinstance(NACH_TYP[feld.typ], GruppeFeld)
                else self._value(Eingabe(feld, feld.schluessel))
            )
        return self.cleaned_data

    def _value(self, eingabe: Eingabe) -> Json:
        typ, teile = NACH_TYP[eingabe.feld.typ], self._teile[eingabe.name]
        if typ.dateien:  # kept as they arrive
            return self._werte.get(eingabe.feld.schluessel)
        if not teile or any(eingabe.of_part(teil) in self.errors for teil in teile):
            return None
        try:
            wert = typ.zusammen(eingabe.feld, eingabe.parts(self.cleaned_data, teile))
        except ValidationError as error:
            self._blame(eingabe, error, next(iter(teile)))
            return None
        return typ.export(wert, eingabe.feld) if wert is not None else None

    def _blame(self, eingabe: Eingabe, error: ValidationError, first: str) -> None:
        by_part = error.error_dict if hasattr(error, "error_dict") else {first: [error]}
        for teil, errors in by_part.items():
            teil = first if teil == NON_FIELD_ERRORS else teil
            self.add_error(eingabe.of_part(teil), errors)

    def _rows(self, feld: Feld) -> Json:
        rows: list[dict[str, Json]] = []
        for row in range(self.zeilen[feld.schluessel]):
            filled = {
                member.schluessel: self._value(Eingabe(member, name)) for member, name in self._members(feld, row)
            }
            rows.append({key: value for key, value in filled.items() if value is not None})
        given: Json = [row for row in rows if row] or None
        typ = NACH_TYP[feld.typ]
        try:
            typ.zusammen(feld, {ALLEIN: typ.aus_export(given, feld) if given else ()})
        except ValidationError as error:
            if not names_of(self.felder, feld.schluessel, self.errors):
                self.blame_group(feld.schluessel, error.messages)
        return given

    def blame_group(self, schluessel: str, messages: Sequence[str]) -> None:
        self.gruppenfehler.setdefault(schluessel, []).extend(messages)

    def blame_only(self, by_field: Mapping[str, Sequence[str]]) -> None:
        """Say nothing but these messages: who attaches a file is not asked for the rest yet."""
        for name in [name for name in self.errors if name not in by_field]:
            del self.errors[name]
        self.gruppenfehler.clear()

    @property
    def ist_gut(self) -> bool:
        return not self.errors and not self.gruppenfehler

    @property
    def roh(self) -> dict[str, list[str]]:
        """What was typed where something is wrong, so that it is still there later."""
        wrong = self.gruppenfehler.keys() | {
            feld.schluessel for feld in self.felder if names_of(self.felder, feld.schluessel, self.errors)
        }
        return {
            name: self._typed.getlist(name) for key in wrong for name in names_of(self.felder, key, list(self._typed))
        }

    # --- Showing ------------------------------------------------------------------------------------------------------

    def bloecke(self, inhalt: Iterable[Feld | Hinweis], antworten: Mapping[str, Json]) -> Iterator[Block]:
        """What stands on the page, in order. ``antworten`` know the calculated values."""
        for one in inhalt:
            if isinstance(one, Hinweis):
                yield of_hinweis(one)
            elif isinstance(typ := NACH_TYP[one.typ], GruppeFeld):
                yield self._group(one, typ)
            elif typ.dateien:
                yield self._files(one)
            elif inputs := self._inputs(Eingabe(one, one.schluessel)):
                yield _inputs_block(one, one.schluessel, inputs)
            elif (wert := antworten.get(one.schluessel)) is not None:
                text = typ.anzeige(typ.aus_export(wert, one), one)
                yield Block("wert", one.schluessel, zustand=text, feld=one, text=text)

    def _inputs(self, eingabe: Eingabe) -> list[Any]:
        return [self[eingabe.of_part(teil)] for teil in self._teile[eingabe.name]]

    def _files(self, feld: Feld) -> Block:
        kept = self._werte.get(feld.schluessel)
        anlagen = kept if isinstance(kept, list) else []
        inputs = self._inputs(Eingabe(feld, feld.schluessel))
        return Block("datei", feld.schluessel, str(len(anlagen)), feld=feld, eingaben=inputs, anlagen=anlagen)

    def _group(self, feld: Feld, typ: GruppeFeld) -> Block:
        least, most = self._least(feld), typ.grenzen(feld)[1]
        count = self.zeilen[feld.schluessel]
        rows = [
            Reihe(
                row,
                typ.zeilenname(feld, row + 1),
                [
                    _inputs_block(member, name, inputs)
                    for member, name in self._members(feld, row)
                    if (inputs := self._inputs(Eingabe(member, name)))
                ],
                entfernbar=count > max(least, 1),
            )
            for row in range(count)
        ]
        return Block(
            "gruppe",
            feld.schluessel,
            zustand=str(count),
            feld=feld,
            reihen=rows,
            mehr=count < most,
            hoechstens=feld.angaben.get("hoechstens") or 0,
            fehler=self.gruppenfehler.get(feld.schluessel, ()),
        )

    def meldungen(self) -> Iterator[tuple[str, str, str]]:
        """Of several inputs that belong together, and of rows, it is said whose they are."""
        for key, messages in self.gruppenfehler.items():
            label = next(feld.beschriftung for feld in self.felder if feld.schluessel == key)
            yield from ((block_id(key), named(label), message) for message in messages)
        for target, label, message in super().meldungen():
            name = target.removeprefix("id_")
            whose = self._whose.get(name) or self._whose.get(name.rpartition("_")[0])
            yield target, named(whose[0].called(str(whose[1]))) if whose else label, message

    def blame(self, schluessel: str, message: str) -> None:
        """Say at a field what a rule says; without a field on this page it stands above the form."""
        if schluessel in self.zeilen:
            self.blame_group(schluessel, [message])
            return
        teil = next(iter(self._teile.get(schluessel, ())), None)
        self.add_error(None if teil is None else f"{schluessel}_{teil}".removesuffix("_"), message)

    @property
    def gezeigt(self) -> str:
        """Which fields this page asks for: who answers them may be asked more."""
        return ",".join(feld.schluessel for feld in self.felder)


def _count_letters(field: forms.Field, feld: Feld) -> None:
    """A long text with a limit says so beforehand; a script counts what is left."""
    most = feld.angaben.get("hoechstens")
    if isinstance(field.widget, forms.Textarea) and most:
        field.widget.attrs["data-hoechstens"] = most
        limit = _("Höchstens %(zahl)s Zeichen.") % {"zahl": most}
        field.help_text = f"{field.help_text} {limit}".strip()


def _inputs_block(feld: Feld, name: str, inputs: Sequence[Any]) -> Block:
    return Block("feld" if len(inputs) == 1 else "verbund", name, str(feld.pflicht), feld=feld, eingaben=inputs)


def block_id(name: str) -> str:
    return f"feld_{name}"


class AntragstellerForm(SchrittForm):
    """The step about whoever applies also asks them to read what happens to their data (Art. 13 DSGVO)."""

    def __init__(self, *args: Any, gelesen: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields[DATENSCHUTZ] = forms.BooleanField(
            label=_("Ich habe die Hinweise zum Datenschutz gelesen."),
            error_messages={"required": _("Bitte lesen Sie die Hinweise zum Datenschutz und haken Sie das an.")},
        )
        self.initial[DATENSCHUTZ] = gelesen
        self.fields[DATENSCHUTZ].widget.attrs["class"] = "kern-form-check__checkbox"
