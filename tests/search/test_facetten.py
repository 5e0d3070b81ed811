"""What an answer can be narrowed to: every number is what choosing it gives."""

from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.orte import verzeichnis
from leistungen.enums import Modus, Rolle
from leistungen.models import Lebenslage
from search import protokoll, views
from search.documents.reichweite import places, spread
from search.facetten import FACETTEN
from search.models import Suchbegriff
from search.results import Ergebnis
from tests.factories.cms import GebietFactory, OrganisationseinheitFactory, PersonFactory
from tests.factories.leistungen import ZustaendigkeitFactory, text
from tests.search.conftest import JEDE_MASCHINE
from tests.search.test_vertraulich import seite, start  # noqa: F401

pytestmark = [pytest.mark.django_db, JEDE_MASCHINE]

KREISE = ("landkreis-mayen-koblenz", "landkreis-cochem-zell")
ORTE = ("", "mayen", "masburg", "laubach-cochem-zell", "vg-kaisersesch", *KREISE, "rheinland-pfalz")
DIENST = {"titel": "Online anmelden", "seite": None, "url": "https://example.org", "vertrauensniveau": "00"}


@pytest.fixture
def welt(katalog, start):  # noqa: F811
    """Offices at several levels, online services that come and go on the way down, life events, a page."""
    umzug, tier = (
        Lebenslage.objects.create(slug=slug, titel=titel) for slug, titel in (("umzug", "Umzug"), ("tier", "Tier"))
    )
    katalog.hund.lebenslagen.set([umzug, tier])
    katalog.tonne.lebenslagen.set([umzug])
    kreis = OrganisationseinheitFactory(redaktion=katalog.land, name="Kreisamt", slug="kreisamt")
    mayen = OrganisationseinheitFactory(redaktion=katalog.mayen, name="Rathaus Mayen", slug="rathaus-mayen")
    PersonFactory(stelle=mayen, vorname="Ina", nachname="Hund", funktion="Steuer")
    for leistung in (katalog.hund, katalog.tonne, katalog.sperrung):
        ZustaendigkeitFactory(leistung=leistung, gebiet=katalog.orte.land, stelle=kreis)
        ZustaendigkeitFactory(leistung=leistung, gebiet=katalog.orte.mayen, stelle=mayen)
        ZustaendigkeitFactory(leistung=leistung, gebiet=katalog.orte.kreis, stelle=mayen, rolle=Rolle.values[1])
    ZustaendigkeitFactory(leistung=katalog.hund, gebiet=katalog.orte.laubach, stelle=kreis)
    katalog.online = katalog.leistung("Hundezucht", onlinedienste=[DIENST], volltext="<p>Die Zucht von Hunden.</p>")
    gone = {"inhalt": [], "modus": Modus.AUSBLENDEN, "grund": "Nicht bei uns."}
    text(katalog.online, katalog.vg, onlinedienste=gone)
    text(katalog.hund, katalog.mayen, onlinedienste=[DIENST])
    seite(start, "Hund-Wiese")
    return katalog


def shown(ergebnis: Ergebnis) -> dict[tuple[str, str], int]:
    return {(one.key, wert.wert): wert.anzahl for one in ergebnis.facetten for wert in one.werte}


def address(facette: str, kuerzel: str) -> dict[str, str]:
    return {facette: next(one for one in FACETTEN if one.key == facette).find(kuerzel)}


@pytest.mark.parametrize("ort", ORTE)
@pytest.mark.parametrize("words", ["hund", "hunt", "hund sperrung qqqq", "mülltonnen", "steuer amt", "§ 5 kag"])
def test_every_number_is_what_choosing_gives(welt, frage, words, ort):
    everything = frage(words, ort, facetten=True)
    for (facette, wert), number in shown(everything).items():
        one = address(facette, wert)
        narrowed = frage(words, ort, wahl=one, facetten=True)
        assert number == narrowed.anzahl > 0, (facette, wert)
        for (other, value), count in shown(narrowed).items():
            assert frage(words, ort, wahl=one | address(other, value)).anzahl == count, (one, other, value)


def test_three_are_chosen_together(welt, frage):
    values = [("typ", "leistung"), ("lebenslage", "umzug"), ("stelle", "rathaus-mayen"), ("online", "ja")]
    for some in combinations(values, 3):
        wahl = {key: value for one in some for key, value in address(*one).items()}
        found = frage("hund", "mayen", wahl=wahl, facetten=True)
        assert found.anzahl == 1
        assert all(shown(found)[one] == 1 for one in some)


def test_what_was_meant_does_not_depend_on_the_choice(welt, frage):
    whole = frage("hundd", facetten=True)
    page = frage("hundd", wahl={"typ": "seite"})
    assert whole.gemeint == page.gemeint
    assert page.anzahl == shown(whole)["typ", "seite"] == 1


def test_an_office_counts_only_where_it_is_responsible(welt, frage):
    def office(slug: str, ort: str) -> int:
        return shown(frage("hund", ort, facetten=True)).get(("stelle", slug), 0)

    assert office("kreisamt", "landkreis-mayen-koblenz") == 2, "the Leistung and the office itself"
    assert office("kreisamt", "mayen") == 1, "the town has an office of its own for the Leistung"
    assert office("kreisamt", "masburg") == 1, "so has the Verbandsgemeinde"
    assert office("kreisamt", "laubach-cochem-zell") == 2
    assert office("vg-buergerbuero", "masburg") == 2
    assert office("vg-buergerbuero", "laubach-cochem-zell") == 1


def test_online_is_what_readers_at_the_place_are_offered(welt, frage):
    def online(ort: str) -> list[str]:
        return [one.titel for one in frage("hund", ort, wahl={"online": "ja"}).treffer]

    assert online("") == online("landkreis-cochem-zell") == ["Hundezucht"]
    assert online("vg-kaisersesch") == online("masburg") == []
    assert sorted(online("mayen")) == ["Hund anmelden und Hundesteuer zahlen", "Hundezucht"]


def test_a_place_that_is_covered_from_above_is_not_named_again(welt):
    ZustaendigkeitFactory(leistung=welt.gestattung, gebiet=welt.orte.kreis, stelle=welt.buergerbuero)
    ZustaendigkeitFactory(leistung=welt.gestattung, gebiet=welt.orte.vg, stelle=welt.buergerbuero)
    kette = {welt.orte.kreis.pk, welt.orte.vg.pk}
    tokens = set(spread(lambda chain: ("a",) if kette.intersection(chain) else (), kette))
    assert tokens == {f"a@{welt.orte.kreis.pk}"}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_feature_is_found_exactly_where_it_is_true(katalog, data):
    """At every place one token if it is true there, else none, however it comes and goes on the way down."""
    orte = verzeichnis().orte
    turns = data.draw(st.dictionaries(st.sampled_from([ort.id for ort in orte]), st.sampled_from(["", "a", "b", "ab"])))

    def true_at(kette) -> set[str]:
        return set(next((turns[gebiet] for gebiet in reversed(kette) if gebiet in turns), ""))

    tokens = list(spread(true_at, turns))
    assert len(tokens) == len(set(tokens))
    for ort in orte:
        here = [token for merkmal in "ab" for place in places(ort.kette) if (token := f"{merkmal}@{place}") in tokens]
        assert sorted(token[0] for token in here) == sorted(true_at(ort.kette)), ort.name


def test_places_that_are_gone_do_not_matter(katalog):
    assert list(spread(lambda kette: ("a",), [10**9])) == []


def test_many_places_below_one_another(katalog):
    for number in range(30):
        GebietFactory(slug=f"dorf-{number}", uebergeordnet=katalog.orte.vg)
    tokens = list(
        spread(lambda kette: ("a",) if kette[-1] != katalog.orte.laubach.pk else (), [katalog.orte.laubach.pk])
    )
    assert f"a@={katalog.orte.vg.pk}" in tokens
    assert len(tokens) == len(set(tokens)) < 40


def test_nothing_chosen_counts_nothing_unasked(katalog, frage):
    assert frage("hund").facetten == ()


# --- The page ---------------------------------------------------------------------------------------------------------


def test_the_page_offers_choices_and_keeps_words_and_place(welt, client):
    page = client.get("/suche/", {"q": "hund", "ort": "mayen", "seite": "1"}).content.decode()
    assert 'href="?q=hund&amp;ort=mayen&amp;typ=leistung" rel="nofollow"' in page
    assert 'href="?q=hund&amp;ort=mayen&amp;lebenslage=umzug" rel="nofollow"' in page
    assert "Rathaus Mayen – " in page


def test_what_is_chosen_is_shown_and_can_be_taken_back(welt, client):
    page = client.get("/suche/?q=hund&typ=leistung&lebenslage=umzug").content.decode()
    assert page.count('class="filter__marke"') == 2
    assert (
        'class="filter__marke" href="?q=hund&amp;lebenslage=umzug" rel="nofollow">Art: <strong>Leistung</strong>'
        in page
    )
    assert 'href="?q=hund">Alle aufheben' in page
    assert "1 Treffer für „hund“</h1>" in page


def test_a_choice_without_hits_says_so_and_leads_back(welt, client):
    page = client.get("/suche/?q=fastnachtsumzug&typ=seite&lebenslage=umzug").content.decode()
    assert "Keine Treffer für „fastnachtsumzug“</h1>" in page
    assert "Mit dieser Auswahl gibt es nichts." in page
    assert 'href="?q=fastnachtsumzug">1 Treffer ohne diese Auswahl zeigen' in page
    assert page.count('class="filter__marke"') == 2
    nothing = client.get("/suche/?q=qqqq&typ=seite").content.decode()
    assert "Keine Treffer für „qqqq“</h1>" in nothing
    assert "filter" not in nothing.partition("<main")[2]


def test_choices_that_there_are_not_are_read_as_nothing(welt, client):
    def anzahl(query: str) -> int:
        return client.get(f"/suche/?q=hund{query}", headers={"accept": "application/json"}).json()["anzahl"]

    for query in ("&typ=unsinn", "&stelle=nirgends", "&lebenslage=0", "&online=nein", "&typ="):
        assert anzahl(query) == anzahl("")


def test_what_would_change_nothing_is_not_offered(welt, client):
    for number in range(views.ENOUGH_TO_NARROW):
        welt.leistung(f"Seilbahn {number}")
    page = client.get("/suche/?q=seilbahn").content.decode()
    assert f"{views.ENOUGH_TO_NARROW} Treffer für „seilbahn“</h1>" in page
    assert 'class="filter__wert"' not in page


def test_few_hits_are_not_narrowed_unless_something_is_chosen(welt, client):
    page = client.get("/suche/?q=steuer").content.decode()
    assert 1 < page.count('class="treffer"') < views.ENOUGH_TO_NARROW
    assert 'class="filter"' not in page
    chosen = client.get("/suche/?q=steuer&typ=leistung").content.decode()
    assert 'class="filter"' in chosen
    assert 'class="filter__wert" href="?q=steuer&amp;typ=person"' in chosen


def test_json_tells_the_numbers_if_asked(welt, client):
    accept = {"accept": "application/json"}
    assert "facetten" not in client.get("/suche/?q=hund", headers=accept).json()
    found = client.get("/suche/?q=hund&facetten", headers=accept).json()
    kinds = next(one for one in found["facetten"] if one["facette"] == "typ")
    assert sum(one["anzahl"] for one in kinds["werte"]) == found["anzahl"]
    assert {"wert": "seite", "name": "Seite", "anzahl": 1} in kinds["werte"]


def test_what_is_chosen_costs_no_further_queries(welt, client, django_assert_max_num_queries):
    client.get("/suche/?q=hund&typ=leistung&stelle=kreisamt&ort=mayen")
    with django_assert_max_num_queries(2):
        client.get("/suche/?q=hund&typ=leistung&stelle=rathaus-mayen&ort=mayen&lebenslage=umzug")


def test_narrowing_is_not_counted_as_another_search(welt, client, monkeypatch):
    monkeypatch.setattr(protokoll, "zaehler", protokoll.Zaehler())
    client.get("/suche/?q=hund&typ=leistung")
    protokoll.zaehler.write()
    assert not Suchbegriff.objects.exists()


def test_for_whom(welt, client):
    welt.hund.zielgruppen = ["buerger"]
    welt.hund.save()
    page = client.get("/suche/?q=hund").content.decode()
    assert 'href="?q=hund&amp;zielgruppe=buerger" rel="nofollow"' in page
    assert "zielgruppe=unternehmen" not in page
    found = client.get("/suche/?q=hund&zielgruppe=buerger", headers={"accept": "application/json"}).json()
    assert [hit["titel"] for hit in found["treffer"]] == ["Hund anmelden und Hundesteuer zahlen"]
