"""How a Leistung reads at two places, side by side."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from cms.orte import Ort, verzeichnis
from leistungen.adressen import leistung_url
from leistungen.enums import Rolle
from leistungen.fassung import Fassung, NichtAngebotenError, Zustaendig, fassung
from leistungen.katalog.anmerkungen import anmerken_url
from leistungen.katalog.felder import LeistungField, OrtField, typed
from leistungen.katalog.wortlaute import Absaetze
from leistungen.katalog.zugang import KatalogZugangMixin
from leistungen.textmodule import NACH_KEY, REIHENFOLGE
from leistungen.vergleich import GLEICH, NEU, WEG, compare, paragraphs
from leistungen.worte import as_html
from theme.forms import KernForm


@dataclass(frozen=True, slots=True)
class Seite:
    """One of the two: the text of a section by paragraph, and who wrote it."""

    absaetze: Absaetze
    von: tuple[str, ...]
    anmerken: str


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
            "ort_text": typed(form, "ort"),
            "mit_text": typed(form, "mit"),
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


def side(slug: str, ort: Ort) -> Ortsseite:
    """A Leistung as it reads at a place. Two queries."""
    url = leistung_url(slug, ort.in_adresse)
    try:
        return Ortsseite(ort, url, fassung(slug, ort))
    except NichtAngebotenError:
        return Ortsseite(ort, url, None)


def pairs(left: Fassung, right: Fassung) -> list[Zeilenpaar]:
    """Every section that either place has, in the order of the page, and who is responsible."""
    there = [key for key in REIHENFOLGE if left.abschnitt(key) or right.abschnitt(key)]
    found = [_marked(key, str(NACH_KEY[key].titel), _text(left, key), _text(right, key)) for key in there]
    offices = [Text(_office_lines(one), (), "") for one in (left, right)]
    return [*found, _marked("zustaendig", _("Wer zuständig ist"), *offices)]


class Text(NamedTuple):
    """A section at one place: its text (HTML), who wrote it, and where one remarks on it."""

    html: str
    von: tuple[str, ...]
    anmerken: str


def _text(found: Fassung, key: str) -> Text:
    abschnitt = found.abschnitt(key)
    if abschnitt is None or found.ort is None:
        return Text("", (), "")
    orte = verzeichnis().by_id
    von = tuple(dict.fromkeys(orte[teil.gebiet].bezeichnung for teil in abschnitt.teile))
    html = as_html(key, (teil.text.inhalt for teil in abschnitt.teile))
    return Text(html, von, anmerken_url(found.slug, found.ort, key))


def _marked(key: str, titel: str, left: Text, right: Text) -> Zeilenpaar:
    lines = compare(left.html, right.html)
    return Zeilenpaar(
        key=key,
        titel=titel,
        links=Seite(paragraphs(one for one in lines if one.art != NEU), left.von, left.anmerken),
        rechts=Seite(paragraphs(one for one in lines if one.art != WEG), right.von, right.anmerken),
        gleich=all(one.art == GLEICH for one in lines),
    )


def _office_lines(found: Fassung) -> str:
    return format_html_join("", "<p>{}</p>", ((_office(one),) for one in found.zustaendig))


def _office(one: Zustaendig) -> str:
    stelle = one.stelle
    said = f"{Rolle(one.rolle).label}: {stelle['name']}", stelle["verwaltung"], stelle["telefon"]
    return " · ".join(filter(None, said))
