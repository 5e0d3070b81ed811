"""Loading places: complete, repeatable, and gentle with what is there."""

from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cms import aenderungen
from cms.gebietsdaten import read_gebiete, write_gebiete
from cms.models import Aenderung, Ebene, Gebiet, Postleitzahl
from cms.orte import verzeichnis
from tests.factories.cms import GebietFactory, redaktion

pytestmark = pytest.mark.django_db


def load(**options) -> str:
    out = StringIO()
    call_command("gebiete_load", stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def datei(tmp_path):
    """Writes changed places to a file of their own; ``datei({slug: {field: value}})`` answers with its path."""

    def write(changes, without=()):
        zeilen = [
            replace(zeile, **changes.get(zeile.slug, {})) for zeile in read_gebiete() if zeile.slug not in without
        ]
        path = tmp_path / "gebiete.tsv"
        write_gebiete(path, zeilen, "Quelle: Test")
        return path

    return write


def test_everything_is_loaded_and_a_second_time_nothing_changes(rlp):
    assert Gebiet.objects.count() == 2456
    assert Postleitzahl.objects.count() == 2384
    before = aenderungen.position()
    assert load() == "Gebiete: 2456 unverändert\nPostleitzahlen: 2384 unverändert\n"
    assert aenderungen.position() == before


def test_the_tree_follows_from_the_keys(rlp):
    orte = verzeichnis()
    laubach = orte.by_slug["laubach-cochem-zell"]
    chain = [orte.by_id[id_].slug for id_ in laubach.kette]
    assert chain == ["bund", "rheinland-pfalz", "landkreis-cochem-zell", "vg-kaisersesch", "laubach-cochem-zell"]
    assert [orte.by_id[id_].slug for id_ in orte.by_slug["koblenz"].kette] == ["bund", "rheinland-pfalz", "koblenz"]
    assert sum(orte.by_slug["vg-kaisersesch"].id in ort.kette for ort in orte.orte) == 27
    assert Gebiet.objects.get(slug="mayen").uebergeordnet.slug == "landkreis-mayen-koblenz"
    assert all(ort.kette[-1] == ort.id for ort in orte.orte)


def test_names_are_told_apart_where_they_must_be(rlp):
    orte = verzeichnis()
    assert orte.by_slug["laubach-cochem-zell"].anzeige == "Laubach (Landkreis Cochem-Zell)"
    assert orte.by_slug["mayen"].anzeige == "Stadt Mayen"
    labels = [ort.anzeige for ort in orte.orte]
    assert len(set(labels)) == len(labels)


def test_one_change_writes_one_row_of_the_journal(rlp, datei):
    before = aenderungen.position()
    path = datei({"mayen": {"einwohner": 1}, "masburg": {"sitz": "Masburg"}})
    assert load(gebiete=path).startswith("Gebiete: 2 geändert, 2454 unverändert")
    assert aenderungen.position() == before + 1
    assert Aenderung.objects.last().tags == ["gebiete", "katalog"]
    assert verzeichnis().by_slug["mayen"].einwohner == 1


def test_places_may_exchange_their_slugs(rlp, datei):
    load(gebiete=datei({"mayen": {"slug": "masburg"}, "masburg": {"slug": "mayen"}}))
    assert Gebiet.objects.get(ars="071370068068").slug == "masburg"
    assert load().startswith("Gebiete: 2 geändert")
    assert Gebiet.objects.get(ars="071370068068").slug == "mayen"


def test_a_place_that_is_gone_is_withdrawn_but_stays(rlp, datei):
    path = datei({}, without={"masburg"})
    before = Postleitzahl.objects.count()
    with pytest.raises(CommandError, match="unbekannte Gebiete: 0713550020"):
        load(gebiete=path)
    own = datei({}, without={"masburg"}).with_name("plz.tsv")
    masburg = Gebiet.objects.get(slug="masburg")
    own.write_text(
        "plz\tars\n" + "".join(f"{p.plz}\t{p.gebiet.ars}\n" for p in Postleitzahl.objects.exclude(gebiet=masburg))
    )
    assert "1 zurückgezogen" in load(gebiete=path, postleitzahlen=own)
    masburg.refresh_from_db()
    assert not masburg.waehlbar
    assert Postleitzahl.objects.count() < before
    assert "zurückgezogen" not in load(gebiete=path, postleitzahlen=own)


def test_places_and_teams_of_the_operator_are_left_alone(rlp):
    own = GebietFactory(ars="079990000001", ebene=Ebene.SONSTIGES, name="Zweckverband", slug="zweckverband")
    team = redaktion(Gebiet.objects.get(slug="mayen"))
    assert load().startswith("Gebiete: 2456 unverändert")
    own.refresh_from_db()
    assert own.waehlbar
    team.refresh_from_db()
    assert team.gebiet.slug == "mayen"


def test_a_file_that_is_no_list_of_places_is_refused(tmp_path):
    (tmp_path / "x.tsv").write_text("Mayen\n")
    with pytest.raises(CommandError, match="erwartet werden die Spalten"):
        load(gebiete=tmp_path / "x.tsv")
    with pytest.raises(CommandError):
        load(gebiete=tmp_path / "fehlt.tsv")


def test_a_new_key_takes_over_the_address_and_the_operator_hears_what_hangs_on_the_old_one(rlp, datei):
    mayen = Gebiet.objects.get(slug="mayen")
    redaktion(mayen)
    errors = StringIO()
    path = datei({"mayen": {"ars": "071370068999"}})
    codes = path.with_name("plz.tsv")
    codes.write_text("plz\tars\n")
    call_command("gebiete_load", gebiete=path, postleitzahlen=codes, stdout=StringIO(), stderr=errors)
    assert Gebiet.objects.get(slug="mayen").ars == "071370068999"
    assert "Stadt Mayen (071370068068) ist weggefallen" in errors.getvalue()
    mayen.refresh_from_db()
    assert (mayen.waehlbar, mayen.slug) == (False, "ars-071370068068")
