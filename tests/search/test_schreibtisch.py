"""What editors see of the searches, and what they do about them."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from cms import herkunft
from cms.models import InhaltPage
from cms.services.portal_gruppe import ensure_portal_group
from search.engines.base import SuchindexBelegtError
from search.models import Anheftung, Fehlsuche, Suchbegriff, Suchtag, Synonym
from search.schreibtisch import wirkung
from search.schreibtisch.saeulen import round_up
from tests.anmeldung import Kunde
from tests.factories.cms import UserFactory
from tests.search.conftest import titles
from tests.search.test_suche import GESTATTUNG, HUND, TONNE
from tests.search.test_vertraulich import seite, start  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def portal(katalog, start) -> Kunde:  # noqa: F811
    """Somebody of the group Portal."""
    client = Kunde()
    client.force_login(UserFactory(gruppen=[ensure_portal_group(start)], first_name="Petra", last_name="Portal"))
    return client


def ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def missed(begriff: str, spur: str, *per_day: int) -> None:
    """Rows of yesterday, the day before …; only the last has the words, as the log writes them."""
    for days, anzahl in enumerate(per_day, start=1):
        Fehlsuche.objects.create(tag=ago(days), spur=spur, anzahl=anzahl, begriff="" if days > 1 else begriff)


def screen(client: Kunde, name: str, *args, **query: str) -> str:
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


# --- The screen -------------------------------------------------------------------------------------------------------


def test_an_empty_log_is_explained(portal):
    html = screen(portal, "was_gesucht_wird")
    assert "was gesucht und nicht gefunden wurde" in html
    assert f'href="{reverse("synonyme:add")}">Synonym anlegen' in html
    assert f'href="{reverse("anheftungen:add")}">Treffer anheften' in html
    assert "mindestens 5-mal an mindestens 2 Tagen" in html
    assert '<svg class="saeulen' not in html


def test_lists_say_how_often_and_whether_more(portal):
    for days, anzahl in ((1, 9), (20, 3)):
        Suchbegriff.objects.create(tag=ago(days), begriff="tonne", anzahl=anzahl)
    missed("wuffi", "a", 2, 4)
    context = portal.get(reverse("was_gesucht_wird")).context
    assert [(one.zeile.begriff, one.zeile.davor, one.zeile.danach) for one in context["haeufig"]] == [("tonne", 3, 9)]
    assert [(one.zeile.begriff, one.zeile.anzahl) for one in context["ohne"]] == [("wuffi", 6)]
    assert context["ohne"][0].findet.anzahl == 0


def test_rare_searches_todays_and_those_without_words_are_not_shown(portal):
    missed("selten", "a", 1, 3)
    missed("einmal", "b", 50)
    missed("", "c", 9, 9)
    Fehlsuche.objects.create(tag=ago(0), spur="a", anzahl=9, begriff="selten")
    for days in (31, 32):
        Suchbegriff.objects.create(tag=ago(days), begriff="tonne", anzahl=9)
    context = portal.get(reverse("was_gesucht_wird")).context
    assert (context["ohne"], context["haeufig"]) == ([], [])
    context = portal.get(reverse("was_gesucht_wird"), {"tage": "90"}).context
    assert [one.zeile.begriff for one in context["haeufig"]] == ["tonne"]


@pytest.mark.parametrize("tage", ["", "0", "-1", "7", "x", "²"])
def test_a_period_that_is_none(portal, tage):
    assert portal.get(reverse("was_gesucht_wird"), {"tage": tage}).context["tage"] == 30


@pytest.mark.parametrize(("tage", "saeulen"), [(30, 30), (90, 13)])
def test_the_course_is_drawn_and_told(portal, tage, saeulen):
    Suchtag.objects.create(tag=ago(1), suchen=40, ohne=8, vermutet=2)
    Suchtag.objects.create(tag=ago(0), suchen=1)
    response = portal.get(reverse("was_gesucht_wird"), {"tage": tage})
    html = response.content.decode()
    assert len(response.context["zeitraeume"]) == saeulen
    assert (response.context["zusammen"].von, response.context["zusammen"].bis) == (ago(tage), ago(1))
    assert html.count("<title id=") == html.count("<desc id=") == 2
    assert html.count("saeulen__stueck ") == 5
    assert "zusammen 25,0 %" in " ".join(html.split())
    assert "<td>40</td><td>8</td><td>2</td><td>25,0 %</td>" in html


def test_the_scale_ends_at_a_round_number():
    assert [round_up(number) for number in (0, 1, 1.2, 9, 10, 11, 40, 41, 999)] == [1, 1, 2, 9, 10, 20, 40, 50, 1000]


def test_a_row_leads_to_forms_that_have_begun(portal):
    missed("blauer sack", "a", 2, 4)
    html = screen(portal, "was_gesucht_wird")
    assert f"{reverse('synonyme:add')}?wort=blauer+sack" in html
    assert f"{reverse('anheftungen:add')}?ausdruck=blauer+sack" in html
    assert 'value="blauer sack"' in screen(portal, "synonyme:add", wort="blauer sack")
    assert 'value="blauer sack"' in screen(portal, "anheftungen:add", ausdruck="blauer sack")


def test_a_row_that_has_a_synonym_leads_to_it(portal):
    missed("blaue säcke", "a", 2, 4)
    row = Synonym.objects.create(wort="Blauer Sack", bedeutet="Tonne")
    html = screen(portal, "was_gesucht_wird")
    assert reverse("synonyme:edit", args=[row.pk]) in html
    assert "Synonym ändern" in html
    assert portal.get(reverse("was_gesucht_wird")).context["ohne"][0].findet.titel[0] == TONNE


def test_while_there_is_no_index_the_lists_are_shown(portal, monkeypatch):
    def busy(**asked: object) -> None:
        raise SuchindexBelegtError

    missed("wuffi", "a", 2, 4)
    monkeypatch.setattr("search.indexing.current", busy)
    assert "wuffi" in screen(portal, "was_gesucht_wird")
    answer = portal.post(reverse("synonyme:add"), {"wort": "Wuffi", "bedeutet": "Hund"})
    assert "die Wirkung lässt sich nicht zeigen" in answer.content.decode()


def test_markup_that_people_type_stays_text(portal):
    missed("<b>fett</b>", "a", 2, 4)
    assert "<b>fett" not in screen(portal, "was_gesucht_wird")


# --- Synonyms ---------------------------------------------------------------------------------------------------------


def save(client: Kunde, url: str, daten: dict[str, str]):
    """Post twice: the first shows, the second saves. Returns the first answer."""
    shown = client.post(url, daten)
    assert shown.status_code == 200, shown
    seen = shown.context["gesehen"]
    assert client.post(url, daten | {"gesehen": seen}).status_code == 302
    return shown


def test_a_synonym_is_shown_before_it_counts_and_then_counts_at_once(portal, client):
    assert HUND not in client.get("/suche/?q=wuffi").content.decode()
    url, daten = reverse("synonyme:add"), {"wort": "Wuffi", "bedeutet": "Hund"}
    shown = portal.post(url, daten)
    assert not Synonym.objects.exists()
    assert HUND not in client.get("/suche/?q=wuffi").content.decode()
    found = shown.context["wirkung"].selbst
    assert (found.vorher.titel, found.nachher.titel[0]) == ((), HUND)
    assert portal.post(url, daten | {"gesehen": shown.context["gesehen"]}).status_code == 302
    assert HUND in client.get("/suche/?q=wuffi").content.decode()
    row = Synonym.objects.get()
    assert (row.created_by.first_name, timezone.localdate(row.created_at)) == ("Petra", ago(0))
    html = screen(portal, "synonyme:index")
    assert "Petra Portal" in html


def test_what_was_seen_must_be_what_is_saved(portal):
    url = reverse("synonyme:add")
    seen = portal.post(url, {"wort": "Wuffi", "bedeutet": "Hund"}).context["gesehen"]
    again = portal.post(url, {"wort": "Wuffi", "bedeutet": "Tonne", "gesehen": seen})
    assert again.context["wirkung"].selbst.nachher.titel[0] == TONNE
    assert not Synonym.objects.exists()


def test_an_expression_of_three_words_is_a_synonym(portal, frage):
    save(portal, reverse("synonyme:add"), {"wort": "der schwarze Sack", "bedeutet": "Mülltonne"})
    assert titles(frage("schwarzer sack", regeln=wirkung.regeln()))[0] == TONNE
    too_long = portal.post(reverse("synonyme:add"), {"wort": "ein sehr langer Sack", "bedeutet": "Mülltonne"})
    assert "höchstens drei Wörtern" in too_long.content.decode()


def test_a_change_keeps_the_author_and_forgets_the_old_word(portal, frage):
    other = UserFactory()
    row = Synonym.objects.create(wort="Wuffi", bedeutet="Hund", created_by=other)
    shown = save(portal, reverse("synonyme:edit", args=[row.pk]), {"wort": "Wuffi", "bedeutet": "Tonne"})
    found = shown.context["wirkung"].selbst
    assert (found.vorher.titel[0], found.nachher.titel[0]) == (HUND, TONNE)
    row.refresh_from_db()
    assert (row.created_by, row.bedeutet) == (other, "Tonne")


# --- Pinned results ---------------------------------------------------------------------------------------------------


def pin(**daten: str) -> dict[str, str]:
    empty = dict.fromkeys(("leistung", "stelle", "seite", "gebiet", "bis"), "")
    return empty | {"platz": "1"} | daten


def test_a_pinned_result_is_shown_and_then_comes_first_at_once(portal, katalog, client):
    assert client.get("/suche/?q=hund", headers={"accept": "application/json"}).json()["treffer"][0]["titel"] == HUND
    daten = pin(ausdruck="Hund", leistung=str(katalog.tonne.pk))
    found = save(portal, reverse("anheftungen:add"), daten).context["wirkung"].selbst
    assert (found.vorher.titel[0], found.nachher.titel[:2]) == (HUND, (TONNE, HUND))
    assert client.get("/suche/?q=hund", headers={"accept": "application/json"}).json()["treffer"][0]["titel"] == TONNE
    assert Anheftung.objects.get().created_by is not None
    assert TONNE.split()[0] not in screen(portal, "synonyme:index")
    assert "Petra Portal" in screen(portal, "anheftungen:index")


def test_offices_and_pages_can_be_pinned_at_a_place_and_in_order(portal, katalog, start, frage):  # noqa: F811
    page = seite(start, "Hundewiese")
    page.save_revision().publish()
    url = reverse("anheftungen:add")
    save(portal, url, pin(ausdruck="Fest", stelle=str(katalog.buergerbuero.pk), platz="2"))
    save(portal, url, pin(ausdruck="Fest", seite=str(page.pk), gebiet=str(katalog.orte.mayen.pk)))
    buero = "Bürgerbüro – Verbandsgemeindeverwaltung Kaisersesch"
    save(portal, url, pin(ausdruck="Fest", leistung=str(katalog.hund.pk), platz="3"))
    assert titles(frage("fest", regeln=wirkung.regeln())) == [buero, HUND, GESTATTUNG]
    assert titles(frage("fest", "mayen", regeln=wirkung.regeln())) == ["Hundewiese", HUND, GESTATTUNG]
    InhaltPage.objects.get(pk=page.pk).unpublish()
    assert titles(frage("fest", "mayen", regeln=wirkung.regeln())) == [HUND, GESTATTUNG]


@pytest.mark.parametrize("ziele", [(), ("leistung", "stelle")])
def test_one_target_must_be_chosen(portal, katalog, ziele):
    rows = {"leistung": katalog.hund, "stelle": katalog.buergerbuero}
    answer = portal.post(
        reverse("anheftungen:add"), pin(ausdruck="Fest", **{name: str(rows[name].pk) for name in ziele})
    )
    assert "genau ein Ziel" in answer.content.decode()


def test_the_kind_that_is_chosen_counts_whatever_was_chosen_before(portal, katalog):
    both = {"leistung": str(katalog.hund.pk), "stelle": str(katalog.buergerbuero.pk)}
    save(portal, reverse("anheftungen:add"), pin(ausdruck="Fest", art="stelle", **both))
    row = Anheftung.objects.get()
    assert (row.leistung, row.stelle) == (None, katalog.buergerbuero)
    form = portal.get(reverse("anheftungen:edit", args=[row.pk])).context["form"]
    assert form["art"].value() == "stelle"
    answer = portal.post(reverse("anheftungen:add"), pin(ausdruck="Fest", art="seite", **both))
    assert "genau ein Ziel" in answer.content.decode()


def test_a_pinned_result_ends_with_its_last_day(katalog, client):
    Anheftung.objects.create(ausdruck="Fest", leistung=katalog.hund, bis=ago(1))
    last = Anheftung.objects.create(ausdruck="Fest", leistung=katalog.tonne, bis=ago(0))
    response = client.get("/suche/?q=fest", headers={"accept": "application/json"})
    assert [one["titel"] for one in response.json()["treffer"]] == [TONNE, GESTATTUNG]
    last.delete()
    response = client.get("/suche/?q=fest", headers={"accept": "application/json"})
    assert [one["titel"] for one in response.json()["treffer"]] == [GESTATTUNG]


def test_the_page_cache_knows_when_it_ends(katalog):
    Anheftung.objects.create(ausdruck="Fest", leistung=katalog.hund, bis=ago(0))
    with herkunft.collect() as source:
        wirkung.regeln()
    assert source.gueltig_bis.astimezone(timezone.get_current_timezone()).date() == ago(-1)


def test_a_page_is_pinned_in_each_of_its_languages(katalog, start, frage):  # noqa: F811
    page = seite(start, "Hundewiese")
    Anheftung.objects.create(ausdruck="Fest", seite=page)
    assert titles(frage("fest", sprache="en", regeln=wirkung.regeln()))[0] == "Hundewiese"
    english = Locale.objects.get_or_create(language_code="en")[0]
    start.copy_for_translation(english).save_revision().publish()
    twin = page.copy_for_translation(english)
    twin.title = "Dog park"
    twin.save_revision().publish()
    assert titles(frage("fest", regeln=wirkung.regeln()))[0] == "Hundewiese"
    assert titles(frage("fest", sprache="en", regeln=wirkung.regeln()))[0] == "Dog park"


def test_a_deleted_target_takes_its_pin_along(katalog, start):  # noqa: F811
    page = seite(start, "Hundewiese")
    Anheftung.objects.create(ausdruck="Fest", seite=page)
    page.delete()
    assert not Anheftung.objects.exists()


def test_every_office_and_place_can_be_chosen(portal, katalog):
    assert "Bürgerbüro" in screen(portal, "anheftung_stelle:choose_results", q="büro")
    assert "Mayen" in screen(portal, "anheftung_ort:choose_results", q="maye")


@pytest.mark.parametrize("name", ["synonyme", "anheftungen"])
def test_a_list_costs_the_same_however_long(portal, katalog, name):
    def fill(number: int) -> None:
        Synonym.objects.create(wort=f"Wauwau {number}", bedeutet="Hund", created_by=UserFactory())
        Anheftung.objects.create(ausdruck="Fest", stelle=katalog.buergerbuero, gebiet=katalog.orte.mayen)

    def queries() -> int:
        screen(portal, f"{name}:index")  # once, to read the journal
        with CaptureQueriesContext(connection) as asked:
            screen(portal, f"{name}:index")
        return len(asked)

    fill(1)
    few = queries()
    for number in range(2, 6):
        fill(number)
    assert queries() == few
