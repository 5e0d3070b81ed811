"""The catalogue's models, one file per concept."""

from leistungen.models.anmerkung import Anmerkung, Antwort
from leistungen.models.aufgabe import Aufgabe
from leistungen.models.freigabe import FreigabeTask
from leistungen.models.ladestand import Ladestand
from leistungen.models.lebenslage import Lebenslage
from leistungen.models.leistung import Leistung
from leistungen.models.linkziel import Linkstelle, Linkziel
from leistungen.models.pruefplan import Pruefbitte, Pruefplan, Pruefposten
from leistungen.models.redaktion import RedaktionPage
from leistungen.models.sammlung import Sammlung, Sammlungsposten
from leistungen.models.sitzung import Sitzung
from leistungen.models.texte import ErgaenzungPage, StammtextPage, TextPage
from leistungen.models.textstand import Textstand, Vorlage
from leistungen.models.verlauf import Lesestand, Verlauf
from leistungen.models.wochenmail import Wochenmail
from leistungen.models.zustaendigkeit import Zustaendigkeit

__all__ = [
    "Anmerkung",
    "Antwort",
    "Aufgabe",
    "ErgaenzungPage",
    "FreigabeTask",
    "Ladestand",
    "Lebenslage",
    "Leistung",
    "Lesestand",
    "Linkstelle",
    "Linkziel",
    "Pruefbitte",
    "Pruefplan",
    "Pruefposten",
    "RedaktionPage",
    "Sammlung",
    "Sammlungsposten",
    "Sitzung",
    "StammtextPage",
    "TextPage",
    "Textstand",
    "Verlauf",
    "Vorlage",
    "Wochenmail",
    "Zustaendigkeit",
]
