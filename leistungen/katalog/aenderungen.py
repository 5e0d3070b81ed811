"""What has changed in the published catalogue since a day, by Leistung."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from cms.orte import Ort, verzeichnis
from cms.ortssuche import is_offered
from leistungen.adressen import leistung_url
from leistungen.katalog.anmerkungen import anmerken_url
from leistungen.katalog.felder import ALLE, AdressForm, OrtField, SeitField, typed
from leistungen.katalog.wortlaute import Absaetze, differences, html_of, name_of, wordings
from leistungen.katalog.zugang import KatalogZugangMixin
from leistungen.kennzahlen.aufgaben import redaktionen
from leistungen.models import Leistung, Sitzung, Verlauf
from leistungen.services.lesen import note_visit
from leistungen.textmodule import REIHENFOLGE
from leistungen.verlauf import Wandel, changed_since

AUF_EINER_SEITE = 12
SITZUNGEN = 4
VIER_WOCHEN = timedelta(weeks=4)  # looked back where nothing else is known


@dataclass(frozen=True, slots=True)
class Abschnitt:
    """What became of a section, as the page shows it."""

    wandel: Wandel
    titel: str
    absaetze: Absaetze
    anmerken: str

    @property
    def ganz(self) -> bool:
        """Whether all of it came or went, so that nothing is to be compared."""
        return not (self.wandel.vorher and self.wandel.nachher)


@dataclass(frozen=True, slots=True)
class Beitrag:
    """What one Redaktion changed about a Leistung."""

    gebiet: Ort
    sprache: str
    von: str
    zuletzt: date
    abschnitte: tuple[Abschnitt, ...]


@dataclass(frozen=True, slots=True)
class Eintrag:
    """A Leistung of which something has changed; without an address if it is gone."""

    titel: str
    url: str
    beitraege: tuple[Beitrag, ...]


@dataclass(frozen=True, slots=True)
class Schnellwahl:
    """A day from which one may want to look back."""

    titel: str
    url: str
    gewaehlt: bool


def _themenfelder() -> list[tuple[str, Any]]:
    names = Leistung.objects.exclude(themenfeld="").order_by("themenfeld").values_list("themenfeld", flat=True)
    return [ALLE, *((name, name) for name in names.distinct())]


def _redaktionen() -> list[tuple[str, Any]]:
    return [ALLE, *((ort.slug, name) for name, ort in redaktionen().values())]


class AenderungenForm(AdressForm):
    """Since when, and of what. All may be left out."""

    seit = SeitField(required=False)
    ort = OrtField(required=False)
    themenfeld = forms.ChoiceField(label=gettext_lazy("Themenfeld"), required=False, choices=_themenfelder)
    redaktion = forms.ChoiceField(label=gettext_lazy("Geändert von"), required=False, choices=_redaktionen)
    uebersetzungen = forms.BooleanField(
        label=gettext_lazy("auch Übersetzungen"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "kern-form-check__checkbox"}),
    )

    def rows(self) -> QuerySet[Verlauf]:
        """The part of the history that is asked for; a field with an error asks for nothing."""
        self.is_valid()
        chosen, found = self.cleaned_data, Verlauf.objects.all()
        if ort := chosen.get("ort"):
            found = found.filter(gebiet__in=ort.kette)
        if themenfeld := chosen.get("themenfeld"):
            found = found.filter(leistung__themenfeld=themenfeld)
        if redaktion := chosen.get("redaktion"):
            found = found.filter(gebiet__slug=redaktion)
        return found if chosen.get("uebersetzungen") else found.filter(sprache="de")


class AenderungenView(KatalogZugangMixin, TemplateView):
    """The list, page by page; begins at the last sitting, else at the last visit, else four weeks ago."""

    template_name = "leistungen/katalog/aenderungen.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = AenderungenForm(self.request.GET)
        form.is_valid()
        ort = form.cleaned_data.get("ort")
        days = quick_choices(note_visit(user=self.request.user).davor, ort)
        seit = form.cleaned_data.get("seit") or days[0][1]
        found = by_leistung(changed_since(seit, form.rows()))
        seite = Paginator(found, AUF_EINER_SEITE).get_page(self.request.GET.get("seite"))

        def page_url(number: int) -> str:
            return f"?{urlencode(form.query(seit=seit, seite=number))}"

        return super().get_context_data(**kwargs) | {
            "form": form,
            "ort_text": typed(form, "ort"),
            "seit": seit,
            "dateien": urlencode(form.query(seit=seit)),
            "schnellwahl": [
                Schnellwahl(titel, reverse("katalog_aenderungen", query=form.query(seit=tag)), tag == seit)
                for titel, tag in days
            ],
            "seite": seite,
            "eintraege": entries(list(seite.object_list), ort),
            "beginn": Verlauf.objects.order_by("zeit").values_list("zeit", flat=True).first(),
            "vorige": page_url(seite.number - 1) if seite.has_previous() else "",
            "naechste": page_url(seite.number + 1) if seite.has_next() else "",
        }


def quick_choices(besuch: date | None, ort: Ort | None) -> list[tuple[str, date]]:
    """Days to look back from with their names, the most likely first."""
    heute = timezone.localdate()
    sitzungen = Sitzung.objects.past(heute)
    if ort:
        sitzungen = sitzungen.filter(redaktion__gebiet__in=ort.kette)
    days = [
        (_("%(gremium)s am %(tag)s") % {"gremium": one.gremium, "tag": short_date(one.tag)}, one.tag)
        for one in sitzungen[:SITZUNGEN]
    ]
    if besuch:
        days.append((_("Ihr letzter Besuch am %(tag)s") % {"tag": short_date(besuch)}, besuch))
    return [
        *days,
        (_("letzte 4 Wochen"), heute - VIER_WOCHEN),
        (_("letzte 3 Monate"), heute - timedelta(days=91)),
        (_("letzte 12 Monate"), heute - timedelta(days=365)),
    ]


def short_date(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


def by_leistung(found: Iterable[Wandel]) -> list[list[Wandel]]:
    """What belongs to one Leistung together, in the order in which each comes first."""
    groups: dict[int, list[Wandel]] = {}
    for one in found:
        groups.setdefault(one.leistung, []).append(one)
    return list(groups.values())


def entries(found: list[list[Wandel]], ort: Ort | None = None) -> list[Eintrag]:
    """What the page shows of some Leistungen. Two queries."""
    kept = wordings(hash_ for rows in found for one in rows for hash_ in (one.vorher, one.nachher))
    leistungen = Leistung.objects.in_bulk({rows[0].leistung for rows in found})
    return [_entry(rows, leistungen.get(rows[0].leistung), kept, ort) for rows in found]


def _entry(rows: list[Wandel], leistung: Leistung | None, kept: dict[str, Any], ort: Ort | None) -> Eintrag:
    groups: dict[tuple[int, str], list[Wandel]] = {}
    for one in rows:
        groups.setdefault((one.gebiet, one.sprache), []).append(one)
    writer = verzeichnis().by_id[rows[0].gebiet]
    place = ort or (writer if len({one.gebiet for one in rows}) == 1 else None)
    url = leistung_url(leistung.slug, place.in_adresse if place else "") if leistung else ""
    slug = leistung.slug if leistung else ""
    beitraege = tuple(_part(own, kept, slug, ort) for own in groups.values())
    return Eintrag(leistung.bezeichnung if leistung else rows[0].bezeichnung, url, beitraege)


def _part(rows: list[Wandel], kept: dict[str, Any], slug: str, ort: Ort | None) -> Beitrag:
    order = {key: number for number, key in enumerate(REIHENFOLGE)}
    rows = sorted(rows, key=lambda one: order.get(one.modul, -1))
    gebiet = verzeichnis().by_id[rows[0].gebiet]
    place = ort or (gebiet if is_offered(gebiet) else None)
    roles = dict.fromkeys(rolle for one in rows for rolle in one.urheber)
    return Beitrag(
        gebiet=gebiet,
        sprache=rows[0].sprache,
        von=", ".join(str(rolle.label) for rolle in roles),
        zuletzt=timezone.localdate(max(one.zuletzt for one in rows)),
        abschnitte=tuple(_section(one, kept, slug, place) for one in rows),
    )


def _section(one: Wandel, kept: dict[str, Any], slug: str, ort: Ort | None) -> Abschnitt:
    before, after = (html_of(one.modul, kept.get(hash_, ()), one.sprache) for hash_ in (one.vorher, one.nachher))
    url = anmerken_url(slug, ort, one.modul) if slug and ort and one.nachher and one.sprache == "de" else ""
    return Abschnitt(one, name_of(one.modul), differences(before, after), url)
