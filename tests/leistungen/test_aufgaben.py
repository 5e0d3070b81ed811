"""What waits for a Redaktion, and how it is settled."""

import pytest

from cms.models import Folgestand
from leistungen import aufgaben
from leistungen.enums import Aufgabenart
from leistungen.models import Aufgabe, Textstand
from leistungen.services.review_text import InzwischenGeaendertError, confirm, drop
from leistungen.services.texte import page_for, write_text
from tests.factories.cms import OrganisationseinheitFactory, UserFactory, redaktion
from tests.factories.leistungen import LeistungFactory, ZustaendigkeitFactory

pytestmark = pytest.mark.django_db

KOSTEN = {"bezeichnung": "Erlaubnis", "kanal": "alle", "art": "frei", "gilt_fuer": []}


class Werkstatt:
    """A whole text of the Land, what the Verbandsgemeinde adds, its office, and its people."""

    def __init__(self, orte):
        self.orte = orte
        self.land, self.vg = redaktion(orte.land), redaktion(orte.vg)
        self.leistung = LeistungFactory(redaktion=self.land)
        self.write_above(
            leistungsbezeichnung_ii="Fest anmelden",
            volltext="<p>Melden Sie das Fest an.</p>",
            unterlagen="<p>Keine</p>",
            kosten=[KOSTEN],
        )
        self.page = write_text(
            redaktion=self.vg, leistung=self.leistung, module={"volltext": [{"inhalt": "<p>Im Rathaus.</p>"}]}
        ).page
        self.stelle = OrganisationseinheitFactory(redaktion=self.vg)
        self.eintrag = ZustaendigkeitFactory(leistung=self.leistung, gebiet=orte.vg, stelle=self.stelle)
        self.freigabe = UserFactory(gruppen=[self.vg.freigebende])
        self.redakteur = UserFactory(gruppen=[self.vg.redakteure])

    def write_above(self, **module):
        values = {key: [{"inhalt": inhalt}] for key, inhalt in module.items()}
        return write_text(redaktion=self.land, leistung=self.leistung, module=values).page

    def wartet(self):
        return list(aufgaben.of_redaktionen([self.vg.pk]))

    def answers(self):
        return {aufgabe.text: aufgabe.jetzt for aufgabe in self.wartet()}


@pytest.fixture
def welt(orte):
    return Werkstatt(orte)


def test_nothing_waits_where_everything_fits(welt):
    assert welt.wartet() == []


def test_a_changed_upper_text_is_to_be_reviewed(welt):
    welt.write_above(volltext="<p>Melden Sie das Fest zwei Wochen vorher an.</p>")
    (aufgabe,) = welt.wartet()
    assert (aufgabe.art, aufgabe.modul, aufgabe.page_id) == (Aufgabenart.ZU_PRUEFEN, "volltext", welt.page.pk)
    assert not aufgabe.nebensache


def test_a_corrected_letter_is_marked_as_trivial(welt):
    welt.write_above(volltext="<p>Melden  Sie das <strong>Fest</strong> an.</p>")
    (aufgabe,) = welt.wartet()
    assert aufgabe.nebensache


def test_a_task_keeps_the_day_it_came_and_goes_by_itself(welt):
    welt.write_above(volltext="<p>Zwei.</p>")
    (first,) = welt.wartet()
    ZustaendigkeitFactory(leistung=welt.leistung, gebiet=welt.orte.laubach, stelle=welt.stelle)
    assert [one.pk for one in welt.wartet()] == [first.pk]
    welt.write_above(volltext="<p>Melden Sie das Fest an.</p>")
    assert welt.wartet() == []


def test_nobody_responsible_and_a_missing_fee_are_gaps(welt):
    welt.eintrag.delete()
    land = page_for(welt.land, welt.leistung)
    land.module = [(block.block_type, block.value) for block in land.module if block.block_type != "kosten"]
    land.save_revision().publish()
    assert {(one.art, one.modul) for one in welt.wartet()} == {
        (Aufgabenart.ZUSTAENDIGKEIT, ""),
        (Aufgabenart.LUECKE, "kosten"),
    }


def test_other_redaktionen_have_their_own(welt):
    mayen = redaktion(welt.orte.mayen)
    write_text(redaktion=mayen, leistung=welt.leistung, module={"volltext": [{"inhalt": "<p>In Mayen.</p>"}]})
    welt.write_above(volltext="<p>Neu.</p>")
    assert len(welt.wartet()) == 1
    arten = {aufgabe.art for aufgabe in aufgaben.of_redaktionen([mayen.pk])}
    assert arten == {Aufgabenart.ZU_PRUEFEN, Aufgabenart.ZUSTAENDIGKEIT}


def test_what_is_up_to_date_costs_two_queries(welt, django_assert_num_queries):
    welt.wartet()
    with django_assert_num_queries(2):
        welt.wartet()


def test_everything_is_made_anew_once_the_journal_is_lost(welt):
    welt.write_above(volltext="<p>Neu.</p>")
    before = {aufgabe.key for aufgabe in welt.wartet()}
    Aufgabe.objects.all().delete()
    Folgestand.objects.all().delete()
    assert {aufgabe.key for aufgabe in welt.wartet()} == before


# --- Answers ----------------------------------------------------------------------------------------------------------


def test_still_right_is_a_revision_of_its_author_and_changes_no_word(welt):
    welt.write_above(volltext="<p>Neu.</p>")
    before = Textstand.objects.get(pk=welt.page.pk).module["volltext"][0]
    assert confirm(page=welt.page, texte=welt.answers(), user=welt.freigabe)
    after = Textstand.objects.get(pk=welt.page.pk).module["volltext"][0]
    assert after == before | {"basis": after["basis"]}
    assert welt.wartet() == []
    welt.page.refresh_from_db()
    assert welt.page.latest_revision.user == welt.freigabe
    assert not welt.page.has_unpublished_changes


def test_after_several_changes_one_answer_settles_all(welt):
    for text in ("<p>Zwei.</p>", "<p>Drei.</p>"):
        welt.write_above(volltext=text)
    confirm(page=welt.page, texte=welt.answers(), user=welt.freigabe)
    assert welt.wartet() == []


def test_an_answer_to_what_is_no_longer_there_is_refused(welt):
    welt.write_above(volltext="<p>Zwei.</p>")
    seen = welt.answers()
    welt.write_above(volltext="<p>Drei.</p>")
    with pytest.raises(InzwischenGeaendertError):
        confirm(page=welt.page, texte=seen, user=welt.freigabe)
    assert len(welt.wartet()) == 1


def test_dropping_takes_the_text_off_the_page(welt):
    welt.write_above(volltext="<p>Zwei.</p>")
    ((text, jetzt),) = welt.answers().items()
    assert drop(page=welt.page, text=text, jetzt=jetzt, user=welt.freigabe)
    assert Textstand.objects.get(pk=welt.page.pk).module == {}
    assert welt.wartet() == []


def test_who_may_not_publish_answers_in_a_draft(welt):
    welt.write_above(volltext="<p>Zwei.</p>")
    assert not confirm(page=welt.page, texte=welt.answers(), user=welt.redakteur)
    assert len(welt.wartet()) == 1
    welt.page.refresh_from_db()
    assert welt.page.has_unpublished_changes
    welt.page.latest_revision.publish(user=welt.freigabe)
    assert welt.wartet() == []


def test_a_draft_beside_the_live_text_keeps_its_words(welt):
    draft = page_for(welt.vg, welt.leistung)
    draft.module[0].value["inhalt"].source = "<p>Im neuen Rathaus.</p>"
    draft.save_revision(user=welt.redakteur)
    welt.write_above(volltext="<p>Zwei.</p>")
    confirm(page=welt.page, texte=welt.answers(), user=welt.freigabe)
    assert welt.wartet() == []
    page = page_for(welt.vg, welt.leistung)
    assert page.has_unpublished_changes
    newest = page.get_latest_revision_as_object().module[0].value
    assert "neuen Rathaus" in newest["inhalt"].source
    assert newest["basis"] == Textstand.objects.get(pk=page.pk).module["volltext"][0]["basis"]
    assert "neuen Rathaus" not in str(Textstand.objects.get(pk=page.pk).module)


def test_a_district_needs_no_office_where_its_municipalities_have_one(welt):
    kreis = redaktion(welt.orte.kreis)
    text = {"volltext": [{"inhalt": "<p>Im Kreis.</p>"}]}
    page = write_text(redaktion=kreis, leistung=welt.leistung, module=text).page
    assert not aufgaben.of_redaktionen([kreis.pk]).filter(art=Aufgabenart.ZUSTAENDIGKEIT)
    assert "zustaendigkeit" not in {befund.art for befund in page.vorpruefung(page.module)}
    welt.eintrag.delete()
    assert aufgaben.of_redaktionen([kreis.pk]).filter(art=Aufgabenart.ZUSTAENDIGKEIT)
    assert "zustaendigkeit" in {befund.art for befund in page.vorpruefung(page.module)}


def test_who_only_inherits_a_text_hears_that_nobody_is_responsible(welt):
    mayen = redaktion(welt.orte.mayen)
    [task] = aufgaben.of_redaktionen([mayen.pk])
    assert (task.art, task.leistung, task.page) == (Aufgabenart.ZUSTAENDIGKEIT, welt.leistung, None)
    stelle = OrganisationseinheitFactory(redaktion=mayen)
    ZustaendigkeitFactory(leistung=welt.leistung, gebiet=welt.orte.mayen, stelle=stelle)
    assert not aufgaben.of_redaktionen([mayen.pk])


def test_a_district_that_only_inherits_a_text_is_not_asked(welt):
    assert not aufgaben.of_redaktionen([redaktion(welt.orte.nachbarkreis).pk])
