"""Taking back what was published last: the screen that says what citizens will read, and the answer."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Revision

from leistungen.schreibtisch.aenderungen import changes
from leistungen.schreibtisch.tisch import TextView
from leistungen.services.undo import NichtMoeglichError, may_undo, previous, undo


class RueckgaengigView(TextView):
    """The second of the two clicks."""

    template_name = "verwaltung/rueckgaengig.html"
    page_title = gettext_lazy("Rückgängig machen")
    header_icon = "resubmit"

    def steps(self) -> list[tuple[str, Any]]:
        return [(self._form(), self.text.draft_title), *super().steps()]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        before = previous(self.text)
        if before is None or not may_undo(self.text):
            return self._refuse()
        return self.render_to_response(self.get_context_data(before=before, **kwargs))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        before: Revision = kwargs.pop("before")
        old: Any = before.as_object()
        return super().get_context_data(**kwargs) | {
            "text": self.text,
            "vorige": before,
            "aenderungen": changes(self.text, old),
            "gleich": self.text.permissions_for_user(self.request.user).can_publish(),
        }

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        wanted = request.POST.get("gesehen", "")
        try:
            done = undo(page=self.text, gesehen=int(wanted) if wanted.isdecimal() else 0, user=request.user)
        except NichtMoeglichError:
            return self._refuse()
        if done:
            messages.success(request, _("Die vorige Version ist wieder zu lesen."))
        else:
            messages.info(request, _("Die vorige Version wartet auf Freigabe."))
        return redirect(self._form())

    def _refuse(self) -> HttpResponse:
        reason = _("Hier lässt sich nichts rückgängig machen. Alle Versionen stehen im Verlauf der Seite.")
        if previous(self.text):
            reason = _("Es gibt schon einen neueren Entwurf. Er ginge verloren.")
        messages.warning(self.request, reason)
        return redirect(self._form())

    def _form(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.text.pk])
