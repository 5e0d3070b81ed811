"""How a Leistung reads at two places, side by side."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from cms.orte import Ort, verzeichnis
from leistungen.adressen import leistung_url
from leistungen.enums import Rolle
from leistungen.fassung import Fassung, NichtAngebotenError, Zustaendig, fassung
from leistungen.katalog.felder import LeistungField, OrtField, typed
from leistungen.katalog.wortlaute import Absaetze
from leistungen.katalog.zugang import KatalogZugangMixin
from leistungen.textmodule import NACH_KEY, REIHENFOLGE
from leistungen.vererbung import Abschnitt
from leistungen.vergleich import GLEICH, NEU, WEG, compare, paragraphs
from leistungen.worte import as_html
from theme.forms import KernForm


@dataclass(frozen=True, slots=True)
class Seite:
    """One of the two: the text of a section by paragraph, and who wrote it."""

    absaetze: Absaetze
    von: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Zeilenpaar:
    """A section at both places."""

    key: str
    titel: str
    links: Seite
    rechts: Seite
    gleich: bool


@dataclass(frozen=True, slots=True)
class Ortsseite:
    """What the page says of one of the places. Without ``fassung`` the Leistung is not offered there."""

    ort: Ort
    url: str
    fassung: Fassung | None


class VergleichForm(KernForm):
    """Which Leistung, and which places."""

    leistung = LeistungField(label=gettext_lazy("Leistung"))
    ort = OrtField()
    mit = OrtField()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("ort") and cleaned.get("ort") == cleaned.get("mit"):
            self.add_error("mit", _("Das ist zweimal derselbe Ort. Nennen Sie einen anderen."))
        return cleaned


class VergleichView(KatalogZugangMixin, TemplateView):
    """Asks for what is missing; shows the comparison once all is chosen."""

    template_name = "leistungen/katalog/vergleich.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = VergleichForm(self.request.GET or None)
        context = super().get_context_data(**kwargs) | {
            "form": form,
            "ort_text": _text(form, self.request, "ort"),
            "mit_text": _text(form, self.request, "mit"),
        }
        if not form.is_valid():
            return context
        chosen = form.cleaned_data
        left, right = (side(chosen["leistung"], chosen[name]) for name in ("ort", "mit"))
        paare = pairs(left.fassung, right.fassung) if left.fassung and right.fassung else []
        return context | {
            "links": left,
            "rechts": right,
            "paare": paare,
            "orte": (left, right),
            "verschieden": [one for one in paare if not one.gleich],
            "gleich": [one for one in paare if one.gleich],
            "titel": next((one.fassung.titel for one in (left, right) if one.fassung), ""),
        }


def _text(form: VergleichForm, request: HttpRequest, name: str) -> str:
    return typed(form, name) if form.is_bound else request.GET.get(name, "")


def side(slug: str, ort: Ort) -> Ortsseite:
    """A Leistung as it reads at a place. Two queries."""
    url = leistung_url(slug, "" if ort.hoheitlich else ort.slug)
    try:
        return Ortsseite(ort, url, fassung(slug, ort))
    except NichtAngebotenError:
        return Ortsseite(ort, url, None)


def pairs(left: Fassung, right: Fassung) -> list[Zeilenpaar]:
    """Every section that either place has, in the order of the page, and who is responsible."""
    found = [_pair(key, left.abschnitt(key), right.abschnitt(key)) for key in REIHENFOLGE]
    return [*(one for one in found if one), _offices(left, right)]


def _pair(key: str, left: Abschnitt | None, right: Abschnitt | None) -> Zeilenpaar | None:
    if left is None and right is None:
        return None
    modul = NACH_KEY[key]
    return _marked(key, str(modul.titel), (_html(left), _writers(left)), (_html(right), _writers(right)))


def _marked(key: str, titel: str, left: tuple[str, tuple[str, ...]], right: tuple[str, tuple[str, ...]]) -> Zeilenpaar:
    lines = compare(left[0], right[0])
    return Zeilenpaar(
        key=key,
        titel=titel,
        links=Seite(paragraphs(one for one in lines if one.art != NEU), left[1]),
        rechts=Seite(paragraphs(one for one in lines if one.art != WEG), right[1]),
        gleich=all(one.art == GLEICH for one in lines),
    )


def _html(abschnitt: Abschnitt | None) -> str:
    return as_html(abschnitt.modul, (teil.text.inhalt for teil in abschnitt.teile)) if abschnitt else ""


def _writers(abschnitt: Abschnitt | None) -> tuple[str, ...]:
    orte = verzeichnis().by_id
    return tuple(dict.fromkeys(orte[teil.gebiet].bezeichnung for teil in abschnitt.teile)) if abschnitt else ()


def _offices(left: Fassung, right: Fassung) -> Zeilenpaar:
    """The responsible offices as lines that can be compared."""
    return _marked("zustaendig", _("Wer zuständig ist"), (_office_lines(left), ()), (_office_lines(right), ()))


def _office_lines(found: Fassung) -> str:
    return format_html_join("", "<p>{}</p>", ((_office(one),) for one in found.zustaendig))


def _office(one: Zustaendig) -> str:
    stelle = one.stelle
    said = f"{Rolle(one.rolle).label}: {stelle['name']}", stelle["verwaltung"], stelle["telefon"]
    return " · ".join(filter(None, said))
