"""The screen "Suche": what people look for, what they do not find, and how that has been going."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from leistungen.schreibtisch.tisch import TischView
from search import auswertung, indexing, protokoll
from search.analysis import words
from search.auswertung import Zeile, Zeitraum
from search.models import LONGEST, Synonym
from search.queries import Suchanfrage, suche
from search.regeln import expression_key, regeln
from search.schreibtisch.ausweichen import present_failure
from search.schreibtisch.saeulen import Saeulen
from search.schreibtisch.wirkung import Antwort

TAGE = {30: 1, 90: auswertung.WOCHE}  # a period, and how many of its days are one column
ROWS = 25


def may_see(user: Any) -> bool:
    """Whether somebody keeps the synonyms and so may see what they are needed for."""
    return any(user.has_perm(f"search.{action}_synonym") for action in ("add", "change", "delete"))


@dataclass(frozen=True, slots=True)
class Suchzeile:
    """A term of a list, with what can be done about it.

    ``synonym`` is the row that gives it a meaning already, ``findet`` what the search finds now.
    """

    zeile: Zeile
    synonym: int | None = None
    findet: Antwort | None = None

    @property
    def synonym_url(self) -> str:
        return reverse("synonyme:edit", args=[self.synonym]) if self.synonym else self._form("synonyme:add", "wort")

    @property
    def anheften_url(self) -> str:
        return self._form("anheftungen:add", "ausdruck")

    @property
    def suche_url(self) -> str:
        return f"{reverse('suche')}?{urlencode({'q': self.zeile.begriff, 'ort': ''})}"

    def _form(self, name: str, field: str) -> str:
        if len(words(self.zeile.begriff)) > LONGEST:
            return ""
        return f"{reverse(name)}?{urlencode({field: self.zeile.begriff})}"


class SucheView(TischView):
    """With ``?tage=90`` over all the time that is kept."""

    template_name = "verwaltung/suche.html"
    page_title = _("Was gesucht wird")
    header_icon = "search"

    def test_func(self) -> bool:
        return may_see(self.request.user)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        wanted = request.GET.get("tage", "")
        self.tage = int(wanted) if wanted.isdecimal() and int(wanted) in TAGE else next(iter(TAGE))

    @cached_property
    def zeitraeume(self) -> list[Zeitraum]:
        return auswertung.over_time(timezone.localdate(), self.tage, TAGE[self.tage])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        heute = timezone.localdate()
        often, missed = (read(heute, self.tage, ROWS) for read in (auswertung.most_searched, auswertung.without_result))
        synonyms = {expression_key(wort): pk for pk, wort in Synonym.objects.values_list("pk", "wort")}
        return super().get_context_data(**kwargs) | {
            "stoerung": present_failure(),
            "tage": self.tage,
            "andere_tage": [tage for tage in TAGE if tage != self.tage],
            "je_woche": TAGE[self.tage] > 1,
            "zeitraeume": self.zeitraeume,
            "zusammen": auswertung.summed(self.zeitraeume),
            "haelften": self._halves(),
            "suchen": Saeulen.of(self.zeitraeume, numbers),
            "anteile": Saeulen.of(self.zeitraeume, share),
            "ohne": rows(missed, synonyms, current_answers(missed)),
            "haeufig": rows(often, synonyms),
            "least_times": protokoll.LEAST_TIMES,
            "least_days": protokoll.LEAST_DAYS,
            "kept": protokoll.KEPT.days,
        }

    def _halves(self) -> tuple[Zeitraum, Zeitraum]:
        middle = len(self.zeitraeume) // 2
        return auswertung.summed(self.zeitraeume[:middle]), auswertung.summed(self.zeitraeume[middle:])


def numbers(zeitraum: Zeitraum) -> Iterable[tuple[str, float]]:
    return [("ohne", zeitraum.ohne), ("vermutet", zeitraum.vermutet), ("gefunden", zeitraum.gefunden)]


def share(zeitraum: Zeitraum) -> Iterable[tuple[str, float]]:
    part = 100 / zeitraum.suchen if zeitraum.suchen else 0
    return [("ohne", zeitraum.ohne * part), ("vermutet", zeitraum.vermutet * part)]


def rows(
    zeilen: Iterable[Zeile], synonyms: Mapping[str, int], answers: Mapping[str, Antwort] | None = None
) -> list[Suchzeile]:
    return [
        Suchzeile(one, synonyms.get(expression_key(one.begriff)), (answers or {}).get(one.begriff)) for one in zeilen
    ]


@indexing.while_missing(lambda zeilen: {})
def current_answers(zeilen: Iterable[Zeile]) -> dict[str, Antwort]:
    """What each finds by now: somebody may have helped. Nothing while the index is not to be had."""
    engine, rules = indexing.current(at_once=False), regeln()
    return {one.begriff: Antwort.of(suche(Suchanfrage(one.begriff), engine, rules)) for one in zeilen}
