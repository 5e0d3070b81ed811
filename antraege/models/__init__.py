from antraege.models.antrag import Anlage, Antrag
from antraege.models.fassung import Formularfassung, Formulartexte
from antraege.models.folge import Folge
from antraege.models.formular import FormularPage
from antraege.models.formularbereich import FormularePage
from antraege.models.nummernkreis import Nummernkreis
from antraege.models.sachbearbeitung import Sachbearbeitung
from antraege.models.vorgang import Protokollkopf, Vorgang, Vorgangsereignis

__all__ = [
    "Anlage",
    "Antrag",
    "Folge",
    "FormularPage",
    "FormularePage",
    "Formularfassung",
    "Formulartexte",
    "Nummernkreis",
    "Protokollkopf",
    "Sachbearbeitung",
    "Vorgang",
    "Vorgangsereignis",
]
