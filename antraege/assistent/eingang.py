"""What a citizen has sent for a step: read, held against the form, and what follows for the step itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.datastructures import MultiValueDict

from antraege.assistent.forms import AntragstellerForm, SchrittForm
from antraege.assistent.staende import names_of
from antraege.auswertung import Auswertung
from antraege.definition import ANTRAGSTELLER, Schritt
from antraege.feldtypen import Feld, Json
from antraege.inhalt import merged

GEZEIGT = "_gezeigt"  # no field can be called so


@dataclass(frozen=True)
class Eingang:
    """``form`` has been validated. ``mehr``: further fields that what was answered leads to, still empty."""

    form: SchrittForm
    auswertung: Auswertung
    neu: dict[str, Json]
    mehr: tuple[Feld, ...]

    @property
    def ist_gut(self) -> bool:
        return self.form.ist_gut and not self.mehr


def read(
    schritt: Schritt,
    antworten: Mapping[str, Json],
    data: MultiValueDict[str, str],
    evaluate: Callable[[Mapping[str, Json]], Auswertung],
) -> Eingang:
    """Hold ``data`` against a step of a form whose other answers are ``antworten``.

    Which fields are shown may hang on what has just been answered, so they are read twice: first to see what is
    shown, then for good.
    """
    before = evaluate(antworten)
    if any(feld.sichtbar_wenn or feld.pflicht_wenn for feld in schritt.felder):
        loose = SchrittForm([feld.as_required(False) for feld in schritt.felder], antworten, data=data)
        loose.is_valid()
        before = evaluate(merged(antworten, loose.neu))
    felder = before.felder(schritt)
    make = AntragstellerForm if schritt.schluessel == ANTRAGSTELLER else SchrittForm
    form = make(felder, antworten, data=data)
    form.is_valid()
    neu = form.neu
    auswertung = evaluate(merged(antworten, neu))
    mehr = _forgive_new(form, data)
    if form.ist_gut:
        for fehler in auswertung.fehler:
            if fehler.schritt == schritt.schluessel:
                form.blame(fehler.feld, fehler.meldung)
    return Eingang(form, auswertung, neu, mehr)


def _forgive_new(form: SchrittForm, data: MultiValueDict[str, str]) -> tuple[Feld, ...]:
    """Nobody is blamed for not having answered what was not asked yet. Returns what is to be asked beside that."""
    if GEZEIGT not in data:
        return ()
    shown = set(str(data[GEZEIGT]).split(","))
    new = [feld for feld in form.felder if feld.schluessel not in shown]
    for feld in new:
        for name in names_of(form.felder, feld.schluessel, list(form.errors)):
            del form.errors[name]
    return tuple(feld for feld in new if form.neu.get(feld.schluessel) is None)
