"""Rules that hang on each other in a circle, so that nobody could say what holds."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from antraege.regeln.ausdruck import Ausdruck, RegelError
from antraege.regeln.befund import Befund, Teil


def check_kreise(teile: Iterable[Teil]) -> list[Befund]:
    """Each circle once: what is shown, or calculated, depending on itself.

    A part hangs on the fields its condition and its calculation ask, and on what it stands in: in a hidden step all
    fields count as not given.
    """
    teile = list(teile)
    of_feld = {teil.feld: teil for teil in teile if teil.feld}
    needs = {teil: _needs(teil, of_feld) for teil in teile}
    found, done = [], set[Teil]()
    for teil in teile:
        circle = _circle(teil, needs, done)
        if circle:
            found.append(Befund(circle[0].stelle, _tell(circle)))
            done.update(circle)
    return found


def _needs(teil: Teil, of_feld: Mapping[str, Teil]) -> list[Teil]:
    names = list(teil.bedingung.namen) if teil.bedingung and _readable(teil.bedingung.cel) else []
    if teil.berechnung and _readable(teil.berechnung):
        names += Ausdruck(teil.berechnung).namen
    found = [of_feld[name] for name in dict.fromkeys(names) if name in of_feld]
    return [teil.steht_in, *found] if teil.steht_in else found


def _readable(quelle: str | None) -> bool:
    try:
        return quelle is None or bool(Ausdruck(quelle))
    except RegelError:  # is told where the expression itself is checked
        return False


def _circle(start: Teil, needs: Mapping[Teil, Sequence[Teil]], done: set[Teil]) -> list[Teil]:
    """The shortest way from a part back to itself that meets none of ``done``; empty if there is none."""
    ways = [[start]] if start not in done else []
    seen = set[Teil]()
    for way in ways:  # grows while it runs: breadth first
        for one in needs.get(way[-1], ()):
            if one is start:
                return way
            if one not in seen and one not in done:
                seen.add(one)
                ways.append([*way, one])
    return []


def _tell(circle: Sequence[Teil]) -> str:
    if len(circle) == 1:
        return _("„%(teil)s“ hängt von sich selbst ab. Ändern Sie die Regel.") % {"teil": circle[0].beschriftung}
    steps = [_step(one, after) for one, after in zip(circle, [*circle[1:], circle[0]], strict=True)]
    return _("Diese Regeln drehen sich im Kreis: %(kreis)s. Ändern Sie eine davon.") % {"kreis": ", ".join(steps)}


def _step(teil: Teil, needed: Teil) -> str:
    words = _("„%(teil)s“ hängt von „%(von)s“ ab")
    if teil.steht_in is needed:
        words = _("„%(teil)s“ steht in „%(von)s“")
    return words % {"teil": teil.beschriftung, "von": needed.beschriftung}
