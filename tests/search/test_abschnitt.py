"""A hit names the section in which what was searched for stands, and leads into it."""

import pytest

from search import indexing
from search.registry import NACH_TYP
from tests.factories.leistungen import text

pytestmark = pytest.mark.django_db


def section(frage, words: str, ort: str = "") -> tuple[str, str, str]:
    hit = frage(words, ort).treffer[0]
    return str(hit.abschnitt), hit.abschnitt_url, hit.abschnitt_ort


@pytest.fixture
def welt(katalog):
    katalog.leistung(
        "Parkausweis",
        kurztext="Mit dem Ausweis parken Sie in Ihrer Straße.",
        volltext="<p>Der Aufkleber kommt an die Scheibe.</p>",
        unterlagen="<ul><li>Fahrzeugschein</li><li>Meldebescheinigung</li></ul>",
        kosten=[{"bezeichnung": "Jahresgebühr", "kanal": "alle", "art": "nach_vorschrift", "vorschrift": "Satzung"}],
        rechtsgrundlagen="<ul><li>Straßenverkehrs-Ordnung</li></ul>",
    )
    return katalog


@pytest.mark.parametrize(
    ("words", "title", "key"),
    [
        ("fahrzeugschein", "Welche Unterlagen werden benötigt?", "unterlagen"),
        ("jahresgebühr", "Welche Gebühren fallen an?", "kosten"),
        ("aufkleber", "Leistungsbeschreibung", "volltext"),
        ("straßenverkehrs-ordnung", "Rechtsgrundlage", "rechtsgrundlagen"),
    ],
)
@pytest.mark.parametrize(("ort", "place"), [("", ""), ("mayen", "mayen/")])
def test_the_link_leads_to_where_it_stands(welt, frage, client, words, title, key, ort, place):
    assert section(frage, words, ort) == (title, f"/leistungen/parkausweis/{place}#{key}", "")
    assert f'id="{key}"' in client.get(f"/leistungen/parkausweis/{place}").content.decode()


@pytest.mark.parametrize("words", ["parkausweis", "ausweis parken", "bürgerbüro", "ostermann"])
def test_what_the_title_or_the_summary_says_needs_no_section(welt, frage, words):
    assert section(frage, words) == ("", "", "")


def test_without_a_place_the_words_of_one_place_are_to_be_read_there(welt, frage, client):
    found = section(frage, "fastnachtsumzug")
    assert found == (
        "Leistungsbeschreibung", "/leistungen/verkehrsrechtliche-anordnung/mayen/#volltext", "Stadt Mayen",
    )  # fmt: skip
    assert section(frage, "fastnachtsumzug", "mayen") == (*found[:2], "")
    page = client.get("/suche/?q=fastnachtsumzug").content.decode()
    assert f'Abschnitt: <a class="kern-link" href="{found[1]}">Leistungsbeschreibung (Stadt Mayen)</a>' in page


def test_what_a_place_adds_leads_into_the_section_it_adds_to(welt, frage):
    text(welt.hund, welt.mayen, unterlagen="<p>Bringen Sie den Impfpass mit.</p>")
    assert section(frage, "impfpass", "mayen")[1] == "/leistungen/hundesteuer/mayen/#unterlagen"


def test_every_passage_has_its_section(welt):
    for art in NACH_TYP.values():
        for dokument in indexing.read(art.typ, art.pks()):
            for zone, keys in dokument.abschnitte.items():
                assert len(keys) == len(dokument.zonen[zone])
                assert all(str(art.abschnitt(key)) for key in keys)
            for one in dokument.lokal:
                assert len(one.abschnitte) == len(one.text)
