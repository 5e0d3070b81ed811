"""Report a mistake or a barrier."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cms import herkunft
from cms.meldeformular import MeldungForm
from cms.models import Meldung
from cms.ortswahl import local_url
from cms.services.melden import ZuVieleMeldungenError, submit_meldung

LONGEST_ADDRESS = 500


@require_http_methods(["GET", "HEAD", "POST"])
def meldung(request: HttpRequest) -> HttpResponse:
    """The form; what it is about stands in the address (``art``, ``seite``)."""
    herkunft.note_uncacheable()
    if request.method != "POST":
        art = request.GET.get("art", "")
        initial = {
            "art": art if art in Meldung.Art.values else Meldung.Art.FEHLER,
            "seite": local_url(request.GET.get("seite", "")[:LONGEST_ADDRESS]),
        }
        return render(request, "cms/meldung.html", {"form": MeldungForm(initial=initial)})
    form = MeldungForm(request.POST)
    if not form.is_valid():
        return render(request, "cms/meldung.html", {"form": form}, status=422)
    if not form.is_spam:
        felder = {name: form.cleaned_data[name] for name in ("art", "seite", "text", "email")}
        try:
            submit_meldung(**felder)
        except ZuVieleMeldungenError:
            return render(request, "cms/meldung.html", {"form": form, "zu_viele": True}, status=429)
    return redirect("meldung_danke")


@require_POST
def feld(request: HttpRequest, name: str) -> HttpResponse:
    """One field with its errors, checked while the visitor goes on (htmx)."""
    form = MeldungForm(request.POST)
    if name not in form.fields:
        raise Http404
    return HttpResponse(form[name].as_field_group())


@require_GET
def danke(request: HttpRequest) -> HttpResponse:
    """The report has arrived."""
    return render(request, "cms/meldung_danke.html")
