"""Forms made ready, kept in each process until something about forms changes."""

from dataclasses import dataclass

from antraege.auswertung import Auswerter
from antraege.definition import Definition
from antraege.models import Formularfassung, FormularPage, Formulartexte
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


@dataclass(frozen=True, slots=True)
class Kopf:
    """What every page of a draft asks of its form; the page itself is large and slow to build."""

    slug: str
    titel: str
    entwurf_tage: int


@remember("formulare", most=10 * KEPT)
def kopf(formular: int) -> Kopf:
    slug, titel, tage = FormularPage.objects.values_list("slug", "title", "entwurf_tage").get(pk=formular)
    return Kopf(slug, titel, tage)
