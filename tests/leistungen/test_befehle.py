"""The operator's commands."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import PageLogEntry

from leistungen.models import Textstand
from leistungen.services.texte import page_for, write_text
from tests.factories.cms import OrganisationseinheitFactory, redaktion
from tests.factories.leistungen import LeistungFactory, ZustaendigkeitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def welt(orte):
    land, vg = redaktion(orte.land), redaktion(orte.vg)
    leistung = LeistungFactory(redaktion=land, slug="gestattung", bezeichnung="Gestattung")
    write_text(redaktion=land, leistung=leistung, module={"volltext": [{"inhalt": "<p>Vom Land.</p>"}]})
    return land, vg, leistung


def run(monkeypatch, text, *args):
    monkeypatch.setattr("sys.stdin", StringIO(text))
    out = StringIO()
    call_command(*args, stdout=out)
    return out.getvalue()


def edit(monkeypatch, text, modul="volltext", redaktion="vg-kaisersesch"):
    return run(monkeypatch, text, "text_edit", "--redaktion", redaktion, "--leistung", "gestattung", "--modul", modul)


def show(ort="", sprache="de"):
    out = StringIO()
    call_command("fassung_show", "gestattung", "--ort", ort, "--sprache", sprache, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_text_edit_makes_the_page_publishes_and_is_logged_as_the_operators(welt, monkeypatch):
    _land, vg, leistung = welt
    assert "neu" in edit(monkeypatch, "<p>Bei uns 14 Tage vorher.</p>")
    page = page_for(vg, leistung)
    assert (page.live, page.stamm) == (True, False)
    assert PageLogEntry.objects.filter(page=page.pk, action="leistungen.betreiber").count() == 1
    assert "unverändert" in edit(monkeypatch, "<p>Bei uns 14 Tage vorher.</p>")
    assert "geändert" in edit(monkeypatch, "<p>Bei uns drei Wochen vorher.</p>")


def test_text_edit_sanitises_what_it_is_given(welt, monkeypatch):
    edit(monkeypatch, '<p onclick="x()">Gut.<script>alert(1)</script></p><iframe src="https://boese.example"></iframe>')
    row = Textstand.objects.get(stamm=False)
    assert row.module["volltext"][0]["inhalt"] == "<p>Gut.</p>"


def test_text_edit_reads_typed_lists_as_yaml(welt, monkeypatch):
    edit(monkeypatch, "- {art: frei, bezeichnung: Auskunft}", modul="kosten")
    assert Textstand.objects.get(stamm=False).module["kosten"][0]["inhalt"][0]["art"] == "frei"


@pytest.mark.parametrize(
    ("modul", "text", "message"),
    [
        ("kosten", "- {art: fest, bezeichnung: Ausstellung}", "Welcher Betrag"),
        ("kosten", "- {art: fest, cent: 100, vorschift: x}", "vorschift"),
        ("kosten", "{", "YAML"),
    ],
)
def test_text_edit_refuses_what_the_form_would_refuse(welt, monkeypatch, modul, text, message):
    with pytest.raises(CommandError, match=message):
        edit(monkeypatch, text, modul=modul)
    assert not Textstand.objects.filter(stamm=False).exists()


def test_fassung_show_tells_parts_origin_and_responsibility(welt, orte, monkeypatch):
    _land, vg, leistung = welt
    edit(monkeypatch, "<p>Bei uns.</p>")
    stelle = OrganisationseinheitFactory(redaktion=vg, slug="ordnungsamt")
    ZustaendigkeitFactory(leistung=leistung, gebiet=orte.vg, stelle=stelle)
    found = show("071355002055")
    assert (found["leistung"], found["ort"], found["sprache"]) == ("gestattung", "laubach-cochem-zell", "de")
    (volltext,) = found["abschnitte"]
    assert volltext["code"] == "06"
    assert [(teil["gebiet"], teil["modus"], teil["text"]) for teil in volltext["teile"]] == [
        ("rheinland-pfalz", "ersetzen", "<p>Vom Land.</p>"),
        ("vg-kaisersesch", "ergaenzen", "<p>Bei uns.</p>"),
    ]
    (zustaendig,) = found["zustaendigkeit"]
    assert (zustaendig["stelle"], zustaendig["gebiet"], len(zustaendig["weil"])) == ("ordnungsamt", "vg-kaisersesch", 2)
    assert len(show("mayen")["abschnitte"][0]["teile"]) == 1


def test_textstand_rebuild_says_whether_anything_differed(welt):
    out = StringIO()
    call_command("textstand_rebuild", stdout=out)
    Textstand.objects.update(module={})
    call_command("textstand_rebuild", stdout=out)
    assert out.getvalue().splitlines() == ["Nichts wich ab.", "Bei 1 Leistungen wich etwas ab."]


def test_katalog_check_finds_what_is_missing_and_ends_well(welt, monkeypatch):
    edit(monkeypatch, "<p>XXX</p>")
    out = StringIO()
    call_command("katalog_check", "--json", stdout=out)
    found = json.loads(out.getvalue())
    assert {"platzhalter", "zustaendigkeit", "modul"} <= {one["art"] for one in found["befunde"]}
    assert found["defekt"] is False


def test_katalog_check_ends_with_1_for_a_broken_catalogue(welt, monkeypatch):
    edit(monkeypatch, '<p>Siehe <a href="/leistungen/gibt-es-nicht/">dort</a>.</p>')
    with pytest.raises(SystemExit) as ended:
        call_command("katalog_check", stdout=StringIO())
    assert ended.value.code == 1
