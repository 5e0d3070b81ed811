"""After a reform of municipalities: texts, responsibilities and addresses follow the place, and nothing is lost."""

from copy import deepcopy
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import PageLogEntry

from cms.models import Ebene, Gebiet, Organisationseinheit, Redaktion
from cms.orte import verzeichnis
from leistungen import aufgaben
from leistungen.models import Textstand, Zustaendigkeit
from leistungen.services.texte import page_for, write_text
from tests.factories.cms import GebietFactory, PersonFactory, UserFactory, redaktion
from tests.factories.leistungen import ZustaendigkeitFactory
from tests.seitenwelt import Welt


class Reform(Welt):
    """The Verbandsgemeinde is to become part of a larger one, each municipality under a new key."""

    def __init__(self) -> None:
        super().__init__()
        new = {"ebene": Ebene.VERBANDSGEMEINDE, "name": "Neukreis", "bezeichnung": "Verbandsgemeinde Neukreis"}
        self.neu = GebietFactory(**new, ars="071355009000", slug="vg-neukreis", uebergeordnet=self.orte.kreis)
        self.neu_laubach = GebietFactory(ars="071355009055", name="Laubach", slug="laubach-neu", uebergeordnet=self.neu)
        self.neu_masburg = GebietFactory(ars="071355009062", name="Masburg", slug="masburg-neu", uebergeordnet=self.neu)
        self.anders = GebietFactory(ars="071355009099", name="Anders", slug="anders", uebergeordnet=self.neu)

    def move(self, *pairs: tuple[Gebiet, Gebiet], **options) -> str:
        out = StringIO()
        call_command("gebiete_umziehen", *(f"{alt.ars}={neu.ars}" for alt, neu in pairs), stdout=out, **options)
        return out.getvalue()

    def reform(self) -> str:
        orte = self.orte
        return self.move((orte.vg, self.neu), (orte.laubach, self.neu_laubach), (orte.masburg, self.neu_masburg))

    def page(self, slug: str) -> str:
        return Client().get(f"/leistungen/hundesteuer/{slug}/", follow=True).content.decode()


@pytest.fixture(scope="module")
def gebaut(geteilt) -> Reform:
    return Reform()


@pytest.fixture
def welt(gebaut, db) -> Reform:
    return deepcopy(gebaut)


def gilt_fuer(redaktion, leistung, modul="volltext"):
    """The places of each text of a section."""
    module = Textstand.objects.get(leistung=leistung, gebiet=redaktion.gebiet, sprache="de").module
    return [sorted(row["gilt_fuer"]) for row in module[modul]]


class TestNewKey:
    """A place that only gets a new key, or a new name."""

    @pytest.fixture
    def welt(self, welt):
        self.stadt = GebietFactory(
            ars="071379999999",
            ebene=Ebene.VERBANDSFREIE_GEMEINDE,
            bezeichnung="Stadt Neumayen",
            slug="neumayen",
            uebergeordnet=welt.orte.nachbarkreis,
        )
        welt.move((welt.orte.mayen, self.stadt))
        return welt

    def test_citizens_read_at_the_new_address_what_they_read_before(self, welt):
        assert "Bei uns in mayen: 80 Euro." in welt.page("neumayen")
        assert "Amt mayen" in welt.page("neumayen")

    def test_the_old_address_leads_there_for_good(self, welt):
        for old in ("mayen", welt.orte.mayen.ars):
            response = Client().get(f"/leistungen/hundesteuer/{old}/")
            assert (response.status_code, response["Location"]) == (301, "/leistungen/hundesteuer/neumayen/")

    def test_so_do_links_with_the_place_as_a_parameter_and_the_remembered_place(self, welt):
        assert "neumayen" in Client().get("/leistungen/?ort=mayen").content.decode()
        client = Client()
        client.cookies["ort"] = "mayen"
        assert client.get("/leistungen/hundesteuer/").status_code == 200

    def test_the_editorial_team_goes_on_under_the_new_name(self, welt):
        team = Redaktion.objects.get(pk=welt.redaktionen["mayen"].pk)
        assert (team.gebiet, team.name) == (self.stadt, "Stadt Neumayen")
        page = page_for(team, welt.leistungen["hundesteuer"])
        assert page.full_url.endswith("/leistungen/hundesteuer/neumayen/")

    def test_the_desk_follows(self, welt):
        welt.write("land", "hundesteuer", "<p>So ist es jetzt im ganzen Land.</p>")
        assert aufgaben.current().filter(redaktion=welt.redaktionen["mayen"], art="zu_pruefen").count() == 1

    def test_a_second_time_nothing_happens(self, welt):
        assert "0 umgezogen." in welt.move((welt.orte.mayen, self.stadt))


class TestLargerPlace:
    """A Verbandsgemeinde that becomes part of a larger one."""

    def test_texts_hold_for_the_municipalities_they_held_for(self, welt):
        welt.reform()
        team = Redaktion.objects.get(pk=welt.redaktionen["vg"].pk)
        assert team.gebiet == welt.neu
        own = sorted([welt.neu_laubach.pk, welt.neu_masburg.pk])
        assert gilt_fuer(team, welt.leistungen["hundesteuer"]) == [own]
        assert "Bei uns in vg" in welt.page("laubach-cochem-zell")
        assert "Bei uns in vg" not in welt.page("anders")

    def test_so_do_responsibilities(self, welt):
        welt.reform()
        assert "Amt vg" in welt.page("masburg")
        assert "Amt vg" not in welt.page("anders")
        places = Zustaendigkeit.objects.filter(stelle=welt.stellen["vg"]).values_list("gebiet", flat=True)
        assert set(places) == {welt.neu_laubach.pk, welt.neu_masburg.pk}

    def test_a_text_for_one_municipality_stays_with_it_in_drafts_too(self, welt):
        team, leistung = welt.redaktionen["vg"], welt.leistungen["gestattung"]
        only = {"volltext": [{"inhalt": "<p>Nur in Laubach.</p>", "gilt_fuer": [welt.orte.laubach.pk]}]}
        page = write_text(redaktion=team, leistung=leistung, module=only).page
        page.save_revision()
        welt.reform()
        assert gilt_fuer(Redaktion.objects.get(pk=team.pk), leistung) == [[welt.neu_laubach.pk]]
        draft = page_for(team, leistung).get_latest_revision_as_object()
        assert [gebiet.pk for gebiet in draft.module[0].value["gilt_fuer"]] == [welt.neu_laubach.pk]

    def test_a_draft_keeps_what_its_author_wrote(self, welt):
        page = page_for(welt.redaktionen["vg"], welt.leistungen["hundesteuer"])
        page.title = "Anders genannt"
        page.save_revision()
        welt.reform()
        page.refresh_from_db()
        assert page.get_latest_revision_as_object().title == "Anders genannt"
        assert page.has_unpublished_changes
        assert "Bei uns in vg" in welt.page("laubach-neu")


class TestTwoTeams:
    """Two places with an editorial team each become one."""

    @pytest.fixture
    def welt(self, welt):
        self.team = redaktion(welt.neu)
        text = {"volltext": [{"inhalt": "<p>In Neukreis: 100 Euro.</p>"}]}
        write_text(redaktion=self.team, leistung=welt.leistungen["hundesteuer"], module=text)
        welt.write("vg", "gestattung", "<p>Nur Kaisersesch schreibt hierzu.</p>")
        self.anna = UserFactory(gruppen=[welt.redaktionen["vg"].redakteure])
        self.former = page_for(welt.redaktionen["vg"], welt.leistungen["hundesteuer"])
        self.said = welt.reform()
        return welt

    def test_everybody_reads_what_they_read_before(self, welt):
        assert "Bei uns in vg: 80 Euro." in welt.page("laubach-neu")
        assert "In Neukreis: 100 Euro." not in welt.page("laubach-neu")
        assert "In Neukreis: 100 Euro." in welt.page("anders")
        assert "80 Euro" not in welt.page("anders")

    def test_what_only_one_wrote_about_is_there(self, welt):
        page = Client().get("/leistungen/gestattung/laubach-neu/").content.decode()
        assert "Nur Kaisersesch schreibt hierzu." in page

    def test_one_team_is_left_with_the_people_the_offices_and_the_media_of_both(self, welt):
        assert not Redaktion.objects.filter(pk=welt.redaktionen["vg"].pk).exists()
        assert self.anna.groups.filter(pk=self.team.redakteure.pk).exists()
        assert Organisationseinheit.objects.get(pk=welt.stellen["vg"].pk).redaktion == self.team
        welt.redaktionen["vg"].collection.refresh_from_db()
        assert welt.redaktionen["vg"].collection.get_parent() == self.team.collection
        assert "ist in „Verbandsgemeinde Neukreis“ aufgegangen" in self.said

    def test_the_history_of_both_texts_is_kept(self, welt):
        united = page_for(self.team, welt.leistungen["hundesteuer"])
        words = [str(revision.content) for revision in united.revisions.all()]
        assert any("Bei uns in vg: 80 Euro." in one for one in words)
        assert any("In Neukreis: 100 Euro." in one for one in words)
        assert PageLogEntry.objects.filter(page=united.pk).count() >= 3
        assert united.revisions.first().as_object().module, "an older version can still be looked at"

    def test_no_page_is_left_behind(self, welt):
        assert not type(self.former).objects.filter(pk=self.former.pk).exists()
        assert not Textstand.objects.filter(gebiet=welt.orte.vg).exists()


class TestVillageIntoTown:
    """A municipality becomes part of another: only an editor can say whether its texts hold for the whole."""

    @pytest.fixture
    def welt(self, welt):
        self.team = redaktion(welt.orte.laubach)
        for slug, html in (("hundesteuer", "<p>Laubach: 40 Euro.</p>"), ("gestattung", "<p>Laubach: im Saal.</p>")):
            text = {"volltext": [{"inhalt": html}]}
            write_text(redaktion=self.team, leistung=welt.leistungen[slug], module=text)
        self.said = welt.move((welt.orte.laubach, welt.orte.mayen))
        return welt

    def test_they_wait_as_drafts_and_the_operator_is_told(self, welt):
        assert "2 Texte warten als Entwurf" in self.said
        assert "40 Euro" not in welt.page("mayen")
        for slug in ("hundesteuer", "gestattung"):
            page = page_for(welt.redaktionen["mayen"], welt.leistungen[slug])
            assert page.has_unpublished_changes
            assert "Laubach:" in str(page.get_latest_revision_as_object().module.get_prep_value())

    def test_the_address_leads_to_the_town(self, welt):
        response = Client().get("/leistungen/hundesteuer/laubach-cochem-zell/")
        assert response["Location"] == "/leistungen/hundesteuer/mayen/"


def test_the_same_office_twice_is_one_with_the_staff_of_both(welt):
    office, leistung = welt.stellen["vg"], welt.leistungen["hundesteuer"]
    berta = PersonFactory(stelle=office)
    there = ZustaendigkeitFactory(leistung=leistung, gebiet=welt.orte.mayen, stelle=office)
    here = ZustaendigkeitFactory(leistung=leistung, gebiet=welt.orte.masburg, stelle=office)
    here.personen.add(berta)
    welt.move((welt.orte.masburg, welt.orte.mayen))
    assert list(there.personen.all()) == [berta]


def test_a_trial_changes_nothing(welt):
    before = list(Gebiet.objects.values_list("pk", "slug", "waehlbar", "nachfolger"))
    assert "nichts wurde geändert" in welt.move((welt.orte.vg, welt.neu), probe=True)
    assert list(Gebiet.objects.values_list("pk", "slug", "waehlbar", "nachfolger")) == before


@pytest.mark.parametrize(
    ("pair", "message"),
    [
        ("079999999999=071355009000", "kennt das Verzeichnis nicht"),
        ("071355002000=079999999999", "gebiete_load"),
        ("071355002000=071355002000", "in sich selbst"),
        ("071355002000", "zwei Schlüssel"),
        ("071355002000=abc", "zwei Schlüssel"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_done(welt, pair, message):
    with pytest.raises(CommandError, match=message):
        call_command("gebiete_umziehen", pair)


def test_pairs_come_from_a_file_too(welt, tmp_path):
    path = tmp_path / "reform.txt"
    path.write_text(f"# Reform\n{welt.orte.masburg.ars}\t{welt.neu_masburg.ars}\n\n")
    call_command("gebiete_umziehen", datei=path, stdout=StringIO())
    assert verzeichnis().find("masburg").slug == "masburg-neu"
