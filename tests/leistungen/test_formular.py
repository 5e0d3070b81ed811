"""The form of a text page: what it offers, what it accepts, what it keeps."""

import json
import re
from copy import deepcopy

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from cms.models import Dokument
from leistungen.models import ErgaenzungPage, StammtextPage, Textstand
from leistungen.services.texte import page_for, start_text, write_text
from tests.factories.cms import UserFactory
from tests.factories.leistungen import LeistungFactory
from tests.leistungen.formulardaten import formular, gebiete, modul
from tests.seitenwelt import Welt

pytestmark = pytest.mark.django_db


class Tisch(Welt):
    """The editors' desk of the Verbandsgemeinde, with its text about the dog tax."""

    def __init__(self) -> None:
        super().__init__()
        self.vg = self.redaktionen["vg"]
        self.leistung = self.leistungen["hundesteuer"]
        self.redakteur = UserFactory(gruppen=[self.vg.redakteure])
        self.freigabe = UserFactory(gruppen=[self.vg.freigebende])
        self.page = page_for(self.vg, self.leistung)

    @property
    def gespeichert(self):
        """The latest draft, by section."""
        draft = ErgaenzungPage.objects.get(pk=self.page.pk).get_latest_revision_as_object()
        return {block.block_type: block.value for block in draft.module}

    @property
    def live(self) -> str:
        return str(Textstand.objects.get(pk=self.page.pk).module)

    @property
    def vorlage(self) -> str:
        """The hash of the Land's main text."""
        return self.page.vorlagen()["volltext"].hash


@pytest.fixture(scope="module")
def gedeckt(geteilt) -> Tisch:
    return Tisch()


@pytest.fixture
def tisch(gedeckt, db) -> Tisch:
    return deepcopy(gedeckt)


@pytest.fixture
def edit(tisch, client):
    """Posts the form of the text as an editor; returns the errors of the field ``module``."""

    def post(*module, user=None, publish=True):
        client.force_login(user or tisch.freigabe)
        response = client.post(
            reverse("wagtailadmin_pages:edit", args=[tisch.page.pk]), formular(*module, publish=publish)
        )
        return response.context["form"].errors.as_data().get("module", []) if response.status_code == 200 else None

    return post


def messages(error) -> str:
    """All messages of nested block errors."""
    found = []
    waiting = [error.as_json_data() if hasattr(error, "as_json_data") else {"messages": error.messages}]
    while waiting:
        data = waiting.pop()
        found += data.get("messages", [])
        waiting += data.get("blockErrors", {}).values()
    return " ".join(found)


def form_of(client, page):
    return client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]


# --- What it offers ---------------------------------------------------------------------------------------------------


def test_there_is_a_field_for_each_section_above_pinned_to_what_is_shown(tisch, client):
    write_text(
        redaktion=tisch.redaktionen["land"],
        leistung=tisch.leistung,
        module={"unterlagen": [{"inhalt": "<p>Ausweis</p>"}]},
    )
    client.force_login(tisch.redakteur)
    form = form_of(client, tisch.page)
    offered = {block.block_type: block.value for block in form.initial["module"]}
    assert list(offered) == ["volltext", "unterlagen", "kosten"]
    assert offered["unterlagen"]["inhalt"].source == ""
    assert offered["unterlagen"]["basis"] == form.vorlagen["unterlagen"].hash


def test_the_upper_text_stands_in_the_page_as_words(tisch, client):
    fee = {"bezeichnung": "Hund", "art": "fest", "cent": 7200, "vorschrift": "Satzung", "stand": "2026-11-24"}
    write_text(redaktion=tisch.redaktionen["land"], leistung=tisch.leistung, module={"kosten": [{"inhalt": [fee]}]})
    client.force_login(tisch.redakteur)
    html = client.get(reverse("wagtailadmin_pages:edit", args=[tisch.page.pk])).content.decode()
    [data] = re.findall(r'<script id="modul-daten" type="application/json">(.*?)</script>', html)
    vorlagen = json.loads(data)["vorlagen"]
    assert "So ist es im ganzen Land." in vorlagen["volltext"]["html"]
    assert "72,00 €" in vorlagen["kosten"]["html"]


def test_a_main_text_has_a_field_for_every_section(tisch, client):
    leistung = LeistungFactory(redaktion=tisch.vg)
    page = start_text(redaktion=tisch.vg, leistung=leistung)
    client.force_login(tisch.redakteur)
    assert isinstance(page, StammtextPage)
    assert {"leistungsbezeichnung_ii", "volltext", "kosten"} <= {
        block.block_type for block in form_of(client, page).initial["module"]
    }


def test_what_the_land_alone_may_write_is_shown_and_not_asked_for(tisch, client):
    write_text(
        redaktion=tisch.redaktionen["land"],
        leistung=tisch.leistung,
        module={"kurztext": [{"inhalt": "Wer einen Hund hält."}]},
    )
    client.force_login(tisch.redakteur)
    form = form_of(client, tisch.page)
    assert form.vorgegeben == ["leistungsbezeichnung_ii", "kurztext"]


# --- What it keeps ----------------------------------------------------------------------------------------------------


def test_an_editor_saves_a_draft_and_the_page_stays_as_it_is(tisch, edit):
    assert edit(modul("volltext", "<p>Neu: 90 Euro.</p>"), user=tisch.redakteur, publish=True) is None
    assert "90 Euro" in tisch.gespeichert["volltext"]["inhalt"].source
    assert "90 Euro" not in tisch.live


def test_the_release_publishes(tisch, edit):
    assert edit(modul("volltext", "<p>Neu: 90 Euro.</p>")) is None
    assert "90 Euro" in tisch.live


def test_fields_left_empty_are_dropped_and_sections_come_in_their_order(tisch, edit):
    edit(
        modul("rechtsgrundlagen", "<p>Satzung</p>"),
        modul("unterlagen", "<p></p>"),
        modul("volltext", "<p>80 Euro.</p>"),
        modul("kosten", []),
    )
    assert list(tisch.gespeichert) == ["volltext", "rechtsgrundlagen"]


def test_the_pin_is_what_the_browser_showed(tisch, edit):
    edit(modul("volltext", "<p>80 Euro.</p>", basis=tisch.vorlage))
    assert tisch.gespeichert["volltext"]["basis"] == tisch.vorlage


def test_a_changed_upper_text_is_not_confirmed_by_saving(tisch, edit, client):
    """The old pin is posted until the editor says that the own text still fits."""
    before = tisch.vorlage
    tisch.write("land", "hundesteuer", "<p>Im Land gilt jetzt etwas anderes.</p>")
    client.force_login(tisch.redakteur)
    form = form_of(client, tisch.page)
    assert next(iter(form.initial["module"])).value["basis"] == before != tisch.vorlage
    edit(modul("volltext", "<p>80 Euro.</p>", basis=before))
    zu_pruefen = Textstand.objects.zu_pruefen(tisch.orte.vg.pk, tisch.orte.vg.kette)
    assert [one.leistung for one in zu_pruefen] == [tisch.leistung.pk]
    edit(modul("volltext", "<p>80 Euro.</p>", basis=tisch.vorlage))
    assert Textstand.objects.zu_pruefen(tisch.orte.vg.pk, tisch.orte.vg.kette) == []


# --- What it accepts --------------------------------------------------------------------------------------------------


def test_a_municipality_does_not_replace_the_land(tisch, edit):
    [error] = edit(modul("volltext", "<p>Nur so.</p>", modus="ersetzen"))
    assert "darf nicht ersetzt werden" in messages(error)
    assert edit(modul("volltext", "<p>Nur so.</p>", modus="ersetzen"), publish=False) is None


def test_it_does_where_the_land_allows_it(tisch, edit):
    texts = [{"inhalt": "<p>Im Land.</p>", "ersetzbar": True}]
    write_text(redaktion=tisch.redaktionen["land"], leistung=tisch.leistung, module={"volltext": texts})
    assert edit(modul("volltext", "<p>Nur so.</p>", modus="ersetzen")) is None


def test_hiding_needs_a_reason(tisch, edit):
    [error] = edit(modul("volltext", "", modus="ausblenden"))
    assert "Warum" in messages(error)


@pytest.mark.parametrize("publish", [True, False])
def test_a_text_holds_only_for_places_of_the_own_area(tisch, edit, publish):
    own = modul("volltext", "<p>In Laubach.</p>", gilt_fuer=gebiete(tisch.orte.laubach))
    foreign = modul("volltext", "<p>In Mayen.</p>", gilt_fuer=gebiete(tisch.orte.mayen))
    assert edit(own, publish=publish) is None
    [error] = edit(foreign, publish=publish)
    assert "gehört nicht zu Ihrem Bereich" in messages(error) or "nicht im Gebiet" in messages(error)


def test_not_even_the_operator_names_a_place_outside(tisch, edit):
    operator = UserFactory(is_superuser=True)
    [error] = edit(modul("volltext", "<p>In Mayen.</p>", gilt_fuer=gebiete(tisch.orte.mayen)), user=operator)
    assert "nicht im Gebiet" in messages(error)


@pytest.mark.parametrize("publish", [True, False])
def test_a_file_of_another_redaktion_is_refused(tisch, edit, publish):
    files = {
        name: Dokument.objects.create(
            title=name, file=ContentFile(b"%PDF-1.4", f"{name}.pdf"), collection=tisch.redaktionen[name].collection
        )
        for name in ("vg", "mayen")
    }
    assert edit(modul("formulare", [{"datei": files["vg"].pk}]), publish=publish) is None
    [error] = edit(modul("formulare", [{"datei": files["mayen"].pk}]), publish=publish)
    assert "gehört nicht zu Ihrem Bereich" in messages(error)
    linked = f'<p><a linktype="document" id="{files["mayen"].pk}">Satzung</a></p>'
    [error] = edit(modul("volltext", linked), publish=publish)
    assert "gehört nicht zu Ihrem Bereich" in messages(error)


def test_a_file_that_was_there_before_may_stay(tisch, edit):
    file = Dokument.objects.create(
        title="Antrag", file=ContentFile(b"%PDF-1.4", "a.pdf"), collection=tisch.vg.collection
    )
    edit(modul("formulare", [{"datei": file.pk}]))
    file.collection = tisch.redaktionen["mayen"].collection
    file.save()
    assert edit(modul("formulare", [{"datei": file.pk, "bezeichnung": "Neuer Antrag"}])) is None


def test_an_online_service_is_a_public_page_or_an_own_one(tisch, edit):
    foreign = page_for(tisch.redaktionen["mayen"], tisch.leistung)
    assert edit(modul("onlinedienste", [{"seite": tisch.impressum.pk}])) is None
    [error] = edit(modul("onlinedienste", [{"seite": foreign.pk}]))
    assert "gehört nicht zu Ihrem Bereich" in messages(error)


# --- Where a text begins ----------------------------------------------------------------------------------------------


def test_a_text_begins_with_its_leistung(tisch, client):
    client.force_login(tisch.redakteur)
    url, gestattung = reverse("text_beginnen"), tisch.leistungen["gestattung"]
    response = client.post(url, {"leistung": gestattung.pk, "redaktion": tisch.vg.pk})
    page = page_for(tisch.vg, gestattung)
    assert isinstance(page, ErgaenzungPage)
    assert not page.live
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "So ist es im ganzen Land." in client.get(response["Location"]).content.decode()
    assert client.get(url, {"leistung": gestattung.pk})["Location"] == response["Location"]


def test_it_begins_in_the_own_redaktion(tisch, client):
    client.force_login(tisch.redakteur)
    gestattung, mayen = tisch.leistungen["gestattung"], tisch.redaktionen["mayen"]
    response = client.post(reverse("text_beginnen"), {"leistung": gestattung.pk, "redaktion": mayen.pk})
    assert response.status_code == 200
    assert page_for(mayen, gestattung) is None


def test_a_text_is_not_made_in_the_tree_nor_copied(tisch, client):
    client.force_login(tisch.freigabe)
    area = tisch.page.get_parent()
    client.post(reverse("wagtailadmin_pages:add", args=["leistungen", "stammtextpage", area.pk]), {"title": "X"})
    data = {"new_title": "X", "new_slug": "x", "new_parent_page": area.pk}
    client.post(reverse("wagtailadmin_pages:copy", args=[tisch.page.pk]), data)
    assert area.get_children().count() == 1


def test_a_text_is_not_moved_into_another_language_nor_beside_its_twin(tisch, client):
    client.force_login(UserFactory(is_superuser=True))
    english = tisch.vg.seiten.get(locale__language_code="en")
    twin = page_for(tisch.redaktionen["mayen"], tisch.leistung).get_parent()
    for destination in (english, twin):
        client.post(reverse("wagtailadmin_pages:move_confirm", args=[tisch.page.pk, destination.pk]))
        tisch.page.refresh_from_db()
        assert tisch.page.get_parent().pk == tisch.vg.seiten.get(locale__language_code="de").pk


# --- Translations -----------------------------------------------------------------------------------------------------


def test_a_free_translation_has_the_german_text_beside_each_field(tisch, client):
    locale = tisch.vg.seiten.get(locale__language_code="de-simple").locale
    simple = tisch.page.copy_for_translation(locale, copy_parents=False)
    client.force_login(tisch.redakteur)
    form = form_of(client, simple)
    [block] = tisch.page.module
    assert set(form.vorlagen) == {block.id}
    assert form.vorlagen[block.id].hash == Textstand.objects.get(pk=tisch.page.pk).module["volltext"][0]["texthash"]


def test_an_editor_translates_the_own_page_only(tisch, client):
    client.force_login(tisch.redakteur)
    english = tisch.vg.seiten.get(locale__language_code="en").locale
    client.post(reverse("seite_uebersetzen", args=[tisch.page.pk]), {"locales": [english.pk]})
    assert tisch.page.get_translation_or_none(english) is not None
    foreign = page_for(tisch.redaktionen["mayen"], tisch.leistung)
    client.post(reverse("seite_uebersetzen", args=[foreign.pk]), {"locales": [english.pk]})
    assert foreign.get_translation_or_none(english) is None


def test_an_account_without_a_redaktion_begins_no_text(client):
    client.force_login(UserFactory())
    assert client.get(reverse("text_beginnen")).status_code == 403


# --- What stops a text ------------------------------------------------------------------------------------------------


@pytest.fixture
def without_fees(tisch):
    """The Land says nothing about fees any more."""
    land = page_for(tisch.redaktionen["land"], tisch.leistung)
    land.module = [(block.block_type, block.value) for block in land.module if block.block_type != "kosten"]
    land.save_revision().publish()


def test_a_gap_stops_publishing_and_not_a_draft(tisch, edit, without_fees):
    (error,) = edit(modul("volltext", "<p>Nur im Rathaus.</p>", basis=tisch.vorlage))
    assert "Kosten" in messages(error)
    assert "Rathaus" not in tisch.live
    assert edit(modul("volltext", "<p>Nur im Rathaus.</p>", basis=tisch.vorlage), publish=False) is None
    assert "Rathaus" in str(tisch.gespeichert["volltext"]["inhalt"].source)


def test_a_placeholder_is_named_at_its_field(tisch, edit):
    (error,) = edit(modul("volltext", "<p>Bitte ergänzen</p>", basis=tisch.vorlage))
    assert "Platzhalter. „Bitte ergänzen“" in messages(error)


def test_the_form_lists_what_is_missing_before_anybody_publishes(tisch, client, without_fees):
    client.force_login(tisch.redakteur)
    html = client.get(reverse("wagtailadmin_pages:edit", args=[tisch.page.pk])).content.decode()
    assert "Vor dem Veröffentlichen" in html
    assert "Nennen Sie die Kosten." in html
