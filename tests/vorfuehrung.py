"""The demonstration portal with two Leistungen: every type of page that citizens see."""

from django.conf import settings

from cms.management.commands.portal_load import read
from cms.models import InhaltPage, StartPage
from cms.services.load_portal import load_portal
from tests.seitenwelt import Welt

PFADE = ["cms/demo", "leistungen/demo/online.yaml"]

# One line for each type of page: what it is, its address, and the status it answers with.
SEITEN = [
    ("Startseite", "/", 200),
    ("Startseite auf Englisch", "/en/", 200),
    ("Startseite in Leichter Sprache", "/de-simple/", 200),
    ("Textseite", "/datenschutz/", 200),
    ("Textseite auf Englisch", "/en/datenschutz/", 200),
    ("Textseite ohne Übersetzung", "/en/gebaerdensprache/", 200),
    ("Meldung", "/meldung/?art=barriere&seite=/", 200),
    ("Danke für die Meldung", "/meldung/danke/", 200),
    ("Leistungen von A bis Z", "/leistungen/", 200),
    ("Leistungen an einem Ort", "/leistungen/?ort=laubach-cochem-zell", 200),
    ("Leistungen einer Lebenslage", "/leistungen/?lebenslage=alltag", 200),
    ("Suche", "/suche/?q=hund", 200),
    ("Suche an einem Ort", "/suche/?q=hund&ort=mayen", 200),
    ("Suche ohne Treffer", "/suche/?q=xyzzy", 200),
    ("Suche ohne Wort", "/suche/", 200),
    ("Leistung ohne Ort", "/leistungen/hundesteuer/", 200),
    ("Leistung an einem Ort", "/leistungen/hundesteuer/laubach-cochem-zell/", 200),
    ("Leistung auf Englisch", "/en/leistungen/hundesteuer/mayen/", 200),
    ("Leistung in Leichter Sprache", "/de-simple/leistungen/hundesteuer/mayen/", 200),
    ("Stelle", "/stellen/amt-vg/", 200),
    ("Ortswahl", "/orte/?q=a", 200),
    ("Ort merken", "/orte/merken/?ort=mayen", 200),
    ("nicht gefunden", "/gibt-es-nicht/", 404),
]


class Vorfuehrung(Welt):
    """The small portal of ``Welt`` behind the demonstration's front door."""

    def _front_door(self) -> None:
        load_portal(read(settings.BASE_DIR / path for path in PFADE))
        self.start = StartPage.objects.get(locale__language_code="de")
        self.impressum = InhaltPage.objects.get(slug="impressum", locale=self.start.locale)
