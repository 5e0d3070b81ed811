"""What editors do with a form beside writing it: look it over, try it, keep cases, end old states."""

import json
from copy import deepcopy
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import rich_text

from antraege.blocks import FEATURES
from antraege.definition import Definition
from antraege.models import Antrag, Formularfassung, Formulartexte, Nummernkreis, Vorgang
from antraege.pruefung import Fall
from antraege.pruefung.vergleich import changes, effects
from antraege.services.aufbewahren import sweep
from antraege.services.fassungen import NochGueltigError, end_fassung
from tests.antraege.pruefung.test_pruefen import FALL, GROSS
from tests.antraege.test_reise import ICH, in_days
from tests.antraege.welt import FEST, Reise, Welt
from tests.factories.cms import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def welt(orte):
    return Welt(orte)


@pytest.fixture
def page(welt):
    return welt.formular


@pytest.fixture
def redakteurin(welt, client):
    client.force_login(UserFactory(gruppen=[welt.vg.freigebende]))
    return client


def change(page, **fields):
    """Save a draft that says something else."""
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision()
    return page


def changed_steps(page, mend):
    steps = [dict(one) for one in deepcopy(list(page.schritte.raw_data))]
    mend(steps)
    return steps


def look(client, page):
    response = client.get(reverse("formular_pruefen", args=[page.pk]))
    assert response.status_code == 200
    return response


class Versuch(Reise):
    """An editor tries the form."""

    def __init__(self, client, page):
        self.client = client
        self.antwort = client.post(reverse("formular_ausprobieren", args=[page.pk]))
        self.antrag = Antrag.objects.get(kennung=self.kennung)


class TestPruefen:
    def test_names_what_is_wrong_with_the_draft(self, page, redakteurin):
        change(page, schritte=[])
        assert "Der erste Schritt fragt" in look(redakteurin, page).content.decode()

    def test_says_what_changes_against_the_live_form(self, page, redakteurin):
        change(page, kurztext="Anders.", gebuehren=page.gebuehren.raw_data[:1])
        found = look(redakteurin, page).context
        assert found["aenderungen"] == ["Text geändert: Worum es geht.", "Gebühr entfällt: „Zelt“."]
        assert "Was sich ändert" in look(redakteurin, page).content.decode()

    def test_shows_cases_in_words(self, page, redakteurin):
        fall = {name: json.dumps(FALL[name]) for name in ("antworten", "erwartet")} | {
            "name": "Eins",
            "tag": FALL["tag"],
        }
        change(page, faelle=[{"type": "fall", "id": "00000000-0000-4000-8000-000000000001", "value": fall}])
        text = look(redakteurin, page).content.decode()
        assert "Steht ein Zelt?" in text
        assert "25,50 €" in text


class TestAusprobieren:
    def test_the_draft_is_tried_as_if_it_were_live(self, page, redakteurin, django_capture_on_commit_callbacks):
        change(page, title="Ganz neu")
        versuch = Versuch(redakteurin, page)
        assert "Das ist ein Versuch." in versuch.go("voraussetzungen").content.decode()
        assert "Ganz neu" in versuch.go("voraussetzungen").content.decode()
        versuch.send("voraussetzungen")
        versuch.send("antragsteller", **ICH)
        versuch.send("fest", beginn=in_days(30), zelt="nein")
        versuch.send("bezahlung")
        with django_capture_on_commit_callbacks(execute=True):
            versuch.send("pruefen")
        vorgang = Vorgang.objects.get()
        assert vorgang.vorschau
        assert vorgang.nummer.startswith("VORSCHAU-")
        assert not Nummernkreis.objects.exists()
        assert not mail.outbox

    def test_citizens_are_never_offered_a_trial(self, page, redakteurin, client):
        change(page, title="Ganz neu")
        Versuch(redakteurin, page)
        assert "Ganz neu" not in client.get("/antrag/fest/masburg/").content.decode()
        assert Reise(client).antrag.fassung.vorschau is False

    @pytest.mark.parametrize("delete", [sweep, lambda: call_command("aufbewahrung_run", "--execute")])
    def test_everything_about_it_is_gone_after_a_day(self, page, redakteurin, delete):
        Versuch(redakteurin, page)
        past = timezone.now() - timedelta(days=2)
        Antrag.objects.update(geaendert_at=past)
        Formularfassung.objects.filter(vorschau=True).update(ab=past)
        delete()
        assert not Antrag.objects.exists()
        assert [one.vorschau for one in Formularfassung.objects.all()] == [False]

    def test_what_cannot_be_filled_in_says_why(self, page, redakteurin):
        change(page, schritte=[])
        response = redakteurin.post(reverse("formular_ausprobieren", args=[page.pk]), follow=True)
        assert "Der erste Schritt fragt" in response.content.decode()
        assert not Antrag.objects.exists()

    def test_what_was_filled_in_is_kept_as_a_case(self, page, redakteurin):
        versuch = Versuch(redakteurin, page)
        versuch.send("voraussetzungen")
        versuch.send("antragsteller", **ICH)
        versuch.send("fest", beginn=in_days(30), zelt="nein")
        url = reverse("formular_fall", args=[page.pk, versuch.antrag.kennung])
        assert "Lageplan" in redakteurin.get(url).content.decode()
        redakteurin.post(url, {"name": "Ohne Zelt"})
        page.refresh_from_db()
        [fall] = page.get_latest_revision_as_object().pruefdaten()["faelle"]
        assert fall["name"] == "Ohne Zelt"
        assert fall["antworten"]["zelt"] is False
        assert fall["erwartet"]["gebuehr"] == 2550
        assert look(redakteurin, page).context["fehler"] == []

    def test_what_a_citizen_filled_in_never_becomes_a_case(self, page, redakteurin):
        reise = Reise(redakteurin)
        assert redakteurin.get(reverse("formular_fall", args=[page.pk, reise.antrag.kennung])).status_code == 404


class TestVergleich:
    def test_says_who_pays_more(self):
        neu = deepcopy(FEST)
        neu["gebuehren"][1]["betrag"] = "flaeche * euro(2)"
        alt, neu = Definition.from_json(FEST), Definition.from_json(neu)
        found = effects(alt, neu, [Fall.from_json(FALL), Fall.from_json(GROSS)], "RP")
        assert [(one.satz, one.faelle) for one in found] == [
            ("1 von 2 Fällen zahlen jetzt mehr.", ("Ein großes Zelt, zu spät (125,50 € → 225,50 €)",))
        ]
        assert changes(alt, neu) == ["Gebühr „Zelt“: „flaeche * euro(2)“ statt „flaeche * euro(1)“."]

    def test_says_what_was_moved_added_changed_and_left_out(self):
        neu = deepcopy(FEST)
        fest, zelt = neu["schritte"][1]["inhalt"], neu["schritte"][2]["inhalt"]
        zelt.append(fest.pop(1))
        fest[1] |= {"beschriftung": "Zelt?", "pflicht": False}
        zelt[0] = {"typ": "text", "schluessel": "hersteller", "beschriftung": "Hersteller"}
        assert changes(Definition.from_json(FEST), Definition.from_json(neu)) == [
            "Feld „Zelt?“ geändert: Beschriftung, Pflichtangabe.",
            "Neues Feld: „Hersteller“ in „Das Zelt“.",
            "Feld „Beginn“ steht jetzt in „Das Zelt“.",
            "Feld entfällt: „Bauart“.",
        ]

    def test_nothing_changes_against_itself(self):
        same = Definition.from_json(FEST)
        assert changes(same, same) == []
        assert effects(same, same, [Fall.from_json(FALL)], "RP") == []


class TestUebersetzen:
    @pytest.fixture
    def url(self, page, redakteurin):
        return reverse("formular_sprache", args=[page.pk, "en"])

    def send(self, client, url, **worte):
        """``worte``: words in place of German ones, all others as they are shown."""
        form = client.get(url).context["form"]
        said = [(one, form[one.name].value()) for one in form.stand.texte]
        data = {one.name: rich_text(text, features=FEATURES) if one.ist_html else text for one, text in said}
        names = {one.deutsch: one.name for one in form.stand.texte}
        return client.post(url, data | {names[german]: other for german, other in worte.items()})

    def english(self, page):
        return dict(Formulartexte.objects.filter(formular=page, sprache="en").values_list("formular", "worte"))[page.pk]

    def test_what_was_translated_is_read_at_once(self, page, redakteurin, url, client):
        self.send(redakteurin, url, **{"Fest anzeigen": "Report a feast", "Das Fest": "The feast"})
        assert self.english(page) == {"Fest anzeigen": "Report a feast", "Das Fest": "The feast"}
        assert "Report a feast" in client.get("/en/antrag/fest/masburg/").content.decode()

    def test_editors_see_what_is_missing_and_what_has_changed(self, page, redakteurin, url):
        self.send(redakteurin, url, **{"Steht ein Zelt?": "Is there a tent?"})

        def mend(steps):
            steps[1]["value"]["inhalt"][2]["value"]["beschriftung"] = "Steht ein großes Zelt?"

        change(page, schritte=changed_steps(page, mend))
        [stand] = [one for code, _name, one in look(redakteurin, page).context["sprachen"] if code == "en"]
        assert (stand.geaendert, stand.fehlen) == (1, len(stand.texte))
        assert "Is there a tent?" in redakteurin.get(url).content.decode()
        assert self.english(page)["Steht ein Zelt?"], "whoever fills in the older state still reads it"

    def test_a_name_in_braces_must_stand_in_the_german_text(self, page, redakteurin, url):
        response = self.send(redakteurin, url, **{"Das Fest": "The feast on {begin}"})
        assert "{begin}" in str(response.context["form"].errors)

    def test_taking_a_translation_away_reads_german(self, page, redakteurin, url):
        self.send(redakteurin, url, **{"Das Fest": "The feast"})
        self.send(redakteurin, url, **{"Das Fest": ""})
        assert self.english(page) == {}


class TestBeenden:
    @pytest.fixture
    def unterwegs(self, client):
        """Somebody who has begun and not yet sent."""
        reise = Reise(client)
        reise.send("voraussetzungen")
        reise.send("antragsteller", **ICH)
        reise.send("fest", beginn=in_days(30), zelt="ja", flaeche="40", gezeigt="beginn,zelt,flaeche")
        return reise

    def publish(self, page):
        """The yes/no becomes a choice, the name is left out, a field is added."""

        def mend(steps):
            applicant, fest = (one["value"] for one in steps[:2])
            applicant["inhalt"] = applicant["inhalt"][1:]
            wahlen = [{"type": "item", "value": {"wert": wert, "text": wert}} for wert in ("gross", "klein")]
            common = {"schluessel": "zelt", "beschriftung": "Welches Zelt?", "pflicht": True}
            fest["inhalt"][2] = {"type": "auswahl", "value": common | {"wahlen": wahlen}}
            fest["inhalt"][3]["value"]["sichtbar_wenn"] = {"verknuepfung": "alle", "vergleiche": [], "cel": ""}
            more = {"schluessel": "gaeste", "beschriftung": "Gäste", "pflicht": True}
            fest["inhalt"].append({"type": "ganzzahl", "value": more})

        page.schritte = changed_steps(page, mend)
        page.gebuehren = page.gebuehren.raw_data[:1]
        page.unterlagen = []
        page.save_revision().publish()
        return page.fassungen.first()

    def test_running_drafts_go_on_with_their_own_state(self, page, unterwegs):
        old = unterwegs.antrag.fassung
        assert self.publish(page) != old
        assert unterwegs.go("fest").status_code == 200
        unterwegs.antrag.refresh_from_db()
        assert unterwegs.antrag.fassung == old

    def test_an_ended_one_is_left_with_every_answer_that_fits(self, page, unterwegs):
        old, new = unterwegs.antrag.fassung, self.publish(page)
        end_fassung(fassung=old.pk, grund="Die Satzung ist neu.")
        assert unterwegs.go("fest")["Location"].endswith("/geaendert/")
        unterwegs.antrag.refresh_from_db()
        assert unterwegs.antrag.fassung == new
        assert unterwegs.antworten().keys() == {"email", "beginn", "flaeche"}
        text = unterwegs.go("geaendert").content.decode()
        for words in ("Die Satzung ist neu.", "Welches Zelt?", "Gäste", "Name"):
            assert words in text
        assert unterwegs.go("pruefen")["Location"].endswith("/antragsteller/")
        assert 'value="40"' in unterwegs.go("fest").content.decode() or unterwegs.go("fest").status_code == 302

    def test_another_data_protection_notice_is_to_be_read(self, page, client):
        reise = Reise(client)
        reise.fill()
        old = reise.antrag.fassung
        change(page, datenschutz="<p>Wir geben Ihre Angaben weiter.</p>").latest_revision.publish()
        end_fassung(fassung=old.pk, grund="Der Datenschutz ist neu.")
        assert reise.go("pruefen")["Location"].endswith("/geaendert/")
        text = reise.go("geaendert").content.decode()
        assert "Die Hinweise zum Datenschutz sind neu." in text
        assert "Sie müssen nichts noch einmal angeben." not in text
        assert reise.go("pruefen")["Location"].endswith("/antragsteller/")
        reise.send("pruefen")
        assert not Vorgang.objects.exists()
        reise.send("antragsteller", **ICH, _von="pruefen")
        assert reise.at == "pruefen"

    def test_the_same_notice_is_not_read_twice(self, page, client):
        reise = Reise(client)
        reise.fill()
        old = reise.antrag.fassung
        change(page, danke="<p>Bis bald.</p>").latest_revision.publish()
        end_fassung(fassung=old.pk, grund="Neu.")
        reise.go("pruefen")
        assert "Sie müssen nichts noch einmal angeben." in reise.go("geaendert").content.decode()
        assert reise.go("pruefen").status_code == 200

    def test_what_was_just_typed_is_kept_before_the_move(self, page, unterwegs):
        old = unterwegs.antrag.fassung
        self.publish(page)
        end_fassung(fassung=old.pk, grund="Neu.")
        unterwegs.send("antragsteller", **ICH | {"email": "neu@beispiel.example"})
        unterwegs.go("fest")
        assert unterwegs.antworten()["email"] == "neu@beispiel.example"

    def test_nobody_sends_what_was_ended(self, page, client, unterwegs):
        old = unterwegs.antrag.fassung
        self.publish(page)
        end_fassung(fassung=old.pk, grund="Neu.")
        unterwegs.send("pruefen")
        assert unterwegs.at == "geaendert"
        assert not Vorgang.objects.exists()

    def test_the_one_that_holds_cannot_be_ended(self, page):
        with pytest.raises(NochGueltigError):
            end_fassung(fassung=page.fassungen.get().pk, grund="Weg damit.")

    def test_many_states_cost_no_more_queries(self, page, redakteurin, unterwegs, django_assert_max_num_queries):
        def publish(times):
            for nr in range(times):
                page.fassungen.create(hash=str(nr), definition=first.definition, ab=timezone.now())

        first = page.fassungen.get()
        publish(1)
        look(redakteurin, page)
        with CaptureQueriesContext(connection) as captured:
            look(redakteurin, page)
        publish(4)
        with django_assert_max_num_queries(len(captured) + 1):  # now and then the journal is asked
            text = look(redakteurin, page).content.decode()
        assert (text.count("1 angefangener Antrag"), text.count("0 angefangene Anträge")) == (1, 5)

    def test_an_editor_ends_one_with_a_reason(self, page, redakteurin):
        old = page.fassungen.get()
        self.publish(page)
        url = reverse("fassung_beenden", args=[page.pk, old.pk])
        assert redakteurin.post(url, {"grund": ""}).status_code == 200
        redakteurin.post(url, {"grund": "Die Satzung ist neu."})
        old.refresh_from_db()
        assert old.grund == "Die Satzung ist neu."
        assert "Die Satzung ist neu." in look(redakteurin, page).content.decode()
