"""Forms that show what a rule changes before it counts: the first click shows, the second saves."""

from typing import Any

from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic

from cms.orte import verzeichnis
from cms.prosa import content_hash
from search import indexing
from search.models import Anheftung, Regel, Synonym
from search.regeln import rules_of
from search.schreibtisch.wirkung import Wirkung, effect

GESEHEN = "gesehen"  # the field that says which entries the effect was shown of


@indexing.while_missing(lambda regel: None)
def effect_of(regel: Regel) -> Wirkung | None:
    """What changes if a rule is saved as it stands; ``None`` while that cannot be told."""
    if isinstance(regel, Anheftung):
        return effect_of_pin(regel)
    assert isinstance(regel, Synonym)
    others = Synonym.objects.exclude(pk=regel.pk).values_list("wort", "bedeutet")
    pins = Anheftung.objects.on(timezone.localdate())
    return effect(regel.wort, rules_of([*others, (regel.wort, regel.bedeutet)], pins))


def effect_of_pin(pin: Anheftung) -> Wirkung:
    heute = timezone.localdate()
    pins = list(Anheftung.objects.on(heute).exclude(pk=pin.pk))
    if pin.bis is None or pin.bis >= heute:
        pins.append(pin)
    ort = verzeichnis().by_id.get(pin.gebiet_id) if pin.gebiet_id else None
    return effect(pin.ausdruck, rules_of(Synonym.objects.values_list("wort", "bedeutet"), pins), ort)


class ErstZeigen:
    """Saves only entries whose effect has been shown; notes who made the rule."""

    request: HttpRequest
    template_name = "verwaltung/regel.html"
    submit_button_label = _("Wirkung zeigen")
    submit_button_active_label = _("Wird berechnet …")
    wirkung: Wirkung | None = None
    gesehen = ""

    def form_valid(self, form: ModelForm[Any]) -> HttpResponse:
        self.gesehen = content_hash(repr(sorted((name, str(value)) for name, value in form.cleaned_data.items())))
        if self.request.POST.get(GESEHEN) == self.gesehen:
            form.instance.created_by = form.instance.created_by or self.request.user
            return super().form_valid(form)  # type: ignore[misc, no-any-return]
        self.form = form
        self.wirkung = effect_of(form.instance)
        self.submit_button_label = _("Speichern, gilt sofort")
        self.submit_button_active_label = _("Wird gespeichert …")
        return self.render_to_response(self.get_context_data(form=form))  # type: ignore[attr-defined, no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return context | {
            "wirkung": self.wirkung,
            "gesehen": self.gesehen,
            "submit_button_label": self.submit_button_label,
            "submit_button_active_label": self.submit_button_active_label,
        }


class RegelAnlegen(ErstZeigen, generic.CreateView):
    """A form that a link may have begun to fill in."""

    def get_initial(self) -> dict[str, Any]:
        named = {name: value for name, value in self.request.GET.items() if name in {"wort", "ausdruck"}}
        return super().get_initial() | named


class RegelBearbeiten(ErstZeigen, generic.EditView):
    pass
