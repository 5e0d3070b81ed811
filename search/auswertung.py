"""What editors learn from the log: only what ``search.protokoll`` lets others see, and never anything of today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet, Sum

from search.models import Fehlsuche, Suchbegriff, Suchtag
from search.protokoll import often_enough

WOCHE = 7


@dataclass(frozen=True, slots=True)
class Zeile:
    """How often a term was looked for in a period: in its first half, and in its second."""

    begriff: str
    davor: int
    danach: int

    @property
    def anzahl(self) -> int:
        return self.davor + self.danach


@dataclass(frozen=True, slots=True)
class Zeitraum:
    """The numbers of a day, or of a week."""

    von: date
    bis: date
    suchen: int = 0
    ohne: int = 0
    vermutet: int = 0

    @property
    def gefunden(self) -> int:
        return max(0, self.suchen - self.ohne - self.vermutet)

    @property
    def anteil(self) -> float:
        """Of a hundred searches, those that led nowhere or to guesses."""
        return 100 * (self.ohne + self.vermutet) / self.suchen if self.suchen else 0.0


def most_searched(heute: date, tage: int, most: int) -> list[Zeile]:
    """The terms that were looked for most often, up to yesterday."""
    rows = _counted(Suchbegriff.objects.all(), "begriff", heute, tage)
    return [Zeile(row["begriff"], row["davor"] or 0, row["danach"] or 0) for row in rows[:most]]


def without_result(heute: date, tage: int, most: int) -> list[Zeile]:
    """The searches that most often led nowhere; only those whose words are known."""
    known = Fehlsuche.objects.exclude(begriff="")
    names = dict(known.values_list("spur", "begriff"))
    rows = _counted(Fehlsuche.objects.filter(spur__in=known.values("spur")), "spur", heute, tage)
    found = [Zeile(names[row["spur"]], row["davor"] or 0, row["danach"] or 0) for row in rows]
    return sorted(found, key=lambda one: (-one.anzahl, one.begriff))[:most]


def _counted(rows: QuerySet[Any], field: str, heute: date, tage: int) -> QuerySet[Any]:
    """By ``field``, what was counted often enough in the period, and how much of it in which half."""
    first, middle = heute - timedelta(days=tage), heute - timedelta(days=tage // 2)
    return often_enough(rows, field, first, heute).annotate(
        davor=Sum("anzahl", filter=Q(tag__lt=middle)), danach=Sum("anzahl", filter=Q(tag__gte=middle))
    )


def over_time(heute: date, tage: int, schritt: int = 1) -> list[Zeitraum]:
    """The numbers of each day up to yesterday, or of every ``schritt`` days; the oldest, of what is left, first."""
    days = [heute - timedelta(days=ago) for ago in range(tage, 0, -1)]
    by_day = {row.tag: row for row in Suchtag.objects.filter(tag__gte=days[0], tag__lt=heute)}
    left = tage % schritt
    chunks = [days[:left], *(days[start : start + schritt] for start in range(left, tage, schritt))]
    return [_together(chunk, by_day) for chunk in chunks if chunk]


def _together(days: list[date], by_day: dict[date, Suchtag]) -> Zeitraum:
    return Zeitraum(days[0], days[-1], *_sums(by_day[day] for day in days if day in by_day))


def _sums(rows: Iterable[Suchtag]) -> tuple[int, int, int]:
    every = list(rows)
    return sum(row.suchen for row in every), sum(row.ohne for row in every), sum(row.vermutet for row in every)


def summed(zeitraeume: list[Zeitraum]) -> Zeitraum:
    """Several as one."""
    return Zeitraum(
        zeitraeume[0].von,
        zeitraeume[-1].bis,
        sum(one.suchen for one in zeitraeume),
        sum(one.ohne for one in zeitraeume),
        sum(one.vermutet for one in zeitraeume),
    )
