"""The read model follows the pages, in the page's own transaction."""

import pytest

from leistungen.models import Textstand
from leistungen.textstand import rebuild
from tests.factories.cms import redaktion
from tests.factories.leistungen import LeistungFactory, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def land(orte):
    return redaktion(orte.land)


def test_publishing_writes_the_row_and_unpublishing_removes_it(orte, land):
    leistung = LeistungFactory(redaktion=land)
    page = text(leistung, land, stamm=True, volltext="<p>Wer ausschenkt, braucht eine Gestattung.</p>")
    row = Textstand.objects.get(pk=page.pk)
    assert row.module["volltext"][0]["inhalt"] == "<p>Wer ausschenkt, braucht eine Gestattung.</p>"
    page.unpublish()
    assert not Textstand.objects.exists()


def test_a_draft_changes_nothing_citizens_read(orte, land):
    leistung = LeistungFactory(redaktion=land)
    page = text(leistung, land, stamm=True, volltext="<p>Alt.</p>")
    page.module[0].value["inhalt"].source = "<p>Neu.</p>"
    page.save_revision()
    assert "Alt" in Textstand.objects.get().module["volltext"][0]["inhalt"]
    assert rebuild() == set()
