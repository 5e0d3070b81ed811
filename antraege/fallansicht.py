"""Example cases of a draft as editors read them: question and answer, what is expected, what comes out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from json import dumps
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from antraege.blocks import faelle_json
from antraege.definition import Definition
from antraege.models import FormularPage
from antraege.pruefung import Fall, Fallergebnis, examine_structure, run, stops
from antraege.pruefung.faelle import ERWARTET, fits, name_of, outcome, say
from antraege.regeln.ausdruck import RegelError
from antraege.uebersicht import Angabe, Teil, angabe, teile
from antraege.umgebung import land_at

Folgen = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Fallansicht:
    """``fall`` is ``None`` if it can't be read, ``ergebnis`` if the form cannot be worked out at all."""

    kennung: str
    name: str
    fall: Fall | None
    ergebnis: Fallergebnis | None
    erwartet: Folgen = ()
    teile: tuple[Teil, ...] = ()

    @property
    def stimmt(self) -> bool:
        return self.ergebnis is not None and self.ergebnis.stimmt

    @property
    def stand(self) -> str:
        """What comes out now, as a digest: whoever says that it is right says so of what they have seen."""
        if self.ergebnis is None or self.ergebnis.auswertung is None:
            return ""
        found = dumps(outcome(self.ergebnis.auswertung), sort_keys=True)
        return blake2b(found.encode(), digest_size=8).hexdigest()


def cases_of(draft: FormularPage, land: str = "") -> list[Fallansicht]:
    """All example cases of a form as it is."""
    faelle = [_read(daten) for daten in faelle_json(draft.faelle)]
    definition, works = _definition(draft)
    readable = [one for one in faelle if one is not None]
    results = _results(definition, readable, land or land_at(draft.redaktion.gebiet_id)) if works else {}
    return [
        _seen(block.id, str(block.value["name"]), fall, results.get(id(fall)), definition)
        for block, fall in zip(draft.faelle, faelle, strict=True)
    ]


def _read(daten: Mapping[str, Any]) -> Fall | None:
    try:
        return Fall.from_json(daten)
    except (KeyError, TypeError, ValueError):
        return None


def _definition(draft: FormularPage) -> tuple[Definition, bool]:
    """With it, whether it works; of one that cannot be read nothing is known."""
    daten = draft.definition()
    try:
        return Definition.from_json(daten), not stops(examine_structure(daten, timezone.localdate()))
    except (KeyError, TypeError, ValueError, AttributeError):
        return Definition(titel=draft.title), False


def _results(definition: Definition, faelle: Iterable[Fall], land: str) -> dict[int, Fallergebnis]:
    try:
        return {id(one.fall): one for one in run(definition, faelle, land)}
    except RegelError:
        return {}


def _seen(
    kennung: str, name: str, fall: Fall | None, ergebnis: Fallergebnis | None, definition: Definition
) -> Fallansicht:
    if fall is None:
        return Fallansicht(kennung, name, None, None)
    found = ergebnis.auswertung if ergebnis else None
    shown = [_answers(fall, definition)] if found is None else teile(found)
    return Fallansicht(kennung, name, fall, ergebnis, expected(fall, definition), tuple(shown))


def expected(fall: Fall, definition: Definition) -> Folgen:
    return tuple((name_of(was), say(was, fall.erwartet[was], definition)) for was in ERWARTET if was in fall.erwartet)


def _answers(fall: Fall, definition: Definition) -> Teil:
    return Teil("", _("Antworten"), tuple(_answer(fall, definition)))


def _answer(fall: Fall, definition: Definition) -> Iterator[Angabe]:
    for key, wert in fall.antworten.items():
        feld = definition.felder.get(key)
        if feld is not None and fits(feld, wert):
            yield angabe(feld, wert)
        else:
            yield Angabe(key, feld.beschriftung if feld else key, _plain(wert))


def _plain(wert: Any) -> str:
    """An answer that no field explains, without signs that only programs need."""
    if isinstance(wert, bool):
        return _("Ja") if wert else _("Nein")
    if isinstance(wert, Mapping):
        return ", ".join(map(_plain, wert.values()))
    return ", ".join(map(_plain, wert)) if isinstance(wert, list) else str(wert)
