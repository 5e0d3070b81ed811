"""A form with which somebody has applied is not deleted: its cases refer to it."""

from collections.abc import Iterable
from operator import or_

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from antraege.models import Antrag, FormularPage, Vorgang
from antraege.services.loeschen import discard_trials


def needed(pages: Iterable[Page]) -> list[str]:
    """The titles of forms among ``pages`` and below them that applications or cases refer to."""
    found = set()
    for page in pages:
        forms = FormularPage.objects.descendant_of(page, inclusive=True)
        real = (model.objects.filter(vorschau=False).values("formular") for model in (Antrag, Vorgang))
        used = or_(*(Q(pk__in=some) for some in real))
        found.update(forms.filter(used).values_list("title", flat=True))
    return sorted(found)


def refuse(request: HttpRequest, pages: list[Page]) -> HttpResponse | None:
    """Say why not and what to do instead; ``None`` if nothing stands against it, and then trials go first."""
    if not (titles := needed(pages)):
        if request.method == "POST":
            for page in pages:
                discard_trials(formulare=FormularPage.objects.descendant_of(page, inclusive=True))
        return None
    text = _(
        "Es wurde nichts gelöscht. Zu diesen Formularen gibt es Anträge oder Vorgänge: %(formulare)s. Soll niemand "
        "mehr einen Antrag beginnen, dann nehmen Sie die Veröffentlichung des Formulars zurück."
    )
    messages.error(request, text % {"formulare": ", ".join(titles)})
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk)
