"""What an application holds, all of it encrypted together. Never changed in place: each step makes a new one. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any, Self

from antraege.feldtypen import Json

Antworten = Mapping[str, Json]
Roh = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Inhalt:
    """``antworten``: key of a field → exported value. ``roh``: by step, what was typed and is not right yet, by input.
    ``fertig``: the steps that were left by "Weiter".

    ``hinweis`` says which data protection notice was read (``fassung``) and when (``am``). In a draft also
    ``abdruecke`` (SHA-256 of its files by ``kennung``) and ``umzug`` (what a newer state of the form has changed); in
    what was sent, ``posten`` (the fees as they were). ``versuch`` says of a trial which example case it was opened with
    (``fall``), and on which day that is filled in (``tag``).
    """

    antworten: Antworten = field(default_factory=dict)
    roh: Mapping[str, Roh] = field(default_factory=dict)
    fertig: tuple[str, ...] = ()
    hinweis: Mapping[str, str] | None = None
    abdruecke: Mapping[str, str] = field(default_factory=dict)
    umzug: Mapping[str, Any] | None = None
    posten: tuple[Mapping[str, Any], ...] = ()
    versuch: Mapping[str, str] | None = None

    @classmethod
    def from_json(cls, daten: Mapping[str, Any]) -> Self:
        known = {name: daten[name] for name in (one.name for one in fields(cls)) if name in daten}
        return cls(**known | {name: tuple(known[name]) for name in ("fertig", "posten") if name in known})

    def to_json(self) -> dict[str, Any]:
        return {one.name: value for one in fields(self) if (value := getattr(self, one.name))}

    @property
    def ist_leer(self) -> bool:
        return not self.antworten and not self.roh

    @property
    def stichtag(self) -> date | None:
        """The day on which it is filled in, if that is not today."""
        return date.fromisoformat(self.versuch["tag"]) if self.versuch else None

    def roh_of(self, schritt: str) -> Roh:
        return self.roh.get(schritt, {})

    def with_antworten(self, neu: Antworten) -> Self:
        """Those of other fields stay. ``None`` takes an answer away."""
        return replace(self, antworten=merged(self.antworten, neu))

    def with_schritt(self, schritt: str, *, roh: Roh, fertig: bool) -> Self:
        """What was typed in a step and is not right yet, and whether it was left by "Weiter"."""
        others = {key: typed for key, typed in self.roh.items() if key != schritt}
        done = tuple(one for one in self.fertig if one != schritt)
        return replace(
            self,
            roh=others | ({schritt: roh} if roh else {}),
            fertig=(*done, schritt) if fertig else done,
        )


def merged(antworten: Antworten, neu: Antworten) -> dict[str, Json]:
    """``None`` takes an answer away."""
    return {key: value for key, value in {**antworten, **neu}.items() if value is not None}
