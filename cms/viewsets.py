"""The admin's lists, forms and choosers of places, offices, staff and messages."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Model, ProtectedError, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import NullAdminURLFinder
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, StatusFlagColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic import chooser, history, usage
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.snippets.views import chooser as snippet_chooser
from wagtail.snippets.views import snippets as snippet_views
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.aenderungen import together
from cms.auswahl import choosable
from cms.models import Gebiet, Meldung, Organisationseinheit, Person
from cms.panels import MELDUNG, PERSON, STELLE


def having(objects: QuerySet[Any], fields: Iterable[str], words: str) -> QuerySet[Any]:
    """The objects that have each of the words in one of the fields, be it in large or small letters.

    SQLite's own comparison knows only those without umlauts.
    """
    for word in words.split():
        objects = objects.filter(Q(*((f"{name}__iregex", re.escape(word)) for name in fields), _connector=Q.OR))
    return objects


# --- What belongs to a Redaktion: foreign objects do not exist for others ---------------------------------------------


class EigeneListe(generic.IndexView):
    """Lists what the user may change; ``mitladen`` names what each row also shows."""

    mitladen: tuple[str, ...] = ()

    def get_base_queryset(self) -> QuerySet[Any]:
        own = self.permission_policy.instances_user_has_any_permission_for(self.request.user, {"change", "delete"})
        return own.select_related(*self.mitladen)

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return having(queryset, self.search_fields, self.search_query) if self.is_searching else queryset


class EigenesObjekt:
    """For views of one object: 404 if it is another Redaktion's, refused if the own group is not enough."""

    request: Any
    model: type[Model]
    permission_required: str
    permission_policy: Any

    def get_object(self, queryset: Any = None) -> Any:
        found = super().get_object(queryset)  # type: ignore[misc]
        return self._checked(found)

    def _checked(self, found: Any) -> Any:
        own = self.permission_policy.instances_user_has_any_permission_for(self.request.user, {"change", "delete"})
        if not own.filter(pk=found.pk).exists():
            raise Http404
        if not self.permission_policy.user_has_permission_for_instance(
            self.request.user, self.permission_required, found
        ):
            raise PermissionDenied
        return found


class EigenesTeil(EigenesObjekt):
    """The same for views that read the object without a queryset."""

    permission_required = "change"

    def get_object(self) -> Any:  # type: ignore[override]
        return self._checked(super(EigenesObjekt, self).get_object())  # type: ignore[misc]


class EigenesAnlegen(generic.CreateView):
    """An object and its parts are one change."""

    def save_instance(self) -> Any:
        with together():
            return super().save_instance()


class EigenesBearbeiten(EigenesObjekt, generic.EditView):
    """An object and its parts are one change."""

    def save_instance(self) -> Any:
        with together():
            return super().save_instance()


class EigenesLoeschen(EigenesObjekt, generic.DeleteView):
    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            with together():
                return super().form_valid(form)
        except ProtectedError as error:
            blocking = ", ".join(str(one) for one in list(error.protected_objects)[:3])
            messages.error(self.request, _("Das wird noch gebraucht von: %(wer)s.") % {"wer": blocking})
            return redirect(self.get_success_url())


class EigeneGeschichte(EigenesTeil, history.HistoryView):
    pass


class EigeneVerwendung(EigenesTeil, usage.UsageView):
    pass


class EigenesViewSet(ModelViewSet):
    """Lists and forms of what belongs to a Redaktion."""

    index_view_class = EigeneListe
    add_view_class = EigenesAnlegen
    edit_view_class = EigenesBearbeiten
    delete_view_class = EigenesLoeschen
    history_view_class = EigeneGeschichte
    usage_view_class = EigeneVerwendung
    copy_view_enabled = False
    add_to_admin_menu = True
    list_per_page = 50
    mitladen: tuple[str, ...] = ()

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_index_view_kwargs(mitladen=self.mitladen, **kwargs)


# --- Choosers: only what may be referred to ---------------------------------------------------------------------------


class SuchForm(BaseFilterForm):
    """Finds by part of a name, in the fields that the chooser's view names."""

    q = forms.CharField(
        label=_("Suchen"), required=False, widget=forms.TextInput(attrs={"placeholder": _("Teil des Namens")})
    )
    felder: tuple[str, ...] = ()

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        self.search_query = self.cleaned_data["q"]
        self.is_searching = bool(self.search_query.split())
        return super().filter(having(objects, self.felder, self.search_query))


class WaehlbareListe:
    """The list of a chooser, by what may be chosen; ``suchfelder`` are searched."""

    request: Any
    model_class: type[Model]
    suchfelder: tuple[str, ...] = ()
    mitladen: tuple[str, ...] = ()

    def get_object_list(self) -> QuerySet[Any]:
        found = choosable(self.request.user, self.model_class)
        assert found is not None
        return found.select_related(*self.mitladen)

    def get_filter_form_class(self) -> type[forms.Form]:
        return type("FilterForm", (SuchForm,), {"felder": self.suchfelder})


class Gewaehltes:
    """What the chooser answers with; a foreign id is not found."""

    request: Any
    model_class: type[Model]

    def get_object(self, pk: str) -> Any:
        return self.get_objects([unquote(str(pk))]).get()

    def get_objects(self, pks: list[str]) -> QuerySet[Any]:
        found = choosable(self.request.user, self.model_class)
        assert found is not None
        return found.filter(pk__in=[pk for pk in pks if pk.isdecimal()])


class Auswahl(WaehlbareListe, chooser.ChooseView):
    pass


class Auswahlergebnis(WaehlbareListe, chooser.ChooseResultsView):
    pass


class Gewaehlt(Gewaehltes, chooser.ChosenView):
    pass


class MehreresGewaehlt(Gewaehltes, chooser.ChosenMultipleView):
    pass


def without(patterns: list[Any], *names: str) -> list[Any]:
    """URL patterns but for those named."""
    return [pattern for pattern in patterns if pattern.name not in names]


class EigenerChooser(ChooserViewSet):
    """A chooser that offers what the form will accept. Nothing is created inside of it."""

    suchfelder: tuple[str, ...] = ()
    mitladen: tuple[str, ...] = ()
    per_page = 25
    choose_view_class = Auswahl
    choose_results_view_class = Auswahlergebnis
    chosen_view_class = Gewaehlt
    chosen_multiple_view_class = MehreresGewaehlt

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(suchfelder=self.suchfelder, mitladen=self.mitladen, **kwargs)

    def get_urlpatterns(self) -> list[Any]:
        return without(super().get_urlpatterns(), "create")


class StelleChooser(EigenerChooser):
    model = Organisationseinheit
    icon = "home"
    choose_one_text = _("Stelle auswählen")
    choose_another_text = _("Andere Stelle auswählen")
    edit_item_text = _("Diese Stelle bearbeiten")
    suchfelder = ("name", "kurzname", "verwaltung")


# --- Places -----------------------------------------------------------------------------------------------------------


class OrtAuswahl(WaehlbareListe, snippet_chooser.ChooseView):
    suchfelder = ("bezeichnung", "ars")


class OrtAuswahlergebnis(WaehlbareListe, snippet_chooser.ChooseResultsView):
    suchfelder = ("bezeichnung", "ars")


class OrtGewaehlt(Gewaehltes, snippet_chooser.SnippetChosenView):
    pass


class MehrereOrteGewaehlt(Gewaehltes, snippet_chooser.SnippetChosenMultipleView):
    pass


class GebietChooser(snippet_chooser.SnippetChooserViewSet):
    """Offers the places of the own area."""

    choose_view_class = OrtAuswahl
    choose_results_view_class = OrtAuswahlergebnis
    chosen_view_class = OrtGewaehlt
    chosen_multiple_view_class = MehrereOrteGewaehlt

    def get_urlpatterns(self) -> list[Any]:
        return without(super().get_urlpatterns(), "create")


class OrtListe(snippet_views.IndexView):
    """Without the boxes that choose what to delete."""

    @cached_property
    def columns(self) -> list[Column]:
        return [column for column in super().columns if not isinstance(column, BulkActionsCheckboxColumn)]

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return having(queryset, self.search_fields, self.search_query) if self.is_searching else queryset


class OrtAnsehen(snippet_views.InspectView):
    """In words."""

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        value = super().get_field_display_value(field_name, field)
        if isinstance(value, bool):
            return _("ja") if value else _("nein")
        if isinstance(value, int):
            return number_format(value, force_grouping=True)
        return "–" if value in (None, "") else value


class GebietViewSet(SnippetViewSet):
    """The directory of places: to look at."""

    model = Gebiet
    icon = "site"
    menu_label = _("Orte")
    menu_order = 260
    add_to_admin_menu = True
    url_namespace = "orte"
    url_prefix = "orte"
    chooser_viewset_class = GebietChooser
    chooser_admin_url_namespace = "ort_chooser"
    chooser_base_url_path = "orte/waehlen"
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = OrtListe
    inspect_view_class = OrtAnsehen
    inspect_view_fields = [
        "bezeichnung", "ebene", "ars", "slug", "uebergeordnet", "sitz", "plz_sitz", "einwohner", "waehlbar",
    ]  # fmt: skip
    list_display = ["bezeichnung", "ebene", "ars", "slug"]
    list_filter = ["ebene"]
    list_per_page = 50
    search_fields = ["bezeichnung", "ars"]
    url_finder_class = NullAdminURLFinder

    def get_urlpatterns(self) -> list[Any]:
        """Without what would change a place."""
        kept = {"list", "list_results", "inspect"}
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in kept]


# --- Offices, staff, messages -----------------------------------------------------------------------------------------


class StelleViewSet(EigenesViewSet):
    model = Organisationseinheit
    name = "stellen"
    icon = "home"
    menu_label = _("Stellen")
    menu_order = 220
    edit_handler = STELLE
    mitladen = ("uebergeordnet", "redaktion")
    list_display = ["name", "verwaltung", Column("uebergeordnet", label=_("gehört zu")), "telefon"]
    search_fields = ["name", "kurzname", "verwaltung"]


class PersonViewSet(EigenesViewSet):
    model = Person
    name = "personen"
    icon = "user"
    menu_label = _("Personen")
    menu_order = 230
    edit_handler = PERSON
    mitladen = ("stelle",)
    list_display = [
        "__str__",
        "funktion",
        Column("stelle", label=_("Stelle")),
        "telefon",
        StatusFlagColumn(
            "name_zeigen", label=_("Name im Portal"), true_label=_("öffentlich"), false_label=_("verborgen")
        ),
    ]
    search_fields = ["vorname", "nachname", "funktion", "telefon"]


class MeldungViewSet(ModelViewSet):
    model = Meldung
    name = "meldungen"
    icon = "warning"
    menu_label = _("Meldungen")
    menu_order = 270
    add_to_admin_menu = True
    copy_view_enabled = False
    edit_handler = MELDUNG
    list_display = [
        "__str__",
        "seite",
        "eingegangen",
        StatusFlagColumn("erledigt", label=_("Stand"), true_label=_("erledigt"), false_label=_("offen")),
    ]
    list_filter = ["art", "erledigt"]
    search_fields = ["text", "seite"]

    def get_urlpatterns(self) -> list[Any]:
        """Messages come from visitors."""
        return without(super().get_urlpatterns(), "add")
