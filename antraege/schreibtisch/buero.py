"""What the screens of the office have in common."""

from typing import Any

from django.contrib.auth.mixins import UserPassesTestMixin
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from antraege.models import Vorgang
from antraege.permissions import may_work, vorgaenge_of
from leistungen.schreibtisch.tisch import TischView


class NurSachbearbeitung(UserPassesTestMixin, View):
    """For those who work on cases, and for each of them only the own ones."""

    def test_func(self) -> bool:
        return may_work(self.request.user)

    def vorgang(self, pk: int) -> Vorgang:
        """One of the own cases; raises ``Http404`` as if the others did not exist."""
        found = vorgaenge_of(self.request.user).filter(pk=pk).select_related("antrag", "stelle", "formular").first()
        if found is None:
            raise Http404
        return found


class BueroView(NurSachbearbeitung, TischView):
    """A screen of the office."""

    header_icon = "folder-inverse"

    def steps(self) -> list[tuple[str, Any]]:
        return [(reverse("vorgaenge"), _("Vorgänge")), ("", self.get_page_title())]
