"""What editors put first."""

import pytest

from search import indexing, queries
from search.documents.base import Dokument
from search.regeln import Angeheftet, Regeln
from tests.search.conftest import JEDE_MASCHINE, titles
from tests.search.test_suche import GESTATTUNG, HUND, TONNE

BUERO = "Bürgerbüro – Verbandsgemeindeverwaltung Kaisersesch"

pytestmark = [pytest.mark.django_db, JEDE_MASCHINE]


def pins(*rows: tuple[str, str]) -> Regeln:
    return Regeln.of_pins((ausdruck, Angeheftet(subjekt)) for ausdruck, subjekt in rows)


def subject(row) -> str:
    return f"{row._meta.model_name}:{row.pk}"


def test_it_comes_first_in_the_given_order_whatever_its_words_and_type(katalog, frage):
    regeln = pins(*(("Hunde", subject(row)) for row in (katalog.buergerbuero, katalog.tonne, katalog.gestattung)))
    found = titles(frage("hund", regeln=regeln))
    assert found == [BUERO, TONNE, GESTATTUNG, HUND]
    turned = pins(*(("Hunde", subject(row)) for row in (katalog.hund, katalog.gestattung, katalog.buergerbuero)))
    assert titles(frage("hund", regeln=turned))[:2] == [HUND, GESTATTUNG]


def test_only_a_search_of_just_these_words_has_it(katalog, frage):
    regeln = pins(("Alkohol beim Fest", subject(katalog.tonne)))
    assert titles(frage("alkohol fest", regeln=regeln))[0] == TONNE
    assert (
        titles(frage("wie geht das mit alkohol beim fest", regeln=pins(("fest", subject(katalog.tonne)))))[0] != TONNE
    )
    assert titles(frage("fest", regeln=regeln)) == [GESTATTUNG]


def test_the_others_follow_it_also_where_none_has_all_the_words(katalog, frage):
    others = titles(frage("hund fest xyzzyplugh"))
    assert len(others) > 1
    found = frage("hund fest xyzzyplugh", regeln=pins(("hund fest xyzzyplugh", subject(katalog.tonne))))
    assert titles(found) == [TONNE, *(title for title in others if title != TONNE)]


def test_where_nothing_is_found_it_is_the_answer(katalog, frage):
    found = frage("wuffi", regeln=pins(("Wuffi", subject(katalog.hund))))
    assert (titles(found), found.unscharf) == ([HUND], False)


def test_it_counts_and_is_on_one_page_only(katalog, maschine):
    regeln, engine = pins(("hund", subject(katalog.tonne))), maschine()
    pages = [queries.suche(queries.Suchanfrage("hund", ab=ab, hoechstens=1), engine, regeln) for ab in (0, 1, 2, 3)]
    assert [title for one in pages for title in titles(one)] == [TONNE, HUND, BUERO]
    assert {one.anzahl for one in pages} == {3}


def test_one_that_is_gone_is_not_missed(katalog, frage):
    assert titles(frage("hund", regeln=pins(("hund", "leistung:0"), ("hund", "seite:0")))) == [HUND, BUERO]


def test_what_does_not_hold_at_the_place_is_not_put_first_there(katalog, frage, orte):
    mayen = Regeln.of_pins([("hund", Angeheftet(subject(katalog.tonne), orte.mayen.pk))])
    assert titles(frage("hund", "mayen", regeln=mayen))[0] == TONNE
    assert titles(frage("hund", "laubach", regeln=mayen))[0] == HUND
    assert titles(frage("hund", regeln=mayen))[0] == HUND


def test_the_question_names_the_rows_as_documents_do(katalog):
    documents: list[Dokument] = list(indexing.read("leistung", [katalog.tonne.pk]))
    assert {one.subjekt for one in documents} == {subject(katalog.tonne)}
