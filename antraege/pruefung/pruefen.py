"""All that is wrong with a form, or worth a look."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from antraege.definition import Definition
from antraege.pruefung.aufbau import check_aufbau
from antraege.pruefung.faelle import Fall, check_coverage, check_faelle, run
from antraege.pruefung.fund import Fund, stops
from antraege.pruefung.regelpruefung import check_regeln
from antraege.pruefung.stellen import at


def examine(daten: Mapping[str, Any], heute: date, land: str) -> list[Fund]:
    """``daten``: the JSON of a definition, with its example cases under ``faelle``. What stops comes first."""
    found = examine_structure(daten, heute)
    if stops(found):
        return found
    definition = Definition.from_json(daten)
    faelle, wrong = read_faelle(daten)
    if wrong:
        return [*wrong, *found]
    ergebnisse = run(definition, faelle, land)
    return [*check_faelle(daten, ergebnisse), *found, *check_coverage(daten, definition, ergebnisse)]


def examine_structure(daten: Mapping[str, Any], heute: date) -> list[Fund]:
    """The same without its cases: whether it can be filled in at all."""
    found = list(check_aufbau(daten))
    if stops(found):
        return found
    try:
        definition = Definition.from_json(daten)
    except (KeyError, TypeError, ValueError) as error:
        return [Fund((), "", _("Das Formular ist nicht lesbar: %(was)s") % {"was": error})]
    return check_regeln(daten, definition, heute)


def read_faelle(daten: Mapping[str, Any]) -> tuple[Sequence[Fall], list[Fund]]:
    """The example cases, and what is none."""
    faelle, wrong = [], []
    for number, one in enumerate(daten.get("faelle", ())):
        try:
            faelle.append(Fall.from_json(one))
        except (KeyError, TypeError, ValueError):
            meldung = _("Der Beispielfall ist nicht lesbar. Er braucht Namen, Tag und Antworten.")
            wrong.append(at(daten, ("faelle", number), meldung))
    return faelle, wrong
