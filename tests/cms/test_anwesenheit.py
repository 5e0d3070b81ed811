"""Who is away is stood in for, says no reason, and is back by herself."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cms.anwesenheit import PRIVAT, on
from cms.models import Person
from cms.tasks import sweep
from tests.factories.cms import OrganisationseinheitFactory, PersonFactory, redaktion

TAG = date(2026, 11, 25)
HEUTE = timezone.localdate()


def person(name, von=None, bis=None, vertretung=None):
    found = {"name": name, "telefon": f"Telefon {name}"}
    if von:
        found["abwesend"] = {"von": von.isoformat(), "bis": bis.isoformat(), "hinweis": "Bitte warten."}
    return found | ({"vertretung": vertretung} if vertretung else {})


def test_on_the_first_and_the_last_day_the_deputy_is_shown():
    away = person("A", TAG, TAG + timedelta(days=1), person("B"))
    days = [TAG + timedelta(days=n) for n in (-1, 0, 1, 2)]
    assert [on(away, day)["fehlt"] for day in days] == [False, True, True, False]
    assert on(away, TAG)["vertreten"]["name"] == "B"
    assert on(away, TAG)["hinweis"] == "Bitte warten."
    assert on(away, days[0])["hinweis"] == ""


def test_a_deputy_who_is_away_too_is_stood_in_for():
    third = person("C")
    away = person("A", TAG, TAG, person("B", TAG, TAG, third))
    assert on(away, TAG)["vertreten"]["name"] == "C"
    nobody = person("A", TAG, TAG, person("B", TAG, TAG))
    assert on(nobody, TAG)["vertreten"] is None


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=4), st.integers(-1, 9))
def test_no_date_of_an_absence_is_ever_shown(absences, day):
    found = None
    for number, (start, length) in enumerate(absences):
        von = TAG + timedelta(days=start)
        found = person(str(number), von, von + timedelta(days=length), found)
    if found:
        shown = on(found, TAG + timedelta(days=day))
        assert not set(PRIVAT) & {*shown, *(shown["vertreten"] or {})}


# --- The card ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def amt(orte):
    return OrganisationseinheitFactory(redaktion=redaktion(orte.vg))


def card(stelle):
    stelle.refresh_from_db()
    return {one["id"]: one for one in stelle.karte["personen"]}


@pytest.mark.django_db
def test_the_card_follows_the_deputy_even_in_another_office(amt):
    other = OrganisationseinheitFactory(redaktion=amt.redaktion)
    last = PersonFactory(stelle=other, nachname="Clemens")
    deputy = PersonFactory(stelle=other, vertretung=last, abwesend_von=HEUTE, abwesend_bis=HEUTE)
    away = PersonFactory(stelle=amt, vertretung=deputy, abwesend_von=HEUTE, abwesend_bis=HEUTE)
    assert "Clemens" in on(card(amt)[away.pk], HEUTE)["vertreten"]["name"]
    last.nachname = "Cramer"
    last.save()
    assert "Cramer" in on(card(amt)[away.pk], HEUTE)["vertreten"]["name"]
    last.name_zeigen = False
    last.save()
    assert on(card(amt)[away.pk], HEUTE)["vertreten"]["name"] == ""


@pytest.mark.django_db
def test_two_who_stand_in_for_each_other_end_nowhere(amt):
    one = PersonFactory(stelle=amt, abwesend_von=HEUTE, abwesend_bis=HEUTE)
    two = PersonFactory(stelle=amt, vertretung=one, abwesend_von=HEUTE, abwesend_bis=HEUTE)
    one.vertretung = two
    one.save()
    assert on(card(amt)[one.pk], HEUTE)["vertreten"] is None


@pytest.mark.django_db
def test_without_an_absence_nobody_learns_of_the_deputy(amt):
    one = PersonFactory(stelle=amt, vertretung=PersonFactory(stelle=amt))
    assert not set(PRIVAT) & set(card(amt)[one.pk])


@pytest.mark.django_db
def test_a_deputy_is_not_deleted(amt):
    deputy = PersonFactory(stelle=amt)
    PersonFactory(stelle=amt, vertretung=deputy)
    with pytest.raises(ProtectedError):
        deputy.delete()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("von", "bis"),
    [(HEUTE, None), (None, HEUTE), (HEUTE, HEUTE - timedelta(days=1))],
    ids=["open", "begun", "backwards"],
)
def test_an_absence_has_two_days_in_their_order(amt, von, bis):
    with pytest.raises(ValidationError):
        PersonFactory.build(stelle=amt, abwesend_von=von, abwesend_bis=bis).full_clean()


@pytest.mark.django_db
def test_what_is_over_is_forgotten(amt):
    past = PersonFactory(
        stelle=amt, abwesend_von=HEUTE - timedelta(days=9), abwesend_bis=HEUTE - timedelta(days=1), abwesend_hinweis="x"
    )
    PersonFactory(stelle=amt, abwesend_von=HEUTE, abwesend_bis=HEUTE)
    sweep()
    past.refresh_from_db()
    assert (past.abwesend_von, past.abwesend_bis, past.abwesend_hinweis) == (None, None, "")
    assert "abwesend" not in card(amt)[past.pk]
    assert Person.objects.exclude(abwesend_von=None).count() == 1
