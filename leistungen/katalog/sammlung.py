"""What a link to a collection shows: its texts and no others, with drafts if the editor says so. Needs no account."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any

from allauth.core import ratelimit
from django import forms
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Page

from cms.orte import Ort, verzeichnis
from leistungen.enums import Linkgeltung
from leistungen.fassung import draft_fassung
from leistungen.geheimlink import secret
from leistungen.katalog.anmerken import textfeld
from leistungen.katalog.anmerkungen import AnmerkungAnzeige, of_collection
from leistungen.katalog.lesen import Lesetext, reading
from leistungen.models import Sammlung, TextPage
from leistungen.models.sammlung import sammlung_from
from leistungen.services.anmerken import remark, wording_of
from leistungen.textzeilen import Row, texts_of
from theme.forms import KernForm

VEROEFFENTLICHT, ENTWURF, GEAENDERT = (
    gettext_lazy("veröffentlicht"),
    gettext_lazy("Entwurf"),
    gettext_lazy("veröffentlicht, mit Änderungen im Entwurf"),
)

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Eintrag:
    titel: str
    stand: str | Promise
    url: str


def with_link(view: View) -> View:
    """Gives the view its collection. A link that holds no longer leads to a page that says so."""

    @secret
    @wraps(view)
    def guarded(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            found = sammlung_from(token)
        except signing.BadSignature:
            found = None
        if found is None or found.geltung is not Linkgeltung.GILT:
            status = 404 if found is None else 410
            return render(request, "leistungen/katalog/sammlung_vorbei.html", {"sammlung": found}, status=status)
        return view(request, found, token, *args, **kwargs)

    return guarded


def _visible(sammlung: Sammlung, page: Page) -> bool:
    return bool(page.live or sammlung.mit_entwuerfen)


def _stand(sammlung: Sammlung, page: Page) -> str | Promise:
    if not page.live:
        return ENTWURF
    return GEAENDERT if sammlung.mit_entwuerfen and page.has_unpublished_changes else VEROEFFENTLICHT


@require_safe
@with_link
def sammlung(request: HttpRequest, found: Sammlung, token: str) -> HttpResponse:
    """Its texts."""
    pages = [page for page in found.seiten() if _visible(found, page)]
    entries = [
        Eintrag(page.title, _stand(found, page), reverse("sammlung_text", args=[token, page.pk])) for page in pages
    ]
    return render(request, "leistungen/katalog/sammlung.html", {"sammlung": found, "eintraege": entries})


class GastForm(KernForm):
    """A remark by somebody without an account."""

    name = forms.CharField(
        label=gettext_lazy("Ihr Name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Bitte nennen Sie Ihren Namen.")},
    )
    text = textfeld()


def _page_of(found: Sammlung, page_id: int) -> TextPage:
    """The text as the link shows it: the draft where drafts are shown, else what is public."""
    page = next((page for page in found.seiten() if page.pk == page_id and _visible(found, page)), None)
    specific = page.specific if page else None
    if not isinstance(specific, TextPage):
        raise Http404
    draft = found.mit_entwuerfen and specific.has_unpublished_changes
    return specific.get_latest_revision_as_object() if draft else specific


def _rows(page: TextPage) -> dict[str, list[Row]]:
    return texts_of(page.module, page.sprache)


def _places(found: Sammlung, rows: dict[str, list[Row]]) -> list[Ort]:
    """Where the text reads differently: in the whole Gebiet, and at the places that single parts of it are for."""
    orte = verzeichnis().by_id
    named = {gebiet for own in rows.values() for row in own for gebiet in row["gilt_fuer"]}
    gebiet = found.redaktion.gebiet_id
    return [orte[gebiet], *sorted((orte[one] for one in named - {gebiet}), key=lambda ort: ort.name)]


def text_of(found: Sammlung, page: TextPage, ort: Ort, remarks: dict[str, list[AnmerkungAnzeige]]) -> Lesetext:
    """The Leistung as it reads, or would read, at a place; what is not public is marked."""
    shown = reading(draft_fassung(page, ort, page.sprache), ort, remarks)
    public = type(page).objects.filter(pk=page.pk, live=True).first()
    before, now = _rows(public) if public else {}, _rows(page)
    return replace(
        shown,
        abschnitte=tuple(
            replace(
                one,
                anmerken=_remark_url(ort, one.abschnitt.key) if _may_remark(found, one.abschnitt.key, now) else "",
                entwurf=wording_of(before.get(one.abschnitt.key, ())) != wording_of(now.get(one.abschnitt.key, ())),
            )
            for one in shown.abschnitte
        ),
    )


def _remark_url(ort: Ort, modul: str) -> str:
    return f"?{urlencode({'ort': ort.slug, 'modul': modul})}#anmerken"


def _may_remark(found: Sammlung, modul: str, own: dict[str, list[Row]]) -> bool:
    return found.mit_anmerkungen and bool(own.get(modul))


@require_http_methods(["GET", "HEAD", "POST"])
@with_link
def sammlung_text(request: HttpRequest, found: Sammlung, token: str, page_id: int) -> HttpResponse:
    """One text, and the form for a remark on the section that ``modul`` names."""
    page = _page_of(found, page_id)
    modul = request.GET.get("modul", "")
    rows = _rows(page)
    if modul and not _may_remark(found, modul, rows):
        raise Http404
    orte = _places(found, rows)
    ort = next((one for one in orte if one.slug == request.GET.get("ort")), orte[0])
    form = GastForm(request.POST or None) if modul else None
    if request.method == "POST" and form is not None and form.is_valid():
        if not ratelimit.consume(request, action="anmerkung"):
            return render(request, "429.html", status=429)
        made = remark(
            leistung=page.leistung,
            redaktion=found.redaktion,
            modul=modul,
            ort=ort,
            text=form.cleaned_data["text"],
            name=form.cleaned_data["name"],
            wortlaut=wording_of(rows[modul]),
            sammlung=found,
        )
        here = {"ort": ort.slug}
        return redirect(reverse("sammlung_text", args=[token, page_id], query=here, fragment=f"anmerkung-{made.pk}"))
    text = text_of(found, page, ort, of_collection(found.pk, page.leistung_id))
    context = {
        "sammlung": found,
        "text": text,
        "form": form,
        "modul": next((one.abschnitt.titel for one in text.abschnitte if one.abschnitt.key == modul), ""),
        "orte": orte if len(orte) > 1 else [],
        "zurueck": reverse("sammlung", args=[token]),
        "stand": _stand(found, page),
    }
    return render(request, "leistungen/katalog/sammlung_text.html", context, status=422 if request.POST else 200)
