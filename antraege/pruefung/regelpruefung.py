"""What is wrong with the rules of a form: conditions, plausibility, calculations, fees."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from antraege.definition import Definition, Hinweis
from antraege.feldtypen import Feld, Json, rechnung
from antraege.platzhalter import names
from antraege.pruefung.fund import Fund, Pfad, Schwere
from antraege.pruefung.namen import namen
from antraege.pruefung.stellen import at, decoded, encoded
from antraege.regeln.bedingung import Bedingung, Name, Regeltyp
from antraege.regeln.befund import Befund, Teil
from antraege.regeln.pruefen import check_ausdruck, check_bedingung, check_kreise
from antraege.regeln.unerreichbar import check_erreichbarkeit
from antraege.regeln.worte import suggest

Daten = Mapping[str, Any]


def check_regeln(daten: Daten, definition: Definition, heute: date) -> list[Fund]:
    """``daten`` is the JSON of ``definition``, whose structure is in order."""
    known = namen(definition)
    found = [*_conditions(daten, definition, known), *_calculations(daten, definition, known)]
    found += [*_targets(daten, definition), *_fees(daten, definition, known), *_placeholders(daten, definition)]
    if any(one.schwere is Schwere.FEHLER for one in found):
        return found
    teile = parts(definition)
    befunde = check_kreise(teile) or check_erreichbarkeit(teile, known, heute)
    return [*found, *(_fund(daten, one) for one in befunde)]


def conditions_of(definition: Definition) -> Iterator[tuple[Pfad, Json]]:
    """All conditions of a form with their places."""
    for number, schritt in enumerate(definition.schritte):
        pfad: Pfad = ("schritte", number)
        yield (*pfad, "sichtbar_wenn"), schritt.sichtbar_wenn
        for index, one in enumerate(schritt.inhalt):
            yield (*pfad, "inhalt", index, "sichtbar_wenn"), one.sichtbar_wenn
            if isinstance(one, Feld):
                yield (*pfad, "inhalt", index, "pflicht_wenn"), one.pflicht_wenn
        for index, regel in enumerate(schritt.regeln):
            yield (*pfad, "regeln", index, "muss"), regel.muss
    for pfad, _label, condition in _around(definition):
        yield (*pfad, "sichtbar_wenn"), condition


def _around(definition: Definition) -> Iterator[tuple[Pfad, str, Json]]:
    """Fees and documents, each with its condition."""
    for number, gebuehr in enumerate(definition.gebuehren):
        yield ("gebuehren", number), gebuehr.bezeichnung, gebuehr.sichtbar_wenn
    for number, unterlage in enumerate(definition.unterlagen):
        yield ("unterlagen", number), unterlage.titel, unterlage.sichtbar_wenn


def parts(definition: Definition) -> list[Teil]:
    """Steps, fields, notices, fees and documents as the checks of reachability know them."""
    found: list[Teil] = []
    for number, schritt in enumerate(definition.schritte):
        pfad: Pfad = ("schritte", number)
        step = Teil(encoded(pfad), schritt.titel, bedingung=_read(schritt.sichtbar_wenn))
        found.append(step)
        for index, one in enumerate(schritt.inhalt):
            found.append(_part((*pfad, "inhalt", index), one, step))
    return found + [Teil(encoded(pfad), label, bedingung=_read(one)) for pfad, label, one in _around(definition)]


def _part(pfad: Pfad, one: Feld | Hinweis, step: Teil) -> Teil:
    if isinstance(one, Hinweis):
        return Teil(encoded(pfad), _("Hinweis"), bedingung=_read(one.sichtbar_wenn), steht_in=step)
    rule = rechnung(one)
    return Teil(
        encoded(pfad),
        one.beschriftung,
        feld=one.schluessel,
        bedingung=_read(one.sichtbar_wenn),
        steht_in=step,
        pflicht=one.pflicht and one.pflicht_wenn is None and not rule,
        berechnung=rule,
    )


def _read(daten: Json) -> Bedingung | None:
    return Bedingung.from_json(daten)  # type: ignore[arg-type]


def _fund(daten: Daten, befund: Befund, schwere: Schwere = Schwere.FEHLER) -> Fund:
    return at(daten, decoded(befund.stelle), befund.meldung, schwere)


def _conditions(daten: Daten, definition: Definition, known: Mapping[str, Name]) -> Iterator[Fund]:
    for pfad, one in conditions_of(definition):
        try:
            bedingung = _read(one)
        except ValueError:
            yield at(daten, pfad, _("Das ist keine Bedingung: Es fehlt ein Vergleich oder ein Ausdruck."))
            continue
        yield from (_fund(daten, befund) for befund in check_bedingung(encoded(pfad), bedingung, known))


def _calculations(daten: Daten, definition: Definition, known: Mapping[str, Name]) -> Iterator[Fund]:
    for number, schritt in enumerate(definition.schritte):
        for index, one in enumerate(schritt.inhalt):
            if isinstance(one, Feld) and (rule := rechnung(one)):
                pfad: Pfad = ("schritte", number, "inhalt", index, "ausdruck")
                kind = known[one.schluessel].typ
                for befund in check_ausdruck(encoded(pfad), rule, known, ergibt=kind):
                    yield _fund(daten, befund)


def _targets(daten: Daten, definition: Definition) -> Iterator[Fund]:
    """The field at which a rule speaks is one that citizens fill in, in the same step."""
    for number, schritt in enumerate(definition.schritte):
        filled = {one.schluessel for one in schritt.felder if not rechnung(one)}
        for index, regel in enumerate(schritt.regeln):
            pfad: Pfad = ("schritte", number, "regeln", index, "feld")
            if regel.feld not in definition.felder:
                yield at(daten, pfad, _("Es gibt kein Feld „%(feld)s“.") % {"feld": regel.feld})
            elif regel.feld not in filled:
                meldung = _("„%(feld)s“ wird nicht in diesem Schritt ausgefüllt. Wählen Sie ein Feld von hier.")
                yield at(daten, pfad, meldung % {"feld": regel.feld})


def _placeholders(daten: Daten, definition: Definition) -> Iterator[Fund]:
    """Names in braces, in messages and notices, are keys of fields."""
    labels = {key: feld.beschriftung for key, feld in definition.felder.items()}
    for pfad, text in _texts(definition):
        for name in names(text):
            if name not in labels:
                meldung = _("Es gibt kein Feld „%(feld)s“.") % {"feld": name} + suggest(name, labels)
                yield at(daten, pfad, meldung)


def _texts(definition: Definition) -> Iterator[tuple[Pfad, str]]:
    for number, schritt in enumerate(definition.schritte):
        pfad: Pfad = ("schritte", number)
        for index, one in enumerate(schritt.inhalt):
            if isinstance(one, Hinweis):
                yield (*pfad, "inhalt", index, "text"), one.text
        for index, regel in enumerate(schritt.regeln):
            yield (*pfad, "regeln", index, "meldung"), regel.meldung


def _fees(daten: Daten, definition: Definition, known: Mapping[str, Name]) -> Iterator[Fund]:
    for number, gebuehr in enumerate(definition.gebuehren):
        pfad: Pfad = ("gebuehren", number, "betrag")
        if isinstance(gebuehr.betrag, str):
            for befund in check_ausdruck(encoded(pfad), gebuehr.betrag, known, ergibt=Regeltyp.GELD):
                yield _fund(daten, befund)
        elif gebuehr.betrag is not None and (isinstance(gebuehr.betrag, bool) or gebuehr.betrag < 0):
            yield at(daten, pfad, _("Ein Betrag ist eine Zahl in Cent, nicht unter null."))
        if gebuehr.betrag is not None and not gebuehr.quelle:
            meldung = _("Nennen Sie Satzung oder Gesetz, aus dem der Betrag kommt.")
            yield at(daten, pfad[:2], meldung, Schwere.HINWEIS)
