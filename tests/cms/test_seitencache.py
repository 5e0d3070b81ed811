"""The full-page cache: what it keeps, for whom, and for how long."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.utils import timezone

from cms import aenderungen, herkunft
from cms.models import Aenderung
from cms.seitencache import SeitencacheMiddleware
from tests import nachsehen

pytestmark = pytest.mark.django_db


@pytest.fixture
def haus(rf):
    """The middleware before a view that tests replace; ``made`` counts how often it had to answer."""

    def view(request):
        haus.made += 1
        return haus.view(request)

    def plain(request):
        herkunft.note("leistung:1")
        return HttpResponse("Gestattung")

    haus = SimpleNamespace(made=0, view=plain, middleware=SeitencacheMiddleware(view))
    haus.get = lambda path="/", method="GET", **headers: haus.middleware(rf.generic(method, path, **headers))
    return haus


def test_a_second_request_gets_the_same_answer_without_the_view(haus):
    first, second = haus.get(), haus.get()
    assert haus.made == 1
    assert second.content == first.content == b"Gestattung"
    assert second["ETag"] == first["ETag"]
    assert second["Cache-Control"] == "no-cache"


def test_a_change_of_a_source_drops_it_and_another_change_does_not(haus):
    haus.get()
    aenderungen.record({"leistung:2"})
    haus.get()
    assert haus.made == 1
    aenderungen.record({"leistung:1", "katalog"})
    haus.get()
    assert haus.made == 2


def test_a_change_while_the_answer_is_made_forbids_to_keep_it(haus):
    plain = haus.view

    def view(request):
        response = plain(request)
        aenderungen.record({"leistung:1"})
        return response

    haus.view = view
    haus.get()
    haus.view = plain
    haus.get()
    assert haus.made == 2


def test_everything_goes_when_the_journal_no_longer_reaches_back(haus):
    haus.get()
    aenderungen.record({"leistung:2"})
    Aenderung.objects.all().delete()
    haus.get()
    assert haus.made == 2


def test_everything_goes_when_an_older_database_was_restored(haus):
    aenderungen.record({"leistung:2"})
    aenderungen.record({"leistung:2"})
    haus.get()
    aenderungen.Aenderungsstand.objects.update(nummer=1)
    haus.get()
    assert haus.made == 2


def test_it_is_made_anew_at_the_instant_until_which_it_was_true(haus, monkeypatch):
    now = timezone.now()

    def view(request):
        herkunft.note("stelle:1")
        herkunft.note_until(now + timedelta(minutes=5))
        herkunft.note_until(now + timedelta(minutes=9))
        return HttpResponse("geöffnet")

    haus.view = view
    for minutes, made in ((0, 1), (4, 1), (5, 2), (6, 3)):
        monkeypatch.setattr(timezone, "now", lambda minutes=minutes: now + timedelta(minutes=minutes))
        haus.get()
        assert haus.made == made


def test_an_answer_of_an_index_that_lags_behind_is_not_kept(haus):
    aenderungen.record({"katalog"})

    def view(stand):
        def view(request):
            herkunft.note("katalog")
            herkunft.note_stand(stand)
            return HttpResponse("Treffer")

        return view

    haus.view = view(aenderungen.position() - 1)
    haus.get()
    haus.get()
    assert haus.made == 2
    haus.view = view(aenderungen.position())
    haus.get()
    haus.get()
    assert haus.made == 3


@pytest.mark.parametrize(
    "changed",
    [
        lambda: HttpResponse("nichts", status=404),
        lambda: HttpResponse("anderswo", status=302),
        lambda: HttpResponse("für mich", headers={"Cache-Control": "private"}),
        lambda: HttpResponse("nie", headers={"Cache-Control": "no-store"}),
        lambda: HttpResponse("Sitzung", headers={"Vary": "Cookie"}),
        lambda: StreamingHttpResponse([b"Datei"]),
        lambda: _with_cookie(HttpResponse("Formular")),
        lambda: herkunft.note_uncacheable() or HttpResponse("für mich"),
    ],
    ids=["404", "redirect", "private", "no-store", "vary cookie", "stream", "cookie", "uncacheable"],
)
def test_what_is_not_for_everybody_is_never_kept(haus, changed):
    def view(request):
        herkunft.note("leistung:1")
        return changed()

    haus.view = view
    haus.get()
    haus.get()
    assert haus.made == 2


def _with_cookie(response):
    response.set_cookie("csrftoken", "geheim")
    return response


def test_an_answer_that_names_no_source_is_not_kept(haus):
    haus.view = lambda request: HttpResponse("woraus?")
    haus.get()
    assert haus.get()["Cache-Control"] == "private, no-cache"
    assert haus.made == 2


@pytest.mark.parametrize(
    "visitor",
    [
        {"method": "POST"},
        {"HTTP_COOKIE": "sessionid=abc"},
        {"HTTP_COOKIE": "messages=abc"},
        {"HTTP_AUTHORIZATION": "Basic abc"},
        {"path": "/?q=" + "x" * 600},
    ],
    ids=["post", "session", "message", "authorization", "long query"],
)
def test_a_visitor_with_something_of_his_own_is_not_served_from_it(haus, visitor):
    haus.get()
    haus.get(**visitor)
    haus.get(**visitor)
    assert haus.made == 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"HTTP_ACCEPT": "text/html"}, {"HTTP_ACCEPT": "application/json"}),
        ({}, {"HTTP_ACCEPT": "application/json"}),
        ({}, {"HTTP_HX_REQUEST": "true"}),
        ({}, {"HTTP_COOKIE": "ort=mayen"}),
        ({"HTTP_COOKIE": "ort=laubach-cochem-zell"}, {"HTTP_COOKIE": "ort=mayen"}),
        ({"HTTP_HOST": "a.example"}, {"HTTP_HOST": "b.example"}),
        ({"path": "/suche/?q=a"}, {"path": "/suche/?q=b"}),
        ({"secure": True}, {"secure": False}),
    ],
)
def test_answers_that_may_differ_never_mix(orte, haus, one, other):
    haus.view = lambda request: herkunft.note("a") or JsonResponse({"n": haus.made})
    first, second = haus.get(**one), haus.get(**other)
    assert first.content != second.content
    assert haus.get(**one).content == first.content
    assert haus.get(**other).content == second.content


def test_browsers_that_ask_for_html_in_other_words_share_one_answer(haus):
    haus.get(HTTP_ACCEPT="text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
    haus.get(HTTP_ACCEPT="text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8")
    haus.get(HTTP_COOKIE="ort=gibt-es-nicht", HTTP_ACCEPT="text/html,*/*;q=0.5")
    assert haus.made == 1


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*"])
def test_a_browser_that_has_it_hears_not_modified(haus, form):
    etag = haus.get()["ETag"]
    response = haus.get(HTTP_IF_NONE_MATCH=form.format(etag))
    assert (response.status_code, response.content) == (304, b"")
    assert response["ETag"] == etag
    assert haus.get(HTTP_IF_NONE_MATCH='"other"').status_code == 200


def test_not_modified_is_also_said_of_an_answer_just_made(haus):
    etag = haus.get()["ETag"]
    aenderungen.record({"leistung:1"})
    assert haus.get(HTTP_IF_NONE_MATCH=etag).status_code == 304
    assert haus.made == 2


def test_head_gets_headers_only_and_never_fills_the_cache(haus):
    head = haus.get(method="HEAD")
    assert head.content == b""
    full = haus.get()
    assert full.content
    assert haus.made == 2
    assert haus.get(method="HEAD")["ETag"] == full["ETag"]
    assert haus.made == 2


@pytest.mark.parametrize("path", ["/static/a.css", "/gesund/", "/bereit/", "/verwaltung/"])
def test_what_is_not_a_public_page_passes(haus, path):
    haus.get(path)
    haus.get(path)
    assert haus.made == 2


def test_an_app_hears_of_answers_it_did_not_make(rf, settings):
    settings.SEITENCACHE_TREFFER = {"suche": f"{__name__}.heard"}
    middleware = SeitencacheMiddleware(lambda request: herkunft.note("suche") or HttpResponse("Treffer"))
    HEARD.clear()
    middleware(rf.get("/suche/?q=hund"))
    middleware(rf.get("/suche/?q=hund"))
    assert HEARD == ["hund"]


HEARD: list[str] = []


def heard(request):
    HEARD.append(request.GET["q"])


def test_a_hit_asks_the_database_nothing(haus, django_assert_num_queries):
    haus.get()
    haus.get()
    with django_assert_num_queries(nachsehen.QUERIES):
        haus.get()
    assert haus.made == 1
