"""The state of the catalogue on one page, and the list behind each of its numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from leistungen.katalog.felder import typed
from leistungen.katalog.forms import AuswahlForm
from leistungen.katalog.tabelle import csv_response
from leistungen.katalog.zugang import KatalogZugangMixin
from leistungen.kennzahlen.modell import Gruppe, Kennzahl, Stand, Zeile, kennzahlen

AUF_EINER_SEITE = 50


@dataclass(frozen=True, slots=True)
class Balken:
    """A line of a figure as it is drawn: its share of the whole in per cent, and the lists it opens."""

    gruppe: Gruppe
    anteil: str
    url: str
    rest_url: str


@dataclass(frozen=True, slots=True)
class Tafel:
    """A figure as the page shows it."""

    kennzahl: Kennzahl
    stand: Stand
    balken: tuple[Balken, ...]
    url: str
    csv_url: str

    @property
    def fehlt(self) -> int:
        return (self.stand.von or 0) - self.stand.zahl

    @property
    def mit_ganzem(self) -> bool:
        """Whether each line is a part of a whole of its own."""
        return any(one.gruppe.von is not None for one in self.balken)


def tafeln(form: AuswahlForm) -> list[Tafel]:
    """All figures of a choice, in the order of the settings."""
    auswahl = form.auswahl
    return [_tafel(kennzahl, kennzahl.stand(auswahl), form.query()) for kennzahl in kennzahlen().values()]


def _tafel(kennzahl: Kennzahl, stand: Stand, query: dict[str, str]) -> Tafel:
    whole = stand.von or stand.zahl
    lines = tuple(
        Balken(
            gruppe,
            f"{100 * gruppe.anzahl / ((gruppe.von if gruppe.von is not None else whole) or 1):.1f}",
            liste_url(kennzahl, gruppe.key, query) if gruppe.anzahl else "",
            liste_url(kennzahl, gruppe.rest, query) if gruppe.von is not None and gruppe.fehlt else "",
        )
        for gruppe in stand.gruppen
    )
    csv_url = liste_url(kennzahl, "", query, name="katalog_liste_csv")
    return Tafel(kennzahl, stand, lines, liste_url(kennzahl, stand.key, query) if stand.zahl else "", csv_url)


def liste_url(kennzahl: Kennzahl, gruppe: str, query: dict[str, str], *, name: str = "katalog_liste") -> str:
    """The address of the list behind a number."""
    return reverse(name, args=[kennzahl.key], query=query | ({"gruppe": gruppe} if gruppe else {}))


class KatalogView(KatalogZugangMixin, TemplateView):
    """Everything at a glance."""

    template_name = "leistungen/katalog/katalog.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = AuswahlForm(self.request.GET)
        return super().get_context_data(**kwargs) | {
            "form": form,
            "ort_text": typed(form, "ort"),
            "tafeln": tafeln(form),
            "stand": timezone.now(),
            "csv_url": reverse("katalog_csv", query=form.query()),
            "pdf_url": reverse("katalog_pdf", query=form.query()),
        }


class ZahlenCsvView(KatalogZugangMixin, View):
    """All figures as a file."""

    def get(self, request: HttpRequest) -> HttpResponse:
        heute = timezone.localdate()
        head = [_("Kennzahl"), _("Zeile"), _("Anzahl"), _("von"), _("Stand"), _("Auswahl")]
        form = AuswahlForm(request.GET)
        return csv_response(f"katalog-{heute:%Y-%m-%d}", head, _lines(form, heute))


def _lines(form: AuswahlForm, heute: date) -> list[tuple[Any, ...]]:
    """A line for each number; the figure's own has no name of a line."""
    chosen = ", ".join(form.in_words)
    found: list[tuple[Any, ...]] = []
    for tafel in tafeln(form):
        titel, stand = tafel.kennzahl.titel, tafel.stand
        found.append((titel, tafel.kennzahl.name, stand.zahl, stand.von, heute, chosen))
        found += [(titel, one.titel, one.anzahl, one.von, heute, chosen) for one in stand.gruppen]
    return found


class ListeMixin(KatalogZugangMixin):
    """The list behind a number: which figure, which line, which choice."""

    kennzahl: Kennzahl
    form: AuswahlForm
    gruppe: str
    gruppe_titel: str
    gruppen: Sequence[Gruppe]

    def read(self, request: HttpRequest, key: str) -> Sequence[Zeile]:
        found = kennzahlen().get(key)
        if found is None:
            raise Http404(f"Keine Kennzahl {key}")
        self.kennzahl, self.form = found, AuswahlForm(request.GET)
        auswahl = self.form.auswahl
        stand = found.stand(auswahl)
        self.gruppe, self.gruppen = request.GET.get("gruppe", ""), stand.gruppen
        titel = found.titel_of(stand, self.gruppe)
        if titel is None:  # nothing waits there any more, or never did
            self.gruppe_titel = ""
            return []
        self.gruppe_titel = titel
        return found.zeilen(auswahl, self.gruppe)

    @property
    def kopf(self) -> list[Any]:
        return [_("Leistung"), *self.kennzahl.spalten]


class ListeView(ListeMixin, TemplateView):
    """A list, page by page."""

    template_name = "leistungen/katalog/liste.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = self.read(self.request, self.kwargs["kennzahl"])
        seite = Paginator(found, AUF_EINER_SEITE).get_page(self.request.GET.get("seite"))
        query = self.form.query()
        return super().get_context_data(**kwargs) | {
            "kennzahl": self.kennzahl,
            "form": self.form,
            "ort_text": typed(self.form, "ort"),
            "gruppe": self.gruppe,
            "gruppe_titel": self.gruppe_titel,
            "gruppen": self.gruppen,
            "kopf": self.kopf,
            "zeilen": [(zeile, list(zip(self.kennzahl.spalten, zeile.zellen, strict=True))) for zeile in seite],
            "seite": seite,
            "vorige": self._page_url(seite.number - 1) if seite.has_previous() else "",
            "naechste": self._page_url(seite.number + 1) if seite.has_next() else "",
            "katalog_url": reverse("katalog", query=query),
            "csv_url": liste_url(self.kennzahl, self.gruppe, query, name="katalog_liste_csv"),
            "ohne_auswahl": liste_url(self.kennzahl, "", {}),
        }

    def _page_url(self, number: int) -> str:
        return liste_url(self.kennzahl, self.gruppe, self.form.query(seite=number))


class ListeCsvView(ListeMixin, View):
    """A whole list as a file."""

    def get(self, request: HttpRequest, kennzahl: str) -> HttpResponse:
        rows = ([zeile.titel, *zeile.zellen] for zeile in self.read(request, kennzahl))
        return csv_response(f"katalog-{kennzahl}-{timezone.localdate():%Y-%m-%d}", self.kopf, rows)
