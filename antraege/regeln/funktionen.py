"""What expressions can call beyond CEL itself, in the words of an office."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache, partial
from math import ceil
from typing import Any

from django.utils.translation import gettext_lazy as _

from antraege.regeln import kalender


@dataclass(frozen=True, slots=True)
class Funktion:
    """``aufruf`` shows how it is written; one ``mit_land`` is given the Land before its other arguments."""

    aufruf: str
    beschreibung: Any
    rechnen: Callable[..., Any]
    mit_land: bool = False

    @property
    def name(self) -> str:
        return self.aufruf.partition("(")[0]

    def for_land(self, land: str) -> Callable[..., Any]:
        return partial(self.rechnen, land) if self.mit_land else self.rechnen


def as_regelwert(tag: date) -> datetime:
    """A day as expressions see it."""
    return datetime(tag.year, tag.month, tag.day, tzinfo=UTC)


@lru_cache(maxsize=1024)
def read_datum(text: str) -> datetime:
    """Read "2026-12-31" or "31.12.2026". Raises ``ValueError`` for anything else."""
    if "." in text:
        tag, monat, jahr = text.split(".")
        return datetime(int(jahr), int(monat), int(tag), tzinfo=UTC)
    return as_regelwert(date.fromisoformat(text))


def cents(euro: int | float) -> int:
    return rounded(Decimal(str(euro)) * 100)


def rounded(wert: Decimal) -> int:
    """As merchants round: a half goes up. Raises ``ValueError`` for what has no end."""
    try:
        return int(wert.to_integral_value(ROUND_HALF_UP))
    except OverflowError:
        raise ValueError(wert) from None


def _percent(satz: int | float, betrag: int) -> int:
    return rounded(Decimal(str(satz)) * betrag / 100)


def _times(menge: int | float, betrag: int) -> int:
    return rounded(Decimal(str(menge)) * betrag)


def _begun(menge: int | float, einheit: int | float) -> int:
    """Decimals are counted as they are written: three times 0.1 begins no fourth."""
    return ceil(Decimal(str(menge)) / Decimal(str(einheit)))


def _sum(liste: Sequence[Any], feld: str = "") -> int | float:
    if feld:
        liste = [zeile[feld] for zeile in liste if zeile.get(feld) is not None]
    if any(isinstance(one, float) for one in liste):
        return float(sum(Decimal(str(one)) for one in liste))
    return sum(liste)


def _werktage(land: str, von: datetime, bis: datetime) -> int:
    return kalender.werktage(von.date(), bis.date(), land)


def _arbeitstage(land: str, von: datetime, bis: datetime) -> int:
    return kalender.arbeitstage(von.date(), bis.date(), land)


def _is_feiertag(land: str, tag: datetime) -> bool:
    return kalender.is_feiertag(tag.date(), land)


FUNKTIONEN: Mapping[str, Funktion] = {
    funktion.name: funktion
    for funktion in (
        Funktion("tage(Anzahl)", _("So viele Tage, zum Beispiel heute + tage(14)."), lambda n: timedelta(days=n)),
        Funktion("wochen(Anzahl)", _("So viele Wochen."), lambda n: timedelta(weeks=n)),
        Funktion(
            "plus_monate(Tag, Anzahl)",
            _("Der gleiche Tag so viele Monate später; 12 Monate sind ein Jahr, eine negative Anzahl rechnet zurück."),
            lambda tag, anzahl: as_regelwert(kalender.months_later(tag.date(), anzahl)),
        ),
        Funktion('datum("31.12.2026")', _("Ein fester Tag."), read_datum),
        Funktion(
            "werktage(von, bis)",
            _("Tage nach „von“ bis einschließlich „bis“ ohne Sonntage und gesetzliche Feiertage; Samstage zählen mit."),
            _werktage,
            mit_land=True,
        ),
        Funktion(
            "arbeitstage(von, bis)",
            _("Montage bis Freitage nach „von“ bis einschließlich „bis“, ohne gesetzliche Feiertage."),
            _arbeitstage,
            mit_land=True,
        ),
        Funktion(
            "kalendertage(von, bis)",
            _("Alle Tage nach „von“ bis einschließlich „bis“."),
            lambda von, bis: kalender.kalendertage(von.date(), bis.date()),
        ),
        Funktion(
            "monate(von, bis)",
            _("Volle Monate zwischen zwei Tagen."),
            lambda von, bis: kalender.monate(von.date(), bis.date()),
        ),
        Funktion(
            "jahre(von, bis)",
            _("Volle Jahre zwischen zwei Tagen, zum Beispiel das Alter: jahre(geburtsdatum, heute)."),
            lambda von, bis: kalender.jahre(von.date(), bis.date()),
        ),
        Funktion("jahr(Tag)", _("Das Jahr eines Tages als Zahl."), lambda tag: tag.year),
        Funktion("monat(Tag)", _("Der Monat eines Tages als Zahl von 1 bis 12."), lambda tag: tag.month),
        Funktion("wochentag(Tag)", _("Der Wochentag von 1 (Montag) bis 7 (Sonntag)."), lambda tag: tag.isoweekday()),
        Funktion(
            "feiertag(Tag)",
            _("Ob der Tag ein gesetzlicher Feiertag ist; Sonntage zählen nur, wenn sie selbst einer sind."),
            _is_feiertag,
            mit_land=True,
        ),
        Funktion("euro(Betrag)", _("Ein fester Geldbetrag, zum Beispiel euro(12.50)."), cents),
        Funktion("prozent(Satz, Betrag)", _("So viel Prozent von einem Betrag, kaufmännisch gerundet."), _percent),
        Funktion(
            "mal(Menge, Betrag)",
            _("Ein Betrag mal eine Menge, auch eine Kommazahl; kaufmännisch auf ganze Cent gerundet."),
            _times,
        ),
        Funktion(
            "runden(Zahl)", _("Die nächste ganze Zahl, ab ,5 die größere."), lambda zahl: rounded(Decimal(str(zahl)))
        ),
        Funktion("aufrunden(Zahl)", _("Die nächste ganze Zahl nach oben."), ceil),
        Funktion("angefangen(Menge, Einheit)", _("Wie viele angefangene Einheiten in der Menge stecken."), _begun),
        Funktion(
            'summe(Liste, "feld")',
            _("Die Summe eines Feldes über alle Zeilen; Zeilen ohne Angabe zählen nicht mit."),
            _sum,
        ),
        Funktion("kleinster(a, b)", _("Der kleinere von zwei Werten."), min),
        Funktion("groesster(a, b)", _("Der größere von zwei Werten."), max),
        Funktion("laenge(Wert)", _("Anzahl der Zeichen eines Textes oder der Zeilen einer Liste."), len),
        Funktion("angegeben(feld)", _("Ob das Feld ausgefüllt ist."), lambda wert: wert not in (None, "", [])),
    )
}
