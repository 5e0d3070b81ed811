"""A German text of the Verbandsgemeinde with an English and a Leichte-Sprache page, and the people who write."""

from cms.orte import verzeichnis
from leistungen import aufgaben
from leistungen.fassung import fassung
from leistungen.models import Textstand
from leistungen.services.texte import write_text
from leistungen.services.uebersetzen import translate_text
from tests.factories.cms import Orte, UserFactory, redaktion
from tests.factories.leistungen import LeistungFactory

KOSTEN = {
    "bezeichnung": "Ausstellung", "kanal": "alle", "art": "fest", "cent": 1000, "von_cent": None, "bis_cent": None,
    "vorkasse": False, "vorschrift": "§ 1 Gebührenordnung", "stand": "2026-11-24", "gueltig_ab": None,
    "gueltig_bis": None, "hinweis": "", "gilt_fuer": [],
}  # fmt: skip
VOLLTEXT = "<p>Hunde kosten Steuer.</p><p>Melden Sie den Hund an.</p>"
FREMD = {
    "volltext": ["<p>Dogs are taxed.</p><p>Register your dog.</p>"],
    "unterlagen": ["<p>Your identity card</p>"],
    "kosten": [[{"bezeichnung": "Issue", "vorschrift": "Section 1 fee schedule", "hinweis": ""}]],
}


class Sprachwelt:
    def __init__(self) -> None:
        self.orte = Orte()
        self.vg, self.mayen = redaktion(self.orte.vg), redaktion(self.orte.mayen)
        self.leistung = LeistungFactory(redaktion=self.vg, slug="hundesteuer", bezeichnung="Hundesteuer")
        self.page = self.write()
        for sprache in ("en", "de-simple"):
            translate_text(page=self.page, sprache=sprache, module=FREMD)
        self.english, self.simple = (
            self.page.get_translations().get(locale__language_code=code).specific for code in ("en", "de-simple")
        )
        self.freigabe = UserFactory(gruppen=[self.vg.freigebende])
        self.redakteur = UserFactory(gruppen=[self.vg.redakteure])
        self.fremd = UserFactory(gruppen=[self.mayen.freigebende])

    def write(self, volltext=VOLLTEXT, kosten=KOSTEN, unterlagen="<p>Ihren Ausweis</p>"):
        module = {
            "volltext": [{"inhalt": volltext}],
            "unterlagen": [{"inhalt": unterlagen}],
            "kosten": [{"inhalt": [kosten]}],
        }
        return write_text(redaktion=self.vg, leistung=self.leistung, module=module).page

    def seite(self, sprache):
        return {"en": self.english, "de-simple": self.simple}[sprache]

    def wartet(self, art="uebersetzung"):
        """What waits in each language, by the page's id and section."""
        return {(one.page_id, one.modul): one for one in aufgaben.of_redaktionen([self.vg.pk]).filter(art=art)}

    def stale(self, sprache):
        return sorted(modul for page, modul in self.wartet() if page == self.seite(sprache).pk)

    def read(self, sprache):
        """What citizens read: by section the language and the content."""
        found = fassung("hundesteuer", verzeichnis().by_slug[self.orte.vg.slug], sprache)
        return {one.modul: (one.teile[0].text.sprache, one.teile[0].text.inhalt) for one in found.abschnitte}

    def row(self, sprache):
        return Textstand.objects.get(leistung=self.leistung, sprache=sprache).module
