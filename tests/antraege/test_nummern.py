"""Vorgangsnummern: by the pattern of a Redaktion, and never one twice, however patterns are changed."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from antraege.models import Antrag, Nummernkreis, Vorgang
from antraege.nummernmuster import mangel, overlap, written
from antraege.services.nummern import next_nummer, set_muster
from tests.antraege.welt import Reise, Welt
from tests.factories.cms import UserFactory, redaktion

LITERALE = st.sampled_from(["", "-", "/", "1", "20", "a", "A-", "-3-", "00"])
JAHR = st.just("{jahr}")
NUMMER = st.sampled_from(["{nummer}", "{nummer:02}", "{nummer:04}"])
MUSTER = st.builds(
    lambda first, parts, between, last: f"{first}{parts[0]}{between}{parts[1]}{last}",
    LITERALE,
    st.one_of(st.tuples(JAHR, NUMMER), st.tuples(NUMMER, JAHR)),
    LITERALE,
    LITERALE,
)
JAHRE, ZAHLEN = st.integers(2024, 2031), st.integers(1, 30_000)


class TestMuster:
    @pytest.mark.parametrize("muster", ["{jahr}-3-{nummer:04}", "OA {nummer}/{jahr}", "{jahr}{nummer:06}"])
    def test_good_ones(self, muster):
        assert mangel(muster) == ""

    @pytest.mark.parametrize(
        ("muster", "grund"),
        [
            ("2026-{nummer}", "{jahr} muss"),
            ("{jahr}-3", "{nummer} muss"),
            ("{jahr}-{nummer}-{nummer}", "{nummer} muss"),
            ("{jahr}-{monat}-{nummer}", "„{monat}“ gibt es nicht"),
            ("{jahr}-{nummer:4}", "„{nummer:4}“ gibt es nicht"),
            ("{jahr:04}-{nummer}", "„{jahr:04}“ gibt es nicht"),
            ("{jahr}-{nummer", "„{nummer“ gibt es nicht"),
            ("{jahr}<{nummer}", "Möglich sind Buchstaben"),
            ("vorschau-{jahr}-{nummer}", "Probeanträgen"),
        ],
    )
    def test_what_is_wrong_is_said(self, muster, grund):
        assert grund in mangel(muster)

    @pytest.mark.parametrize(
        ("one", "other", "meet"),
        [
            ("{jahr}-3-{nummer}", "{jahr}-4-{nummer}", False),
            ("{jahr}-3-{nummer:04}", "{jahr}-3-{nummer:06}", True),
            ("{jahr}-{nummer}", "{jahr}-1{nummer}", True),
            ("{jahr}-{nummer}", "{nummer}-{jahr}", True),
            ("A{jahr}-{nummer}", "a{jahr}-{nummer}", True),
            ("{jahr}/{nummer}", "{jahr}-{nummer}", False),
        ],
    )
    def test_who_could_make_the_same_number(self, one, other, meet):
        assert overlap(one, other) is meet
        assert overlap(other, one) is meet

    @given(one=MUSTER, other=MUSTER, years=st.tuples(JAHRE, JAHRE), numbers=st.tuples(ZAHLEN, ZAHLEN))
    @settings(max_examples=400, deadline=None)
    def test_others_never_make_the_same(self, one, other, years, numbers):
        made = written(one, years[0], numbers[0]).casefold(), written(other, years[1], numbers[1]).casefold()
        assert overlap(one, other) or made[0] != made[1]


def sent(reise: Reise) -> Vorgang:
    reise.fill()
    reise.send("pruefen")
    return Vorgang.objects.get(antrag=reise.antrag)


@pytest.mark.django_db
class TestVergeben:
    @pytest.fixture
    def redaktionen(self, orte):
        return [redaktion(place).pk for place in (orte.vg, orte.mayen, orte.kreis)]

    @given(
        steps=st.lists(st.tuples(st.integers(0, 2), st.one_of(st.none(), MUSTER), st.integers(0, 1)), max_size=25),
    )
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_no_number_comes_twice_however_patterns_are_changed(self, redaktionen, steps):
        given_, jahr = [], 2026
        with transaction.atomic():
            for who, muster, later in steps:
                jahr += later
                if muster is not None:
                    try:
                        set_muster(redaktion=redaktionen[who], muster=muster)
                    except ValidationError:
                        continue
                given_.append(next_nummer(redaktionen[who], date(jahr, 3, 1)))
            transaction.set_rollback(True)
        assert len({one.casefold() for one in given_}) == len(given_)

    def test_more_digits_go_on_counting(self, redaktionen):
        today = date(2026, 3, 1)
        set_muster(redaktion=redaktionen[0], muster="{jahr}-3-{nummer:02}")
        assert [next_nummer(redaktionen[0], today) for _one in range(2)] == ["2026-3-01", "2026-3-02"]
        for muster, made in (("{jahr}-3-{nummer:04}", "2026-3-0003"), ("{jahr}-3-{nummer:02}", "2026-3-04")):
            set_muster(redaktion=redaktionen[0], muster=muster)
            assert next_nummer(redaktionen[0], today) == made

    def test_another_shape_counts_from_one_and_the_old_one_is_kept_for_nobody(self, redaktionen):
        today = date(2026, 3, 1)
        set_muster(redaktion=redaktionen[0], muster="{jahr}-3-{nummer}")
        next_nummer(redaktionen[0], today)
        set_muster(redaktion=redaktionen[0], muster="OA {nummer}/{jahr}")
        assert next_nummer(redaktionen[0], today) == "OA 1/2026"
        with pytest.raises(ValidationError, match="früher schon"):
            set_muster(redaktion=redaktionen[1], muster="{jahr}-3-1{nummer}")

    def test_who_begins_after_another_took_the_usual_pattern_gets_one_like_it(self, redaktionen):
        set_muster(redaktion=redaktionen[1], muster=f"{{jahr}}-{redaktionen[0]}-{{nummer}}")
        assert next_nummer(redaktionen[0], date(2026, 3, 1)) == f"2026-{redaktionen[0]}a-0001"

    def test_a_number_that_is_there_already_is_passed_over(self, orte, client):
        Welt(orte)
        first = Reise(client).antrag
        Antrag.objects.filter(pk=first.pk).update(nummer=first.nummer[:-1] + "2")
        second = Reise(client).antrag
        assert second.nummer == first.nummer[:-1] + "3"

    def test_so_is_one_of_a_case_whose_application_is_deleted(self, orte, client):
        Welt(orte)
        nummer = sent(Reise(client)).nummer
        Antrag.objects.all().delete()
        Nummernkreis.objects.update(letzte=0)
        assert Reise(client).antrag.nummer == nummer[:-1] + "2"

    def test_a_draft_whose_number_a_case_has_meanwhile_is_sent_with_another(self, orte, client):
        Welt(orte)
        first = sent(Reise(client))
        second = Reise(client)
        Antrag.objects.filter(pk=first.antrag_id).delete()
        Antrag.objects.filter(pk=second.antrag.pk).update(nummer=first.nummer)
        vorgang = sent(second)
        assert vorgang.nummer == vorgang.antrag.nummer == first.nummer[:-1] + "3"


@pytest.mark.django_db
class TestBildschirm:
    @pytest.fixture
    def welt(self, orte):
        return Welt(orte)

    @pytest.fixture
    def url(self, welt, client):
        client.force_login(UserFactory(gruppen=[welt.vg.freigebende]))
        return reverse("vorgangsnummer", args=[welt.vg.pk])

    def test_the_next_number_is_shown_before_it_is_saved(self, welt, client, url):
        text = client.post(url, {"muster": "OA {nummer:03}/{jahr}", "vorschau": "1"}).content.decode()
        assert "OA 001/20" in text
        assert not Nummernkreis.objects.exists()
        client.post(url, {"muster": "OA {nummer:03}/{jahr}"})
        assert Reise(client).antrag.nummer.startswith("OA 001/")
        assert "OA 002/" in client.get(reverse("vorgangsnummern")).content.decode()

    def test_what_is_wrong_stands_at_the_field(self, welt, client, url):
        response = client.post(url, {"muster": "{jahr}"})
        assert response.context["form"].errors["muster"] == ["{nummer} muss genau einmal vorkommen."]

    def test_numbers_of_another_redaktion_are_refused(self, welt, client, url):
        set_muster(redaktion=redaktion(welt.orte.mayen).pk, muster="{jahr}-7-{nummer}")
        for data in ({"vorschau": "1"}, {}):
            response = client.post(url, {"muster": "{jahr}-7-1{nummer}", **data})
            assert "eine andere Redaktion" in response.context["form"].errors["muster"][0]

    def test_many_redaktionen_cost_no_more_queries(self, welt, client, django_assert_max_num_queries):
        teams = [welt.vg, redaktion(welt.orte.mayen), redaktion(welt.orte.kreis)]
        for team in teams:
            next_nummer(team.pk)
        client.force_login(UserFactory(gruppen=[teams[0].freigebende]))
        client.get(reverse("vorgangsnummern"))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("vorgangsnummern"))
        alone = len(captured)
        client.force_login(UserFactory(gruppen=[team.freigebende for team in teams]))
        client.get(reverse("vorgangsnummern"))
        with django_assert_max_num_queries(alone + 1):  # now and then the journal is asked
            text = client.get(reverse("vorgangsnummern")).content.decode()
        assert text.count("-0002") >= len(teams)
