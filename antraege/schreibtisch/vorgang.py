"""A case: what was asked for, what was attached, how far it is, who has looked at it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from antraege.enums import Vorgangszustand
from antraege.mitteilungen import as_sent
from antraege.models import Vorgang, Vorgangsereignis
from antraege.permissions import vorgaenge_of
from antraege.schreibtisch.anlagen import anlagen_of
from antraege.schreibtisch.buero import BueroView
from antraege.schreibtisch.folgen import reason, undone
from antraege.schreibtisch.protokoll import in_words
from antraege.services.bearbeiten import (
    GeloeschtError,
    UebergangError,
    VeraltetError,
    edit_vorgang,
    notiz_of,
    stand_of,
)
from antraege.services.protokollieren import note
from antraege.uebersicht import teile
from antraege.verschluesselung import UnlesbarError
from antraege.zustaende import UEBERGAENGE
from cms.orte import verzeichnis

MOST_EVENTS = 100


class VorgangView(BueroView):
    template_name = "verwaltung/vorgang.html"
    getippt: str | None = None  # a note that could not be kept

    @cached_property
    def one(self) -> Vorgang:
        return self.vorgang(self.kwargs["pk"])

    def get_page_title(self) -> str:
        return self.one.titel

    def get_page_subtitle(self) -> str:
        return self.one.nummer

    def steps(self) -> list[tuple[str, Any]]:
        return [(reverse("vorgaenge"), _("Vorgänge")), ("", f"{self.one.nummer} {self.one.titel}")]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        note(vorgang=self.one, art=Vorgangsereignis.Art.ANGESEHEN, user=request.user)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        zustand, notiz = request.POST.get("zustand", ""), request.POST.get("notiz")
        try:
            row = edit_vorgang(
                vorgang=self.one.pk,
                gesehen=request.POST.get("gesehen", ""),
                user=request.user,
                zustand=zustand,
                notiz=notiz,
            )
        except (VeraltetError, UebergangError):
            return self._overtaken(notiz)
        except GeloeschtError:
            messages.error(request, _("Die Angaben sind gelöscht. Der Vorgang lässt sich nicht mehr ändern."))
        else:
            said = _("Der Vorgang ist jetzt: %(stand)s.") % {"stand": row.get_zustand_display()}
            messages.success(request, said if zustand else _("Die Notiz ist gespeichert."))
        return redirect("vorgang", pk)

    def _overtaken(self, notiz: str | None) -> HttpResponse:
        """Shows how it is now, and keeps what was typed."""
        self.getippt = notiz
        messages.error(
            self.request,
            _(
                "Inzwischen hat jemand diesen Vorgang geändert. Es ist noch nichts gespeichert. Sehen Sie ihn sich an "
                "und speichern Sie dann noch einmal; Ihre Notiz steht noch im Feld."
            ),
        )
        return self.render_to_response(self.get_context_data(), status=409)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.one
        folgen = undone(Vorgang.objects.filter(pk=one.pk))
        return (
            super().get_context_data(**kwargs)
            | {
                "vorgang": one,
                "ort": verzeichnis().by_id[one.gebiet_id].anzeige,
                "gesehen": stand_of(one),
                "uebergaenge": [Vorgangszustand(nachher) for nachher in UEBERGAENGE[one.zustand]],
                "ereignisse": [(event, in_words(event)) for event in one.ereignisse.order_by("-pk")[:MOST_EVENTS]],
                "folgen": [(folge, reason(folge)) for folge in folgen],
                "naechster": self._next(),
            }
            | self._said()
        )

    def _said(self) -> dict[str, Any]:
        """What the citizen answered, and the note: all that is encrypted."""
        antrag = self.one.antrag
        if antrag is None:
            return {}
        try:
            auswertung = as_sent(antrag)
            notiz = notiz_of(self.one) if self.getippt is None else self.getippt
        except UnlesbarError:
            return {"unlesbar": True}
        return {
            "teile": teile(auswertung),
            "posten": auswertung.posten,
            "anlagen": anlagen_of(antrag, auswertung.definition),
            "notiz": notiz,
        }

    def _next(self) -> Vorgang | None:
        """The new case that waits longest."""
        rows = vorgaenge_of(self.request.user).filter(zustand=Vorgangszustand.EINGEGANGEN, vorschau=False)
        return rows.exclude(pk=self.one.pk).order_by("eingegangen_at", "pk").first()
