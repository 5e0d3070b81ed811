"""The pages of a Leistung, at a place or without one, and of an office."""

from collections.abc import Iterable
from datetime import date
from hashlib import blake2b
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from cms import anwesenheit, herkunft
from cms.models import Organisationseinheit
from cms.oeffnung import deviations, next_midnight, status, week
from cms.orte import Ort, verzeichnis
from cms.ortswahl import ask_for_ort, in_path
from leistungen.adressen import leistung_url
from leistungen.anzeige import sections
from leistungen.fassung import Fassung, NichtAngebotenError, Zustaendig, draft_fassung, fassung
from leistungen.models import Leistung, Zustaendigkeit


def leistung(request: HttpRequest, slug: str, ort: str = "") -> HttpResponse:
    """The Leistung as it reads at a place; without a place only what Bund and Land wrote.

    ``request.entwurf`` is a draft to be previewed; only a page's own ``serve_preview`` sets it.
    """
    place = verzeichnis().find(ort) if ort else None
    if ort and (place is None or not place.waehlbar):
        return _which_place(request, slug, ort)
    if place and place.slug != ort:
        return redirect(leistung_url(slug, place.slug), permanent=True)
    if entwurf := getattr(request, "entwurf", None):
        found = draft_fassung(entwurf, place, get_language() or "de")
        return render(request, "leistungen/leistung.html", page_context(found))
    try:
        found = fassung(slug, place, get_language() or "de")
    except Leistung.DoesNotExist as error:
        raise Http404(f"Keine Leistung {slug}") from error
    except NichtAngebotenError as error:
        return _not_offered(request, error, place)
    request.uebersetzungen = found.sprachen | found.andere | {"de"}  # type: ignore[attr-defined]
    return render(request, "leistungen/leistung.html", page_context(found))


def _which_place(request: HttpRequest, slug: str, ort: str) -> HttpResponse:
    """A name that several places bear, or none: ask, if there is such a Leistung at all."""
    found = Leistung.objects.filter(slug=slug).first()
    if found is None:
        raise Http404(f"Keine Leistung {slug}")
    herkunft.note(*found.aenderung_tags())
    return ask_for_ort(request, in_path(ort))


def page_context(found: Fassung) -> dict[str, Any]:
    """What the page of a Fassung shows; previews use it too."""
    abschnitte = sections(found)
    orte = verzeichnis()
    kurz = found.haupttext("kurztext") or found.haupttext("teaser")
    return {
        "fassung": found,
        "abschnitte": abschnitte,
        "titel_sprache": found.titel_sprache if found.titel_sprache != found.sprache else "",
        "kurztext_sprache": kurz.text.sprache if kurz and kurz.text.sprache != found.sprache else "",
        "onlinedienste": [
            item | {"sprache": teil.sprache}
            for one in abschnitte
            if one.key == "onlinedienste"
            for teil in one.teile
            for item in teil.inhalt
        ],
        "hat_personen": any(entry.personen for entry in found.zustaendig),
        "stand": date.fromisoformat(found.stand) if found.stand else None,
        "zustaendig": [_office(entry) for entry in found.zustaendig],
        "kommunen": list(dict.fromkeys(entry.stelle["verwaltung"] for entry in found.zustaendig)),
        "verwaltung": orte.verwaltung(found.ort) if found.ort and not found.zustaendig else None,
        "kreis": orte.kreis(found.ort) if found.ort else None,
        "urheber": found.haupttext("urheber"),
        "kanonisch": leistung_url(found.slug, found.kanonisch.slug if found.kanonisch else ""),
    }


def _office(entry: Zustaendig) -> dict[str, Any]:
    """What the page shows of an office; ``merkmal`` names exactly that, so that its markup can be used again."""
    shown = {
        "rolle": entry.rolle,
        "stelle": entry.stelle,
        "personen": staff(entry.personen),
        "weil": entry.weil,
        "standorte": locations(entry.stelle),
    }
    return shown | {"merkmal": blake2b(repr(shown).encode(), digest_size=16).digest()}


def staff(personen: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The staff as they are today; notes that it is so until midnight where that may change."""
    now = timezone.now()
    shown = []
    for person in personen:
        if anwesenheit.changes(person):
            herkunft.note_until(next_midnight(now))
        shown.append(anwesenheit.on(person, timezone.localdate(now)))
    return shown


def locations(karte: dict[str, Any]) -> list[dict[str, Any]]:
    """The locations of an office with what holds now; notes until when that is so."""
    now = timezone.now()
    shown = []
    for standort in karte["standorte"]:
        state = status(standort, now)
        herkunft.note_until(state.wechsel)
        herkunft.note_until(next_midnight(now))
        shown.append(
            standort
            | {
                "status": state,
                "woche": week(standort),
                "abweichungen": deviations(standort, timezone.localdate(now)),
                "heute": timezone.localdate(now),
            }
        )
    return shown


def _not_offered(request: HttpRequest, error: NichtAngebotenError, ort: Ort | None) -> HttpResponse:
    """Where the Leistung is to be had instead; a choice if no place was asked for."""
    context = {"leistung": error.leistung, "ort": ort, "orte": error.orte}
    code = 404 if ort or not error.orte else 200
    return render(request, "leistungen/nicht_angeboten.html", context, status=code)


def stelle(request: HttpRequest, slug: str) -> HttpResponse:
    """An office: where it is, when it is open, who works there, what it is responsible for."""
    found = Organisationseinheit.objects.filter(slug=slug).values_list("pk", "karte").first()
    if found is None:
        raise Http404(f"Keine Stelle {slug}")
    pk, karte = found
    entries = Zustaendigkeit.objects.filter(stelle=pk).values_list("leistung__slug", "leistung__bezeichnung", "gebiet")
    herkunft.note(f"stelle:{pk}", "katalog", "gebiete")
    orte = verzeichnis()
    leistungen = sorted({(name, leistung_url(slug, orte.by_id[gebiet].in_adresse)) for slug, name, gebiet in entries})
    karte = karte | {"id": pk, "personen": staff(karte["personen"])}
    context = {"stelle": karte, "standorte": locations(karte), "leistungen": leistungen}
    return render(request, "leistungen/stelle.html", context)
