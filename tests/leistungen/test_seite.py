"""The page of a Leistung at a place, as a citizen reads it."""

import re
from copy import deepcopy
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from cms import gedaechtnis
from cms.models import Oeffnungszeit, Schliesstag
from leistungen.services.texte import write_text
from leistungen.services.uebersetzen import translate_text
from tests.factories.cms import OrganisationseinheitFactory, Orte, PersonFactory, StandortFactory, redaktion
from tests.factories.leistungen import LeistungFactory, ZustaendigkeitFactory

pytestmark = pytest.mark.django_db

GEBUEHR = {
    "bezeichnung": "Bescheid", "kanal": "alle", "art": "fest", "cent": 2550, "von_cent": None, "bis_cent": None,
    "vorkasse": False, "vorschrift": "Nr. 1 Gebührenverzeichnis", "stand": "2026-11-24", "gueltig_ab": None,
    "gueltig_bis": None, "hinweis": "", "gilt_fuer": [],
}  # fmt: skip


class Welt:
    """Bund, Land, Verbandsgemeinde write; an office of the Verbandsgemeinde is responsible."""

    def __init__(self, orte):
        self.orte = orte
        self.bund, self.land, self.vg = (redaktion(ort) for ort in (orte.bund, orte.land, orte.vg))
        self.leistung = LeistungFactory(redaktion=self.bund, slug="gestattung", bezeichnung="Gestattung")
        self.write(self.bund, leistungsbezeichnung_ii="Ausschank erlauben lassen", kurztext="Für Feste mit Bier.")
        self.write(self.bund, volltext="<p>Vom Bund.</p>", rechtsgrundlagen="<ul><li>§ 12 GastG</li></ul>")
        self.write(self.land, unterlagen="<p>Vom Land: Keine</p>", kosten=[GEBUEHR])
        self.vg_page = self.write(self.vg, volltext="<p>Bei uns 14 Tage vorher.</p>")
        self.stelle = OrganisationseinheitFactory(redaktion=self.vg, slug="ordnungsamt", name="Ordnungsamt")
        self.standort = StandortFactory(stelle=self.stelle)
        for tag in range(5):
            Oeffnungszeit.objects.create(standort=self.standort, tag=tag, von="08:00", bis="12:00")
        self.entry = ZustaendigkeitFactory(leistung=self.leistung, gebiet=orte.vg, stelle=self.stelle)
        self.entry.personen.set(
            [
                PersonFactory(stelle=self.stelle, nachname="Ostermann", telefon="(0221) 4710-123"),
                PersonFactory(stelle=self.stelle, nachname="Geheim", name_zeigen=False, funktion="Außendienst"),
            ]
        )

    def write(self, team, **module):
        values = {key: [{"inhalt": inhalt}] for key, inhalt in module.items()}
        return write_text(redaktion=team, leistung=self.leistung, module=values).page


@pytest.fixture(scope="module")
def gebaut(geteilt) -> Welt:
    return Welt(Orte())


@pytest.fixture
def welt(gebaut, db) -> Welt:
    return deepcopy(gebaut)


def get(client, path, code=200):
    response = client.get(path)
    assert response.status_code == code
    return response.content.decode()


def text_of(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_search_engines_hear_only_of_languages_that_are_there(client, welt):
    assert 'hreflang="en" href="http' not in get(client, "/en/leistungen/gestattung/laubach-cochem-zell/")


def test_search_engines_hear_of_every_language_on_every_page(client, welt):
    translate_text(page=welt.vg_page, sprache="en", module={"volltext": ["<p>14 days before.</p>"]})
    for address in ("/", "/de-simple/", "/en/"):
        html = get(client, f"{address}leistungen/gestattung/laubach-cochem-zell/")
        assert 'hreflang="en" href="http' in html
        assert 'hreflang="de-simple" href="http' not in html


def test_a_translated_addition_stands_under_a_german_text_that_says_so(client, welt):
    """Each block in one language, the heading in the reader's; docs/sprachen.md."""
    translate_text(page=welt.vg_page, sprache="en", module={"volltext": ["<p>14 days before.</p>"]})
    html = get(client, "/en/leistungen/gestattung/laubach-cochem-zell/")
    section = " ".join(html[html.index('id="volltext"') : html.index('id="unterlagen"')].split())
    assert section.count("leistung__sprachhinweis") == 1
    assert '<div lang="de"><div class="kern-body prosa"><p>Vom Bund.</p>' in section
    assert '<div><div class="kern-body prosa"><p>14 days before.</p>' in section
    assert section.index("sprachhinweis") < section.index("Vom Bund.") < section.index("14 days before.")
    assert "Description" in section
    assert "Leistungsbeschreibung" not in section


def test_all_levels_are_joined_in_order(client, welt):
    html = get(client, "/leistungen/gestattung/laubach-cochem-zell/")
    body = text_of(html[html.index("leistung__abschnitte") :])
    order = [
        "Leistungsbeschreibung",
        "Vom Bund.",
        "Spezielle Hinweise für – Verbandsgemeinde Kaisersesch",
        "Bei uns 14 Tage vorher.",
        "Welche Unterlagen werden benötigt?",
        "Vom Land: Keine",
        "Welche Gebühren fallen an?",
        "25,50 €",
        "Rechtsgrundlage",
        "§ 12 GastG",
        "Zuständige Kommune",
        "Zuständige Abteilungen",
        "Zuständige Mitarbeiter",
    ]
    positions = [body.find(part) for part in order]
    assert -1 not in positions
    assert positions == sorted(positions)
    assert "Ausschank erlauben lassen</h1>" in html
    assert 'itemtype="https://schema.org/GovernmentService"' in html


def test_the_office_and_its_people_are_there_and_withheld_names_are_not(client, welt):
    html = get(client, "/leistungen/gestattung/laubach-cochem-zell/")
    assert "Ordnungsamt" in html
    assert "Am Markt 1" in html
    assert 'href="tel:+492214710123"' in html
    assert "Ostermann" in html
    assert "Geheim" not in html
    assert "Außendienst" in html
    assert "Warum diese Stelle?" in html
    assert "Laubach gehört zu: Verbandsgemeinde Kaisersesch." in html


def test_a_neighbour_reads_neither_text_nor_office_of_the_verbandsgemeinde(client, welt):
    html = get(client, "/leistungen/gestattung/mayen/")
    assert "Vom Bund." in html
    assert "14 Tage" not in html
    assert "Ordnungsamt" not in html
    assert "noch keine zuständige Stelle eingetragen" in html
    assert 'href="tel:115"' in html


def test_without_a_place_only_upper_texts_and_the_invitation_to_choose(client, welt):
    html = get(client, "/leistungen/gestattung/")
    assert "Vom Bund." in html
    assert "Vom Land" in html
    assert "14 Tage" not in html
    assert "Ort wählen" in html


@pytest.mark.parametrize(
    ("path", "canonical"),
    [
        ("/leistungen/gestattung/", "/leistungen/gestattung/"),
        ("/leistungen/gestattung/mayen/", "/leistungen/gestattung/"),
        ("/leistungen/gestattung/laubach-cochem-zell/", "/leistungen/gestattung/vg-kaisersesch/"),
    ],
)
def test_the_canonical_address_is_the_highest_place_that_reads_the_same(client, welt, path, canonical):
    assert f'{canonical}"' in re.search(r'<link rel="canonical" href="[^"]+"', get(client, path)).group()


def test_the_ars_leads_to_the_address_with_the_name(client, welt):
    response = client.get("/leistungen/gestattung/071355002000/")
    assert (response.status_code, response["Location"]) == (301, "/leistungen/gestattung/vg-kaisersesch/")


def test_what_is_not_offered_names_the_nearest_that_offers_it(client, welt):
    mayen = redaktion(welt.orte.mayen)
    LeistungFactory(redaktion=mayen, slug="gaestebeitrag", bezeichnung="Gästebeitrag")
    leistung = LeistungFactory._meta.model.objects.get(slug="gaestebeitrag")
    write_text(redaktion=mayen, leistung=leistung, module={"volltext": [{"inhalt": "<p>In Mayen.</p>"}]})
    html = get(client, "/leistungen/gaestebeitrag/masburg/", 404)
    assert "/leistungen/gaestebeitrag/mayen/" in html
    assert "/leistungen/gaestebeitrag/mayen/" in get(client, "/leistungen/gaestebeitrag/")
    assert "In Mayen." in get(client, "/leistungen/gaestebeitrag/mayen/")


@pytest.mark.parametrize(
    "path",
    [
        "/leistungen/gibt-es-nicht/",
        "/leistungen/gestattung/atlantis/",
        "/leistungen/gestattung/%00/",
        "/leistungen/%FF/",
    ],
)
def test_unknown_addresses_answer_404(client, welt, path):
    get(client, path, 404)


def test_the_editors_subtree_is_never_served(client, welt):
    assert client.get("/vg-kaisersesch/gestattung/").status_code == 404
    assert client.get("/vg-kaisersesch/").status_code == 404


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("2027-02-04 11:59", "Jetzt geöffnet"),
        ("2027-02-04 09:00", "bis 12:00 Uhr"),
        ("2027-02-04 12:00", "Jetzt geschlossen"),
        ("2027-02-05 09:00", "Jetzt geschlossen"),
    ],
)
def test_open_or_closed_is_right_at_the_minute(client, welt, monkeypatch, when, words):
    Schliesstag.objects.create(standort=welt.standort, datum="2027-02-05", grund="Betriebsausflug")
    now = datetime.fromisoformat(when).replace(tzinfo=ZoneInfo("Europe/Berlin"))
    monkeypatch.setattr(timezone, "now", lambda: now)
    assert words in text_of(get(client, "/leistungen/gestattung/laubach-cochem-zell/"))


def test_a_page_costs_three_queries(client, welt, django_assert_max_num_queries):
    get(client, "/leistungen/gestattung/laubach-cochem-zell/")
    with django_assert_max_num_queries(4):
        get(client, "/leistungen/gestattung/masburg/")


def test_another_language_shows_german_parts_as_german(client, welt, django_capture_on_commit_callbacks):
    page = welt.write(welt.bund, volltext="<p>Vom Bund.</p>")
    with django_capture_on_commit_callbacks(execute=True):
        translate_text(page=page, sprache="en", module={"volltext": ["<p>By the federation.</p>"]})
    html = get(client, "/en/leistungen/gestattung/masburg/")
    assert '<html lang="en"' in html
    assert "By the federation." in html
    assert re.search(r'<div lang="de">\s*<div[^>]*><p>Bei uns 14 Tage vorher', html)


def test_german_parts_of_another_language_are_german_to_the_last_word(client, welt):
    welt.write(welt.vg, kosten=[GEBUEHR | {"art": "frei", "cent": None, "vorschrift": "Satzung"}])
    html = get(client, "/en/leistungen/gestattung/masburg/")
    part = re.search(r'<div lang="de">(?:(?!</div>).)*Satzung', html, re.S)
    assert part
    assert "kostenlos" in part.group()
    assert re.search(r'<h3 class="kern-title" lang="de"><a[^>]*>Ordnungsamt</a>', html)
    assert '<address class="standort__anschrift" lang="de">' in html
    assert '<h1 class="kern-heading-large" lang="de">Ordnungsamt' in get(client, "/en/stellen/ordnungsamt/")
    assert 'lang="de">Ordnungsamt' not in get(client, "/stellen/ordnungsamt/")


def test_dates_and_times_are_written_as_the_language_does(client, welt, monkeypatch):
    Schliesstag.objects.create(standort=welt.standort, datum="2027-02-05", grund="Betriebsausflug")
    now = datetime(2027, 2, 4, 13, tzinfo=ZoneInfo("Europe/Berlin"))
    monkeypatch.setattr(timezone, "now", lambda: now)
    english = text_of(get(client, "/en/stellen/ordnungsamt/"))
    assert "opens again: Monday, 8 February, 08:00" in english
    assert re.search(r"Friday, 5 February \( ?Betriebsausflug ?\): closed", english)
    assert "08:00–12:00" in english
    assert "Uhr" not in english
    german = text_of(get(client, "/stellen/ordnungsamt/"))
    monkeypatch.setattr(timezone, "now", lambda: now.replace(hour=7))
    gedaechtnis.forget()
    assert "wieder geöffnet: heute, 08:00 Uhr" in text_of(get(client, "/stellen/ordnungsamt/?frueh"))
    assert "wieder geöffnet: Montag, 8. Februar, 08:00 Uhr" in german


def test_the_office_has_a_page_of_its_own(client, welt):
    html = get(client, "/stellen/ordnungsamt/")
    assert "/leistungen/gestattung/vg-kaisersesch/" in html
    assert "Geheim" not in html
    get(client, "/stellen/gibt-es-nicht/", 404)


def test_a_fee_without_an_amount_says_so_and_why(client, welt):
    without = GEBUEHR | {"art": "nach_vorschrift", "cent": None, "hinweis": "Es kommt auf die Größe an."}
    welt.write(welt.land, kosten=[without, without | {"vorschrift": "", "hinweis": ""}])
    text = text_of(get(client, "/leistungen/gestattung/masburg/"))
    assert "Bescheid unterschiedlich hoch Es kommt auf die Größe an. Die Höhe regelt: Nr. 1 Gebührenv" in text
    assert "Bescheid auf Anfrage" in text


def test_a_paragraph_stays_on_the_line_of_its_number(client, welt):
    html = get(client, "/leistungen/gestattung/masburg/")
    assert "§\N{NO-BREAK SPACE}12 GastG" in html
    assert "Nr.\N{NO-BREAK SPACE}1 Gebührenverzeichnis" in html


def test_past_fees_disappear_and_future_ones_say_from_when(client, welt, monkeypatch):
    fees = [GEBUEHR | {"gueltig_bis": "2026-12-31"}, GEBUEHR | {"cent": 3000, "gueltig_ab": "2027-01-01"}]
    welt.write(welt.land, kosten=fees)
    for when, shown, hidden in (
        ("2026-12-31 23:59", ["25,50 €", "ab 01.01.2027"], []),
        ("2027-01-01 00:00", ["30,00 €"], ["25,50 €"]),
    ):
        now = datetime.fromisoformat(when).replace(tzinfo=ZoneInfo("Europe/Berlin"))
        monkeypatch.setattr(timezone, "now", lambda now=now: now)
        text = text_of(get(client, "/leistungen/gestattung/masburg/"))
        assert all(word in text for word in shown)
        assert not any(word in text for word in hidden)


def test_a_responsibility_given_to_another_leistung_leaves_the_first(client, welt):
    html = get(client, "/leistungen/gestattung/masburg/")
    assert "Ordnungsamt" in html
    entry = type(welt.entry).objects.get()
    entry.leistung = LeistungFactory(redaktion=welt.bund)
    entry.save()
    assert "Ordnungsamt" not in get(client, "/leistungen/gestattung/masburg/")


def test_a_place_that_hides_a_section_is_its_own_canonical_address(client, welt):
    write_text(
        redaktion=welt.vg,
        leistung=welt.leistung,
        module={"kosten": [{"inhalt": [], "modus": "ausblenden", "grund": "gilt hier nicht"}], "volltext": []},
    )
    welt.entry.delete()
    html = get(client, "/leistungen/gestattung/masburg/")
    assert '/leistungen/gestattung/vg-kaisersesch/"' in re.search(r'<link rel="canonical" href="[^"]+"', html).group()
