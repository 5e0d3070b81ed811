"""The file of OZG services: what is in it, and how it is made from the extracts of the database."""

import re

import pytest
from django.core.management import CommandError, call_command

from leistungen.ozgdaten import OZG, ozg_leistungen, read, stamm_of
from tests import bedarf

LEISTUNGEN = """ozg_id,ozg_leistung,themenfeld,lage
10110,Abfallentsorgung,Bauen & Wohnen,Wohnen & Umzug
10001,"Hund,  halten",Engagement & Hobby,aaaaaaaaaaaaaaaaa
10002,aaaaaaaaaaaaaaaaa,Bildung,Schule
10003,,Bildung,Schule
"""
SCHLUESSEL = """leistungsschluessel,bezeichnung,leika_typ,ozg_id,ozg_leistung,themenfeld,lage,rechtsgrundlagen
99001001000000,Abfallgebühr,1,10110,Abfallentsorgung,Bauen & Wohnen,,
99102013002000,Hundesteuer,"1, 2/3",10001,Hund,Engagement & Hobby,,
99102013002001,Hundesteuer Zweithund,4,10001,Hund,Engagement & Hobby,,
,Ohne Schlüssel,4,10001,Hund,Engagement & Hobby,,
"""


@pytest.fixture
def ordner(tmp_path):
    (tmp_path / "ozg_leistungen.csv").write_text(LEISTUNGEN)
    (tmp_path / "leika_leistungen_2019.csv").write_text(SCHLUESSEL)
    return tmp_path


def test_the_extracts_become_one_file(ordner, tmp_path):
    call_command("ozg_extract", ordner, ziel=tmp_path / "ozg.tsv")
    hund, abfall = read(tmp_path / "ozg.tsv")
    assert (hund.name, hund.lage, hund.kommunal) == ("Hund, halten", "", True)
    assert hund.staemme == {"102013002"}, "details of one key count once"
    assert (abfall.kommunal, abfall.staemme) == (False, {"001001000"})


def test_what_somebody_typed_to_try_it_out_does_not_come_in(ordner, tmp_path):
    call_command("ozg_extract", ordner, ziel=tmp_path / "ozg.tsv")
    assert "aaaa" not in (tmp_path / "ozg.tsv").read_text()
    assert not [one for one in ozg_leistungen() if re.search(r"(.)\1{4}", one.name + one.lage)]


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(CommandError, match="fehlt"):
        call_command("ozg_extract", tmp_path)


def test_the_file_says_where_it_comes_from():
    head = [line for line in OZG.read_text().splitlines() if line.startswith("#")]
    assert any("05.10.2019" in line for line in head)
    assert any(line == "# Lizenz: MIT" for line in head)


def test_the_catalogue_is_whole():
    found = ozg_leistungen()
    assert len(found) == len({one.ozg_id for one in found}) == 557
    assert len({one.themenfeld for one in found}) == 14
    assert sum(one.kommunal for one in found) == 461
    hund = next(one for one in found if one.name == "Hundehaltung")
    assert stamm_of("99110009104000") in hund.staemme
    assert all(re.fullmatch(r"\d{9}", stamm) for one in found for stamm in one.staemme)


def test_the_file_is_what_the_command_makes_of_the_database(tmp_path):
    call_command("ozg_extract", bedarf.ozg(), ziel=tmp_path / "ozg.tsv")
    assert (tmp_path / "ozg.tsv").read_text() == OZG.read_text()
