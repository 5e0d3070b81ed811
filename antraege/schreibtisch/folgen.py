"""What was not done after an application was sent: PDFs and mails, to be tried again."""

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from antraege.enums import Folgezustand
from antraege.models import Folge, Vorgang
from antraege.permissions import vorgaenge_of
from antraege.schreibtisch.buero import BueroView
from antraege.services.nachholen import retry_folge

GRUENDE = {
    "ConnectionRefusedError": gettext_lazy("Der Mailserver nimmt keine Verbindung an."),
    "SMTPRecipientsRefused": gettext_lazy("Der Mailserver kennt die Adresse nicht."),
    "SMTPServerDisconnected": gettext_lazy("Der Mailserver hat die Verbindung abgebrochen."),
    "TimeoutError": gettext_lazy("Der Mailserver antwortet nicht."),
    "gaierror": gettext_lazy("Der Mailserver ist nicht zu finden."),
    "OSError": gettext_lazy("Der Speicher nimmt nichts an, oder der Mailserver ist nicht zu erreichen."),
    "UnlesbarError": gettext_lazy("Die Angaben lassen sich nicht entschlüsseln."),
}


def reason(folge: Folge) -> str:
    """Why it failed, in plain words as far as they are known."""
    return str(GRUENDE.get(folge.fehler, _("Ein technischer Fehler: %(art)s.") % {"art": folge.fehler}))


def undone(vorgaenge: QuerySet[Vorgang]) -> QuerySet[Folge]:
    """What has failed at least once and is not done, for some cases; what was given up first."""
    failed = Q(zustand=Folgezustand.GESCHEITERT) | Q(zustand=Folgezustand.OFFEN, fehler__gt="")
    rows = Folge.objects.filter(failed, antrag__vorgang__in=vorgaenge)
    return rows.select_related("antrag__vorgang").order_by("zustand", "pk")


def left_undone(user: Any) -> QuerySet[Folge]:
    return undone(vorgaenge_of(user).filter(vorschau=False))


class FolgenView(BueroView):
    """A list, each row with a button."""

    template_name = "verwaltung/vorgang_folgen.html"
    page_title = gettext_lazy("Nicht erledigt: PDF und Mails")
    header_icon = "warning"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [(one, reason(one)) for one in left_undone(self.request.user)[:200]]
        return super().get_context_data(**kwargs) | {"zeilen": rows}

    def post(self, request: HttpRequest) -> HttpResponse:
        wanted = request.POST.get("folge", "")
        rows = left_undone(request.user)
        if wanted != "alle":
            rows = rows.filter(pk=int(wanted) if wanted.isdecimal() else 0)
            if not rows:
                raise Http404
        found = list(rows)
        for one in found:
            retry_folge(folge=one.pk, user=request.user)
        messages.success(request, _("Wird noch einmal versucht. Laden Sie die Seite in einer Minute neu."))
        zurueck = request.POST.get("vorgang", "")
        if len(found) == 1 and zurueck == str(found[0].antrag.vorgang.pk):
            return redirect("vorgang", found[0].antrag.vorgang.pk)
        return redirect("vorgang_folgen")
