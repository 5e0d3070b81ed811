"""A prepared query answers what the queryset answers that it was written as."""

import pytest

from cms.models import Gebiet
from cms.vorbereitet import Vorbereitet
from tests.factories.cms import redaktion

pytestmark = pytest.mark.django_db


def build(ebene, pks):
    fields = ("pk", "slug", "kette", "redaktion__name")
    return Gebiet.objects.filter(ebene=ebene, pk__in=pks, waehlbar=True).order_by("pk").values_list(*fields)


def test_it_answers_like_the_queryset_for_any_arguments(orte):
    redaktion(orte.vg)
    query = Vorbereitet(build)
    pks = list(Gebiet.objects.values_list("pk", flat=True))
    for ebene in ("bund", "ortsgemeinde", "verbandsgemeinde", "nichts", "' OR 1=1 --"):
        for some in ([], pks[:1], pks[:3], pks, pks[::-1], pks[:1] * 3):
            assert query.rows(ebene, some) == list(build(ebene, some))


def test_it_is_built_once_for_arguments_of_the_same_shape(orte):
    calls = []

    def counted(ebene, pks):
        calls.append(ebene)
        return build(ebene, pks)

    query = Vorbereitet(counted)
    for ebene in ("bund", "land", "landkreis"):
        query.rows(ebene, [1, 2])
    query.rows("bund", [1, 2, 3])
    assert len(calls) == 2


def test_it_is_one_query_and_sees_what_was_written_since(orte, django_assert_num_queries):
    query = Vorbereitet(build)
    before = query.rows("land", [orte.land.pk])
    orte.land.slug = "anderes"
    orte.land.save()
    with django_assert_num_queries(1):
        after = query.rows("land", [orte.land.pk])
    assert before[0][1] == "rheinland-pfalz"
    assert after[0][1] == "anderes"


def test_an_argument_must_be_a_value_to_compare_with(orte):
    query = Vorbereitet(lambda number: Gebiet.objects.values_list("pk")[:number])
    with pytest.raises(ValueError, match="value to compare"):
        query.rows(3)
