"""Says which parts of a form can never be shown, and what contradicts what."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from antraege.regeln import worte
from antraege.regeln.bedingung import Name, Vergleich
from antraege.regeln.befund import Befund, Teil
from antraege.regeln.erreichbarkeit import Anspruch, Erreichbarkeit
from antraege.regeln.kreise import check_kreise
from antraege.regeln.pruefen import find_name


def check_erreichbarkeit(teile: Iterable[Teil], namen: Mapping[str, Name], heute: date) -> list[Befund]:
    """To be asked when the other checks found nothing. What stands in a part that is never shown is not told apart."""
    teile = list(teile)
    if check_kreise(teile):
        return []
    pruefung = Erreichbarkeit(teile, namen, heute)
    never = {teil for teil in teile if not pruefung.is_reachable(teil)}
    return [
        Befund(teil.stelle, _tell(teil, never, pruefung, namen))
        for teil in teile
        if teil in never and teil.steht_in not in never
    ]


def _tell(teil: Teil, never: set[Teil], pruefung: Erreichbarkeit, namen: Mapping[str, Name]) -> str:
    head = (
        _("Das Pflichtfeld „%(teil)s“ kann nie erscheinen.") if teil.pflicht else _("„%(teil)s“ kann nie erscheinen.")
    )
    return f"{head % {'teil': teil.beschriftung}} {_why(teil, never, pruefung, namen)}"


def _why(teil: Teil, never: set[Teil], pruefung: Erreichbarkeit, namen: Mapping[str, Name]) -> str:
    needed = pruefung.needed(teil)
    if hidden := next((one for one in never if one in needed), None):
        return _("Es hängt von „%(feld)s“ ab, das nie erscheint.") % {"feld": hidden.beschriftung}
    clauses = [_clause(one, teil, pruefung, namen) for one in pruefung.contradiction(teil)]
    if len(clauses) == 1:
        return _("Das trifft nie zu: %(bedingung)s.") % {"bedingung": clauses[0]}
    both = (" " + _("und") + " ").join(clauses)
    return _("Das müsste zugleich gelten, schließt sich aber aus: %(bedingungen)s.") % {"bedingungen": both}


def _clause(anspruch: Anspruch, teil: Teil, pruefung: Erreichbarkeit, namen: Mapping[str, Name]) -> str:
    forderung = anspruch.forderung
    vergleiche = [forderung] if isinstance(forderung, Vergleich) else forderung.vergleiche
    words = (" " + _("oder") + " ").join(_say(one, pruefung, namen) for one in vergleiche)
    if anspruch.teil is teil:
        return words
    return _("%(bedingung)s (Bedingung von „%(teil)s“)") % {"bedingung": words, "teil": anspruch.teil.beschriftung}


def _say(vergleich: Vergleich, pruefung: Erreichbarkeit, namen: Mapping[str, Name]) -> str:
    name = find_name(vergleich.feld, namen)
    words = worte.say(vergleich, name) if name else vergleich.feld
    if vergleich.vergleich == "ist_leer" and pruefung.is_required(vergleich.name):
        words += _(", ist aber ein Pflichtfeld")
    return words
