"""A text of several lines."""

from django import forms
from django.utils.translation import gettext_lazy as _

from antraege.feldtypen.base import Feld
from antraege.feldtypen.eingabe import Zeilenfeld, clean_text
from antraege.feldtypen.text import TextFeld

ROWS = "6"


class LangtextFeld(TextFeld):
    """A text whose line breaks count."""

    typ = "langtext"
    name = _("Text, mehrere Zeilen")
    beschreibung = _("Mehrere Zeilen, z. B. eine Beschreibung.")
    icon = "pilcrow"
    laengste = 5000

    def formularfeld(self, feld: Feld) -> forms.Field:
        widget = forms.Textarea(attrs=self.attrs(feld, rows=ROWS))
        return Zeilenfeld(most=self._most(feld), clean=clean_text, widget=widget, **self.optionen(feld))
