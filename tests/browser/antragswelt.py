"""The demonstration portal with an online application that asks for a bit of everything."""

from typing import Any

from antraege.models import FormularPage
from tests.factories.antraege import formular
from tests.factories.leistungen import LeistungFactory, ZustaendigkeitFactory
from tests.vorfuehrung import Vorfuehrung

ADRESSE = "/antrag/fest/masburg/"
FEST: dict[str, Any] = {
    "titel": "Fest anzeigen",
    "kurztext": "Für alle, die im Freien feiern.",
    "dauer": "etwa 10 Minuten",
    "voraussetzungen": "<p>Bis zum Fest sind es noch 14 Tage.</p>",
    "datenschutz": "<p>Wir brauchen Ihre Angaben, um über die Erlaubnis zu entscheiden.</p>",
    "danke": "<p>Wir melden uns in einer Woche.</p>",
    "unterlagen": [{"titel": "Lageplan", "hinweis": "Ein Foto genügt."}],
    "schritte": [
        {
            "schluessel": "antragsteller",
            "titel": "Ihre Angaben",
            "inhalt": [
                {"typ": "person", "schluessel": "person", "beschriftung": "Ihr Name"},
                {"typ": "adresse", "schluessel": "anschrift", "beschriftung": "Ihre Anschrift", "hilfe": "Für Post."},
                {"typ": "email", "schluessel": "email", "beschriftung": "E-Mail", "pflicht": False},
            ],
        },
        {
            "schluessel": "fest",
            "titel": "Das Fest",
            "einleitung": "<p>Worum geht es?</p>",
            "inhalt": [
                {"typ": "hinweis", "text": "<p>Die Nachtruhe beginnt um 22 Uhr.</p>"},
                {"typ": "datum", "schluessel": "beginn", "beschriftung": "Wann ist das Fest?"},
                {"typ": "ja_nein", "schluessel": "zelt", "beschriftung": "Steht ein Zelt?"},
                {
                    "typ": "ganzzahl",
                    "schluessel": "flaeche",
                    "beschriftung": "Wie groß ist das Zelt?",
                    "sichtbar_wenn": {"alle": [["zelt", "ist_ja"]]},
                },
                {
                    "typ": "mehrfachauswahl",
                    "schluessel": "was",
                    "beschriftung": "Was gibt es?",
                    "wahlen": [{"wert": "essen", "text": "Essen"}, {"wert": "musik", "text": "Musik"}],
                },
                {
                    "typ": "auswahl",
                    "schluessel": "platz",
                    "beschriftung": "Auf welchem Platz?",
                    "wahlen": [{"wert": f"p{number}", "text": f"Platz {number}"} for number in range(1, 10)],
                },
                {
                    "typ": "langtext",
                    "schluessel": "mehr",
                    "beschriftung": "Noch etwas?",
                    "hoechstens": 40,
                    "pflicht": False,
                },
            ],
            "regeln": [
                {
                    "muss": {"cel": "beginn - heute >= tage(14)"},
                    "meldung": "Bitte mindestens 14 Tage vorher.",
                    "feld": "beginn",
                }
            ],
        },
        {
            "schluessel": "staende",
            "titel": "Die Stände",
            "inhalt": [
                {
                    "typ": "gruppe",
                    "schluessel": "stand",
                    "beschriftung": "Stände auf dem Fest",
                    "singular": "Stand",
                    "hoechstens": 3,
                    "felder": [
                        {"typ": "text", "schluessel": "name", "beschriftung": "Wem gehört der Stand?"},
                        {"typ": "ganzzahl", "schluessel": "meter", "beschriftung": "Wie viele Meter?"},
                    ],
                },
                {
                    "typ": "erklaerung",
                    "schluessel": "richtig",
                    "beschriftung": "Ich habe alles richtig angegeben.",
                    "text": "Wer falsche Angaben macht,\nverliert die Erlaubnis.",
                },
            ],
        },
    ],
    "gebuehren": [
        {"bezeichnung": "Grundgebühr", "betrag": 2550, "quelle": "Nr. 1 der Gebührensatzung"},
        {"bezeichnung": "Zelt", "betrag": "flaeche * euro(1)", "sichtbar_wenn": {"alle": [["zelt", "ist_ja"]]}},
    ],
}


class Antragsvorfuehrung(Vorfuehrung):
    def __init__(self) -> None:
        super().__init__()
        leistung = LeistungFactory(redaktion=self.redaktionen["vg"], slug="fest", bezeichnung="Fest anzeigen")
        ZustaendigkeitFactory(leistung=leistung, gebiet=self.orte.vg, stelle=self.stellen["vg"])
        self.formular: FormularPage = formular(leistung, self.redaktionen["vg"], FEST)
