"""Choosers for what may be pinned: everything citizens can find, whichever Redaktion keeps it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser

from cms import viewsets
from cms.models import Gebiet, InhaltPage


def may_pin(user: Any) -> bool:
    return user.has_perm("search.add_anheftung") or user.has_perm("search.change_anheftung")


class Alles:
    """All there is, for those who pin results."""

    request: HttpRequest
    model_class: Any
    mitladen: tuple[str, ...] = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_pin(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc, no-any-return]

    def get_object_list(self) -> QuerySet[Any]:
        return self.model_class._default_manager.select_related(*self.mitladen)

    def get_objects(self, pks: list[str]) -> QuerySet[Any]:
        return self.model_class._default_manager.filter(pk__in=[pk for pk in pks if pk.isdecimal()])


class Auswahl(Alles, viewsets.Auswahl):
    pass


class Auswahlergebnis(Alles, viewsets.Auswahlergebnis):
    pass


class Gewaehlt(Alles, viewsets.Gewaehlt):
    pass


class MehreresGewaehlt(Alles, viewsets.MehreresGewaehlt):
    pass


class ZielChooser(viewsets.EigenerChooser):
    register_widget = False  # for this form only
    choose_view_class = Auswahl
    choose_results_view_class = Auswahlergebnis
    chosen_view_class = Gewaehlt
    chosen_multiple_view_class = MehreresGewaehlt


class StelleZielChooser(ZielChooser, viewsets.StelleChooser):
    pass


class OrtZielChooser(ZielChooser):
    model = Gebiet
    icon = "site"
    choose_one_text = _("Ort auswählen")
    choose_another_text = _("Anderen Ort auswählen")
    edit_item_text = _("Diesen Ort ansehen")
    suchfelder = ("bezeichnung", "ars")


class SeiteZielWidget(AdminPageChooser):
    """Wagtail's own, which names itself in the language of the start-up."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(target_models=[InhaltPage], **kwargs)
        self.choose_one_text = _("Seite auswählen")
        self.choose_another_text = _("Andere Seite auswählen")


stelle_ziel = StelleZielChooser("anheftung_stelle", url_prefix="suche/stelle-waehlen")
ort_ziel = OrtZielChooser("anheftung_ort", url_prefix="suche/ort-waehlen")
