"""The catalogue of text sections (Textmodule), in the order in which they stand on the page.

Codes: ``urn:de:xzufi:codeliste:leistungstextmodulleika`` (20240216) for 02 to 25; 95 to 99 are the display codes the
federal portal network's search service uses for structured modules (95 Bearbeitungsdauer, 97 Frist, 98 Kosten), with
96 and 99 added here for documents and online services. To add a section, add one entry.
"""

from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leistungen.enums import Modus


class Art(Enum):
    """What a section is made of."""

    TITEL = "titel"  # one line of plain text that names the Leistung
    ZEILE = "zeile"  # plain text
    PROSA = "prosa"  # rich text
    LISTE = "liste"  # typed entries


@dataclass(frozen=True, slots=True)
class Textmodul:
    """A section: ``titel`` is the heading citizens read, ``name`` what editors call it.

    ``textfelder`` are the keys of a typed list's entries that are language, and so translated; the others are numbers
    and dates that hold in every language.
    """

    key: str
    code: str
    name: str | Promise
    titel: str | Promise
    art: Art = Art.PROSA
    textfelder: tuple[str, ...] = ()
    modi: tuple[Modus, ...] = (Modus.ERGAENZEN, Modus.ERSETZEN, Modus.AUSBLENDEN)
    zeigen: bool = True


NUR_ERSETZEN = (Modus.ERSETZEN,)

TEXTMODULE: tuple[Textmodul, ...] = (
    Textmodul(
        "leistungsbezeichnung",
        "02",
        _("Leistungsbezeichnung"),
        _("Amtliche Bezeichnung"),
        Art.TITEL,
        modi=NUR_ERSETZEN,
        zeigen=False,
    ),
    Textmodul(
        "leistungsbezeichnung_ii",
        "03",
        _("Titel für Bürgerinnen und Bürger"),
        _("Titel"),
        Art.TITEL,
        modi=NUR_ERSETZEN,
        zeigen=False,
    ),
    Textmodul("kurztext", "05", _("Kurztext"), _("In Kürze"), Art.ZEILE, modi=NUR_ERSETZEN, zeigen=False),
    Textmodul("teaser", "24", _("Teaser"), _("Kurzinfo"), Art.ZEILE, modi=NUR_ERSETZEN, zeigen=False),
    Textmodul("volltext", "06", _("Volltext"), _("Leistungsbeschreibung")),
    Textmodul("onlinedienste", "99", _("Onlinedienste"), _("Online erledigen"), Art.LISTE, ("titel", "anbieter")),
    Textmodul("voraussetzungen", "09", _("Voraussetzungen"), _("Welche Voraussetzungen gibt es?")),
    Textmodul("unterlagen", "08", _("Erforderliche Unterlagen"), _("Welche Unterlagen werden benötigt?")),
    Textmodul(
        "kosten",
        "98",
        _("Kosten"),
        _("Welche Gebühren fallen an?"),
        Art.LISTE,
        ("bezeichnung", "vorschrift", "hinweis"),
    ),
    Textmodul(
        "frist",
        "97",
        _("Fristen"),
        _("Welche Fristen muss ich beachten?"),
        Art.LISTE,
        ("bezeichnung", "bezug", "hinweis"),
    ),
    Textmodul(
        "bearbeitungsdauer",
        "95",
        _("Bearbeitungsdauer"),
        _("Wie lange dauert die Bearbeitung?"),
        Art.LISTE,
        ("bezeichnung", "bezug", "hinweis"),
    ),
    Textmodul("verfahrensablauf", "11", _("Verfahrensablauf"), _("Wie läuft das Verfahren ab?")),
    Textmodul(
        "dokumente",
        "96",
        _("Dokumente"),
        _("Welche Dokumente resultieren aus dieser Leistung?"),
        Art.LISTE,
        ("bezeichnung", "hinweis"),
    ),
    Textmodul("formulare", "14", _("Formulare"), _("Welche Formulare gibt es?"), Art.LISTE, ("bezeichnung",)),
    Textmodul("rechtsgrundlagen", "07", _("Rechtsgrundlagen"), _("Rechtsgrundlage")),
    Textmodul("rechtsbehelf", "25", _("Rechtsbehelf"), _("Was kann ich gegen die Entscheidung tun?")),
    Textmodul("hinweise", "16", _("Hinweise"), _("Was sollte ich noch wissen?")),
    Textmodul(
        "weiterfuehrende_informationen", "15", _("Weiterführende Informationen"), _("Weiterführende Informationen")
    ),
    Textmodul("zustaendige_stelle", "22", _("Zuständige Stelle"), _("Wer ist im Allgemeinen zuständig?")),
    Textmodul("ansprechpunkt", "23", _("Ansprechpunkt"), _("An wen kann ich mich wenden?")),
    Textmodul("urheber", "18", _("Urheber"), _("Urheber"), Art.ZEILE, zeigen=False),
)

NACH_KEY: dict[str, Textmodul] = {modul.key: modul for modul in TEXTMODULE}
REIHENFOLGE: tuple[str, ...] = tuple(NACH_KEY)
