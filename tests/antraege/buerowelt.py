"""Two municipalities with an office, their cases, and who works on them."""

from typing import Any

from antraege.angebot import angebot, formulare
from antraege.models import Sachbearbeitung, Vorgang
from antraege.services.beginnen import open_antrag
from antraege.services.einreichen import submit_antrag
from antraege.services.sachbearbeitung import create_sachbearbeitung, ensure_sachbearbeitung
from antraege.services.speichern import save_schritt
from cms.orte import verzeichnis
from tests.anmeldung import Kunde
from tests.antraege.welt import ANTRAGSTELLER, Welt
from tests.factories.antraege import formular
from tests.factories.cms import OrganisationseinheitFactory, Orte, UserFactory, redaktion
from tests.factories.leistungen import LeistungFactory, ZustaendigkeitFactory

HUND = {"titel": "Hund anmelden", "schritte": [ANTRAGSTELLER]}
PARTY = {
    "titel": "Fest anzeigen",
    "schritte": [
        ANTRAGSTELLER,
        {
            "schluessel": "fest",
            "titel": "Das Fest",
            "inhalt": [
                {"typ": "langtext", "schluessel": "was", "beschriftung": "Was gefeiert wird", "pflicht": False},
                {"typ": "ja_nein", "schluessel": "zelt", "beschriftung": "Steht ein Zelt?", "pflicht": False},
            ],
        },
    ],
    "gebuehren": [{"bezeichnung": "Grundgebühr", "betrag": 2550, "quelle": "Nr. 1"}],
}
NAME = "Erika Mustermann"


class Buerowelt(Welt):
    """``rollen`` are accounts by what they may do with the cases of the Verbandsgemeinde."""

    def __init__(self, orte: Orte):
        super().__init__(orte, PARTY)
        self.mayen = redaktion(orte.mayen)
        self.bauamt = OrganisationseinheitFactory(redaktion=self.vg, slug="bauamt", name="Bauamt")
        hund = LeistungFactory(redaktion=self.vg, slug="hund", bezeichnung="Hund")
        ZustaendigkeitFactory(leistung=hund, gebiet=orte.vg, stelle=self.bauamt)
        formular(hund, self.vg, HUND)
        rathaus = OrganisationseinheitFactory(redaktion=self.mayen, slug="rathaus", name="Rathaus Mayen")
        ZustaendigkeitFactory(leistung=self.leistung, gebiet=orte.mayen, stelle=rathaus)
        formular(self.leistung, self.mayen, PARTY)
        self.rollen = {
            "sachbearbeiterin": self._member(ensure_sachbearbeitung(redaktion=self.vg)),
            "bauamt": self._member(create_sachbearbeitung(redaktion=self.vg, name="Bauamt", stellen=[self.bauamt])),
            "nachbar": self._member(ensure_sachbearbeitung(redaktion=self.mayen)),
            "aufsicht": self._member(self.oversight(self.vg)),
            "redakteur": UserFactory(gruppen=[self.vg.freigebende]),
            "betrieb": UserFactory(is_superuser=True),
        }

    def oversight(self, team: Any) -> Sachbearbeitung:
        aufgabe = Sachbearbeitung.Aufgabe.AUFSICHT
        return create_sachbearbeitung(redaktion=team, name=f"Datenschutz {team}", aufgabe=aufgabe)

    def _member(self, row: Sachbearbeitung) -> Any:
        return UserFactory(first_name="Sabine", last_name="Bearbeiter", gruppen=[row.gruppe])

    def client(self, rolle: str = "sachbearbeiterin") -> Kunde:
        client = Kunde()
        client.force_login(self.rollen[rolle])
        return client

    def vorgang(self, slug: str = "fest", ort: str = "masburg", *, vorschau: bool = False, **antworten: Any) -> Vorgang:
        """Something that a citizen has sent."""
        found = angebot(formulare(slug), verzeichnis().by_slug[ort])
        assert found
        antrag = open_antrag(angebot=found, vorschau=vorschau)
        save_schritt(antrag=antrag.pk, schritt="antragsteller", antworten={"name": NAME} | antworten)
        return submit_antrag(antrag=antrag.pk)


def url(*parts: Any) -> str:
    return "/verwaltung/vorgaenge/" + "".join(f"{part}/" for part in parts)
