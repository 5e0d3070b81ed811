"""Links that editors set in the texts of a form lead to where pages and files are now."""

from copy import deepcopy

import pytest
from django.core.files.base import ContentFile

from antraege.definition import Definition
from antraege.formularspeicher import hinweis
from antraege.models import FormularPage
from antraege.services.einreichen import submit_antrag
from cms.models import Dokument, InhaltPage
from tests.antraege.welt import FEST, Reise, Welt
from tests.search.test_vertraulich import start  # noqa: F401

pytestmark = pytest.mark.django_db


class Verwiesen:
    """A form whose every text links to the page ``ziel`` and the file ``datei``, and a citizen at its check."""

    def __init__(self, orte, start, client):  # noqa: F811
        self.ziel = start.add_child(instance=InhaltPage(title="Satzung", slug="satzung", locale=start.locale))
        self.ziel.save_revision().publish()
        self.datei = Dokument.objects.create(title="Merkblatt", file=ContentFile(b"x", "merkblatt.pdf"))
        html = f'<p><a linktype="page" id="{self.ziel.pk}">Satzung</a>'
        html += f' <a linktype="document" id="{self.datei.pk}">Merkblatt</a></p>'
        definition = deepcopy(FEST) | {"voraussetzungen": html, "datenschutz": html, "danke": html}
        definition["schritte"][1]["einleitung"] = html
        definition["schritte"][1]["inhalt"][0]["text"] = html
        welt = Welt(orte, definition)
        self.formular, self.client = welt.formular, client
        self.reise = Reise(client)
        self.reise.fill()

    def shown(self) -> dict[str, str]:
        """The pages that say one of the texts."""
        info = self.client.get("/antrag/fest/masburg/").content.decode()
        return self.shown_in_draft() | {"info": info}

    def shown_in_draft(self) -> dict[str, str]:
        pages = {one: self.reise.go(one) for one in ("voraussetzungen", "antragsteller", "fest")}
        return {name: page.content.decode() for name, page in pages.items()}

    def receipt(self) -> str:
        submit_antrag(antrag=self.reise.antrag.pk)
        return self.reise.go("abschluss").content.decode()


@pytest.fixture
def verwiesen(orte, start, client) -> Verwiesen:  # noqa: F811
    return Verwiesen(orte, start, client)


def test_lead_to_pages_and_files(verwiesen):
    texts = [*verwiesen.shown().values(), verwiesen.receipt()]
    for text in texts:
        assert '<a href="/satzung/">Satzung</a>' in text
        assert f'<a href="{verwiesen.datei.url}">Merkblatt</a>' in text
        assert "linktype" not in text
    assert texts[2].count('href="/satzung/"') == 2


def test_follow_a_page_that_is_renamed_also_in_an_old_state_of_the_form(verwiesen):
    page = FormularPage.objects.get(pk=verwiesen.formular.pk)
    page.unpublish()  # nothing refers to the page any more but what is kept for those who had begun
    verwiesen.shown_in_draft()
    verwiesen.ziel.slug = "ortsrecht"
    verwiesen.ziel.save_revision().publish()
    assert all('<a href="/ortsrecht/">' in text for text in verwiesen.shown_in_draft().values())


def test_to_what_is_not_public_are_plain_words(verwiesen):
    verwiesen.shown()
    verwiesen.ziel.unpublish()
    verwiesen.datei.delete()
    for text in verwiesen.shown().values():
        assert "<p>Satzung Merkblatt</p>" in text


def test_what_is_kept_is_what_editors_wrote(verwiesen):
    fassung = verwiesen.formular.fassungen.get()
    assert "linktype" in Definition.from_json(fassung.definition).datenschutz
    before = hinweis(fassung.pk)
    verwiesen.ziel.slug = "ortsrecht"
    verwiesen.ziel.save_revision().publish()
    assert hinweis(fassung.pk) == before
    assert "linktype" not in verwiesen.reise.go("pruefen").content.decode()
