"""Where an office or a member of staff is named, and how somebody takes over from somebody else."""

from typing import Any

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.permissions import policy_registry

from cms.models import Organisationseinheit, Person
from leistungen.models import Zustaendigkeit
from leistungen.schreibtisch.listen import ListeView
from leistungen.schreibtisch.tisch import TischView
from leistungen.services.replace_person import contacts_of, last_replacement, replace_person, undo_replacement


def naming(instance: Organisationseinheit | Person) -> QuerySet[Zustaendigkeit]:
    """The Zuständigkeiten that name an office or a person."""
    if isinstance(instance, Person):
        return Zustaendigkeit.objects.filter(personen=instance)
    return Zustaendigkeit.objects.filter(stelle=instance)


def named_in(instance: Organisationseinheit | Person) -> dict[str, Any]:
    """For the edit form: in how many Leistungen, where they are listed, and where somebody else takes over."""
    is_person = isinstance(instance, Person)
    return {
        "anzahl": naming(instance).values("leistung").distinct().count(),
        "url": reverse("person_nennungen" if is_person else "stelle_nennungen", args=[instance.pk]),
        "ersetzen": reverse("person_ersetzen", args=[instance.pk]) if is_person else "",
    }


def own_object(user: Any, model: type[Model], pk: int) -> Any:
    """What a user may change; of others she learns nothing."""
    own = policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, {"change"})
    return get_object_or_404(own, pk=pk)


class NennungenView(ListeView):
    """The Zuständigkeiten that name an office or a person."""

    header_icon = "crosshairs"
    einleitung = gettext_lazy("Für diese Leistungen ist die Stelle eingetragen.")
    leer = gettext_lazy("Wird in keiner Leistung genannt.")
    model: type[Model] = Organisationseinheit
    argument = "stelle_id"

    @cached_property
    def object(self) -> Any:
        return own_object(self.request.user, self.model, self.kwargs[self.argument])

    def get_page_title(self) -> Any:
        return _("Wo „%(name)s“ genannt wird") % {"name": self.object}

    def rows(self) -> QuerySet[Zustaendigkeit]:
        found = naming(self.object).select_related("leistung", "gebiet").prefetch_related("personen")
        return found.order_by("leistung__bezeichnung", "gebiet__ars", "pk")

    def columns(self) -> list[Column]:
        return [
            TitleColumn("leistung", label=gettext_lazy("Leistung"), url_name="zustaendigkeiten:edit"),
            Column("gebiet", label=gettext_lazy("Ort")),
            Column("rolle", label=gettext_lazy("Rolle"), accessor="get_rolle_display"),
            Column("personen", label=gettext_lazy("Personen"), accessor=_names),
        ]


class PersonNennungenView(NennungenView):
    einleitung = gettext_lazy("Bei diesen Leistungen wird die Person genannt.")
    model = Person
    argument = "person_id"


def _names(entry: Zustaendigkeit) -> str:
    return "; ".join(str(person) for person in entry.personen.all())


class ErsetzenView(TischView):
    """Choose who takes over, see what changes, confirm; and take it back."""

    template_name = "verwaltung/ersetzen.html"
    header_icon = "user"

    @cached_property
    def person(self) -> Person:
        return own_object(self.request.user, Person, self.kwargs["person_id"])

    def get_page_title(self) -> Any:
        return _("%(name)s ersetzen") % {"name": self.person}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entries = naming(self.person).select_related("leistung", "gebiet").order_by("leistung__bezeichnung", "pk")
        return super().get_context_data(**kwargs) | {
            "person": self.person,
            "kollegen": self._colleagues(),
            "nachfolge": self._successor(self.request.GET),
            "zustaendigkeiten": list(entries),
            "vertritt": list(self.person.vertritt.all()),
            "pruefungen": contacts_of(self.person).count(),
            "letzte": last_replacement(self.person),
        }

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if "zurueck" in request.POST:
            return self._undo()
        successor = self._successor(request.POST)
        if successor is None:
            messages.error(request, _("Bitte wählen Sie, wer übernimmt."))
            return redirect("person_ersetzen", self.person.pk)
        done = replace_person(
            person=self.person,
            nachfolge=successor,
            zustaendigkeiten={int(pk) for pk in request.POST.getlist("zustaendigkeit") if pk.isdecimal()},
            vertretung="vertretung" in request.POST,
            kontakt="kontakt" in request.POST,
            user=request.user,
        )
        text = ngettext(
            "%(name)s steht jetzt in %(n)d Zuständigkeit.", "%(name)s steht jetzt in %(n)d Zuständigkeiten.", done
        )
        messages.success(request, text % {"name": successor, "n": done})
        return redirect("person_ersetzen", self.person.pk)

    def _undo(self) -> HttpResponse:
        entry = last_replacement(self.person)
        if entry is not None and str(entry.pk) == self.request.POST.get("zurueck"):
            done = undo_replacement(person=self.person, entry=entry, user=self.request.user)
            text = ngettext(
                "%(name)s steht wieder in %(n)d Zuständigkeit.", "%(name)s steht wieder in %(n)d Zuständigkeiten.", done
            )
            messages.success(self.request, text % {"name": self.person, "n": done})
        return redirect("person_ersetzen", self.person.pk)

    def _colleagues(self) -> QuerySet[Person]:
        """Only staff of the same office can stand in its Zuständigkeiten."""
        return Person.objects.filter(stelle=self.person.stelle_id).exclude(pk=self.person.pk)

    def _successor(self, data: Any) -> Person | None:
        chosen = data.get("nachfolge", "")
        return self._colleagues().filter(pk=int(chosen)).first() if chosen.isdecimal() else None
