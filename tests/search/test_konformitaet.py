"""What every searchable type must have; a half-finished one is told what it lacks."""

import pytest

from search import indexing
from search.analysis import Vokabular
from search.documents.base import GEWICHTE, Dokument
from search.registry import DOKUMENTARTEN, NACH_TYP
from tests.factories.leistungen import text
from tests.search.test_formular import online
from tests.search.test_formulardatei import FORMULAR
from tests.search.test_vertraulich import seite, start  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def dokumente(katalog, start) -> dict[str, list[Dokument]]:  # noqa: F811
    seite(start, "Impressum")
    text(katalog.tonne, katalog.vg, formulare=[FORMULAR])
    online(katalog)
    return {art.typ: list(indexing.read(art.typ, art.pks())) for art in DOKUMENTARTEN}


def test_types_are_named_once():
    assert len(NACH_TYP) == len(DOKUMENTARTEN)
    assert set(NACH_TYP) == {"leistung", "organisationseinheit", "person", "formular", "formulardatei", "seite"}


@pytest.mark.parametrize("art", DOKUMENTARTEN, ids=lambda art: art.typ)
def test_a_type_has_name_documents_and_addresses(art, dokumente, client):
    assert str(art.name)
    assert 0 < art.gewicht <= 1
    assert dokumente[art.typ]
    for dokument in dokumente[art.typ]:
        assert dokument.typ == art.typ
        assert dokument.zonen.keys() <= GEWICHTE.keys()
        oben, lokal = dokument.parts(Vokabular({}))
        assert Dokument.from_parts(oben, lokal.values()) == dokument
        assert client.get(art.url(dokument.ziel, "").partition("#")[0]).status_code == 200


@pytest.mark.parametrize("art", DOKUMENTARTEN, ids=lambda art: art.typ)
def test_its_documents_are_named_by_their_own_tags(art, dokumente):
    for dokument in dokumente[art.typ]:
        assert dokument.pk in art.pks(set(dokument.tags))
    assert art.pks({"katalog", "seiten", "stellen", "gebiete"}) == set()
