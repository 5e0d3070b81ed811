"""What the form says a rule would change: at the judged queries, at what others look for."""

# ruff: noqa: F811  (fixtures of other modules are arguments here)

import pytest
from django.urls import reverse
from django.utils import timezone

from search import indexing, protokoll
from search.models import Anheftung, Suchbegriff
from search.schreibtisch import wirkung
from tests.anmeldung import Kunde
from tests.search.test_schreibtisch import ago, pin, portal, save  # noqa: F401
from tests.search.test_suche import GESTATTUNG, HUND, TONNE
from tests.search.test_vertraulich import start  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def urteile(settings, tmp_path):
    """Judged queries of this test."""

    def write(*lines: str) -> None:
        path = tmp_path / "urteile.tsv"
        path.write_text("\n".join(["query\texpected\tort", *lines]))
        settings.SEARCH_URTEILE = [path]
        wirkung.judged.cache_clear()

    yield write
    wirkung.judged.cache_clear()


def shown(client: Kunde, wort: str, bedeutet: str):
    return client.post(reverse("synonyme:add"), {"wort": wort, "bedeutet": bedeutet})


def test_the_effect_on_judged_queries(portal, urteile):
    urteile(
        f"wuffi\t{HUND}\tmayen",  # gains
        f"hund\t{HUND}",  # stays
        f"fest\t{GESTATTUNG}",
        "wuffi auf dem mond\t",  # nothing answers it
        "alpaka\tAlpaka anmelden",  # not in this catalogue
        f"hund\t{HUND}\tAtlantis",  # a place that is none
    )
    bild = shown(portal, "Wuffi", "Hund").context["wirkung"].urteile
    assert (bild.fragen, bild.ausgelassen) == (4, 2)
    assert [(one.urteil.frage, one.vorher, one.nachher) for one in bild.besser] == [("wuffi", None, 1)]
    assert bild.hit3[0] < bild.hit3[1]
    assert bild.mrr[0] < bild.mrr[1]


def test_a_worse_effect_warns_but_may_be_saved(portal, katalog, urteile):
    urteile(f"tonne\t{TONNE}", f"hund\t{HUND}")
    answer = save(portal, reverse("anheftungen:add"), pin(ausdruck="Tonne", leistung=str(katalog.hund.pk)))
    html = " ".join(answer.content.decode().split())
    assert "Achtung: Eine Prüffrage wird schlechter beantwortet." in html
    assert "„tonne“: Platz 1 → Platz 2" in html
    assert Anheftung.objects.count() == 1


def test_queries_that_nothing_answers_should_find_nothing(portal, urteile):
    urteile("wuffi\t")
    answer = shown(portal, "Wuffi", "Hund")
    assert [(one.vorher, one.nachher) for one in answer.context["wirkung"].urteile.schlechter] == [(1, None)]
    assert "Achtung: Eine Prüffrage wird schlechter beantwortet." in answer.content.decode()


def test_without_judged_queries_the_rest_is_shown(portal, settings, tmp_path):
    settings.SEARCH_URTEILE = [tmp_path / "gibt-es-nicht.tsv"]
    wirkung.judged.cache_clear()
    answer = shown(portal, "Wuffi", "Hund")
    assert "keine Prüffragen" in answer.content.decode()
    wirkung.judged.cache_clear()


def test_only_what_means_something_else_is_asked_again(portal, urteile, monkeypatch):
    urteile(f"hund\t{HUND}", f"fest\t{GESTATTUNG}", f"wuffi\t{HUND}")
    shown(portal, "Wuffi", "Hund")
    asked = []
    ask = wirkung.judge
    monkeypatch.setattr(
        wirkung, "judge", lambda some, *rest: asked.append([one.frage for one in some]) or ask(some, *rest)
    )
    shown(portal, "Wuffi", "Tonne")
    assert asked == [["wuffi"]]


def test_the_ranks_before_are_those_of_today(portal, katalog, urteile, monkeypatch):
    urteile(f"tonne\t{TONNE}")
    Anheftung.objects.create(ausdruck="Tonne", leistung=katalog.hund, bis=ago(0))
    assert standing(portal) == 2
    tomorrow = ago(-1)
    monkeypatch.setattr(timezone, "localdate", lambda *of: timezone.localtime(*of).date() if of else tomorrow)
    assert standing(portal) == 1


def test_the_ranks_before_are_those_of_the_index_that_is_asked(portal, katalog, urteile, other, monkeypatch):
    """While another process writes, the older state answers; nothing tells when that is over."""
    monkeypatch.setattr(indexing, "WAIT", 0.1)
    urteile("alpaka\tAlpaka anmelden", f"hund\t{HUND}")
    assert shown(portal, "Wuffi", "Hund").context["wirkung"].urteile.fragen == 1
    writer = other("schreiben")
    katalog.leistung("Alpaka anmelden")
    assert shown(portal, "Wuffi", "Hund").context["wirkung"].urteile.fragen == 1
    writer.let_go()
    assert shown(portal, "Wuffi", "Hund").context["wirkung"].urteile.fragen == 2


def standing(client: Kunde) -> int:
    """The rank of the first judged query as things are."""
    bild = shown(client, "Wuffi", "Hund").context["wirkung"].urteile
    return round(100 / bild.mrr[0])


def test_other_searches_that_change_are_named(portal):
    for days in (1, 2):
        Suchbegriff.objects.create(tag=ago(days), begriff="tonne fest", anzahl=9)
        Suchbegriff.objects.create(tag=ago(days), begriff="hund", anzahl=9)
    protokoll.most_searched(timezone.localdate(), 1)
    (other,) = shown(portal, "Tonne", "Straße").context["wirkung"].andere
    assert other.begriff == "tonne fest"
