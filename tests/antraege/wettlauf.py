"""Requests that meet where it hurts: after each has read, before any has written.

Run as a program on the migrated database that the environment names; prints what came of each race as JSON. Every race
is run with the guards, and once more without them (``bench.ohne_schutz``), which shows that they really do meet.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pkgutil import resolve_name
from threading import Barrier, BrokenBarrierError, Event, Thread, get_ident
from typing import Any
from unittest.mock import patch

PATIENCE = 0.4  # seconds; so long a guard is given to keep the others away
Work = Callable[[], Any]


@contextmanager
def wrapped(target: str, before: Work) -> Iterator[None]:
    """Whoever calls ``target`` does something else first."""
    owner, _dot, name = target.rpartition(".")
    found = resolve_name(owner)
    original = getattr(found, name)

    def replaced(*args: Any, **kwargs: Any) -> Any:
        before()
        return original(*args, **kwargs)

    with patch.object(found, name, replaced):
        yield


def run(works: Iterable[Work]) -> dict[str, Any]:
    """All at once, each in a thread with a connection of its own: what they returned, and what they raised."""
    from django.db import connections

    results: list[Any] = []
    errors: Counter[str] = Counter()

    def one(work: Work) -> None:
        try:
            results.append(work())
        except Exception as error:
            errors[type(error).__name__] += 1
        finally:
            connections.close_all()

    threads = [Thread(target=one, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"ergebnisse": results, "fehler": errors}


def meet(works: list[Work], at: str) -> dict[str, Any]:
    """They wait for each other at ``at``, but not for ever; ``getroffen`` says whether all of them got there."""
    barrier, met = Barrier(len(works)), []

    def wait() -> None:
        with suppress(BrokenBarrierError):
            met.append(barrier.wait(PATIENCE))

    with wrapped(at, wait):
        return run(works) | {"getroffen": len(met) >= len(works)}


def overtake(slow: Work, quick: Work, at: str) -> dict[str, Any]:
    """``quick`` begins and ends while ``slow`` stands at ``at``, unless a guard makes it wait."""
    arrived, passed, whose = Event(), Event(), []

    def stand() -> None:
        if get_ident() in whose and not arrived.is_set():
            arrived.set()
            passed.wait(PATIENCE)

    def first() -> Any:
        whose.append(get_ident())
        return slow()

    def second() -> Any:
        arrived.wait(10)
        try:
            return quick()
        finally:
            passed.set()

    with wrapped(at, stand):
        return run([first, second])


# --- Races ------------------------------------------------------------------------------------------------------------


def entwurf() -> Any:
    """A draft that is ready to be sent."""
    from tests.anmeldung import Kunde
    from tests.antraege.welt import Reise

    reise = Reise(Kunde())
    reise.fill()
    return reise


def senden() -> dict[str, Any]:
    """Four who send the same draft."""
    from antraege.models import Antrag, Folge, Vorgang, Vorgangsereignis
    from antraege.services import einreichen

    antrag = entwurf().antrag.pk

    def send() -> int:
        return int(einreichen.submit_antrag(antrag=antrag).pk)

    found = meet([send] * 4, "antraege.services.einreichen.auswerter")
    return found | {
        "ergebnisse": len(set(found["ergebnisse"])),
        "vorgaenge": Vorgang.objects.filter(antrag=antrag).count(),
        "ereignisse": Vorgangsereignis.objects.filter(vorgang__antrag=antrag).count(),
        "folgen": sorted(Folge.objects.filter(antrag=antrag).values_list("art", flat=True)),
        "abgesendet": not Antrag.objects.get(pk=antrag).ist_entwurf,
    }


def nummern() -> dict[str, Any]:
    """Sixteen who begin."""
    from antraege.angebot import angebot, formulare
    from antraege.models import Antrag, Nummernkreis
    from antraege.services import beginnen
    from cms.orte import verzeichnis

    offer = angebot(formulare("fest"), verzeichnis().by_slug["masburg"])
    before = Nummernkreis.objects.get().letzte if Nummernkreis.objects.exists() else 0

    def begin() -> str:
        return str(beginnen.open_antrag(angebot=offer).nummer)

    at = "antraege.models.Nummernkreis.save" if before else "antraege.services.nummern.usual_muster"
    found = meet([begin] * 16, at)
    given = sorted(int(one.rpartition("-")[2]) for one in found["ergebnisse"])
    return found | {
        "ergebnisse": len(given),
        "verschieden": len(set(given)),
        "lueckenlos": given == list(range(before + 1, before + 17)),
        "zeilen": Antrag.objects.filter(nummer__in=found["ergebnisse"]).count(),
    }


def merken() -> dict[str, Any]:
    """Two who save other fields of one draft."""
    from antraege.services import speichern

    reise = entwurf()
    works = [
        lambda key=key: speichern.save_schritt(antrag=reise.antrag.pk, schritt="fest", antworten={key: key}) and key
        for key in ("links", "rechts")
    ]
    found = meet(works, "antraege.models.Antrag.schreiben")
    return found | {"da": sorted({"links", "rechts"} & reise.antworten().keys())}


def fenster() -> dict[str, Any]:
    """Two windows of one step, each of which changes another field."""
    reise = entwurf()
    page = reise.go("fest").content.decode()
    stand = page.split('name="_stand" value="')[1].split('"')[0]
    kept = reise.antworten()
    begin, zelt = "24.12.2031", kept["zelt"]
    old = ".".join(reversed(kept["beginn"].split("-")))

    def send(**data: str) -> Work:
        from tests.anmeldung import Kunde
        from tests.antraege.welt import Reise

        def work() -> int:
            window = Reise.__new__(Reise)
            window.client, window.antrag = Kunde(), reise.antrag
            window.client.cookies = reise.client.cookies.copy()
            return int(window.send("fest", "speichern", _stand=stand, _gezeigt="beginn,zelt", **data).status_code)

        return work

    works = [send(beginn=begin, zelt="nein"), send(beginn=old, zelt="ja")]
    found = meet(works, "antraege.views.schritt.save_schritt")
    now = reise.antworten()
    return found | {"beide": now["beginn"] == "2031-12-24" and now["zelt"] != zelt}


def ueberholt_beim_senden() -> dict[str, Any]:
    """Something is typed in one window while another sends."""
    from antraege.services import einreichen, speichern

    reise = entwurf()
    pk = reise.antrag.pk
    found = overtake(
        lambda: einreichen.submit_antrag(antrag=pk) and "gesendet",
        lambda: speichern.save_schritt(antrag=pk, schritt="fest", antworten={"beginn": "2031-12-24"}) and "gemerkt",
        at="antraege.services.einreichen.auswerter",
    )
    told = "gemerkt" in found["ergebnisse"]
    return found | {"verloren": told and reise.antworten()["beginn"] != "2031-12-24"}


def ueberholt_beim_merken() -> dict[str, Any]:
    """One window sends while another is about to save."""
    from antraege.services import einreichen, speichern

    reise = entwurf()
    pk = reise.antrag.pk
    found = overtake(
        lambda: speichern.save_schritt(antrag=pk, schritt="fest", antworten={"beginn": "2031-12-24"}) and "gemerkt",
        lambda: einreichen.submit_antrag(antrag=pk) and "gesendet",
        at="antraege.models.Antrag.schreiben",
    )
    reise.antrag.refresh_from_db()
    return found | {"ganz": bool(reise.antrag.lesen().posten), "beginn": reise.antworten()["beginn"]}


def ueberholt_beim_schluesseltausch() -> dict[str, Any]:
    """Somebody saves the very draft that is being encrypted anew."""
    from antraege.services import schluessel, speichern

    reise = entwurf()
    pk = reise.antrag.pk
    found = overtake(
        lambda: schluessel._antrag(pk),
        lambda: speichern.save_schritt(antrag=pk, schritt="fest", antworten={"wort": "neu"}) and "gemerkt",
        at="antraege.services.schluessel.reseal",
    )
    return found | {"verloren": reise.antworten().get("wort") != "neu"}


def wiederholt_beim_loeschen() -> dict[str, Any]:
    """Somebody has a mail tried again while its application is deleted."""
    from datetime import timedelta

    from django.utils import timezone

    from antraege.enums import Folgezustand, Vorgangszustand
    from antraege.models import Folge, Vorgang
    from antraege.services import aufbewahren, einreichen, nachholen

    pk = entwurf().antrag.pk
    einreichen.submit_antrag(antrag=pk)
    long_ago = timezone.now() - timedelta(days=4000)
    Vorgang.objects.filter(antrag=pk).update(zustand=Vorgangszustand.ABGESCHLOSSEN, geaendert_at=long_ago)
    Folge.objects.filter(antrag=pk).update(zustand=Folgezustand.GESCHEITERT)
    folge = Folge.objects.get(antrag=pk, art="mail").pk
    faellig = next(one for one in aufbewahren.due() if one.antrag == pk)
    return overtake(
        lambda: nachholen.retry_folge(folge=folge, user=None) and "wiederholt",
        lambda: aufbewahren.execute(faellig) and "gelöscht",
        at="antraege.services.nachholen.note",
    )


RACES = (
    senden,
    nummern,
    merken,
    fenster,
    ueberholt_beim_senden,
    ueberholt_beim_merken,
    ueberholt_beim_schluesseltausch,
    wiederholt_beim_loeschen,
)


def all_races() -> dict[str, Any]:
    return {race.__name__: race() for race in RACES}


@contextmanager
def no_comparison() -> Iterator[None]:
    """A save overwrites what was kept since its page was read."""
    from antraege.services import speichern

    def careless(*, gelesen: bytes | None = None, **kwargs: Any) -> Any:
        return speichern.save_schritt(**kwargs)

    with patch("antraege.views.schritt.save_schritt", careless):
        yield


def main() -> None:
    import django

    django.setup()
    from bench.ohne_schutz import drop_uniqueness, no_locks, no_transactions
    from tests.antraege import schluesseltausch
    from tests.antraege.welt import Welt
    from tests.factories.cms import Orte

    Welt(Orte(), schluesseltausch.FORMULAR)
    found = {"der erste": nummern(), "geschützt": all_races(), "schluesseltausch": schluesseltausch.story()}
    with ExitStack() as stack:
        stack.enter_context(no_comparison())
        stack.enter_context(no_transactions())
        stack.enter_context(no_locks())
        found["nur eindeutig"] = {race.__name__: race() for race in (senden, nummern)}
        drop_uniqueness()
        found["ohne Schutz"] = all_races()
    print(json.dumps(found))


if __name__ == "__main__":
    main()
