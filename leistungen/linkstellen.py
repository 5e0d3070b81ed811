"""Which addresses live contents lead to, and whether our own are public; follows the journal of changes."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.fields import StreamField
from wagtail.models import Page, get_page_models

from cms import aenderungen
from cms.models import Organisationseinheit
from cms.prosa import content_hash
from leistungen.enums import Linkstand
from leistungen.linkadressen import SEITE, addresses, by_block, host
from leistungen.models import Linkstelle, Linkziel, RedaktionPage, TextPage, Textstand

FOLLOWER = "links"
CHUNK = 100  # pages at a time
STEPS_WHILE_WAITING = 4


def current() -> QuerySet[Linkstelle]:
    """The places, up to date unless so much has changed at once that nobody should wait for it."""
    aenderungen.follow(FOLLOWER, _plan, most=STEPS_WHILE_WAITING)
    return Linkstelle.objects.all()


def catch_up() -> None:
    """Follow the journal."""
    aenderungen.follow(FOLLOWER, _plan)


def _plan(tags: set[str] | None) -> list[aenderungen.Schritt]:
    if tags is None:
        pages = list(Page.objects.order_by("pk").values_list("pk", flat=True))
        offices = list(Organisationseinheit.objects.values_list("pk", flat=True))
    else:
        pages, offices = list(_pages(tags)), list(aenderungen.ids_of(tags, "stelle"))
    chunks = [pages[start : start + CHUNK] for start in range(0, len(pages), CHUNK)]
    steps: list[aenderungen.Schritt] = [partial(_write_pages, chunk) for chunk in chunks]
    return [*steps, partial(_write_offices, offices), _judge_own]


def _write_pages(pages: list[int]) -> None:
    _write(Q(page__in=pages), list(_in_pages(pages)))


def _write_offices(offices: list[int]) -> None:
    _write(Q(stelle__in=offices), list(_in_offices(offices)))


def _pages(tags: set[str]) -> Iterator[int]:
    yield from aenderungen.ids_of(tags, "seite")
    if leistungen := aenderungen.ids_of(tags, "leistung"):
        for model in TextPage.__subclasses__():
            yield from model.objects.filter(leistung__in=leistungen).values_list("pk", flat=True)


def _in_pages(pages: list[int]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Addresses with the fields of their Linkstelle, of those pages that are live."""
    areas = dict(RedaktionPage.objects.values_list("path", "redaktion"))
    for model in get_page_models():
        names = [field.name for field in model._meta.get_fields() if isinstance(field, StreamField)]
        found = model._default_manager.filter(pk__in=pages, live=True, alias_of=None) if names else model.objects.none()
        for pk, path, *streams in found.values_list("pk", "path", *names):
            where = {"page_id": pk, "redaktion_id": areas.get(path[: -Page.steplen])}
            for stream in streams:
                for block, own in by_block(stream.raw_data).items():
                    yield from ((address, where | {"block": block[:36]}) for address in own)


def _in_offices(offices: list[int]) -> Iterator[tuple[str, dict[str, Any]]]:
    found = Organisationseinheit.objects.filter(pk__in=offices)
    for pk, redaktion, *texts in found.values_list("pk", "redaktion", "webseite", "beschreibung"):
        for address in dict.fromkeys(addresses(texts)):
            yield address, {"stelle_id": pk, "redaktion_id": redaktion}


def _write(scope: Q, wanted: list[tuple[str, dict[str, Any]]]) -> None:
    ziele = {address: content_hash(address) for address, _where in wanted}
    Linkziel.objects.bulk_create(
        (Linkziel(hash=hash_, adresse=address, host=host(address)) for address, hash_ in ziele.items()),
        ignore_conflicts=True,
        batch_size=CHUNK,
    )
    due = {one.key: one for one in (Linkstelle(ziel_id=ziele[address], **where) for address, where in wanted)}
    there = {one.key: one.pk for one in Linkstelle.objects.filter(scope)}
    Linkstelle.objects.filter(pk__in=[pk for key, pk in there.items() if key not in due]).delete()
    Linkstelle.objects.bulk_create([one for key, one in due.items() if key not in there], batch_size=CHUNK)


def _judge_own() -> None:
    """A page of ours is public or it is not; nobody needs to be asked twice. What nobody links to is forgotten."""
    Linkziel.objects.filter(stellen=None).delete()
    own = list(Linkziel.objects.filter(host=""))
    pages = {int(id_) for one in own if (id_ := _page_id(one.adresse))}
    public = {f"{SEITE}:{pk}" for pk in Page.objects.live().public().filter(pk__in=pages).values_list("pk", flat=True)}
    described = Textstand.objects.filter(sprache="de", stamm=True).values_list("leistung__slug", flat=True).distinct()
    reachable = public | {f"/leistungen/{slug}/" for slug in described}
    now, changed = timezone.now(), []
    for one in own:
        stand = Linkstand.GUT if one.adresse in reachable else Linkstand.TOT
        if one.stand != stand:
            one.stand, one.seit = stand, None if stand == Linkstand.GUT else now
            one.grund = "unveroeffentlicht" if one.adresse.startswith(SEITE) else "nicht_angeboten"
            changed.append(one)
    Linkziel.objects.bulk_update(changed, ["stand", "seit", "grund"], batch_size=CHUNK)


def _page_id(address: str) -> str:
    kind, _colon, id_ = address.partition(":")
    return id_ if kind == SEITE and id_.isdecimal() else ""
