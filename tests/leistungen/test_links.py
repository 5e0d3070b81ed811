"""Links that lead nowhere are found politely, counted fairly and listed where they can be mended."""

from collections import Counter
from copy import deepcopy
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import create_server
from threading import Event, Thread
from time import monotonic

import pytest
from django.urls import reverse
from wagtail.models import Page

from cms.models import InhaltPage
from leistungen import linkabruf, linkstellen
from leistungen.enums import Linkstand
from leistungen.linkabruf import fetch
from leistungen.linkurteil import Art
from leistungen.models import Linkstelle, Linkziel
from leistungen.services.check_links import check_links
from leistungen.services.texte import page_for
from tests.factories.cms import UserFactory
from tests.nachsehen import QUERIES
from tests.seitenwelt import Uhr, Welt

# --- Asking -----------------------------------------------------------------------------------------------------------


class Server:
    """Answers on the loopback address by what stands in the path; counts who asked for what."""

    def __init__(self) -> None:
        self.asked: Counter[tuple[str, str]] = Counter()
        self.agents: set[str] = set()
        self.statuses: dict[str, int] = {}
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_HEAD(self) -> None:
                server.asked[self.command, self.path] += 1
                server.agents.add(self.headers["User-Agent"])
                status = server.statuses.get(self.path) or int(self.path.split("/")[1])
                if self.path.endswith("/nurget") and self.command == "HEAD":
                    status = 405
                self.send_response(status)
                if 300 <= status < 400:
                    self.send_header("Location", self.path.partition("nach=")[2] or "/200/neu")
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_GET = do_HEAD  # noqa: N815

            def log_message(self, *args: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.http.server_port}"
        Thread(target=self.http.serve_forever, daemon=True).start()


@pytest.fixture(scope="module")
def laufend():
    server = Server()
    yield server
    server.http.shutdown()
    server.http.server_close()


@pytest.fixture
def server(laufend, settings):
    settings.LINKS_PRUEFEN = settings.LINKS_PRUEFEN_LOKAL = True
    laufend.asked.clear()
    laufend.statuses.clear()
    return laufend


@pytest.mark.parametrize(
    ("path", "art", "ziel"),
    [
        ("/200/da", Art.DA, ""),
        ("/200/nurget", Art.DA, ""),
        ("/404/fort", Art.FORT, ""),
        ("/410/fort", Art.FORT, ""),
        ("/500/kaputt", Art.FEHLER, ""),
        ("/403/geheim", Art.UNKLAR, ""),
        ("/429/langsam", Art.UNKLAR, ""),
        ("/301/alt", Art.UMGEZOGEN, "/200/neu"),
        ("/302/heute", Art.DA, ""),
        ("/301/?nach=/404/fort", Art.FORT, ""),
        ("/301/?nach=/301/?nach=", Art.UMGEZOGEN, "/200/neu"),
    ],
)
def test_what_comes_back(server, path, art, ziel):
    answer = fetch(server.base + path)
    assert (answer.art, answer.ziel) == (art, server.base + ziel if ziel else "")


def test_it_says_who_asks(server):
    fetch(f"{server.base}/200/da")
    assert all(agent.startswith("Buergerportal-Linkpruefung") for agent in server.agents)


def test_a_circle_of_redirects_ends(server):
    server.statuses["/302/kreis"] = 302
    assert fetch(f"{server.base}/302/kreis?nach=/302/kreis?nach=").art in {Art.DA, Art.FEHLER}


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:1/",
        "http://localhost/",
        "http://10.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[64:ff9b::a00:1]/",
        "http://[::7f00:1]/",
        "http://[fec0::1]/",
        "http://169.254.169.254/latest/",
        "http://0.0.0.0/",
        "https://name:geheim@93.184.216.34/",
    ],
)
def test_the_own_network_is_never_asked(settings, monkeypatch, address):
    settings.LINKS_PRUEFEN_LOKAL = False
    monkeypatch.setattr(linkabruf.urllib3.HTTPConnectionPool, "urlopen", lambda *args, **kwargs: pytest.fail("gefragt"))
    assert fetch(address) == linkabruf.Antwort(Art.UNKLAR, "gesperrt")


def test_a_redirect_into_the_own_network_is_not_followed(server, settings, monkeypatch):
    allowed = linkabruf._public_address
    monkeypatch.setattr(linkabruf, "_is_public", lambda address: False)

    def only_first(host, port):
        settings.LINKS_PRUEFEN_LOKAL = host == "127.0.0.1"
        return allowed(host, port)

    monkeypatch.setattr(linkabruf, "_public_address", only_first)
    assert fetch(f"{server.base}/302/?nach=http://localhost:{server.http.server_port}/200/innen").art is Art.UNKLAR
    assert not any(path.startswith("/200/innen") for _method, path in server.asked)


def test_a_server_that_never_ends_holds_nobody_up(settings, monkeypatch):
    """Each header comes before the time for one is over."""
    settings.LINKS_PRUEFEN_LOKAL = True
    monkeypatch.setattr(linkabruf, "LONGEST", 0.3)
    done = Event()
    with create_server(("127.0.0.1", 0)) as listening:

        def drip() -> None:
            connection, _address = listening.accept()
            with connection:
                while not done.wait(0.05):
                    connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")

        Thread(target=drip, daemon=True).start()
        begun = monotonic()
        assert fetch(f"http://127.0.0.1:{listening.getsockname()[1]}/") == linkabruf.Antwort(Art.FEHLER, "zeit")
        assert monotonic() - begun < 2
        done.set()


@pytest.mark.parametrize("address", ["http://", "http://a b/", "https://" + "a" * 300 + ".example/", "http://x:99999/"])
def test_a_strange_address_breaks_nothing(server, address):
    assert fetch(address).art in {Art.FEHLER, Art.UNKLAR}


# --- The whole way ----------------------------------------------------------------------------------------------------


class Amt(Welt):
    def __init__(self) -> None:
        super().__init__()
        self.redakteur = UserFactory(gruppen=[self.redaktionen["vg"].redakteure])

    def link(self, *targets: str, slug: str = "hundesteuer", name: str = "vg") -> None:
        words = " ".join(f'<a href="{target}">Link</a>' for target in targets)
        self.write(name, slug, f"<p>Bei uns: {words}.</p>")


@pytest.fixture(scope="module")
def gebaut(geteilt) -> Amt:
    return Amt()


@pytest.fixture
def amt(gebaut, db) -> Amt:
    return deepcopy(gebaut)


@pytest.fixture
def uhr(monkeypatch) -> Uhr:
    return Uhr(monkeypatch)


def look(uhr, *, days=0.0):
    uhr.now += timedelta(days=days, minutes=1)
    check_links()


def stand(address):
    return Linkziel.objects.get(adresse=address).stand


def words(response) -> str:
    return " ".join(response.content.decode().split())


def test_a_dead_link_gets_to_the_list_of_its_redaktion_alone_and_leaves_it_once_mended(amt, server, uhr, client):
    bad = f"{server.base}/404/fort"
    amt.link(bad)
    look(uhr)
    look(uhr, days=0.3)
    assert stand(bad) == Linkstand.TOT
    client.force_login(amt.redakteur)
    html = words(client.get(reverse("tote_links")))
    page = page_for(amt.redaktionen["vg"], amt.leistungen["hundesteuer"])
    assert bad in html
    assert "(404)" in html
    assert f"/verwaltung/pages/{page.pk}/edit/#block-" in html
    assert "Tote Links" in words(client.get(reverse("wagtailadmin_home")))
    client.force_login(UserFactory(gruppen=[amt.redaktionen["mayen"].redakteure]))
    assert "Kein Link führt ins Leere." in words(client.get(reverse("tote_links")))
    amt.link(f"{server.base}/200/da")
    client.force_login(amt.redakteur)
    assert "Kein Link führt ins Leere." in words(client.get(reverse("tote_links")))


def test_the_preflight_advises_on_dead_and_moved_links(amt, server, uhr):
    amt.link(f"{server.base}/404/fort", f"{server.base}/301/alt", f"{server.base}/200/da")
    for _n in range(6):
        look(uhr, days=0.3)
    page = page_for(amt.redaktionen["vg"], amt.leistungen["hundesteuer"])
    found = {befund.stelle: befund for befund in page.vorpruefung(page.module) if befund.art == "link"}
    assert set(found) == {f"{server.base}/404/fort", f"{server.base}/301/alt"}
    assert f"{server.base}/200/neu" in found[f"{server.base}/301/alt"].meldung
    assert not any(befund.stopp for befund in found.values())


def test_moved_links_have_a_list_beside_that_of_the_dead(amt, server, uhr, client):
    amt.link(f"{server.base}/301/alt")
    look(uhr)
    client.force_login(amt.redakteur)
    html = words(client.get(reverse("tote_links")))
    assert "Kein Link führt ins Leere." in html
    assert "?art=umgezogen" in html
    assert f"umgezogen nach {server.base}/200/neu" in words(client.get(reverse("tote_links"), {"art": "umgezogen"}))


def test_an_outage_of_our_own_network_judges_nobody(amt, server, uhr):
    nobody = "http://127.0.0.1:9/"
    amt.link(nobody)
    for _n in range(4):
        look(uhr, days=1)
    assert stand(nobody) == Linkstand.NEU
    amt.link(f"{server.base}/200/da", slug="gestattung")
    look(uhr, days=1)
    for _n in range(4):
        look(uhr, days=1.1)
    assert stand(nobody) == Linkstand.TOT


def test_one_host_is_asked_once_a_run_and_two_workers_ask_nothing_twice(amt, server, uhr):
    amt.link(f"{server.base}/200/a", f"{server.base}/200/b")
    look(uhr)
    assert len(server.asked) == 1
    check_links()
    assert len(server.asked) == 1, "the host rests"
    look(uhr)
    assert len(server.asked) == 2
    assert set(server.asked.values()) == {1}


def test_a_host_with_many_links_holds_up_no_other(amt, server, uhr):
    many = [f"{server.base}/200/{n}" for n in range(30)]
    other = f"http://localhost:{server.http.server_port}/200/eins"
    amt.link(*many)
    amt.link(other, slug="gestattung")
    look(uhr)
    assert stand(other) == Linkstand.GUT


def test_nobody_is_asked_where_the_operator_does_not_want_it(amt, server, uhr, settings):
    settings.LINKS_PRUEFEN = False
    amt.link(f"{server.base}/404/fort")
    look(uhr)
    assert not server.asked


def test_links_to_what_is_not_public_are_dead_at_once_and_alive_again(amt):
    page = amt.start.add_child(instance=InhaltPage(title="Fest", slug="fest", locale=amt.start.locale))
    page.save_revision().publish()
    amt.write("vg", "hundesteuer", f'<p><a linktype="page" id="{page.pk}">Fest</a></p>')
    amt.link("/leistungen/gestattung/", "/leistungen/gibt-es-nicht/", slug="gestattung")
    dead = {one.ziel.adresse for one in linkstellen.current().dead()}
    assert dead == {"/leistungen/gibt-es-nicht/"}
    page.refresh_from_db()
    page.unpublish()
    dead = {one.ziel.adresse for one in linkstellen.current().dead()}
    assert dead == {"/leistungen/gibt-es-nicht/", f"seite:{page.pk}"}
    page.save_revision().publish()
    assert {one.ziel.adresse for one in linkstellen.current().dead()} == {"/leistungen/gibt-es-nicht/"}


def test_offices_and_pages_of_the_portal_are_looked_through_too(amt, client):
    amt.stellen["vg"].webseite = "https://amt.example/"
    amt.stellen["vg"].save()
    amt.impressum.inhalt = [("absatz", '<p><a href="https://portal.example/">Portal</a></p>')]
    amt.impressum.save_revision().publish()
    linkstellen.current()
    Linkziel.objects.update(stand=Linkstand.TOT, grund="404")
    client.force_login(amt.redakteur)
    html = words(client.get(reverse("tote_links")))
    assert reverse("stellen:edit", args=[amt.stellen["vg"].pk]) in html
    assert "portal.example" not in html
    client.force_login(UserFactory(is_superuser=True))
    assert "portal.example" in words(client.get(reverse("tote_links")))


def test_what_nobody_links_to_is_forgotten(amt):
    amt.link("https://a.example/")
    linkstellen.current()
    assert Linkziel.objects.filter(adresse="https://a.example/").exists()
    page_for(amt.redaktionen["vg"], amt.leistungen["hundesteuer"]).unpublish()
    linkstellen.current()
    assert not Linkziel.objects.filter(adresse="https://a.example/").exists()
    Page.objects.get(pk=amt.impressum.pk).specific.delete()
    assert not Linkstelle.objects.filter(page=amt.impressum.pk).exists()


def test_the_list_costs_few_queries(amt, client, django_assert_max_num_queries):
    amt.link("/leistungen/gibt-es-nicht/")
    client.force_login(amt.redakteur)
    client.get(reverse("tote_links"))
    with django_assert_max_num_queries(20 + QUERIES):
        client.get(reverse("tote_links"))
