"""What one may choose before figures are counted; it stands in the address, so a choice can be sent around."""

from itertools import groupby
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leistungen.katalog.felder import ALLE, AdressForm, OrtField, SeitField
from leistungen.kennzahlen.bestand import bestand, stellen
from leistungen.kennzahlen.modell import Auswahl


def _themenfelder() -> list[tuple[str, Any]]:
    names = sorted({one.themenfeld for one in bestand()} - {""})
    return [ALLE, *((name, name) for name in names)]


def _stellen() -> list[tuple[str, Any]]:
    groups = groupby(stellen(), key=lambda stelle: stelle[3])
    return [ALLE, *((verwaltung, [(slug, name) for _pk, slug, name, _v in found]) for verwaltung, found in groups)]


class AuswahlForm(AdressForm):
    """Place, subject area, office, and the day since which something has changed. All may be left out."""

    ort = OrtField(required=False)
    themenfeld = forms.ChoiceField(label=gettext_lazy("Themenfeld"), required=False, choices=_themenfelder)
    stelle = forms.ChoiceField(label=gettext_lazy("Zuständige Stelle"), required=False, choices=_stellen)
    seit = SeitField(required=False)

    @property
    def auswahl(self) -> Auswahl:
        """What is well chosen; a field with an error chooses nothing."""
        self.is_valid()
        chosen = self.cleaned_data
        by_slug = {slug: pk for pk, slug, _name, _verwaltung in stellen()}
        return Auswahl(
            themenfeld=chosen.get("themenfeld") or "",
            stelle=by_slug.get(chosen.get("stelle") or ""),
            ort=chosen.get("ort"),
            seit=chosen.get("seit"),
        )

    @property
    def in_words(self) -> list[str]:
        """The choice as a reader of the printed page needs it."""
        auswahl = self.auswahl
        names = {pk: f"{name} ({verwaltung})" for pk, _slug, name, verwaltung in stellen()}
        words = [auswahl.ort.anzeige] if auswahl.ort else []
        words += [auswahl.themenfeld] if auswahl.themenfeld else []
        words += [names[auswahl.stelle]] if auswahl.stelle else []
        if auswahl.seit:
            words.append(_("seit %(tag)s") % {"tag": date_format(auswahl.seit, "SHORT_DATE_FORMAT")})
        return words
