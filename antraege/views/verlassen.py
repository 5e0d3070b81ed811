"""Leave a draft: for good, or to go on later by its link."""

from datetime import timedelta

from allauth.core import ratelimit
from django import forms
from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from antraege.assistent.ablauf import PRUEFEN
from antraege.formularspeicher import kopf
from antraege.models import Antrag
from antraege.services.loeschen import discard_entwurf
from antraege.services.speichern import keep_entwurf
from antraege.tasks import send_link
from antraege.views.entwurf import EntwurfView
from antraege.zugang import FORTSETZEN, cookie_name, grant, is_alive, keep_secret, kennung_from, token
from theme.forms import KernForm


class LinkForm(KernForm):
    email = forms.EmailField(
        label=_("E-Mail-Adresse"),
        help_text=_("Wir schicken den Link einmal dorthin und merken uns die Adresse nicht."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Bitte geben Sie Ihre E-Mail-Adresse an."),
            "invalid": _("Bitte prüfen Sie die Adresse. Sie sieht zum Beispiel so aus: name@beispiel.de"),
        },
    )


class AbbrechenView(EntwurfView):
    """Ask before anything is lost."""

    def get(self, request: HttpRequest, kennung: str) -> HttpResponse:
        if not self.antrag.ist_entwurf:
            return redirect("antrag_abschluss", kennung)
        return self.page("antraege/abbrechen.html", {"station": self.ablauf.offen})

    def post(self, request: HttpRequest, kennung: str) -> HttpResponse:
        discard_entwurf(antrag=self.antrag.pk)
        response = render(request, "antraege/abgebrochen.html", {"antrag": self.antrag})
        response.delete_cookie(cookie_name(kennung))
        return response


class SpaeterView(EntwurfView):
    """Show the link by which the draft is opened again, and mail it."""

    def get(self, request: HttpRequest, kennung: str) -> HttpResponse:
        return self._show(LinkForm())

    def post(self, request: HttpRequest, kennung: str) -> HttpResponse:
        if not self.antrag.ist_entwurf:
            return redirect("antrag_abschluss", kennung)
        form = LinkForm(request.POST)
        if not form.is_valid():
            return self._show(form, status=422)
        if not ratelimit.consume(request, action="antrag_link"):
            return render(request, "429.html", status=429)
        send_link(self.antrag, form.cleaned_data["email"])
        return self._show(LinkForm(), gesendet=True)

    def _show(self, form: LinkForm, status: int = 200, gesendet: bool = False) -> HttpResponse:
        if not self.antrag.ist_entwurf:
            return redirect("antrag_abschluss", self.antrag.kennung)
        if self.antrag.leer:
            keep_entwurf(antrag=self.antrag.pk)
        context = {
            "station": self.ablauf.offen,
            "form": form,
            "gesendet": gesendet,
            "link": settings.BASE_URL + reverse("antrag_fortsetzen", args=[token(self.antrag.kennung, FORTSETZEN)]),
            "bis": self.antrag.laeuft_ab(kopf(self.antrag.formular_id).entwurf_tage),
        }
        return self.page("antraege/spaeter.html", context, status=status)


@require_safe
def fortsetzen(request: HttpRequest, token: str) -> HttpResponse:
    """Open a draft by its link. One that was sent, deleted or has run out is not there, nor one that never was."""
    keep_secret(request)
    try:
        kennung = kennung_from(token, FORTSETZEN)
    except BadSignature:
        kennung = ""
    antrag = Antrag.objects.filter(kennung=kennung).first()
    if antrag is None or not is_alive(antrag, kopf(antrag.formular_id).entwurf_tage):
        return render(request, "antraege/kein_entwurf.html", status=404)
    response = redirect("antrag", antrag.kennung, PRUEFEN)  # or what is to be done before
    grant(response, antrag, timedelta(days=kopf(antrag.formular_id).entwurf_tage))
    return response
