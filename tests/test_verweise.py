"""Texts and offices hold the addresses of what they link to: those follow every change of the page or file."""

import pytest
from django.core.files.base import ContentFile
from wagtail.models import PageViewRestriction

from cms.aenderungen import position, since
from cms.models import Dokument, InhaltPage
from leistungen.models import Textstand
from leistungen.services.texte import page_for
from tests.seitenwelt import Welt

pytestmark = pytest.mark.django_db


class Verwiesen:
    """A text and an office that link to the page ``ziel`` and the file ``datei``."""

    def __init__(self) -> None:
        welt = self.welt = Welt()
        self.ziel = welt.start.add_child(instance=InhaltPage(title="Satzung", slug="satzung", locale=welt.start.locale))
        self.ziel.save_revision().publish()
        self.datei = Dokument.objects.create(title="Formular", file=ContentFile(b"x" * 1500, "alt.pdf"))
        vg = welt.redaktionen["vg"]
        self.text = page_for(vg, welt.leistungen["hundesteuer"])
        html = f'<p><a linktype="page" id="{self.ziel.pk}">Satzung</a>'
        html += f' <a linktype="document" id="{self.datei.pk}">Formular</a></p>'
        welt.write("vg", "hundesteuer", html)
        self.stelle = welt.stellen["vg"]
        self.stelle.beschreibung = html
        self.stelle.save()
        self.before = position()

    def shown(self) -> tuple[str, str]:
        """What the text and the office say now."""
        self.stelle.refresh_from_db()
        row = Textstand.objects.get(pk=self.text.pk)
        return row.module["volltext"][0]["inhalt"], self.stelle.karte["beschreibung"]

    def assert_both_say(self, part: str) -> None:
        for html in self.shown():
            assert part in html
        named = since(self.before)
        assert {f"leistung:{self.welt.leistungen['hundesteuer'].pk}", f"stelle:{self.stelle.pk}"} <= named


@pytest.fixture
def verwiesen() -> Verwiesen:
    return Verwiesen()


def test_a_renamed_page(verwiesen):
    verwiesen.ziel.slug = "ortsrecht"
    verwiesen.ziel.save_revision().publish()
    verwiesen.assert_both_say('href="/ortsrecht/"')


def test_a_moved_page(verwiesen):
    verwiesen.ziel.move(verwiesen.welt.impressum, pos="last-child")
    verwiesen.assert_both_say('href="/impressum/satzung/"')


def test_a_page_below_a_renamed_one(verwiesen, django_capture_on_commit_callbacks):
    verwiesen.ziel.move(verwiesen.welt.impressum, pos="last-child")
    verwiesen.before = position()
    above = InhaltPage.objects.get(pk=verwiesen.welt.impressum.pk)
    above.slug = "anbieter"
    with django_capture_on_commit_callbacks(execute=True):
        above.save()
    verwiesen.assert_both_say('href="/anbieter/satzung/"')


@pytest.mark.parametrize("how", ["unpublish", "delete"])
def test_a_page_that_nobody_can_see_any_more_is_not_linked(verwiesen, how):
    getattr(InhaltPage.objects.get(pk=verwiesen.ziel.pk), how)()
    verwiesen.assert_both_say("<p>Satzung <a ")


def test_a_page_that_is_made_private_is_not_linked(verwiesen):
    PageViewRestriction.objects.create(page=verwiesen.ziel, restriction_type=PageViewRestriction.LOGIN)
    verwiesen.assert_both_say("<p>Satzung <a ")
    PageViewRestriction.objects.all().delete()
    verwiesen.assert_both_say('href="/satzung/"')


def test_a_replaced_file(verwiesen):
    verwiesen.datei.file = ContentFile(b"y" * 3000, "neu.pdf")
    verwiesen.datei.save()
    verwiesen.assert_both_say("neu.pdf")


def test_a_deleted_file(verwiesen):
    verwiesen.datei.delete()
    verwiesen.assert_both_say(" Formular</p>")
