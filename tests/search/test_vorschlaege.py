"""What is suggested while somebody types, and how a browser may search here from its address bar."""

from xml.etree import ElementTree

import pytest

from cms.models import Postleitzahl
from cms.services.redaktionen import create_redaktion
from leistungen.models import StammtextPage
from leistungen.services.uebersetzen import translate_text
from search import views
from search.engines.base import SuchindexBelegtError
from tests.factories.cms import GebietFactory, PersonFactory
from tests.factories.leistungen import text
from tests.search.conftest import JEDE_MASCHINE
from tests.search.test_ansichten import NONSENSE
from tests.search.test_vertraulich import seite, start  # noqa: F401

pytestmark = [pytest.mark.django_db, JEDE_MASCHINE]

HUND = "Hund anmelden und Hundesteuer zahlen"
TONNE = "Mülltonnen bestellen oder tauschen"
STRASSE = "Sperrung einer Straße beantragen"
BUERO = "Bürgerbüro – Verbandsgemeindeverwaltung Kaisersesch"


@pytest.fixture
def vorschlaege(client, maschine):
    def ask(words: str, ort: str = "", sprache: str = "", **kwargs) -> list[dict[str, str]]:
        maschine()
        path = f"/{sprache}/suche/vorschlaege/" if sprache else "/suche/vorschlaege/"
        response = client.get(path, {"q": words, "ort": ort} | kwargs)
        assert response.status_code == 200, words
        assert response["Content-Type"] == "application/json"
        return response.json()["vorschlaege"]

    return ask


def titles(found: list[dict[str, str]]) -> list[str]:
    return [one["titel"] for one in found]


def test_each_says_what_it_is_and_where_it_leads(katalog, vorschlaege):
    assert vorschlaege("hund", "masburg") == [
        {"art": "Leistung", "titel": HUND, "url": "/leistungen/hundesteuer/masburg/", "sprache": "de"}
    ]
    assert vorschlaege("bürgerb")[0] == {
        "art": "Abteilung", "titel": BUERO, "url": "/stellen/vg-buergerbuero/", "sprache": "de",
    }  # fmt: skip
    person = vorschlaege("osterm")[0]
    assert (person["art"], person["titel"]) == ("Mitarbeiterin oder Mitarbeiter", "Lena Ostermann")
    assert person["url"] == f"/stellen/vg-buergerbuero/#person-{katalog.ostermann.pk}"


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("hu", HUND),
        ("hundest", HUND),
        ("HUND AN", HUND),
        ("den hund anme", HUND),
        ("muell", TONNE),
        ("müllto", TONNE),
        ("tonne", TONNE),
        ("tonnen best", TONNE),
        ("strass", STRASSE),
        ("straß", STRASSE),
        ("stras", STRASSE),
        ("schankerl", "Gestattung für den Ausschank bei einem Fest"),
        ("bbk", BUERO),
        ("lena ost", "Lena Ostermann"),
        ("verbandsgemeindeverwaltung kais", BUERO),
    ],
)
def test_the_beginning_of_any_word_or_part_of_one_will_do(katalog, vorschlaege, typed, title):
    katalog.leistung("Tonnenerlaubnis", kurztext="Erlaubnis für eine Tonne im Müll.")
    assert title in titles(vorschlaege(typed))


@pytest.mark.parametrize("typed", ["h", "", " ", "hun anmelden", "qqqq", "und", "hund qqqq", "steuerx"])
def test_nothing_else_is_suggested(katalog, vorschlaege, typed):
    assert HUND not in titles(vorschlaege(typed))


def test_what_begins_so_comes_first(katalog, vorschlaege):
    katalog.leistung("Anmeldung einer Ehe")
    katalog.leistung("Veranstaltung", titel="Veranstaltung mit Hund anmelden")
    assert titles(vorschlaege("anmeld"))[0] == "Anmeldung einer Ehe"
    assert titles(vorschlaege("hund anmeld"))[0] == HUND


def test_at_a_place_only_what_there_is_there(katalog, vorschlaege):
    katalog.leistung("Lukasmarkt", von=katalog.mayen)
    umzug = katalog.leistung("Umzug", titel={"inhalt": "Umzugsgut melden", "ersetzbar": True})
    text(umzug, katalog.mayen, stamm=True, leistungsbezeichnung_ii="Rollwagen bestellen")
    assert titles(vorschlaege("lukas", "mayen")) == titles(vorschlaege("lukas")) == ["Lukasmarkt"]
    assert titles(vorschlaege("lukas", "masburg")) == []
    assert titles(vorschlaege("rollw", "mayen")) == ["Rollwagen bestellen"]
    assert titles(vorschlaege("rollw", "masburg")) == []
    assert titles(vorschlaege("umzugsg", "masburg")) == ["Umzugsgut melden"]


def test_places_lead_to_what_there_is_to_be_had_there(katalog, vorschlaege):
    Postleitzahl.objects.create(plz="56759", gebiet=katalog.orte.laubach)
    assert vorschlaege("masb") == [
        {"art": "Ort", "titel": "Masburg", "url": "/leistungen/?ort=masburg", "sprache": "de"}
    ]
    assert titles(vorschlaege("56759")) == ["Laubach"]
    assert vorschlaege("masb", "masburg") == [], "one is there already"
    assert vorschlaege("majen") == [], "only similar"


def test_only_places_for_which_a_redaktion_writes_are_suggested(katalog, vorschlaege):
    elsewhere = GebietFactory(name="Masweiler", slug="masweiler", uebergeordnet=katalog.orte.nachbarkreis)
    assert titles(vorschlaege("mas")) == ["Masburg"]
    assert titles(vorschlaege("landkreis")) == [], "above the Redaktion of the Verbandsgemeinde"
    create_redaktion(gebiet=katalog.orte.nachbarkreis)
    assert titles(vorschlaege("mas")) == ["Masburg", elsewhere.name]


def test_names_that_are_withheld_are_not_suggested(katalog, vorschlaege):
    PersonFactory(stelle=katalog.buergerbuero, nachname="Geheimrat", funktion="Fundsachen", name_zeigen=False)
    assert vorschlaege("geheim") == []
    assert titles(vorschlaege("fundsa")) == ["Fundsachen – Bürgerbüro"]


def test_a_page_that_is_not_live_is_not_suggested(katalog, start, vorschlaege):  # noqa: F811
    page = seite(start, "Impressum")
    page.save_revision().publish()
    assert vorschlaege("impre")[0]["art"] == "Seite"
    page.refresh_from_db()
    page.unpublish()
    assert vorschlaege("impre") == []


def test_in_the_language_of_who_asks(katalog, vorschlaege, django_capture_on_commit_callbacks):
    stamm = StammtextPage.objects.get(leistung=katalog.hund)
    with django_capture_on_commit_callbacks(execute=True):
        translate_text(page=stamm, sprache="en", module={"leistungsbezeichnung_ii": ["Register a dog"]})
    [dog] = vorschlaege("dog", sprache="en")
    assert dog == {"art": "Service", "titel": "Register a dog", "url": "/en/leistungen/hundesteuer/", "sprache": "en"}
    assert vorschlaege("dog") == []
    assert vorschlaege("mülltonn", sprache="en")[0]["sprache"] == "de"


def test_nonsense_is_no_error(katalog, vorschlaege):
    for words in NONSENSE:
        assert isinstance(vorschlaege(words, "atlantis"), list)


def test_an_index_that_cannot_be_had_is_told(katalog, client, monkeypatch):
    def busy():
        raise SuchindexBelegtError

    monkeypatch.setattr(views.indexing, "current", busy)
    assert client.get("/suche/vorschlaege/?q=hund").status_code == 503


def test_they_cost_next_to_nothing(katalog, client, django_assert_max_num_queries):
    client.get("/suche/vorschlaege/?q=hun&ort=mayen")
    with django_assert_max_num_queries(2):
        client.get("/suche/vorschlaege/?q=hund&ort=mayen")


def test_the_page_cache_keeps_them_until_something_changes(katalog, client, vorschlaege):
    assert titles(vorschlaege("tonne")) == [TONNE]
    katalog.leistung("Tonnenfest")
    assert len(vorschlaege("tonne")) == 2


# --- The browser's own search field -----------------------------------------------------------------------------------


def test_browsers_get_suggestions_in_their_own_form(katalog, client):
    response = client.get("/suche/vorschlaege/", {"q": "hund", "format": "opensearch"})
    assert response["Content-Type"] == "application/x-suggestions+json"
    assert response.json() == ["hund", [HUND], ["Leistung"], ["http://testserver/leistungen/hundesteuer/"]]


@pytest.mark.parametrize(("prefix", "language", "words"), [("", "de", "Suche: "), ("/en", "en", "Search: ")])
def test_every_page_names_how_to_search_here(katalog, client, settings, prefix, language, words):
    assert (
        f'type="application/opensearchdescription+xml" title="Bürgerportal" href="{prefix}/suche/opensearch.xml"'
        in (client.get(f"{prefix}/suche/").content.decode())
    )
    response = client.get(f"{prefix}/suche/opensearch.xml")
    assert response["Content-Type"].startswith("application/opensearchdescription+xml")
    root = ElementTree.fromstring(response.content)
    name = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert root.findtext(f"{name}LongName") == f"{words}Bürgerportal"
    assert len(root.findtext(f"{name}ShortName")) <= 16
    assert len(root.findtext(f"{name}Description")) <= 1024
    assert root.findtext(f"{name}Language") == language
    html, suggestions, own = root.findall(f"{name}Url")
    assert html.get("template") == f"{settings.BASE_URL}{prefix}/suche/?q={{searchTerms}}"
    assert suggestions.get("template").endswith("/suche/vorschlaege/?q={searchTerms}&format=opensearch")
    assert own.get("rel") == "self"
