"""The form was changed while somebody filled it in: what that means for their draft."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from antraege.views.entwurf import EntwurfView


class GeaendertView(EntwurfView):
    """Shown once after the move, and again whenever it is asked for."""

    def get(self, request: HttpRequest, kennung: str) -> HttpResponse:
        umzug = self.inhalt.umzug
        if not self.antrag.ist_entwurf or umzug is None:
            return redirect("antrag", kennung, self.ablauf.offen.schluessel)
        context = {
            "station": self.ablauf.offen,
            "grund": umzug["grund"],
            "hinweis": umzug["hinweis"],
            "entfallen": umzug["entfallen"],
            "neu": self._labels(umzug["neu"]),
            "noch_einmal": self._labels(umzug["noch_einmal"]),
        }
        return self.page("antraege/geaendert.html", context)

    def _labels(self, keys: list[str]) -> list[str]:
        """Of fields that these answers lead to."""
        felder = self.auswertung.definition.felder
        return [felder[key].beschriftung for key in keys if key in self.auswertung.sichtbar]
