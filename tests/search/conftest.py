"""A small catalogue to search in, and the ways to ask it."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from uuid import uuid4

import pytest
from django.utils.text import slugify

from cms.orte import verzeichnis
from leistungen.models import Leistung, TextPage
from search import indexing, queries, suchmaschinen
from search.engines.base import Engine
from search.engines.fallback import Ausweichend
from search.results import Ergebnis
from tests import bedarf
from tests.factories.cms import OrganisationseinheitFactory, Orte, PersonFactory, StandortFactory, redaktion
from tests.factories.leistungen import LeistungFactory, ZustaendigkeitFactory, text

Frage = Callable[..., Ergebnis]


class Katalog:
    """Land, Verbandsgemeinde and town, four Leistungen, two offices with staff."""

    def __init__(self, orte: Orte) -> None:
        self.orte = orte
        self.land, self.vg, self.mayen = (redaktion(one) for one in (orte.land, orte.vg, orte.mayen))
        self.hund = self.leistung(
            "Hundesteuer",
            synonyme=["Hund anmelden"],
            titel="Hund anmelden und Hundesteuer zahlen",
            kurztext="Wer einen Hund hält, zahlt eine Steuer an die Gemeinde.",
            volltext="<p>Die Steuer bestimmt jede Gemeinde selbst.</p>",
            rechtsgrundlagen="<ul><li>§ 5 Kommunalabgabengesetz (KAG)</li></ul>",
        )
        self.gestattung = self.leistung(
            "Gestattung",
            synonyme=["Schankerlaubnis"],
            schluessel=[{"code": "99025002056000", "quelle": "", "stand": ""}],
            titel="Gestattung für den Ausschank bei einem Fest",
            kurztext="Wer bei einem Fest Alkohol ausschenkt, braucht eine Gestattung.",
            volltext="<p>Der Antrag ist vor dem Fest zu stellen.</p>",
            rechtsgrundlagen="<ul><li>§ 12 Gaststättengesetz (GastG) – Gestattung</li></ul>",
        )
        self.tonne = self.leistung(
            "Abfallbehälter",
            titel="Mülltonnen bestellen oder tauschen",
            kurztext="Sie bestellen eine Tonne für Müll, Papier oder Bio.",
            volltext="<p>Eine größere Tonne bekommen Sie auf Antrag.</p>",
        )
        self.sperrung = self.leistung(
            "Verkehrsrechtliche Anordnung",
            titel="Sperrung einer Straße beantragen",
            kurztext="Über Sperrungen entscheidet die Straßenverkehrsbehörde.",
            volltext="<p>Der Verkehr auf der Straße wird umgeleitet.</p>",
        )
        self.mayener_text = text(
            self.sperrung, self.mayen, volltext="<p>Für den Fastnachtsumzug sperren wir die Innenstadt.</p>"
        )
        self.vg_text = text(self.hund, self.vg, volltext="<p>In Kaisersesch melden Sie den Hund im Steueramt an.</p>")
        self.buergerbuero = OrganisationseinheitFactory(
            redaktion=self.vg, name="Bürgerbüro", kurzname="BBK", slug="vg-buergerbuero", telefon="02653 9996-0",
            verwaltung="Verbandsgemeindeverwaltung Kaisersesch", beschreibung="<p>Ausweise und Meldewesen.</p>",
        )  # fmt: skip
        StandortFactory(stelle=self.buergerbuero, strasse="Am Römerturm 2", plz="56759", ort="Kaisersesch")
        self.ostermann = PersonFactory(
            stelle=self.buergerbuero, vorname="Lena", nachname="Ostermann", funktion="Meldewesen",
            telefon="(0221) 4710-123",
        )  # fmt: skip
        self.zustaendig = ZustaendigkeitFactory(leistung=self.hund, gebiet=orte.vg, stelle=self.buergerbuero)

    def leistung(self, name: str, *, synonyme=(), schluessel=(), titel="", von=None, **module) -> Leistung:
        """A Leistung with a Stammtext of the Land, or of ``von``."""
        row = LeistungFactory(
            bezeichnung=name, slug=slugify(name), redaktion=self.land,
            synonyme=list(synonyme), schluessel=list(schluessel),
        )  # fmt: skip
        text(row, von or self.land, stamm=True, leistungsbezeichnung_ii=titel or name, **module)
        return row


def rewrite(page: TextPage, html: str) -> None:
    """Publish another Volltext."""
    page = type(page).objects.get(pk=page.pk)
    for block in page.module:
        if block.block_type == "volltext":
            block.value["inhalt"].source = html
    page.save_revision().publish()


@pytest.fixture(scope="module")
def world(geteilt) -> Katalog:
    return Katalog(Orte())


@pytest.fixture
def katalog(world, db) -> Katalog:
    return deepcopy(world)


@pytest.fixture
def orte(katalog) -> Orte:
    return katalog.orte


HOLD = """
import fcntl, sys
file = open(sys.argv[1], "w")
fcntl.flock(file, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


class Other:
    """Another process that holds a lock of the index folder until it is let go."""

    def __init__(self, folder: Path, name: str):
        command = [sys.executable, "-c", HOLD, str(folder / f"{name}.lock")]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout.readline() == "held\n"

    def let_go(self) -> None:
        self.process.communicate()


@pytest.fixture
def other(settings) -> Iterator[Callable[[str], Other]]:
    started: list[Other] = []

    def hold(name: str) -> Other:
        settings.SEARCH_INDEX_DIR.mkdir(exist_ok=True)
        started.append(Other(settings.SEARCH_INDEX_DIR, name))
        return started[-1]

    yield hold
    for one in started:
        one.process.kill()
        one.process.wait()


# The mark of modules whose cases every engine must pass.
JEDE_MASCHINE = pytest.mark.parametrize(
    "maschine", ["embedded", pytest.param("elasticsearch", marks=pytest.mark.servers)], indirect=True
)


@pytest.fixture(autouse=True)
def maschine(request, settings) -> Iterator[Callable[[], Engine]]:
    """Gives what answers questions now: the embedded engine, or Elasticsearch with indices of this test alone."""
    if getattr(request, "param", "embedded") == "embedded":
        yield indexing.current
        return
    settings.ELASTICSEARCH_URL = bedarf.elasticsearch()
    settings.ELASTICSEARCH_INDEX = f"test-{uuid4().hex}"
    settings.ELASTICSEARCH_WAIT = 30.0  # what is true does not depend on how busy the machine is

    def engine() -> Engine:
        indexing.follow_all()
        found = indexing.current()
        assert isinstance(found, Ausweichend)
        return found

    yield engine
    suchmaschinen.elastic().drop()


@pytest.fixture
def frage(maschine) -> Frage:
    """Ask the search as the view does."""

    def ask(words: str, ort: str = "", sprache: str = "de", *, regeln=None, **kwargs) -> Ergebnis:
        place = verzeichnis().find(ort) if ort else None
        return queries.suche(queries.Suchanfrage(words, sprache, place, **kwargs), maschine(), regeln)

    return ask


def titles(ergebnis: Ergebnis) -> list[str]:
    return [treffer.titel for treffer in ergebnis.treffer]


def urls(ergebnis: Ergebnis) -> list[str]:
    return [treffer.url for treffer in ergebnis.treffer]
