"""What is wrong with how a form is put together: keys, names of inputs, what its kinds of fields say."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from antraege.definition import ANTRAGSTELLER, EIGENE, HINWEIS
from antraege.feldtypen import ALLEIN, NACH_TYP, SCHLUESSEL, Feld
from antraege.pruefung.fund import Fund, Pfad
from antraege.pruefung.stellen import at, decoded, encoded
from antraege.regeln.pruefen import check_schluessel

Daten = Mapping[str, Any]
RESERVIERT = frozenset({"aktion", "csrfmiddlewaretoken", "datenschutz", "gezeigt", "stand", "von"})  # other inputs
_KEY = re.compile(SCHLUESSEL)
_TEXTS = {  # what must be said, by the list it stands in
    "schritte": ("titel",),
    "regeln": ("muss", "meldung"),
    "gebuehren": ("bezeichnung",),
    "unterlagen": ("titel",),
}


def check_aufbau(daten: Daten) -> Iterator[Fund]:
    """All that can be said of a definition's JSON before it is read as one."""
    if not daten.get("titel"):
        yield at(daten, ("titel",), _("Das Formular braucht einen Titel."))
    yield from _steps(daten)
    yield from _missing(daten)
    yield from _fields(daten)


def fields_of(daten: Daten) -> Iterator[tuple[Pfad, Daten]]:
    """All fields with their places, those of repeated groups too."""
    for number, schritt in enumerate(daten.get("schritte", ())):
        for index, one in enumerate(schritt.get("inhalt", ())):
            if one.get("typ") != HINWEIS:
                pfad: Pfad = ("schritte", number, "inhalt", index)
                yield pfad, one
                for row, member in enumerate(one.get("felder") or ()):
                    yield (*pfad, "felder", row), member


# --- Steps ------------------------------------------------------------------------------------------------------------


def _steps(daten: Daten) -> Iterator[Fund]:
    schritte = daten.get("schritte", ())
    if not schritte or schritte[0].get("schluessel") != ANTRAGSTELLER:
        meldung = _("Der erste Schritt fragt, wer den Antrag stellt. Geben Sie ihm den Schlüssel „antragsteller“.")
        yield at(daten, ("schritte", 0, "schluessel") if schritte else ("schritte",), meldung)
    seen = set[str]()
    for number, schritt in enumerate(schritte):
        pfad: Pfad = ("schritte", number, "schluessel")
        key = str(schritt.get("schluessel") or "")
        yield from _key(daten, pfad, key)
        if key in seen:
            yield at(daten, pfad, _("Zwei Schritte haben den Schlüssel „%(wort)s“.") % {"wort": key})
        if key in EIGENE:
            meldung = _("„%(wort)s“ heißt schon eine Seite jedes Formulars. Wählen Sie einen anderen Schlüssel.")
            yield at(daten, pfad, meldung % {"wort": key})
        if number and key == ANTRAGSTELLER and key not in seen:
            yield at(daten, pfad, _("Dieser Schritt muss der erste sein."))
        if not schritt.get("inhalt"):
            yield at(daten, pfad[:2], _("Der Schritt ist leer. Ergänzen Sie ein Feld oder einen Hinweis."))
        seen.add(key)
    if schritte and schritte[0].get("sichtbar_wenn") is not None:
        meldung = _("Der erste Schritt erscheint immer. Löschen Sie die Bedingung.")
        yield at(daten, ("schritte", 0, "sichtbar_wenn"), meldung)


def _key(daten: Daten, pfad: Pfad, key: str) -> Iterator[Fund]:
    if not _KEY.fullmatch(key):
        meldung = _("Ein Schlüssel beginnt mit einem Kleinbuchstaben und hat nur a–z, Ziffern und _, höchstens 40.")
        yield at(daten, pfad, meldung)


def _missing(daten: Daten) -> Iterator[Fund]:
    for kind, names in _TEXTS.items():
        for pfad, one in _entries(daten, kind):
            for name in names:
                if one.get(name) in (None, ""):
                    yield at(daten, (*pfad, name), _("Diese Angabe fehlt."))


def _entries(daten: Daten, kind: str) -> Iterator[tuple[Pfad, Daten]]:
    if kind == "regeln":
        for number, schritt in enumerate(daten.get("schritte", ())):
            for index, one in enumerate(schritt.get("regeln", ())):
                yield ("schritte", number, "regeln", index), one
        return
    for number, one in enumerate(daten.get(kind, ())):
        yield (kind, number), one


# --- Fields -----------------------------------------------------------------------------------------------------------


def _fields(daten: Daten) -> Iterator[Fund]:
    seen: dict[str, str] = {}  # names that rules may use, each with whose it is
    inputs: dict[str, str] = {}
    for pfad, one in fields_of(daten):
        key, label = str(one.get("schluessel") or ""), str(one.get("beschriftung") or "")
        member = "felder" in pfad
        yield from _key(daten, (*pfad, "schluessel"), key)
        for befund in check_schluessel(encoded((*pfad, "schluessel")), key):
            yield at(daten, decoded(befund.stelle), befund.meldung)
        if not label:
            yield at(daten, (*pfad, "beschriftung"), _("Das Feld braucht eine Beschriftung."))
        name = f"{encoded(pfad[:4])}/{key}" if member else key
        if name in seen or (member and key in seen):
            meldung = _("Der Schlüssel „%(wort)s“ ist schon vergeben, an „%(feld)s“.")
            yield at(daten, (*pfad, "schluessel"), meldung % {"wort": key, "feld": seen.get(name) or seen[key]})
        elif not member:
            yield from _inputs(daten, pfad, one, inputs)
        seen[name] = label
        yield from _kind(daten, pfad, one, member)


def _kind(daten: Daten, pfad: Pfad, one: Daten, member: bool) -> Iterator[Fund]:
    """What the kind of a field has to say about it."""
    typ = NACH_TYP.get(str(one.get("typ")))
    if typ is None:
        yield at(daten, pfad, _("Die Feldart „%(typ)s“ gibt es nicht.") % {"typ": one.get("typ")})
        return
    if member and typ.wiederholt:
        yield at(daten, pfad, _("In einer Gruppe kann keine andere stehen."))
        return
    if member and (one.get("sichtbar_wenn") or one.get("pflicht_wenn")):
        meldung = _("Felder einer Gruppe haben keine eigenen Bedingungen. Stellen Sie die Bedingung an die Gruppe.")
        yield at(daten, (*pfad, "sichtbar_wenn" if one.get("sichtbar_wenn") else "pflicht_wenn"), meldung)
    missing = [name for name, block in typ.angaben() if getattr(block, "required", False) and not one.get(name)]
    for name in missing:
        yield at(daten, (*pfad, name), _("Diese Angabe fehlt."))
    if not missing:
        try:
            found = typ.maengel(_feld(one))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            found = {"": _("Das Feld ist nicht vollständig beschrieben: %(was)s") % {"was": error}}
        for name, meldung in found.items():
            yield at(daten, (*pfad, name) if name else pfad, str(meldung))


def _inputs(daten: Daten, pfad: Pfad, one: Daten, inputs: dict[str, str]) -> Iterator[Fund]:
    """Inputs of two fields must not be called the same: "ort_plz" beside the part "plz" of "ort"."""
    label = str(one.get("beschriftung"))
    for name in sorted(_input_names(one)):
        if name in RESERVIERT:
            meldung = _("„%(wort)s“ heißt schon etwas auf jeder Seite. Wählen Sie einen anderen Schlüssel.")
            yield at(daten, (*pfad, "schluessel"), meldung % {"wort": name})
        elif name in inputs:
            meldung = _("Eine Eingabe hieße so wie eine von „%(feld)s“. Wählen Sie einen anderen Schlüssel.")
            yield at(daten, (*pfad, "schluessel"), meldung % {"feld": inputs[name]})
        inputs.setdefault(name, label)


def _input_names(one: Daten) -> set[str]:
    typ = NACH_TYP.get(str(one.get("typ")))
    key = str(one.get("schluessel"))
    if typ is None:
        return set()
    if typ.wiederholt:
        return {key, f"{key}_zeilen"}
    try:
        parts = typ.teile(_feld(one))
    except (KeyError, TypeError, ValueError, AttributeError):  # is told as incomplete
        return {key}
    return {key} | {f"{key}_{part}" for part in parts if part != ALLEIN}


def _feld(one: Daten) -> Feld:
    return Feld.from_json(one)
