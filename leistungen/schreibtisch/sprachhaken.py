"""Registers with Wagtail what translations bring to the editors' desk."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry

from cms.permissions import rechte
from leistungen.schreibtisch import po_dateien, uebersetzungsschutz
from leistungen.schreibtisch.po_dateien import PoView
from leistungen.schreibtisch.uebersetzung_aendern import UebersetzungAendernView
from leistungen.schreibtisch.uebersetzungen import UebersetzungenFehlenView, UebersetzungenView
from leistungen.services.review_translation import PASST_NOCH


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    return [
        path("uebersetzungen/", UebersetzungenView.as_view(), name="uebersetzungen"),
        path(
            "uebersetzungen/<int:page_id>/<uuid:block>/", UebersetzungAendernView.as_view(), name="uebersetzung_aendern"
        ),
        path("uebersetzungen/dateien/", PoView.as_view(), name="uebersetzungen_dateien"),
        path("uebersetzungen/fehlen/", UebersetzungenFehlenView.as_view(), name="uebersetzungen_fehlen"),
    ]


@hooks.register("register_admin_urls", order=-1)
def guard_translations() -> list[URLPattern]:
    """Before wagtail-localize's own, at the same addresses."""
    here = "localize/translate/<int:translation_id>/"
    return [
        path(f"{here}preview/", uebersetzungsschutz.preview, name="uebersetzung_vorschau"),
        path(f"{here}preview/<str:mode>/", uebersetzungsschutz.preview, name="uebersetzung_vorschau"),
        path(f"{here}pofile/download/", po_dateien.download, name="uebersetzung_holen"),
        path(f"{here}pofile/upload/", po_dateien.upload, name="uebersetzung_bringen"),
        path(f"{here}disable/", uebersetzungsschutz.stop, name="uebersetzung_anhalten"),
        path(
            "localize/page/<int:page_id>/convert_to_alias/", uebersetzungsschutz.to_alias, name="uebersetzung_aufgeben"
        ),
    ]


hooks.register("before_edit_page", uebersetzungsschutz.take_over, order=-2)


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(
        PASST_NOCH,
        gettext_lazy("Übersetzung geprüft"),
        gettext_lazy("Geprüft: Die Übersetzung passt noch zum deutschen Text"),
    )


@hooks.register("insert_editor_js")
def jump_to_text() -> str:
    return format_html('<script src="{}"></script>', static("theme/verwaltung/uebersetzen.js"))


class UebersetzungenMenuItem(MenuItem):
    """The list of translations to be looked at, for those who write."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(rechte(request.user).schreiben)


@hooks.register("register_admin_menu_item")
def register_uebersetzungen() -> MenuItem:
    return UebersetzungenMenuItem(
        gettext_lazy("Übersetzungen"),
        reverse_lazy("uebersetzungen"),
        name="uebersetzungen",
        icon_name="wagtail-localize-language",
        order=206,
    )
