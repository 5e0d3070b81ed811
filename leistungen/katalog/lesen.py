"""A Leistung as it reads at a place, with the remarks on its sections."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from cms.orte import Ort
from leistungen.adressen import leistung_url
from leistungen.anzeige import AbschnittAnzeige, sections
from leistungen.fassung import Fassung, NichtAngebotenError, Zustaendig, fassung
from leistungen.katalog.anmerkungen import AnmerkungAnzeige, anmerken_url, by_section
from leistungen.katalog.felder import LeistungField, OrtField, typed
from leistungen.katalog.zugang import KatalogZugangMixin
from theme.forms import KernForm


@dataclass(frozen=True, slots=True)
class Leseabschnitt:
    """A section as citizens read it, what was remarked on it, and where one remarks on it."""

    abschnitt: AbschnittAnzeige
    anmerkungen: tuple[AnmerkungAnzeige, ...]
    anmerken: str
    entwurf: bool = False


@dataclass(frozen=True, slots=True)
class Lesetext:
    """A Leistung at a place; ``oeffentlich`` is the citizens' page."""

    titel: str
    kurztext: str
    ort: Ort
    abschnitte: tuple[Leseabschnitt, ...]
    zustaendig: tuple[Zustaendig, ...]
    oeffentlich: str


def reading(found: Fassung, ort: Ort, remarks: Mapping[str, list[AnmerkungAnzeige]]) -> Lesetext:
    """What the reading room shows of a Fassung."""
    shown = sections(found)
    return Lesetext(
        titel=found.titel,
        kurztext=found.kurztext,
        ort=ort,
        abschnitte=tuple(
            Leseabschnitt(one, tuple(remarks.get(one.key, ())), anmerken_url(found.slug, ort, one.key)) for one in shown
        ),
        zustaendig=found.zustaendig,
        oeffentlich=leistung_url(found.slug, ort.in_adresse),
    )


class LesenForm(KernForm):
    leistung = LeistungField(label=gettext_lazy("Leistung"))
    ort = OrtField()


class LesenView(KatalogZugangMixin, TemplateView):
    """Asks which Leistung and place; shows the text once both are chosen."""

    template_name = "leistungen/katalog/lesen.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = LesenForm(self.request.GET or None)
        context = super().get_context_data(**kwargs) | {"form": form, "ort_text": typed(form, "ort")}
        if not form.is_valid():
            return context
        slug, ort = form.cleaned_data["leistung"], form.cleaned_data["ort"]
        try:
            found = fassung(slug, ort)
        except NichtAngebotenError:
            return context | {"nicht_angeboten": ort}
        remarks = by_section(found.leistung, ort.kette, self.request.user)
        return context | {"text": reading(found, ort, remarks), "slug": slug}
