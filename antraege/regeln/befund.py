"""What is found wrong with the rules of a form, and the parts of a form that rules stand at."""

from collections.abc import Iterator
from dataclasses import dataclass

from antraege.regeln.bedingung import Bedingung


@dataclass(frozen=True, slots=True)
class Befund:
    """``stelle`` is where editors find the rule, in whatever words the caller names places by."""

    stelle: str
    meldung: str


@dataclass(frozen=True, slots=True, eq=False)
class Teil:
    """A step, field, fee item … of a form. It is shown when its condition and those of what it stands in are met.

    ``feld``: its key, if it is a field. ``pflicht``: it must be filled in whenever it is shown. ``berechnung``: the
    expression that a calculated field's value comes from.
    """

    stelle: str
    beschriftung: str
    feld: str = ""
    bedingung: Bedingung | None = None
    steht_in: "Teil | None" = None
    pflicht: bool = False
    berechnung: str = ""

    def and_what_it_stands_in(self) -> Iterator["Teil"]:
        teil: Teil | None = self
        while teil is not None:
            yield teil
            teil = teil.steht_in
