"""Command, page and lists tell the same of the same catalogue."""

import csv
import io
import json
from copy import deepcopy
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from cms.orte import verzeichnis
from leistungen.kennzahlen.bericht import LISTEN
from leistungen.kennzahlen.modell import Auswahl, kennzahlen
from tests.leistungen.katalogwelt import Katalogwelt


@pytest.fixture(scope="module")
def gebaut(geteilt) -> Katalogwelt:
    return Katalogwelt()


@pytest.fixture
def welt(gebaut, db) -> Katalogwelt:
    return deepcopy(gebaut)


def report(*options: str) -> str:
    out = io.StringIO()
    call_command("katalog_report", *options, stdout=out)
    return out.getvalue()


def test_the_report_says_what_waits_and_how_far_it_got(welt):
    found = json.loads(report("--json"))
    today = timezone.localdate().isoformat()
    assert found["leistungen"] == 4
    assert found["zu_pruefen"] == [
        {"redaktion": slug, "leistung": "hundesteuer", "modul": "volltext", "seit": today}
        for slug in ("mayen", "vg-kaisersesch")
    ]
    assert found["ohne_zustaendigkeit"] == [{"redaktion": "vg-kaisersesch", "leistung": "gestattung"}]
    assert [(one["redaktion"], one["leistung"]) for one in found["ueberfaellig"]] == [("vg-kaisersesch", "gaestekarte")]
    assert (found["ozg"]["abgedeckt"], found["ozg"]["von"]) == (1, 557)
    assert found["ozg"]["themenfelder"]["Engagement & Hobby"]["abgedeckt"] == 1


@pytest.mark.parametrize("ort", ["", "mayen", "laubach-cochem-zell"])
def test_command_page_and_lists_agree(welt, client, ort):
    client.force_login(welt.leser)
    found = json.loads(report("--json", *(["--ort", ort] if ort else [])))
    html = client.get("/katalog/", {"ort": ort} if ort else {}).content.decode()
    auswahl = Auswahl(ort=verzeichnis().by_slug[ort] if ort else None)
    for key, kennzahl in kennzahlen().items():
        figure = found["kennzahlen"][key]
        assert figure["zahl"] == len(kennzahl.zeilen(auswahl, kennzahl.stand(auswahl).key))
        if kennzahl.name:
            tile = html.split(f'katalog-kachel__name">{kennzahl.name}<')[0].rpartition('katalog-kachel__zahl">')[2]
            assert int(tile.split("<")[0]) == figure["zahl"], key
    for name, key in LISTEN.items():
        assert len(found[name]) == found["kennzahlen"][key]["zahl"]


def test_changes_are_those_since_the_day(welt):
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert json.loads(report("--json", "--seit", tomorrow.isoformat()))["geaendert"] == []
    changed = json.loads(report("--json"))["geaendert"]
    assert {"hundesteuer", "ausweis"} <= {one["leistung"] for one in changed}
    land = next(one for one in changed if (one["redaktion"], one["modul"]) == ("rheinland-pfalz", "volltext"))
    assert land["am"] == timezone.localdate().isoformat()
    assert all(one["redaktion"] != "mayen" for one in json.loads(report("--json", "--ort", "masburg"))["geaendert"])


def test_the_table_holds_figures_and_lists(welt):
    head, *rows = csv.reader(io.StringIO(report("--csv")), delimiter=";")
    assert all(len(row) == len(head) for row in rows)
    assert ["Wie man sie erledigt", "online", "", "", "", "", "1", ""] in rows
    assert ["ohne_zustaendigkeit", "", "vg-kaisersesch", "gestattung", "", "", "", ""] in rows


def test_people_read_it_without_options(welt):
    text = report()
    assert "Leistungen nach Themenfeld: 4" in text
    assert "OZG-Katalog: alle Leistungen: 1 von 557" in text


def test_a_place_that_is_not_there_is_refused(welt):
    with pytest.raises(CommandError, match="gibt es nicht"):
        report("--ort", "xyzzy")
