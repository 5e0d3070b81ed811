"""What citizens, and those who mean harm, type into the search of the generated portal."""

from dataclasses import dataclass
from random import Random
from urllib.parse import urlencode

from cms.orte import verzeichnis
from leistungen.models import Leistung
from search.queries import Suchanfrage

PLACES = ("laubach-cochem-zell", "mainz", "vg-kaisersesch", "landkreis-mayen-koblenz", "mayen", "vg-ulmen")
EVERYDAY = (
    "müllabfuhr",
    "perso verlängern",
    "hund anmelden",
    "parken für anwohner",
    "wohnung ummelden",
    "gewerbe",
    "heiraten was brauche ich",
    "führerschein",
    "bürgerbüro öffnungszeiten",
    "muster",
    "kindergarten platz",
    "elterngeld antrag",
)


@dataclass(frozen=True, slots=True)
class Frage:
    text: str
    ort: str

    @property
    def url(self) -> str:
        return f"/suche/?{urlencode({'q': self.text, 'ort': self.ort})}"

    @property
    def anfrage(self) -> Suchanfrage:
        return Suchanfrage(self.text, "de", verzeichnis().by_slug[self.ort])


def realistic() -> list[Frage]:
    """Sixty questions: titles, one word of them, sentences, slips, synonyms, laws, everyday words; each at a place."""
    rows = Leistung.objects.filter(slug__in=[f"leistung-{number}" for number in range(5, 1600, 205)]).order_by("pk")
    texts: list[str] = []
    for row in rows:
        noun, *verb = row.bezeichnung.split()
        texts += [row.bezeichnung, noun, f"Wie kann ich {noun} {' '.join(verb)}", _slip(noun), row.synonyme[0]]
        texts.append(f"§ {row.pk % 97 + 1} {noun[:3].upper()}VO")
    texts += EVERYDAY
    return [Frage(text, PLACES[number % len(PLACES)]) for number, text in enumerate(texts)]


def beginnings() -> list[str]:
    """What stands in the field while some words are typed."""
    words = [frage.text for frage in realistic()[::9]]
    return [word[:length] for word in words for length in range(2, min(len(word), 14))]


def _slip(word: str) -> str:
    middle = len(word) // 2
    return word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]


def _nonsense(words: int, length: int, seed: int) -> str:
    random = Random(seed)
    return " ".join("".join(random.choices("aeioubdgklmnrst", k=length)) for _number in range(words))


def hostile(number: int) -> dict[str, dict[str, str]]:
    """Parameters of searches by what is wrong with them; their nonsense is another for each ``number``."""
    return {
        "Abfragesprache": {"q": 'titel:("a" AND (bau* OR NOT steuer~2))^9 +amt -"gebühr" _exists_:inhalt [a TO z]'},
        "regulärer Ausdruck": {"q": "/(a+)+$/ .*.*.*.*=.* [a-z]{1,999} (?:hund|katze)*?(steuer)+"},
        "10 000 Zeichen, ein Wort": {"q": "a" * 10_000},
        "10 000 Zeichen, lauter Wörter": {"q": _nonsense(1_000, 9, number)},
        "10 000 Zeichen, bekannte Wörter": {"q": "antrag ausweis gebühr steuer anmeldung erlaubnis genehmigung " * 160},
        "verschachtelte Anführungszeichen": {"q": "\"'„»" * 40 + "hund" + "«“'\"" * 40},
        "zehn unbekannte lange Wörter": {"q": _nonsense(10, 19, number)},
        "zehn zusammengesetzte Wörter": {"q": " ".join(["gewerbesteueranmeldungsgebühr", "hundeausweisprüfung"] * 5)},
        "Seite 10^6": {"q": "anmeldung", "seite": "1000000"},
        "Seite -1, Facetten von nirgends": {"q": "anmeldung", "seite": "-1", "typ": "' OR 1=1", "stelle": "../.."},
        "Steuerzeichen": {"q": "\x00\ud7ff\u202e hund \ufffd"},
    }
