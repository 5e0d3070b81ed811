"""The files of places and postcodes: what is in them, and how they are made from the official lists."""

from collections import Counter
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from cms import gebietsdaten
from cms.gebietsdaten import fold, read_gebiete, read_postleitzahlen, to_slug, upper_ars
from cms.models import Ebene

ORTE = {zeile.ars: zeile for zeile in read_gebiete()}
PLZ = read_postleitzahlen()


def test_there_is_one_place_per_key():
    assert len(read_gebiete()) == len(ORTE) == 2456
    assert Counter(zeile.ebene for zeile in ORTE.values()) == {
        Ebene.BUND: 1,
        Ebene.LAND: 1,
        Ebene.LANDKREIS: 24,
        Ebene.KREISFREIE_STADT: 12,
        Ebene.VERBANDSGEMEINDE: 129,
        Ebene.VERBANDSFREIE_GEMEINDE: 29,
        Ebene.ORTSGEMEINDE: 2259,
        Ebene.SONSTIGES: 1,
    }


def test_slugs_are_unique_and_readable():
    slugs = Counter(zeile.slug for zeile in ORTE.values())
    assert not [slug for slug, count in slugs.items() if count > 1]
    assert all(slug == to_slug(slug) and 0 < len(slug) <= 100 for slug in slugs)


@pytest.mark.parametrize(
    ("ars", "slug", "bezeichnung", "ebene"),
    [
        ("000000000000", "bund", "Bund", Ebene.BUND),
        ("070000000000", "rheinland-pfalz", "Land Rheinland-Pfalz", Ebene.LAND),
        ("071350000000", "landkreis-cochem-zell", "Landkreis Cochem-Zell", Ebene.LANDKREIS),
        ("071430000000", "landkreis-westerwaldkreis", "Westerwaldkreis", Ebene.LANDKREIS),
        ("071110000000", "koblenz", "Stadt Koblenz", Ebene.KREISFREIE_STADT),
        ("071355002000", "vg-kaisersesch", "Verbandsgemeinde Kaisersesch", Ebene.VERBANDSGEMEINDE),
        ("071370068068", "mayen", "Stadt Mayen", Ebene.VERBANDSFREIE_GEMEINDE),
        ("073320025025", "hassloch", "Gemeinde Haßloch", Ebene.VERBANDSFREIE_GEMEINDE),
        ("071355002045", "kaisersesch", "Stadt Kaisersesch", Ebene.ORTSGEMEINDE),
        ("071355002052", "laubach-cochem-zell", "Laubach", Ebene.ORTSGEMEINDE),
        ("071405008079", "laubach-rhein-hunsrueck-kreis", "Laubach", Ebene.ORTSGEMEINDE),
    ],
)
def test_a_place_has_its_slug_and_its_name(ars, slug, bezeichnung, ebene):
    zeile = ORTE[ars]
    assert (zeile.slug, zeile.bezeichnung, zeile.ebene) == (slug, bezeichnung, ebene)


def test_a_bare_slug_names_the_only_town_or_municipality_of_that_name():
    gemeinden = {Ebene.KREISFREIE_STADT, Ebene.VERBANDSFREIE_GEMEINDE, Ebene.ORTSGEMEINDE}
    names = Counter(to_slug(zeile.name) for zeile in ORTE.values() if zeile.ebene in gemeinden)
    for zeile in ORTE.values():
        if zeile.ebene in gemeinden:
            assert (zeile.slug == to_slug(zeile.name)) == (names[to_slug(zeile.name)] == 1)


def test_who_lives_where_adds_up():
    assert ORTE["071370000000"].einwohner == 217_228
    assert ORTE["071350000000"].einwohner == 61_608
    assert ORTE["071355002000"].plz_sitz == "56759"
    assert [zeile.ars for zeile in ORTE.values() if not zeile.waehlbar] == ["070009999999"]
    assert ORTE["070009999999"].einwohner is None


def test_every_postcode_leads_to_places():
    assert len({plz for plz, _ars in PLZ}) == 660
    assert {ars for _plz, ars in PLZ} <= set(ORTE)
    assert {ORTE[ars].name for plz, ars in PLZ if plz == "56759"} == {
        "Eppenberg",
        "Kaisersesch",
        "Kalenborn",
        "Laubach",
        "Leienkaul",
    }
    assert sum(plz == "54636" for plz, _ars in PLZ) == 39
    gemeinden = [z for z in ORTE.values() if z.ebene in {Ebene.ORTSGEMEINDE, Ebene.KREISFREIE_STADT}]
    assert not {zeile.ars for zeile in gemeinden} - {ars for _plz, ars in PLZ}


@pytest.mark.parametrize(
    ("path", "licence"), [(gebietsdaten.GEBIETE, "dl-de/by-2-0"), (gebietsdaten.POSTLEITZAHLEN, "ODbL")]
)
def test_a_file_says_where_it_comes_from(path, licence):
    head = "\n".join(line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#"))
    assert "©" in head
    assert licence in head
    assert "30.11.2025" in head


def test_a_damaged_file_says_where(tmp_path):
    path = tmp_path / "gebiete.tsv"
    path.write_text("name\nMayen\n", encoding="utf-8")
    with pytest.raises(ValueError, match="erwartet werden die Spalten ars"):
        read_gebiete(path)
    path.write_text("\t".join(gebietsdaten.SPALTEN) + "\n071\tland\n", encoding="utf-8")
    with pytest.raises(ValueError, match="Datenzeile 1 hat 2 statt 9"):
        read_gebiete(path)


# --- Made from the official lists -------------------------------------------------------------------------------------


def satz(art, ags, verband="", name="", sitz="", kennzeichen="", einwohner="", plz=""):
    """A line of GV100AD."""
    line = f"{art}20301130{ags:<8}{verband:<4}{name:<50}{sitz:<50}{kennzeichen:<2}"
    return f"{line:<139}{einwohner:>11}".ljust(165) + plz


SAETZE = [
    satz("10", "07", name="Rheinland-Pfalz", sitz="Mainz"),
    satz("40", "07111", name="Koblenz, kreisfreie Stadt", sitz="Koblenz", kennzeichen="41"),
    satz("50", "07111", "0000", name="Koblenz, Stadt", kennzeichen="50"),
    satz("60", "07111000", "0000", name="Koblenz, Stadt", kennzeichen="61", einwohner="100", plz="56068"),
    satz("40", "07135", name="Cochem-Zell", sitz="Cochem", kennzeichen="44"),
    satz("50", "07135", "5002", name="Kaisersesch", sitz="Kaisersesch", kennzeichen="53"),
    satz("60", "07135045", "5002", name="Kaisersesch, Stadt", kennzeichen="63", einwohner="30", plz="56759"),
    satz("60", "07135052", "5002", name="Laubach", kennzeichen="64", einwohner="6", plz="56759"),
    satz("60", "06111052", "5002", name="Anderswo", kennzeichen="64", einwohner="6", plz="60000"),
]
LAUBACH = satz("60", "07135099", "5002", name="Laubach", kennzeichen="64", einwohner="7", plz="56760")


@pytest.fixture
def extract(tmp_path, capsys):
    """The command over given lines; answers with the places by key and the pairs of postcode and key."""

    def run(lines):
        (tmp_path / "gv.txt").write_text("\n".join(lines), encoding="utf-8")
        (tmp_path / "plz.csv").write_text("ags,ort,plz\n07135045,Kaisersesch,56759\n07999999,Weg,56000\n", "utf-8")
        call_command("gebiete_extract", tmp_path / "gv.txt", tmp_path / "plz.csv", ziel=tmp_path)
        orte = {zeile.ars: zeile for zeile in read_gebiete(tmp_path / "gebiete.tsv")}
        return orte, read_postleitzahlen(tmp_path / "postleitzahlen.tsv")

    return run


def test_places_are_read_from_the_official_list(extract):
    orte, plz = extract(SAETZE)
    assert {zeile.slug for zeile in orte.values()} == {
        "bund",
        "rheinland-pfalz",
        "koblenz",
        "landkreis-cochem-zell",
        "vg-kaisersesch",
        "kaisersesch",
        "laubach",
    }
    assert orte["071355002000"].einwohner == 36
    assert orte["071355002000"].plz_sitz == "56759"
    assert orte["070000000000"].einwohner == 136
    assert ("56759", "071355002052") in plz, "a municipality the other list does not know has its seat's postcode"
    assert ("56000", "079999999999") not in plz


def test_the_same_lists_make_the_same_files(extract, tmp_path):
    extract(SAETZE)
    first = (tmp_path / "gebiete.tsv").read_bytes()
    extract(reversed(SAETZE))
    assert (tmp_path / "gebiete.tsv").read_bytes() == first


def test_a_place_keeps_its_slug_when_a_namesake_arrives(extract):
    extract(SAETZE)
    orte, _plz = extract([*SAETZE, LAUBACH])
    assert orte["071355002052"].slug == "laubach"
    assert orte["071355002099"].slug == "laubach-cochem-zell"


def test_namesakes_in_one_district_are_told_apart(extract):
    orte, _plz = extract([*SAETZE, LAUBACH])
    slugs = sorted(zeile.slug for zeile in orte.values() if zeile.name == "Laubach")
    assert slugs == [f"laubach-cochem-zell-kaisersesch-{ars}" for ars in ("071355002052", "071355002099")]


def test_a_list_of_another_land_is_refused(extract):
    with pytest.raises(CommandError, match="keine Gebiete des Landes 07"):
        extract(SAETZE[-1:])


# --- Words and keys ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Weißenthurm", "weissenthurm"),
        ("Düngenheim", "duengenheim"),
        ("Du\u0308ngenheim", "duengenheim"),
        ("Simmern/Hunsrück", "simmern hunsrueck"),
        ("  ÉTÉ-\x00 ", "ete"),
        ("ẞ", "ss"),
    ],
)
def test_folding(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_folding_gives_plain_words_and_is_stable(text):
    folded = fold(text)
    assert fold(folded) == folded
    assert set(folded) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")


@given(st.from_regex(r"[0-9]{12}", fullmatch=True))
def test_the_keys_above_a_place_get_shorter_and_end_at_the_bund(ars):
    above = list(upper_ars(ars))
    assert ars not in above
    assert ars == "0" * 12 or above[-1] == "0" * 12


def test_what_is_written_is_read(tmp_path):
    zeilen = [replace(zeile, einwohner=None, waehlbar=False) for zeile in list(ORTE.values())[:5]]
    gebietsdaten.write_gebiete(tmp_path / "g.tsv", zeilen, "Quelle: Test")
    assert read_gebiete(tmp_path / "g.tsv") == zeilen
