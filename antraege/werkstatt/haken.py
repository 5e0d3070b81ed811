"""Registers with Wagtail what belongs to building forms; decides nothing itself."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from antraege.models import FormularPage
from antraege.werkstatt import faelle, loeschen, menue, nummern, pruefen, sprachen
from antraege.werkstatt.ausprobieren import AusprobierenView, FallBehaltenView, FallOeffnenView

FALL = "formulare/<int:page_id>/beispiele/<uuid:fall>"


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    return [
        path("formulare/", menue.FormulareView.as_view(), name="formulare"),
        path("formulare/<int:page_id>/pruefen/", pruefen.PruefenView.as_view(), name="formular_pruefen"),
        path(
            "formulare/<int:page_id>/ausprobieren/",
            AusprobierenView.as_view(),
            name="formular_ausprobieren",
        ),
        path("formulare/<int:page_id>/fall/<str:kennung>/", FallBehaltenView.as_view(), name="formular_fall"),
        path(f"{FALL}/", faelle.FallView.as_view(), name="formular_beispiel"),
        path(f"{FALL}/oeffnen/", FallOeffnenView.as_view(), name="formular_beispiel_oeffnen"),
        path(f"{FALL}/stimmt/", faelle.FallStimmtView.as_view(), name="formular_beispiel_stimmt"),
        path(f"{FALL}/name/", faelle.FallUmbenennenView.as_view(), name="formular_beispiel_name"),
        path(f"{FALL}/loeschen/", faelle.FallLoeschenView.as_view(), name="formular_beispiel_loeschen"),
        path(
            "formulare/<int:page_id>/sprachen/<slug:sprache>/", sprachen.SpracheView.as_view(), name="formular_sprache"
        ),
        path(
            "formulare/<int:page_id>/fassungen/<int:fassung_id>/beenden/",
            pruefen.FassungBeendenView.as_view(),
            name="fassung_beenden",
        ),
        path("vorgangsnummern/", nummern.NummernView.as_view(), name="vorgangsnummern"),
        path("vorgangsnummern/<int:redaktion_id>/", nummern.MusterView.as_view(), name="vorgangsnummer"),
    ]


@hooks.register("register_admin_menu_item")
def register_formulare() -> menue.FormulareMenuItem:
    return menue.FormulareMenuItem(
        gettext_lazy("Formulare"), reverse_lazy("formulare"), name="formulare", icon_name="form", order=202
    )


@hooks.register("register_settings_menu_item")
def register_nummern() -> nummern.NummernMenuItem:
    return nummern.NummernMenuItem(
        gettext_lazy("Vorgangsnummern"), reverse_lazy("vorgangsnummern"), name="vorgangsnummern", icon_name="order"
    )


@hooks.register("before_delete_page")
def keep_form(request: HttpRequest, page: Page) -> HttpResponse | None:
    return loeschen.refuse(request, [page])


@hooks.register("before_bulk_action")
def keep_forms(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> HttpResponse | None:
    return loeschen.refuse(request, objects) if action_type == "delete" and action.model is Page else None


@hooks.register("register_page_header_buttons")
def look_over(page: Page, user: Any, next_url: str | None = None, view_name: str = "") -> Iterator[Button]:
    """In the header of a form that has been saved."""
    if issubclass(page.specific_class or Page, FormularPage) and page.permissions_for_user(user).can_edit():
        url = reverse("formular_pruefen", args=[page.pk])
        yield Button(_("Prüfen und ausprobieren"), url=url, icon_name="view", priority=55)
