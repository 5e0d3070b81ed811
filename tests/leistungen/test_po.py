"""PO files: out, through a translator's hands, and in again; nothing is lost and nothing foreign gets in."""

from contextlib import suppress
from copy import deepcopy
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile

import polib
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from wagtail_localize.models import StringTranslation

from leistungen.services.po import export, export_all, import_files, read, translations, unpack
from leistungen.services.texte import write_text
from leistungen.services.zusammensetzen import translation_of
from tests.factories.leistungen import LeistungFactory
from tests.leistungen.sprachwelt import Sprachwelt

NEU = '<p>Hunde kosten 100 % Steuer &amp; „mehr“.</p><p>Siehe <a href="https://amt.example/">dort</a>: C:\\temp</p>'


@pytest.fixture(scope="module")
def gebaut(geteilt) -> Sprachwelt:
    welt = Sprachwelt()
    welt.write(volltext=NEU)
    return welt


@pytest.fixture
def welt(gebaut, db) -> Sprachwelt:
    return deepcopy(gebaut)


@pytest.fixture
def anna(welt, client):
    client.force_login(welt.freigabe)
    return client


def fetched(welt) -> polib.POFile:
    return read(export(translation_of(welt.english)).encode())


def bring(welt, po, user=None, publish=True, name="hundesteuer.po"):
    [found] = import_files(dateien=[(name, str(po).encode())], user=user or welt.freigabe, publish=publish)
    return found


def filled(po):
    for entry in po.untranslated_entries():
        entry.msgstr = entry.msgid.replace("Hunde kosten", "Dogs cost").replace("Siehe", "See").replace("dort", "there")
    return po


# --- Round trip -------------------------------------------------------------------------------------------------------


def test_out_translated_and_in_again(welt):
    po = fetched(welt)
    assert len(po.untranslated_entries()) == 2
    found = bring(welt, filled(po))
    assert (found.abgelehnt, found.uebernommen, found.offen, found.veraltet) == ("", 2, 0, [])
    language, text = welt.read("en")["volltext"]
    assert language == "en"
    assert text == (
        '<p>Dogs cost 100 % Steuer &amp; „mehr“.</p><p>See <a href="https://amt.example/">there</a>: C:\\temp</p>'
    )
    assert welt.stale("en") == []


def test_what_comes_out_again_is_what_was_brought(welt):
    bring(welt, filled(fetched(welt)))
    first = {(one.msgctxt, one.msgid): one.msgstr for one in fetched(welt) if not one.obsolete}
    assert bring(welt, fetched(welt)).uebernommen == 0
    assert {(one.msgctxt, one.msgid): one.msgstr for one in fetched(welt) if not one.obsolete} == first


def test_a_file_says_its_language_and_each_text_once(welt):
    welt.write(volltext="<p>Ja.</p><p>Ja.</p>")
    po = fetched(welt)
    assert po.metadata["Language"] == "en"
    keys = [(one.msgctxt, one.msgid) for one in po]
    assert len(keys) == len(set(keys))


def test_a_draft_leaves_the_live_page_alone(welt):
    bring(welt, filled(fetched(welt)), user=welt.redakteur, publish=True)
    assert welt.read("en")["volltext"][0] == "de"
    welt.english.refresh_from_db()
    assert welt.english.has_unpublished_changes


def test_what_waits_for_release_stays_as_it_is_for_who_only_writes(welt):
    """As in the form, which is locked for them; the words are kept."""
    welt.vg.vier_augen = True
    welt.vg.save()
    po = filled(fetched(welt))
    bring(welt, po)
    waiting = type(welt.english).objects.get(pk=welt.english.pk)
    assert waiting.workflow_in_progress
    for entry in po:
        entry.msgstr = entry.msgstr.replace("Dogs", "Cats")
    bring(welt, po, user=welt.redakteur)
    assert type(waiting).objects.get(pk=waiting.pk).latest_revision_id == waiting.latest_revision_id
    assert any("Cats" in entry.msgstr for entry in fetched(welt))
    entry = next(entry for entry in po if "Cats" in entry.msgstr)
    entry.msgstr = entry.msgstr.replace("Cats", "Birds")
    bring(welt, po)
    assert type(waiting).objects.get(pk=waiting.pk).latest_revision_id != waiting.latest_revision_id


def test_a_gap_stays_a_gap(welt):
    po = fetched(welt)
    po.untranslated_entries()[0].msgstr = "Dogs cost."
    assert bring(welt, po).offen == 1
    assert welt.read("en")["volltext"][0] == "de"


# --- What does not fit ------------------------------------------------------------------------------------------------


def test_a_german_text_that_has_changed_meanwhile_is_reported_and_its_translation_kept(welt):
    po = filled(fetched(welt))
    welt.write(volltext="<p>Ganz anders.</p>")
    found = bring(welt, po)
    assert len(found.veraltet) == 2
    assert welt.read("en")["volltext"][0] == "de"
    welt.write(volltext=NEU)
    assert fetched(welt).untranslated_entries() == []


def test_unsure_and_unknown_texts_are_reported(welt):
    po = fetched(welt)
    one, two = po.untranslated_entries()
    one.msgstr, one.flags = "Perhaps.", ["fuzzy"]
    two.msgid, two.msgstr = "Das stand nie da.", "Never."
    found = bring(welt, po)
    assert (found.unsicher, found.unbekannt, found.uebernommen) == ([one.msgid], ["Das stand nie da."], 0)


def test_a_translation_with_broken_markup_is_reported_and_not_shown(welt):
    po = fetched(welt)
    for entry in po.untranslated_entries():
        entry.msgstr = '<a id="a9">there</a> <h1>big</h1>'
    found = bring(welt, po)
    assert len(found.fehlerhaft) == 2
    assert welt.read("en")["volltext"][0] == "de"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"X-WagtailLocalize-TranslationID": "11111111-1111-4111-8111-111111111111"}, "zu keinem Text dieses Portals"),
        ({"X-WagtailLocalize-TranslationID": "nonsense"}, "zu keinem Text dieses Portals"),
        ({"X-WagtailLocalize-TranslationID": ""}, "zu keinem Text dieses Portals"),
        ({"Language": "fr"}, "in einer anderen Sprache"),
    ],
)
def test_a_foreign_file_is_refused(welt, change, message):
    po = filled(fetched(welt))
    po.metadata |= change
    before = StringTranslation.objects.count()
    assert message in bring(welt, po).abgelehnt
    assert StringTranslation.objects.count() == before


def test_a_file_of_another_redaktion_is_refused(welt):
    assert "zu keinem Text Ihrer Redaktion" in bring(welt, filled(fetched(welt)), user=welt.fremd).abgelehnt


def test_a_regional_language_is_the_same_language(welt):
    po = filled(fetched(welt))
    po.metadata["Language"] = "en_GB"
    assert bring(welt, po).uebernommen == 2


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_whatever_is_brought_is_read_or_refused(content):
    with suppress(ValidationError):
        assert isinstance(read(content), polib.POFile)


def test_no_file_of_the_machine_is_opened(tmp_path):
    secret = tmp_path / "geheim.po"
    secret.write_text('msgid "a"\nmsgstr "geheim"\n')
    with pytest.raises(ValidationError):
        read(str(secret).encode())


# --- All of a Redaktion -----------------------------------------------------------------------------------------------


def test_all_texts_in_one_file_and_back(welt):
    other = LeistungFactory(redaktion=welt.vg, slug="wohngeld", bezeichnung="Wohngeld")
    page = write_text(redaktion=welt.vg, leistung=other, module={"volltext": [{"inhalt": "<p>Miete.</p>"}]}).page
    few = unpack("a.zip", export_all(redaktion=welt.vg, sprache="en", user=welt.freigabe))
    assert [name for name, _content in few] == ["vg-kaisersesch-hundesteuer-en.po"]
    packed = export_all(redaktion=welt.vg, sprache="en", user=welt.freigabe, beginnen=True)
    dateien = [(name, str(filled(read(content))).encode()) for name, content in unpack("a.zip", packed)]
    assert len(dateien) == len(translations(welt.vg, "en")) == 2
    assert not page.get_translations().get(locale=welt.english.locale).live
    found = import_files(dateien=[*dateien, ("kaputt.po", b"x")], user=welt.freigabe, publish=True)
    assert [one.abgelehnt for one in found] == ["", "", "Das ist keine PO-Datei."]
    assert page.get_translations().get(locale=welt.english.locale).live


@pytest.mark.parametrize("content", [b"PK nonsense", b"PK"])
def test_a_broken_archive_is_refused(content):
    with pytest.raises(ValidationError, match="ZIP"):
        unpack("a.zip", content)


@pytest.mark.parametrize("kind", [ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA])
@pytest.mark.parametrize("spoilt", [b"\xff", b"\x00"])
def test_an_archive_that_is_spoilt_inside_is_refused(kind, spoilt):
    packed = BytesIO()
    with ZipFile(packed, "w", kind) as archive:
        archive.writestr("a.po", b"msgid 0" * 50)
    data = bytearray(packed.getvalue())
    data[34:54] = spoilt * 20  # behind the local header and the name
    with pytest.raises(ValidationError, match="ZIP"):
        unpack("a.zip", bytes(data))


def test_an_archive_that_unfolds_too_far_is_refused():
    packed = BytesIO()
    with ZipFile(packed, "w", 8) as archive:
        archive.writestr("a.po", b"0" * 25_000_000)
    with pytest.raises(ValidationError, match="zu viel"):
        unpack("a.zip", packed.getvalue())


# --- The screens ------------------------------------------------------------------------------------------------------


def test_the_desk_hands_them_out_and_takes_them_back(anna, welt):
    url = reverse("uebersetzungen_dateien")
    packed = anna.post(url, {"holen": "1", "redaktion": welt.vg.pk, "sprache": "en"})
    assert packed["Content-Type"] == "application/zip"
    [(_name, content)] = unpack("a.zip", packed.content)
    file = SimpleUploadedFile("hundesteuer.po", str(filled(read(content))).encode())
    html = anna.post(url, {"bringen": "1", "datei": file, "veroeffentlichen": "on"}).content.decode()
    assert "2 Übersetzungen übernommen." in " ".join(html.split())
    assert welt.read("en")["volltext"][0] == "en"


def test_nobody_fetches_from_others(anna, welt):
    response = anna.post(reverse("uebersetzungen_dateien"), {"holen": "1", "redaktion": welt.mayen.pk, "sprache": "en"})
    assert response["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("name", ["uebersetzungen_dateien", "uebersetzung_bringen"])
def test_a_file_too_large_is_not_read(anna, welt, monkeypatch, name):
    monkeypatch.setattr("leistungen.schreibtisch.po_dateien.BYTES", 10)
    monkeypatch.setattr("leistungen.schreibtisch.po_dateien.unpack", lambda *args: pytest.fail("gelesen"))
    files = {field: SimpleUploadedFile("a.po", b"0" * 11) for field in ("datei", "file")}
    args = [translation_of(welt.english).pk] if name == "uebersetzung_bringen" else []
    response = anna.post(reverse(name, args=args), {"bringen": "1"} | files, follow=True)
    assert "zu viel auf einmal" in response.content.decode()


def test_the_buttons_of_the_translation_screen_lead_to_the_same(anna, welt):
    translation = translation_of(welt.english)
    content = anna.get(reverse("wagtail_localize:download_pofile", args=[translation.pk])).content
    assert read(content).metadata["Language"] == "en"
    file = SimpleUploadedFile("x.po", str(filled(read(content))).encode())
    upload = reverse("wagtail_localize:upload_pofile", args=[translation.pk])
    assert "2 Übersetzungen sind übernommen." in anna.post(upload, {"file": file}, follow=True).content.decode()
    assert (
        "Das ist keine PO-Datei."
        in anna.post(upload, {"file": SimpleUploadedFile("x.po", b"x")}, follow=True).content.decode()
    )
    assert anna.post(upload).status_code == 302
