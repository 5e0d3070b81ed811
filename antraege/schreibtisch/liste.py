"""The list of cases, newest first."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from antraege.enums import Vorgangszustand
from antraege.models import Formularfassung, Vorgang
from antraege.permissions import may_oversee, vorgaenge_of
from antraege.schreibtisch.buero import BueroView
from antraege.schreibtisch.filter import VorgangFilter
from antraege.schreibtisch.folgen import left_undone
from cms.orte import verzeichnis

AUF_EINER_SEITE = 50


class VorgaengeView(BueroView):
    """With ``?vorschau=1`` what was sent from previews, never mixed with the rest."""

    template_name = "verwaltung/vorgaenge.html"
    page_title = gettext_lazy("Vorgänge")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.vorschau = request.GET.get("vorschau") == "1"

    def get_page_title(self) -> Any:
        return _("Vorgänge aus der Vorschau") if self.vorschau else _("Vorgänge")

    def steps(self) -> list[tuple[str, Any]]:
        return [("", self.get_page_title())]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A whole number leads to its case at once."""
        nummer = request.GET.get("q", "").strip()
        is_one = nummer and nummer.isprintable()  # PostgreSQL takes no text with a NUL
        exact = vorgaenge_of(request.user).filter(nummer__iexact=nummer).first() if is_one else None
        return redirect("vorgang", exact.pk) if exact else super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mine = vorgaenge_of(self.request.user)
        form = VorgangFilter(self.request.GET, mine.filter(vorschau=self.vorschau))
        seite = Paginator(form.found().select_related("stelle"), AUF_EINER_SEITE).get_page(self.request.GET.get("p"))
        orte = verzeichnis().by_id
        return super().get_context_data(**kwargs) | {
            "form": form,
            "seite": seite,
            "zeilen": [(one, orte[one.gebiet_id].anzeige) for one in seite.object_list],
            "anzahl": _by_state(mine.filter(vorschau=False)),
            "vorschauen": mine.filter(vorschau=True).count(),
            "liegt": left_undone(self.request.user).count(),
            "fassungen": self._fassungen(form),
            "protokoll": may_oversee(self.request.user),
        }

    def _fassungen(self, form: VorgangFilter) -> QuerySet[Formularfassung]:
        """The revisions of the chosen form that what is listed was written in: each is a table of its own."""
        formular = form.cleaned_data.get("formular") or _only(form)
        if not formular or self.vorschau:
            return Formularfassung.objects.none()
        found = Formularfassung.objects.filter(formular=formular, antraege__vorgang__in=form.found())
        return found.annotate(n=Count("antraege")).order_by("-pk")


def _by_state(rows: QuerySet[Vorgang]) -> dict[str, int]:
    counted = dict(rows.order_by().values_list("zustand").annotate(n=Count("pk")))
    return {zustand: counted.get(zustand, 0) for zustand in Vorgangszustand.values}


def _only(form: VorgangFilter) -> int | None:
    """The form of all that is listed, if there is but one to choose from."""
    return None if "formular" in form.fields else form.rows.values_list("formular", flat=True).first()
