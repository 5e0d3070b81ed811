"""Forms made ready, kept in each process until something about forms changes."""

from antraege.auswertung import Auswerter
from antraege.definition import Definition
from antraege.models import Formularfassung, Formulartexte
from antraege.uebersetzung import translate
from cms.gedaechtnis import remember

KEPT = 300  # forms × languages


@remember("formulare", most=KEPT)
def auswerter(fassung: int, sprache: str = "de") -> Auswerter:
    """The form in a language; what is not translated is German."""
    rows = Formularfassung.objects.values_list("definition", "formular")
    definition, formular = rows.get(pk=fassung)
    if sprache != "de":
        worte = Formulartexte.objects.filter(formular=formular, sprache=sprache).values_list("worte", flat=True).first()
        definition = translate(definition, worte or {})
    return Auswerter(Definition.from_json(definition))
