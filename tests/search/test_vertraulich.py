"""Nothing that citizens may not see is in the index: not as a hit, a suggestion, a count, or in its files."""

from pathlib import Path

import pytest
from wagtail.models import Page, PageViewRestriction, Site

from cms.models import InhaltPage, StartPage
from search import indexing, queries, suchmaschinen, tasks
from tests.factories.cms import PersonFactory
from tests.factories.leistungen import text
from tests.search.conftest import titles

pytestmark = pytest.mark.django_db

GEHEIM = "Zwirbelmeier"


def in_files(folder: Path, word: str) -> bool:
    """Whether the bytes stand in any file. (Stored text is compressed in blocks; short documents stay readable.)"""
    return any(word.encode() in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def nowhere(frage) -> bool:
    engine = indexing.current()
    suggested = [*queries.nearest_words(GEHEIM, engine), *queries.nearest_words(GEHEIM[:-1] + "x", engine)]
    meant = frage(GEHEIM[:-1] + "x").gemeint
    return not (frage(GEHEIM).anzahl or engine.spellings([GEHEIM.lower()]) or suggested or meant)


@pytest.fixture
def start(orte):
    root = Page.get_first_root_node()
    page = root.add_child(instance=StartPage(title="Start", slug="start", begruessung="Hallo"))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=page, is_default_site=True)
    return page


def seite(parent: Page, word: str, **kwargs) -> InhaltPage:
    page = InhaltPage(title=word, slug=word.lower(), inhalt=[("absatz", f"<p>{word}</p>")], **kwargs)
    return parent.add_child(instance=page)


def test_a_withheld_name_is_in_no_index(katalog, frage, settings):
    PersonFactory(stelle=katalog.buergerbuero, nachname=GEHEIM, funktion="Fundsachen", name_zeigen=False,
                  telefon="(0221) 4710-777", email=f"{GEHEIM}@musterdorf.example", zimmer="Z77")  # fmt: skip
    assert nowhere(frage)
    assert frage("4710-777").anzahl == 0
    hit = frage("fundsachen").treffer[0]
    assert hit.titel == "Fundsachen – Bürgerbüro"
    assert "9996-0" in hit.auszug_text
    assert not in_files(settings.SEARCH_INDEX_DIR, GEHEIM.lower())


def test_a_name_that_is_withheld_later_disappears(katalog, frage):
    person = PersonFactory(stelle=katalog.buergerbuero, nachname=GEHEIM)
    assert frage(GEHEIM).anzahl == 1
    person.name_zeigen = False
    person.save()
    assert nowhere(frage)
    tasks.reconcile()
    assert not in_files(suchmaschinen.embedded().ordner.current(), GEHEIM.lower())


def test_drafts_are_not_found(katalog, frage):
    text(katalog.hund, katalog.mayen, live=False, volltext=f"<p>{GEHEIM}</p>")
    assert nowhere(frage)


def test_unpublished_texts_are_not_found(katalog, frage):
    page = text(katalog.hund, katalog.mayen, volltext=f"<p>{GEHEIM}</p>")
    assert frage(GEHEIM).anzahl == 1
    page.unpublish()
    assert nowhere(frage)


def test_a_draft_of_a_live_text_is_not_found(katalog, frage):
    katalog.mayener_text.module[0].value["inhalt"].source = f"<p>{GEHEIM}</p>"
    katalog.mayener_text.save_revision()
    assert nowhere(frage)


def test_pages_are_found(start, frage):
    seite(start, GEHEIM)
    found = frage(GEHEIM)
    assert titles(found) == [GEHEIM]
    assert found.treffer[0].url == f"/{GEHEIM.lower()}/"


def test_private_pages_and_what_is_below_them_are_not_found(start, frage):
    parent = seite(start, "Intern")
    seite(parent, GEHEIM)
    assert frage(GEHEIM).anzahl == 1
    restriction = PageViewRestriction.objects.create(page=parent, restriction_type=PageViewRestriction.LOGIN)
    assert nowhere(frage)
    assert not frage("intern").anzahl
    restriction.delete()
    assert frage(GEHEIM).anzahl == 1


def test_draft_pages_are_not_found(start, frage):
    seite(start, GEHEIM, live=False)
    assert nowhere(frage)


def test_the_editors_areas_are_not_found(katalog, frage):
    assert not frage("Redaktionsbereich").anzahl
