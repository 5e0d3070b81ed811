"""What has changed in the published catalogue since a day, by Leistung."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from cms.models import Redaktion
from cms.orte import Ort, verzeichnis
from cms.ortssuche import is_offered
from leistungen.adressen import leistung_url
from leistungen.katalog.anmerkungen import anmerken_url
from leistungen.katalog.felder import OrtField, typed
from leistungen.katalog.wortlaute import Absaetze, differences, html_of, name_of, wordings
from leistungen.katalog.zugang import KatalogZugangMixin
from leistungen.models import Leistung, Lesestand, Sitzung, Verlauf
from leistungen.services.lesen import note_visit
from leistungen.textmodule import REIHENFOLGE
from leistungen.verlauf import Wandel, changed_since
from theme.forms import KernForm

AUF_EINER_SEITE = 12
SITZUNGEN = 4
ALLE = ("", gettext_lazy("alle"))
FELDER = ("seit", "ort", "themenfeld", "redaktion", "uebersetzungen")


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
    tag: date
    url: str
    gewaehlt: bool


class AenderungenForm(KernForm):
    """Since when, and of what. All may be left out."""

    seit = forms.DateField(
        label=gettext_lazy("Geändert seit"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    ort = OrtField(required=False)
    themenfeld = forms.ChoiceField(label=gettext_lazy("Themenfeld"), required=False)
    redaktion = forms.ChoiceField(label=gettext_lazy("Geändert von"), required=False)
    uebersetzungen = forms.BooleanField(label=gettext_lazy("auch Übersetzungen"), required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        themen = Leistung.objects.exclude(themenfeld="").order_by("themenfeld").values_list("themenfeld", flat=True)
        teams = Redaktion.objects.order_by("name").values_list("gebiet__slug", "name")
        self.fields["themenfeld"].choices = [ALLE, *((one, one) for one in themen.distinct())]  # type: ignore[attr-defined]
        self.fields["redaktion"].choices = [ALLE, *teams]  # type: ignore[attr-defined]
        self.fields["uebersetzungen"].widget.attrs["class"] = "kern-form-check__checkbox"

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

    def query(self, **other: Any) -> str:
        """The choice as it stands in addresses, with some of it replaced."""
        self.is_valid()
        query = QueryDict(mutable=True)
        for name, value in ({one: self.cleaned_data.get(one) for one in FELDER} | other).items():
            if value:
                query[name] = value.slug if isinstance(value, Ort) else "1" if value is True else str(value)
        return query.urlencode()


class AenderungenView(KatalogZugangMixin, TemplateView):
    """The list, page by page; begins at the last sitting, else at the last visit, else four weeks ago."""

    template_name = "leistungen/katalog/aenderungen.html"
    form: AenderungenForm
    besuch: Lesestand

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.form = AenderungenForm(request.GET)
        self.besuch = note_visit(user=request.user)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.form.is_valid()
        choices = quick_choices(self.besuch, self.form)
        seit = self.form.cleaned_data.get("seit") or choices[0].tag
        by_leistung: dict[int, list[Wandel]] = {}
        for one in changed_since(seit, self.form.rows()):
            by_leistung.setdefault(one.leistung, []).append(one)
        seite = Paginator(list(by_leistung.values()), AUF_EINER_SEITE).get_page(self.request.GET.get("seite"))
        return super().get_context_data(**kwargs) | {
            "form": self.form,
            "ort_text": typed(self.form, "ort"),
            "seit": seit,
            "dateien": self.form.query(seit=seit),
            "schnellwahl": [one if one.tag != seit else _chosen(one) for one in choices],
            "seite": seite,
            "eintraege": entries(list(seite.object_list), self.form.cleaned_data.get("ort")),
            "beginn": Verlauf.objects.order_by("zeit").values_list("zeit", flat=True).first(),
            "vorige": self._page_url(seit, seite.number - 1) if seite.has_previous() else "",
            "naechste": self._page_url(seit, seite.number + 1) if seite.has_next() else "",
        }

    def _page_url(self, seit: date, number: int) -> str:
        return f"?{self.form.query(seit=seit, seite=number)}"


def quick_choices(besuch: Lesestand, form: AenderungenForm) -> list[Schnellwahl]:
    """Days to look back from, the most likely first."""
    heute = timezone.localdate()
    sitzungen = Sitzung.objects.past(heute)
    if ort := form.cleaned_data.get("ort"):
        sitzungen = sitzungen.filter(redaktion__gebiet__in=ort.kette)
    days = [
        (_("%(gremium)s am %(tag)s") % {"gremium": one.gremium, "tag": _day(one.tag)}, one.tag)
        for one in sitzungen[:SITZUNGEN]
    ]
    if besuch.davor:
        days.append((_("Ihr letzter Besuch am %(tag)s") % {"tag": _day(besuch.davor)}, besuch.davor))
    days += [
        (_("letzte 4 Wochen"), heute - timedelta(weeks=4)),
        (_("letzte 3 Monate"), heute - timedelta(days=91)),
        (_("letzte 12 Monate"), heute - timedelta(days=365)),
    ]
    address = reverse("katalog_aenderungen")
    return [Schnellwahl(titel, tag, f"{address}?{form.query(seit=tag)}", False) for titel, tag in days]


def _chosen(one: Schnellwahl) -> Schnellwahl:
    return Schnellwahl(one.titel, one.tag, one.url, True)


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


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
    url = leistung_url(leistung.slug, place.slug if place and not place.hoheitlich else "") if leistung else ""
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
