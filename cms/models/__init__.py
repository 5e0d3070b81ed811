"""The platform's models, one file per concept."""

from cms.models.aenderung import Aenderung, Aenderungsstand, Folgestand, Verfolgt
from cms.models.base import BasePage
from cms.models.gebiet import Ebene, Gebiet, Postleitzahl
from cms.models.medien import Bild, Bildfassung, Dokument
from cms.models.meldung import Meldung
from cms.models.organisation import Oeffnungszeit, Organisationseinheit, Person, Schliesstag, Standort
from cms.models.pages import InhaltPage, StartPage
from cms.models.redaktion import Redaktion
from cms.models.site import Darstellung

__all__ = [
    "Aenderung",
    "Aenderungsstand",
    "BasePage",
    "Bild",
    "Bildfassung",
    "Darstellung",
    "Dokument",
    "Ebene",
    "Folgestand",
    "Gebiet",
    "InhaltPage",
    "Meldung",
    "Oeffnungszeit",
    "Organisationseinheit",
    "Person",
    "Postleitzahl",
    "Redaktion",
    "Schliesstag",
    "Standort",
    "StartPage",
    "Verfolgt",
]
