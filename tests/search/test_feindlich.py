"""Whatever is typed, on purpose or not, costs no more questions than an ordinary search and never fails."""

from collections import Counter
from typing import Any

import pytest

from search import queries
from search.deutung import MOST_WORDS
from search.regeln import regeln
from tests.search.conftest import JEDE_MASCHINE

pytestmark = [pytest.mark.django_db, JEDE_MASCHINE]

FEINDLICH = {
    "syntax": 'title:(hund AND NOT steuer) OR "katze"~2^9 +a -b [1 TO 5] {x TO *} /re/',
    "regex": "(a+)+$ .*.*.*.* [[:alpha:]]{1,1000} ^(?=.*hund).*$ \\d{999}",
    "json": '{"query":{"match_all":{}},"size":10000}',
    "long": "straßenverkehrsordnungswidrigkeiten " * 300,
    "one word": "x" * 10_000,
    "many words": " ".join(f"wort{chr(97 + number % 26)}{chr(97 + number // 26)}" for number in range(600)),
    "slips": " ".join(["hundstuer", "gestatung", "mültone", "sperunk", "ausschnak", "festt", "bürgrbüro"] * 9),
    "quotes": '"' * 300 + "'“„»«" * 100,
    "nested": "((((" * 200 + "hund" + "))))" * 200,
    "wildcards": "h*nd ?und * ** *.* hun~2 hund^1000000",
    "control": "hund\x00\r\n\t\x1b[31m\u202e\ufeff\ud7ff steuer",
    "sql": "' OR 1=1; DROP TABLE search_synonym; --",
    "template": "{{ 7*7 }} {% include 'x' %} ${jndi:ldap://127.0.0.1/a} <script>alert(1)</script>",
    "unicode": "🐕‍🦺" * 50 + "ﷺ" * 50 + "a\u0301" * 200 + "İıſß",
    "numbers": "9" * 300 + " 0x7fffffff -1 1e308 NaN",
    "paragraphs": "§ 1 § 2 § 3 § 4 § 5 § 6 § 7 § 8 § 9 BGB StGB GG " * 10,
}
MOST = 14  # questions to the engine; an ordinary search takes up to eight


class Zaehler:
    """Counts what an engine is asked; ``vokabular`` is no question, the words are in memory."""

    def __init__(self, engine: Any):
        self.engine, self.asked = engine, Counter[str]()

    def __getattr__(self, name: str) -> Any:
        if name != "vokabular":
            self.asked[name] += 1
        return getattr(self.engine, name)


@pytest.mark.parametrize("name", FEINDLICH)
def test_a_hostile_search_is_an_ordinary_one(name, katalog, client, maschine):
    maschine()
    text = FEINDLICH[name]
    for path in ("/suche/", "/suche/vorschlaege/"):
        for asked in ({"q": text}, {"q": text, "ort": "masburg"}, {"q": text, "ort": text[:300], "seite": text[:50]}):
            assert client.get(path, asked).status_code in {200, 404}
    counted = Zaehler(maschine())
    queries.suche(queries.Suchanfrage(text[:200], facetten=True), counted, regeln())
    assert counted.asked.total() <= MOST
    assert queries.nearest_words(text[:200], counted) is not None
    assert counted.asked.total() <= MOST + MOST_WORDS


@pytest.mark.parametrize("seite", ["1000000", "-1", "0", "1e9", "9" * 400, "٣", "NaN", "1;2", ""])
@pytest.mark.parametrize("path", ["/suche/?q=hund&", "/leistungen/?"])
def test_a_page_that_there_is_not(path, seite, katalog, client, maschine):
    maschine()
    response = client.get(f"{path}seite={seite}")
    assert response.status_code == (404 if seite in {"1000000"} else 200)


@pytest.mark.parametrize("name", FEINDLICH)
def test_hostile_choices_among_the_facets_and_letters(name, katalog, client, maschine):
    maschine()
    text = FEINDLICH[name][:1_000]
    chosen = dict.fromkeys(("art", "online", "zielgruppe", "lebenslage", "stelle"), text)
    assert client.get("/suche/", {"q": "hund", **chosen}).status_code in {200, 404}
    assert client.get("/leistungen/", {"buchstabe": text}).status_code in {200, 404}
    assert client.get("/leistungen/", {"stelle": text, "lebenslage": text}).status_code in {200, 404}


def test_the_last_page_that_may_be_asked_for_is_asked_like_any_other(katalog, maschine):
    counted = Zaehler(maschine())
    for ab in (0, 10, 9_990, 10_000, 10**7):
        found = queries.suche(queries.Suchanfrage("hund", ab=ab), counted, regeln())
        assert found.insgesamt == 2
    assert counted.asked.total() <= 5 * MOST
