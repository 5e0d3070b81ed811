"""The editors' desk beside a small and a large catalogue, and how long the Land waits when it publishes."""

from collections.abc import Callable
from time import perf_counter, process_time
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from bench.erzeugen import catalogue
from cms.models import Ebene, Gebiet, Redaktion
from leistungen import aufgaben
from leistungen.models import Leistung, Textstand
from leistungen.services.texte import write_text

REDAKTIONEN, LEISTUNGEN = 200, 300
SEITEN = {"Übersicht": "wagtailadmin_home", "Zu prüfen": "zu_pruefen"}
ROUNDS = 9
LAND, VG = "rheinland-pfalz", "vg-kaisersesch"


def measure_desk() -> None:
    """Prints queries and CPU of the desk with 5 × 20 and with 200 × 300 local texts, and the seconds of a publish."""
    gebiete = [Gebiet.objects.get(slug=slug) for slug in (LAND, VG)]
    writing = Gebiet.objects.exclude(ebene__in=[Ebene.BUND, Ebene.LAND, Ebene.ORTSGEMEINDE]).exclude(slug=VG)
    smaller = Gebiet.objects.filter(ebene=Ebene.ORTSGEMEINDE).order_by("-einwohner")
    others = [*writing.order_by("ars"), *smaller[:REDAKTIONEN]][: REDAKTIONEN - 1]
    print(f"\nSchreibtisch: {REDAKTIONEN} Redaktionen × {LEISTUNGEN} Texte", flush=True)
    catalogue([*gebiete, *others[:4]], 20, sprachen=["de"])
    client = _editor()
    small = {name: _page(client, url) for name, url in SEITEN.items()}
    catalogue([*gebiete, *others], LEISTUNGEN + 20, ab=20, sprachen=["de"])
    print(f"Lesemodell: {Textstand.objects.count()} Texte", flush=True)
    spent = _clock(aufgaben.catch_up)
    print(f"Alle Aufgaben neu ableiten (im Hintergrund): {spent:.1f} s", flush=True)
    print("Bildschirm    SQL klein  SQL groß  CPU ms klein  CPU ms groß  Verhältnis  Ziel")
    for name, url in SEITEN.items():
        (few, quick), (many, slow) = small[name], _page(client, url)
        print(f"{name:<14}{few:>9}{many:>10}{quick:>14.1f}{slow:>13.1f}{slow / quick:>12.2f}  ≤ 15 SQL, ≤ 2,0")
    _publish()


def _editor() -> Client:
    user = get_user_model().objects.create_user("bench", password=None)
    user.groups.add(Redaktion.objects.get(gebiet__slug=VG).freigebende)
    client = Client()
    client.force_login(user)
    return client


def _page(client: Client, name: str) -> tuple[int, float]:
    """Queries and median CPU in ms of one screen."""
    url = reverse(name)
    with override_settings(ZWEITER_FAKTOR=False):
        for _time in range(3):
            assert client.get(url).status_code == 200
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        queries = len(captured)
        samples = []
        for _round in range(ROUNDS):
            begun = process_time()
            client.get(url)
            samples.append(process_time() - begun)
    return queries, sorted(samples)[ROUNDS // 2] * 1000


def _publish() -> None:
    """The Land changes a text that all have built on: seconds until it is published, and until all are told."""
    land, leistung = Redaktion.objects.get(gebiet__slug=LAND), Leistung.objects.get(slug="leistung-27")
    generated = Textstand.objects.get(leistung=leistung, gebiet=land.gebiet, sprache="de")
    Page.objects.filter(pk=generated.pk).update(slug="weicht", url_path="/weicht/")  # it has no row of its own type
    generated.delete()
    spent = [
        _clock(
            lambda number=number: write_text(
                redaktion=land, leistung=leistung, module={"volltext": [{"inhalt": f"<p>Fassung {number}.</p>"}]}
            )
        )
        for number in range(5)
    ]
    print(f"Land veröffentlicht: {sorted(spent[1:])[2]:.2f} s (Ziel ≤ 1 s)", flush=True)
    print(
        f"… bis alle {REDAKTIONEN} Redaktionen es in ihrer Liste haben: {_clock(aufgaben.catch_up):.2f} s", flush=True
    )


def _clock(work: Callable[[], Any]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun
