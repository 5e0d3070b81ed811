"""Loading catalogue files: repeatable, complete, never over an editor's change."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.forms.models import model_to_dict

from cms.models import Person
from cms.prosa import content_hash
from leistungen.models import Ladestand, Leistung, Textstand
from leistungen.services.texte import page_for
from tests.factories.cms import OrganisationseinheitFactory, PersonFactory, redaktion

pytestmark = pytest.mark.django_db

DATEI = """
lebenslagen:
  - {slug: tiere, titel: Tiere}
stellen:
  - slug: steueramt
    redaktion: vg-kaisersesch
    name: Steueramt
    verwaltung: Verbandsgemeindeverwaltung
    standorte:
      - {strasse: Am Markt 1, plz: "56759", ort: Kaisersesch, oeffnungszeiten: [{tag: mo, von: "08:00", bis: "12:00"}]}
    personen:
      - {slug: anna, vorname: Anna, nachname: Beispiel, funktion: Steuern, telefon: "(0221) 4710-200"}
leistung:
  slug: hundesteuer
  bezeichnung: Hundesteuer
  redaktion: rheinland-pfalz
  lebenslagen: [tiere]
  synonyme: [Hund]
  texte:
    - redaktion: rheinland-pfalz
      art: stammtext
      module:
        volltext: <p>Wer einen Hund hält, zahlt Steuer.</p>
        kosten: [{bezeichnung: Steuer, art: nach_vorschrift, vorschrift: Satzung}]
    - redaktion: vg-kaisersesch
      art: ergaenzung
      module:
        volltext:
          - {inhalt: <p>Wir erheben sie für die Ortsgemeinden.</p>}
          - {inhalt: <p>In Laubach anders.</p>, gilt_fuer: [laubach-cochem-zell]}
  zustaendigkeit:
    - {gebiet: vg-kaisersesch, rolle: zustaendige_stelle, stelle: steueramt, personen: [anna]}
"""


@pytest.fixture
def datei(orte, tmp_path):
    redaktion(orte.land)
    redaktion(orte.vg)
    path = tmp_path / "katalog.yaml"
    path.write_text(DATEI)
    return path


def load(path):
    out = StringIO()
    call_command("katalog_load", str(path), stdout=out, stderr=StringIO())
    return out.getvalue()


def counts(output):
    found = Counter()
    for line in output.splitlines():
        parts = line.split()
        if len(parts) == 3 and parts[2].isdigit():
            found[parts[1]] += int(parts[2])
    return found


def test_loading_twice_changes_nothing(datei):
    assert counts(load(datei)) == {"neu": 6}
    assert counts(load(datei)) == {"unverändert": 6}
    assert Person.objects.get().stelle.karte["personen"][0]["nachname"] == "Beispiel"


def test_a_changed_file_changes_only_what_it_describes(datei):
    load(datei)
    datei.write_text(DATEI.replace("zahlt Steuer", "zahlt Hundesteuer"))
    assert counts(load(datei)) == {"geändert": 1, "unverändert": 5}
    assert "Hundesteuer" in Textstand.objects.get(stamm=True).module["volltext"][0]["inhalt"]


def test_an_editors_change_is_kept(datei, orte):
    load(datei)
    leistung = Leistung.objects.get()
    page = page_for(orte.vg.redaktion, leistung)
    page.title = "Hundesteuer bei uns"
    page.save_revision().publish()
    Leistung.objects.filter(pk=leistung.pk).update(bezeichnung="Hundesteuer zahlen")
    datei.write_text(
        DATEI.replace("Wir erheben", "Die Verbandsgemeinde erhebt").replace("synonyme: [Hund]", "synonyme: [Hunde]")
    )
    output = load(datei)
    assert counts(output)["behalten"] == 2
    assert "text:hundesteuer/vg-kaisersesch" in output
    leistung.refresh_from_db()
    assert (leistung.bezeichnung, leistung.synonyme) == ("Hundesteuer zahlen", ["Hund"])


def test_places_of_a_text_are_kept_as_given(datei, orte):
    load(datei)
    texts = Textstand.objects.get(stamm=False).module["volltext"]
    assert [text["gilt_fuer"] for text in texts] == [[], [orte.laubach.pk]]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("gilt_fuer: [laubach-cochem-zell]", "gilt_fuer: [nirgendwo]"),
        ("stelle: steueramt", "stelle: amt"),
        ("personen: [anna]", "personen: [berta]"),
        ("volltext: <p>Wer", "voltext: <p>Wer"),
        ("art: nach_vorschrift", "art: fest"),
    ],
)
def test_what_cannot_be_understood_is_named_and_the_rest_is_loaded(datei, old, new):
    assert old in DATEI
    datei.write_text(DATEI.replace(old, new))
    with pytest.raises(CommandError, match=r"[12] Fehler; alles andere ist geladen"):
        load(datei)
    assert Leistung.objects.count() == 1


def test_broken_yaml_is_named(datei):
    datei.write_text("leistung: [")
    with pytest.raises(CommandError):
        load(datei)


def test_who_leaves_the_file_stands_in_for_nobody(datei):
    load(datei)
    anna = Person.objects.get()
    berta = PersonFactory(stelle=OrganisationseinheitFactory(redaktion=anna.redaktion), vertretung=anna)
    datei.write_text(
        DATEI.replace("slug: anna, vorname: Anna", "slug: carla, vorname: Carla").replace("[anna]", "[carla]")
    )
    load(datei)
    berta.refresh_from_db()
    assert berta.vertretung is None
    assert not Person.objects.filter(slug="anna").exists()


def test_for_whom_a_leistung_is(datei, orte):
    datei.write_text(DATEI.replace("synonyme: [Hund]", "zielgruppen: [buerger, unternehmen]"))
    load(datei)
    assert Leistung.objects.get().zielgruppen == ["buerger", "unternehmen"]
    datei.write_text(DATEI.replace("synonyme: [Hund]", "zielgruppen: [hunde]"))
    with pytest.raises(CommandError, match="Fehler"):
        load(datei)
    assert Leistung.objects.get().zielgruppen == ["buerger", "unternehmen"]


def test_a_field_that_came_later_does_not_look_like_an_editors_change(datei, orte):
    """The state of a Leistung that was kept before there were ``zielgruppen``."""
    load(datei)
    row = model_to_dict(Leistung.objects.get(), exclude=["id", "zielgruppen"])
    before = row | {"lebenslagen": [one.pk for one in row["lebenslagen"]]}
    assert Ladestand.objects.get(objekt="leistung:hundesteuer").stand == content_hash(before)
    datei.write_text(DATEI.replace("synonyme: [Hund]", "zielgruppen: [buerger]"))
    load(datei)
    assert Leistung.objects.get().zielgruppen == ["buerger"]
