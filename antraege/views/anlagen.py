"""Files that come along with a step, and are looked at again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from antraege.dateien import DateiError
from antraege.feldtypen import Feld
from antraege.herunterladen import as_download
from antraege.models import Anlage
from antraege.services.anlagen import AnlageError, keep_anlage, remove_anlage
from antraege.views.entwurf import EntwurfView

ENTFERNEN = "entfernen"
NAME = 80  # characters of a file's name in a message


@dataclass
class Empfang:
    """``feld`` is the last one whose files changed; ``fehler`` says by field why something was not kept."""

    feld: str = ""
    fehler: dict[str, Sequence[str]] = field(default_factory=dict)


def receive(antrag: int, felder: Iterable[Feld], request: HttpRequest) -> Empfang:
    """Keep what was chosen, take away what is not wanted any more (``aktion`` "entfernen-<key>-<id>")."""
    found = Empfang()
    aktion, _dash, rest = request.POST.get("aktion", "").partition("-")
    for feld in felder:
        key, _dash, kennung = rest.partition("-")
        if aktion == ENTFERNEN and key == feld.schluessel:
            remove_anlage(antrag=antrag, feld=feld, kennung=kennung)
            found.feld = key
        if uploads := request.FILES.getlist(feld.schluessel):
            found.feld = feld.schluessel
            if wrong := attach(antrag, feld, uploads):
                found.fehler[feld.schluessel] = wrong
    return found


def attach(antrag: int, feld: Feld, uploads: list[Any]) -> list[str]:
    """Keep what can be kept. Returns why something was not."""
    wrong = []
    for upload in uploads:
        try:
            keep_anlage(antrag=antrag, feld=feld, upload=upload)
        except DateiError as error:
            wrong.append(f"{_shown(upload.name)}: {error.meldung}")
        except AnlageError as error:
            wrong.append(str(error))
    return wrong


def _shown(name: str) -> str:
    """A name that nobody has looked at yet, for whoever chose the file: several may have been chosen at once."""
    return "".join(sign for sign in name if sign.isprintable())[:NAME]


class AnlageView(EntwurfView):
    """A file again, for whoever attached it: as a download, never shown by the browser."""

    def get(self, request: HttpRequest, kennung: str, anlage: str) -> HttpResponse:
        found = as_download(get_object_or_404(Anlage, antrag=self.antrag, kennung=anlage))
        if found is None:
            raise Http404
        return found
