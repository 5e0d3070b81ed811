"""Why a file is not taken, in words that say what to do."""

from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _


class Grund(StrEnum):
    """One reason each; the words to it are in ``MELDUNGEN``."""

    LEER = "leer"
    ZU_GROSS = "zu_gross"
    UNVOLLSTAENDIG = "unvollstaendig"
    BESCHAEDIGT = "beschaedigt"
    NAME = "name"
    NAME_ZU_LANG = "name_zu_lang"
    TYP = "typ"
    TYP_HIER_NICHT = "typ_hier_nicht"
    ENDUNG = "endung"
    ARCHIV = "archiv"
    ALTES_OFFICE = "altes_office"
    WEBSEITE = "webseite"
    PROGRAMM = "programm"
    SCHADPROGRAMM = "schadprogramm"
    FREMDES = "fremdes"
    PASSWORT = "passwort"
    PROGRAMMCODE = "programmcode"
    EINGEBETTET = "eingebettet"
    MAKROS = "makros"
    NACHLADEN = "nachladen"
    ZU_VIELE_PUNKTE = "zu_viele_punkte"
    ZU_UMFANGREICH = "zu_umfangreich"


_AS_PDF = _("Speichern Sie das Dokument als PDF und wählen Sie die PDF-Datei aus.")
_PRINT = _("Öffnen Sie sie, wählen Sie „Drucken“ und dann „Als PDF speichern“. Laden Sie diese neue Datei hoch.")

MELDUNGEN: dict[Grund, tuple[Any, ...]] = {
    Grund.LEER: (_("Die Datei ist leer. Wählen Sie eine andere Datei aus."),),
    Grund.ZU_GROSS: (
        _("Die Datei ist zu groß. Erlaubt sind höchstens %(groesste)s."),
        _("Verkleinern Sie sie oder teilen Sie sie in mehrere Dateien auf."),
    ),
    Grund.UNVOLLSTAENDIG: (
        _("Die Datei ist nicht vollständig."),
        _("Prüfen Sie, ob sie sich bei Ihnen öffnen lässt, und laden Sie sie noch einmal hoch."),
    ),
    Grund.BESCHAEDIGT: (
        _("Die Datei lässt sich nicht lesen, sie ist vermutlich beschädigt."),
        _("Speichern oder scannen Sie sie neu und laden Sie die neue Datei hoch."),
    ),
    Grund.NAME: (
        _("Der Name der Datei enthält Zeichen, die nicht erlaubt sind."),
        _("Benennen Sie die Datei um, zum Beispiel in „Nachweis“, und laden Sie sie noch einmal hoch."),
    ),
    Grund.NAME_ZU_LANG: (
        _("Der Name der Datei ist zu lang."),
        _("Benennen Sie die Datei um, zum Beispiel in „Nachweis“, und laden Sie sie noch einmal hoch."),
    ),
    Grund.TYP: (_("Diese Art von Datei nehmen wir nicht an. Erlaubt sind: %(erlaubt)s."),),
    Grund.TYP_HIER_NICHT: (_("Die Datei ist vom Typ %(typ)s. Hier sind nur erlaubt: %(erlaubt)s."),),
    Grund.ENDUNG: (
        _("Der Name der Datei endet auf „%(endung)s“, ihr Inhalt ist aber vom Typ %(typ)s."),
        _("Speichern Sie sie mit der richtigen Endung und laden Sie sie noch einmal hoch."),
    ),
    Grund.ARCHIV: (_("Archive wie ZIP nehmen wir nicht an. Laden Sie die Dateien darin einzeln hoch."),),
    Grund.ALTES_OFFICE: (_("Die Datei hat ein altes Office-Format oder ein Passwort."), _AS_PDF),
    Grund.WEBSEITE: (_("Das ist eine Internetseite oder eine SVG-Grafik. Solche Dateien nehmen wir nicht an."), _PRINT),
    Grund.PROGRAMM: (_("Das ist ein Programm. Programme nehmen wir nicht an. Erlaubt sind: %(erlaubt)s."),),
    Grund.SCHADPROGRAMM: (
        _("In der Datei wurde ein Schadprogramm gefunden. Sie wurde nicht gespeichert."),
        _("Prüfen Sie Ihr Gerät mit einem Virenschutzprogramm."),
    ),
    Grund.FREMDES: (
        _("In der Datei steckt noch etwas anderes als ein Dokument oder ein Bild."),
        _("Speichern oder scannen Sie sie neu und laden Sie die neue Datei hoch."),
    ),
    Grund.PASSWORT: (
        _("Die Datei ist mit einem Passwort geschützt, wir können sie nicht öffnen."),
        _("Speichern Sie sie ohne Passwort und laden Sie sie noch einmal hoch."),
    ),
    Grund.PROGRAMMCODE: (
        _("Die PDF-Datei enthält Programmcode oder Befehle, die beim Öffnen ausgeführt werden."),
        _PRINT,
    ),
    Grund.EINGEBETTET: (
        _("In der Datei stecken weitere Dateien oder Medien, die wir nicht prüfen können."),
        _("Entfernen Sie sie oder drucken Sie die Datei als neue PDF. Laden Sie wichtige Anhänge einzeln hoch."),
    ),
    Grund.MAKROS: (_("Die Datei enthält Makros, also kleine Programme."), _AS_PDF),
    Grund.NACHLADEN: (_("Die Datei lädt beim Öffnen Inhalte aus dem Internet oder aus anderen Dateien nach."), _AS_PDF),
    Grund.ZU_VIELE_PUNKTE: (
        _("Das Bild hat zu viele Bildpunkte. Erlaubt sind höchstens %(punkte)s Millionen."),
        _("Verkleinern Sie das Bild oder scannen Sie mit geringerer Auflösung."),
    ),
    Grund.ZU_UMFANGREICH: (
        _("Die Datei ist ungewöhnlich umfangreich aufgebaut, wir können sie nicht prüfen."),
        _PRINT,
    ),
}


class DateiError(Exception):
    """A file that is not taken; ``meldung`` is for the citizen."""

    def __init__(self, grund: Grund, **werte: str):
        super().__init__(grund.value)
        self.grund = grund
        self.werte = werte

    @property
    def meldung(self) -> str:
        return " ".join(str(satz) for satz in MELDUNGEN[self.grund]) % self.werte
