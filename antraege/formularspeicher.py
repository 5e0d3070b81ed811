"""Forms made ready, kept in each process: a Fassung never changes, its translations say when they do."""

from typing import Any

from antraege.auswertung import Auswerter
from antraege.definition import Definition
from antraege.models import Formularfassung, Formulartexte
from antraege.uebersetzung import translate
from cms.gedaechtnis import remember

KEPT = 300  # forms × languages


def auswerter(fassung: int, sprache: str = "de") -> Auswerter:
    """The form in a language; what is not translated is German."""
    formular = _formular(fassung)
    return _ready(fassung, sprache, _stand(formular, sprache) if sprache != "de" else 0)


@remember(most=KEPT)
def _ready(fassung: int, sprache: str, stand: int) -> Auswerter:
    daten = _definition(fassung)
    if stand:
        worte = Formulartexte.objects.values_list("worte", flat=True).get(formular=_formular(fassung), sprache=sprache)
        daten = translate(daten, worte)
    elif sprache != "de":
        daten = translate(daten, {})
    return Auswerter(Definition.from_json(daten))


@remember(most=KEPT)
def _definition(fassung: int) -> dict[str, Any]:
    found: dict[str, Any] = Formularfassung.objects.values_list("definition", flat=True).get(pk=fassung)
    return found


@remember(most=10 * KEPT)
def _formular(fassung: int) -> int:
    return Formularfassung.objects.values_list("formular", flat=True).get(pk=fassung)


@remember("formulare")
def _stand(formular: int, sprache: str) -> int:
    """Which state of the words of a form holds; 0 if there are none."""
    stand = Formulartexte.objects.filter(formular=formular, sprache=sprache).values_list("stand", flat=True).first()
    return stand or 0
