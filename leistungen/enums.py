"""The words the catalogue's data uses."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Modus(TextChoices):
    """How a text relates to what stands above it."""

    ERGAENZEN = "ergaenzen", _("ergänzt den Text darüber")
    ERSETZEN = "ersetzen", _("ersetzt den Text darüber")
    AUSBLENDEN = "ausblenden", _("blendet den Text darüber aus")


class Zielgruppe(TextChoices):
    """For whom a Leistung is: XZuFi ``leistungsadressat`` (001 to 003)."""

    BUERGER = "buerger", _("Bürgerinnen und Bürger")
    UNTERNEHMEN = "unternehmen", _("Unternehmen")
    VERWALTUNG = "verwaltung", _("Verwaltung")


class Aufgabenart(TextChoices):
    """What waits for a Redaktion about one of its texts."""

    ZU_PRUEFEN = "zu_pruefen", _("Der Text darüber hat sich geändert")
    ZUSTAENDIGKEIT = "zustaendigkeit", _("Niemand ist zuständig")
    LUECKE = "luecke", _("Es fehlt etwas")
    UEBERSETZUNG = "uebersetzung", _("Der deutsche Text hat sich geändert")
    UNUEBERSETZT = "unuebersetzt", _("Noch nicht übersetzt")
    PRUEFUNG = "pruefung", _("Prüfung fällig")


class Pruefabstand(IntegerChoices):
    """How many months after a review the next one is due."""

    HALBJAHR = 6, _("nach 6 Monaten")
    JAHR = 12, _("nach 1 Jahr")
    ZWEI_JAHRE = 24, _("nach 2 Jahren")
    DREI_JAHRE = 36, _("nach 3 Jahren")


class Pruefantwort(TextChoices):
    """What a contact says about a text."""

    STIMMT = "stimmt", _("stimmt noch")
    BEMERKUNG = "bemerkung", _("Anmerkung")


class Linkstand(TextChoices):
    """What is known of the address of a link."""

    NEU = "neu", _("noch nicht geprüft")
    GUT = "gut", _("erreichbar")
    GESTOERT = "gestoert", _("zuletzt nicht erreichbar")
    UMGEZOGEN = "umgezogen", _("umgezogen")
    TOT = "tot", _("tot")


class Linkgeltung(TextChoices):
    """Whether a link that was given away still leads anywhere."""

    GILT = "gilt", _("gilt")
    ABGELAUFEN = "abgelaufen", _("abgelaufen")
    GESPERRT = "gesperrt", _("gesperrt")


class Anmerkungsstand(TextChoices):
    """What became of a remark."""

    OFFEN = "offen", _("offen")
    BEANTWORTET = "beantwortet", _("beantwortet")
    ERLEDIGT = "erledigt", _("erledigt")


class Wandelart(TextChoices):
    """What became of a section that citizens read."""

    NEU = "neu", _("neu")
    GEAENDERT = "geaendert", _("geändert")
    WEG = "weg", _("weggefallen")
    GELTUNG = "geltung", _("gilt anders")


class Urheber(TextChoices):
    """In which role somebody changed what citizens read."""

    REDAKTION = "redaktion", _("Redaktion")
    FREIGABE = "freigabe", _("Freigabe der Redaktion")
    BETRIEB = "betrieb", _("Betrieb des Portals")


class Rolle(TextChoices):
    """Why an office stands on the page of a Leistung."""

    ZUSTAENDIGE_STELLE = "zustaendige_stelle", _("Zuständige Stelle")
    ANSPRECHPUNKT = "ansprechpunkt", _("Ansprechpunkt")


class Kanal(TextChoices):
    """For which way of applying a fee holds."""

    ALLE = "alle", _("immer")
    ONLINE = "online", _("bei Antrag im Internet")
    SCHALTER = "schalter", _("vor Ort")


class Kostenart(TextChoices):
    FEST = "fest", _("fester Betrag")
    FREI = "frei", _("kostenlos")
    SPANNE = "spanne", _("von … bis …")
    NACH_VORSCHRIFT = "nach_vorschrift", _("nach Vorschrift, ohne Betrag")


class Entscheider(TextChoices):
    """Whose law fixes a fee."""

    BUND = "bund", _("Recht des Bundes")
    LAND = "land", _("Recht des Landes")
    ORT = "ort", _("Satzung oder Beschluss vor Ort")
    NIEMAND = "niemand", _("kostenlos")
    UNBEKANNT = "unbekannt", _("keine Vorschrift genannt")


class Zeitart(TextChoices):
    DAUER = "dauer", _("Dauer")
    STICHTAG = "stichtag", _("Stichtag")
    TEXT = "text", _("nur Text")


class Einheit(TextChoices):
    """Units of time (XZuFi: JAHR … MINUTE)."""

    MINUTE = "minute", _("Minuten")
    STUNDE = "stunde", _("Stunden")
    TAG = "tag", _("Tage")
    WERKTAG = "werktag", _("Werktage")
    ARBEITSTAG = "arbeitstag", _("Arbeitstage")
    WOCHE = "woche", _("Wochen")
    MONAT = "monat", _("Monate")
    JAHR = "jahr", _("Jahre")


class Richtung(TextChoices):
    EINGEHEND = "eingehend", _("wird eingereicht")
    AUSGEHEND = "ausgehend", _("ist das Ergebnis")


class Vertrauensniveau(TextChoices):
    """Level of assurance of a login; codes of ``urn:xoev-de:fim:codeliste:vertrauensniveau``."""

    KEINE_ANGABE = "00", _("keine Angabe")
    UNTERGEORDNET = "10", _("ohne Nachweis der Identität")
    BASIS = "15", _("mit Benutzerkonto")
    NORMAL = "20", _("normal")
    SUBSTANTIELL = "30", _("substanziell")
    HOCH = "40", _("hoch, mit Online-Ausweis")
