"""What a new state of a form changes: in how it is put together, and for whom."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from django.utils.translation import gettext as _

from antraege.definition import TEXTE, Definition, Schritt
from antraege.feldtypen import NACH_TYP, Feld
from antraege.pruefung.faelle import FEHLER, GEBUEHR, SCHRITTE, UNTERLAGEN, Fall, outcome, run, say, say_fee
from antraege.regeln.ausdruck import RegelError

Ergebnis = Mapping[str, Any]


def changes(alt: Definition, neu: Definition) -> list[str]:
    """In sentences, in the order of the form."""
    found = [*_texts(alt, neu), *_steps(alt, neu)]
    for old in alt.schritte:
        if (new := neu.nach_schluessel.get(old.schluessel)) is not None:
            found += _step(old, new)
    return [*found, *_fields(alt, neu), *_fees(alt, neu), *_papers(alt, neu)]


def _texts(alt: Definition, neu: Definition) -> Iterator[str]:
    names = {
        "titel": _("Titel"),
        "kurztext": _("Worum es geht"),
        "voraussetzungen": _("Voraussetzungen"),
        "dauer": _("Wie lange das Ausfüllen dauert"),
        "datenschutz": _("Datenschutz"),
        "danke": _("Wie es weitergeht"),
    }
    for name in TEXTE:
        if getattr(alt, name) != getattr(neu, name):
            yield _("Text geändert: %(was)s.") % {"was": names[name]}


def _steps(alt: Definition, neu: Definition) -> Iterator[str]:
    before, after = list(alt.nach_schluessel), list(neu.nach_schluessel)
    for key in after:
        if key not in alt.nach_schluessel:
            yield _("Neuer Schritt: „%(titel)s“.") % {"titel": neu.nach_schluessel[key].titel}
    for key in before:
        if key not in neu.nach_schluessel:
            yield _("Schritt entfällt: „%(titel)s“.") % {"titel": alt.nach_schluessel[key].titel}
    if [key for key in before if key in after] != [key for key in after if key in before]:
        yield _("Die Schritte stehen in anderer Reihenfolge.")


def _step(old: Schritt, new: Schritt) -> Iterator[str]:
    names = {
        "titel": _("Titel"),
        "einleitung": _("Einleitung"),
        "sichtbar_wenn": _("Bedingung"),
        "regeln": _("Plausibilitätsregeln"),
    }
    different = [words for name, words in names.items() if getattr(old, name) != getattr(new, name)]
    if different:
        yield _("Schritt „%(titel)s“ geändert: %(was)s.") % {"titel": new.titel, "was": ", ".join(different)}


def _fields(alt: Definition, neu: Definition) -> Iterator[str]:
    for key, new in neu.felder.items():
        old = alt.felder.get(key)
        if old is None:
            step = neu.nach_schluessel[neu.schritt_of[key]].titel
            yield _("Neues Feld: „%(feld)s“ in „%(schritt)s“.") % {"feld": new.beschriftung, "schritt": step}
            continue
        if alt.schritt_of[key] != neu.schritt_of[key]:
            step = neu.nach_schluessel[neu.schritt_of[key]].titel
            yield _("Feld „%(feld)s“ steht jetzt in „%(schritt)s“.") % {"feld": new.beschriftung, "schritt": step}
        if different := list(_differences(old, new)):
            yield _("Feld „%(feld)s“ geändert: %(was)s.") % {"feld": new.beschriftung, "was": ", ".join(different)}
    for key, old in alt.felder.items():
        if key not in neu.felder:
            yield _("Feld entfällt: „%(feld)s“.") % {"feld": old.beschriftung}


def _differences(old: Feld, new: Feld) -> Iterator[str]:
    names = {
        "typ": _("Art des Feldes"),
        "beschriftung": _("Beschriftung"),
        "hilfe": _("Hilfetext"),
        "pflicht": _("Pflichtangabe"),
        "pflicht_wenn": _("wann es Pflicht ist"),
        "sichtbar_wenn": _("wann es erscheint"),
    }
    yield from (words for name, words in names.items() if getattr(old, name) != getattr(new, name))
    own = {name: str(block.label) for name, block in NACH_TYP[new.typ].angaben()}
    for name in [*old.angaben, *(name for name in new.angaben if name not in old.angaben)]:
        if old.typ == new.typ and old.angaben.get(name) != new.angaben.get(name):
            yield own.get(name, name)


def _fees(alt: Definition, neu: Definition) -> Iterator[str]:
    before = {one.bezeichnung: one for one in alt.gebuehren}
    after = {one.bezeichnung: one for one in neu.gebuehren}
    for name, new in after.items():
        old = before.get(name)
        if old is None:
            yield _("Neue Gebühr: „%(name)s“, %(betrag)s.") % {"name": name, "betrag": _amount(new.betrag)}
        elif old.betrag != new.betrag:
            words = {"name": name, "neu": _amount(new.betrag), "alt": _amount(old.betrag)}
            yield _("Gebühr „%(name)s“: %(neu)s statt %(alt)s.") % words
        elif old != new:
            yield _("Gebühr „%(name)s“: Bedingung oder Quelle geändert.") % {"name": name}
    for name in before:
        if name not in after:
            yield _("Gebühr entfällt: „%(name)s“.") % {"name": name}


def _amount(betrag: int | str | None) -> str:
    return f"„{betrag}“" if isinstance(betrag, str) else say_fee(betrag)


def _papers(alt: Definition, neu: Definition) -> Iterator[str]:
    before, after = {one.titel: one for one in alt.unterlagen}, {one.titel: one for one in neu.unterlagen}
    for name, new in after.items():
        if name not in before:
            yield _("Neue Unterlage: „%(name)s“.") % {"name": name}
        elif any(getattr(before[name], one.name) != getattr(new, one.name) for one in fields(new)):
            yield _("Unterlage „%(name)s“ geändert.") % {"name": name}
    for name in before:
        if name not in after:
            yield _("Unterlage entfällt: „%(name)s“.") % {"name": name}


# --- For whom ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Wirkung:
    """What changes for some of the cases: "2 von 9 Fällen zahlen jetzt mehr", and which."""

    satz: str
    faelle: tuple[str, ...]


def effects(alt: Definition, neu: Definition, faelle: Sequence[Fall], land: str) -> list[Wirkung]:
    """Over the cases that both forms can work out; answers to fields that one of them does not have are left out."""
    pairs = [
        (fall, before, after)
        for fall, before, after in zip(faelle, _outcomes(alt, faelle, land), _outcomes(neu, faelle, land), strict=True)
        if before is not None and after is not None
    ]
    return list(_told(alt, neu, pairs))


def _outcomes(definition: Definition, faelle: Iterable[Fall], land: str) -> list[Ergebnis | None]:
    known = [
        Fall(one.name, one.tag, {k: v for k, v in one.antworten.items() if k in definition.felder}) for one in faelle
    ]
    try:
        found = run(definition, known, land)
    except RegelError:
        return [None for _one in known]
    return [outcome(one.auswertung) if one.auswertung else None for one in found]


def _told(alt: Definition, neu: Definition, pairs: Sequence[tuple[Fall, Ergebnis, Ergebnis]]) -> Iterator[Wirkung]:
    kinds = (
        (_("%(zahl)d von %(alle)d Fällen zahlen jetzt mehr."), _pays_more, GEBUEHR),
        (_("%(zahl)d von %(alle)d Fällen zahlen jetzt weniger."), _pays_less, GEBUEHR),
        (_("%(zahl)d von %(alle)d Fällen: Die Gebühr wird jetzt anders festgesetzt."), _pays_otherwise, GEBUEHR),
        (_("%(zahl)d von %(alle)d Fällen gehen jetzt durch andere Schritte."), _differs(SCHRITTE), SCHRITTE),
        (_("%(zahl)d von %(alle)d Fällen bekommen jetzt andere Meldungen."), _differs(FEHLER), FEHLER),
        (_("%(zahl)d von %(alle)d Fällen brauchen jetzt andere Unterlagen."), _differs(UNTERLAGEN), UNTERLAGEN),
    )
    for satz, applies, what in kinds:
        found = [
            f"{fall.name} ({say(what, before[what], alt)} → {say(what, after[what], neu)})"
            for fall, before, after in pairs
            if applies(before, after)
        ]
        if found:
            yield Wirkung(satz % {"zahl": len(found), "alle": len(pairs)}, tuple(found))


def _pays_more(before: Ergebnis, after: Ergebnis) -> bool:
    return _both(before, after) and before[GEBUEHR] < after[GEBUEHR]


def _pays_less(before: Ergebnis, after: Ergebnis) -> bool:
    return _both(before, after) and before[GEBUEHR] > after[GEBUEHR]


def _pays_otherwise(before: Ergebnis, after: Ergebnis) -> bool:
    return not _both(before, after) and before[GEBUEHR] != after[GEBUEHR]


def _both(before: Ergebnis, after: Ergebnis) -> bool:
    return before[GEBUEHR] is not None and after[GEBUEHR] is not None


def _differs(what: str) -> Any:
    return lambda before, after: before[what] != after[what]
