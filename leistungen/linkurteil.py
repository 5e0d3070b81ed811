"""When a link counts as dead. Pure: what came back and what was known before → what is known now."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto

from leistungen.enums import Linkstand

FAILURES = 3  # without an answer, at least
FOR = timedelta(days=2)  # so long, at least
GONE = 2  # times that a server itself said so

AGAIN_GOOD = timedelta(days=7)
AGAIN_UNCLEAR = timedelta(days=30)
AGAIN_GONE = timedelta(hours=6)
AGAIN_FAILED = timedelta(days=1)


class Art(Enum):
    """What came back. ``UNKLAR``: the server, or we, would rather not say."""

    DA = auto()
    UMGEZOGEN = auto()
    FORT = auto()
    FEHLER = auto()
    UNKLAR = auto()


@dataclass(frozen=True, slots=True)
class Urteil:
    """What is known of an address. ``seit``: since when it fails."""

    stand: str = Linkstand.NEU
    fehlversuche: int = 0
    seit: datetime | None = None
    naechste: datetime | None = None


def judge(before: Urteil, art: Art, now: datetime) -> Urteil:
    """The judgement after one more look."""
    if art in {Art.DA, Art.UMGEZOGEN}:
        return Urteil(Linkstand.GUT if art is Art.DA else Linkstand.UMGEZOGEN, naechste=now + AGAIN_GOOD)
    if art is Art.UNKLAR:
        return Urteil(Linkstand.GUT, naechste=now + AGAIN_UNCLEAR)
    since = before.seit or now
    failed = replace(before, fehlversuche=before.fehlversuche + 1, seit=since)
    gone = art is Art.FORT and failed.fehlversuche >= GONE
    dead = before.stand == Linkstand.TOT or gone or (failed.fehlversuche >= FAILURES and now - since >= FOR)
    again = AGAIN_GONE if art is Art.FORT and not dead else AGAIN_FAILED
    return replace(failed, stand=Linkstand.TOT if dead else Linkstand.GESTOERT, naechste=now + again)
