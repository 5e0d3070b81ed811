"""The one place that hears of changes: saved, deleted, published, unpublished, moved.

In the transaction of the change it runs the projections that settings list (``PROJEKTIONEN``) and writes one row of
the journal; after the commit it wakes the followers (``FOLGENDE``). A follower keeps its position in the journal and
catches up from there, whoever made the change.

A page's publish is not one transaction in Wagtail, and ``page_published`` comes after the commit, so everything
hangs on ``post_save``, which lies inside ``Page.save()``'s own transaction.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import chain
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Model, Subquery
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from django.utils import timezone
from django.utils.module_loading import import_string
from wagtail.models import Page, PageViewRestriction, Site

from cms import gedaechtnis
from cms.models import Aenderung, Aenderungsstand, BasePage, Dokument, Folgestand, Verfolgt
from cms.verweise import referring

Schritt = Callable[[], Any]

JOURNAL_KEPT = timedelta(days=30)

# Written by Wagtail for drafts, locks and workflows: what citizens read stays as it was.
DRAFT_FIELDS = frozenset(
    {"draft_title", "has_unpublished_changes", "latest_revision", "latest_revision_created_at", "locked", "locked_at"}
    | {"locked_by", "owner"}
)


def connect() -> None:
    """Start listening; called once when the app is ready."""
    post_save.connect(_on_save, dispatch_uid="cms.aenderungen")
    pre_delete.connect(_before_delete, dispatch_uid="cms.aenderungen")
    post_delete.connect(_on_delete, dispatch_uid="cms.aenderungen")
    m2m_changed.connect(_on_m2m, dispatch_uid="cms.aenderungen")


def position() -> int:
    """The number of the latest change."""
    return Aenderungsstand.objects.values_list("nummer", flat=True).first() or 0


def since(nummer: int) -> set[str] | None:
    """The tags of all changes after ``nummer``; ``None`` if the journal no longer holds all of them."""
    latest = position()
    rows = Aenderung.objects.filter(nummer__gt=nummer, nummer__lte=latest).values_list("tags", flat=True)
    if len(rows) != latest - nummer:  # numbers have no gaps
        return None
    return {tag for tags in rows for tag in tags}


def ids_of(tags: Iterable[str], kind: str) -> set[int]:
    """The ids in tags such as ``leistung:12``."""
    prefix = f"{kind}:"
    return {int(tag[len(prefix) :]) for tag in tags if tag.startswith(prefix) and tag[len(prefix) :].isdigit()}


def follow(name: str, plan: Callable[[set[str] | None], list[Schritt]], most: int | None = None) -> None:
    """Bring what is derived in the database up to date. One query where nothing has changed.

    ``plan`` hears of the tags of all changes since the last time, or ``None`` if everything must be made anew, and
    returns the steps to take; each runs in a transaction of its own that holds others back who follow under the same
    name, and finds what it derives from as it then is. With ``most``, longer work is left for later.
    """
    if Folgestand.objects.filter(name=name, nummer=Subquery(Aenderungsstand.objects.values("nummer")[:1])).exists():
        return
    stand, _created = Folgestand.objects.get_or_create(name=name)
    nummer = position()
    steps = plan(since(stand.nummer) if 0 <= stand.nummer < nummer else None)
    if most is not None and len(steps) > most:
        return
    for step in [*steps, lambda: Folgestand.objects.filter(name=name).update(nummer=nummer)]:
        with transaction.atomic():
            if Folgestand.objects.select_for_update().get(name=name).nummer != stand.nummer:
                return  # somebody else was faster
            step()


def record(tags: Iterable[str]) -> None:
    """Write one journal row in the current transaction, drop own memories and wake the followers on commit.

    Services that write in bulk (``QuerySet.update``, ``bulk_create``) call it themselves.
    """
    _project([], set(tags), ())


@dataclass(slots=True)
class _Gesammelt:
    """What was changed inside of ``together``."""

    subjects: dict[tuple[type[Model], Any], Any] = field(default_factory=dict)
    tags: set[str] = field(default_factory=set)
    referred_by: list[Any] = field(default_factory=list)

    def add(self, subjects: list[Any], tags: set[str], referred_by: Iterable[Any] | None) -> None:
        self.subjects |= {(type(one), one.pk): one for one in subjects}
        self.tags |= tags
        self.referred_by += chain.from_iterable(map(referring, subjects)) if referred_by is None else referred_by


_gathering: ContextVar[_Gesammelt | None] = ContextVar("gathering", default=None)


@contextmanager
def together() -> Iterator[None]:
    """Changes made inside are one: one transaction, one number, and each thing is projected once, at the end.

    For what consists of many rows, such as an office with its locations and hours. What is read inside from a
    projection is as it was before.
    """
    if _gathering.get() is not None:
        yield
        return
    with transaction.atomic():
        nummer = _take_number()  # before any row is locked: who holds it never waits for one who waits for it
        found = _Gesammelt()
        token = _gathering.set(found)
        try:
            yield
        finally:
            _gathering.reset(token)
        if found.subjects or found.tags:
            _project(list(found.subjects.values()), found.tags, found.referred_by, nummer)
        else:
            Aenderungsstand.objects.update(nummer=nummer - 1)  # numbers have no gaps


def _take_number() -> int:
    """The next number. Others who want one wait until this transaction ends."""
    if not Aenderungsstand.objects.update(nummer=F("nummer") + 1):
        Aenderungsstand.objects.create(nummer=1)
    return position()


def _write(nummer: int, tags: set[str]) -> None:
    Aenderung.objects.create(nummer=nummer, tags=sorted(tags))
    gedaechtnis.forget(tags)
    # Robust: a follower that fails has kept its position and catches up at the next change or sweep.
    transaction.on_commit(lambda: _wake(tags), robust=True)


def prune() -> int:
    """Delete journal rows that every follower has long read; one further behind starts anew."""
    deleted, _details = Aenderung.objects.filter(zeit__lt=timezone.now() - JOURNAL_KEPT).delete()
    return deleted


def _wake(tags: set[str]) -> None:
    gedaechtnis.forget(tags)
    for path in settings.FOLGENDE:
        import_string(path)()


def _on_save(sender: type[Model], instance: Any, update_fields: Any = None, raw: bool = False, **kwargs: Any) -> None:
    if raw or (update_fields and DRAFT_FIELDS.issuperset(update_fields)):
        return
    if isinstance(instance, Verfolgt):
        _project(instance.subjects(), instance.aenderung_tags())
    elif isinstance(instance, Page):
        _project_page(instance)
    elif isinstance(instance, PageViewRestriction):
        _project_page(instance.page)


def _before_delete(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    """Remember who refers to what will be gone, and what citizens read of it; afterwards nobody knows."""
    for path in settings.VOR_DEM_LOESCHEN:
        import_string(path)(instance)
    if type(instance) is Page or isinstance(instance, Dokument):
        instance._verweisende = list(referring(instance))


def _on_delete(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, Verfolgt):
        _project(instance.subjects(), instance.aenderung_tags())
    elif isinstance(instance, BasePage):
        _project([instance], instance.aenderung_tags(), ())  # the row of the ``Page`` goes last
    elif isinstance(instance, PageViewRestriction):
        _project_page(instance.page)
    if found := getattr(instance, "_verweisende", None):
        _project([], set(), found)


def _on_m2m(sender: type[Model], instance: Any, action: str, **kwargs: Any) -> None:
    if action.startswith("post_") and isinstance(instance, Verfolgt):
        _project(instance.subjects(), instance.aenderung_tags())


def _project_page(page: Page) -> None:
    """A page that is or was live; others concern no citizen. ``MovePageAction`` saves the bare ``Page``."""
    if not page.live and page.first_published_at is None:
        return
    specific = page if isinstance(page, BasePage) else page.specific_class and page.specific
    if isinstance(specific, BasePage):
        Site.clear_site_root_paths_cache()  # Wagtail does so after the save
        _project([specific], specific.aenderung_tags())
        _project_descendants_later(specific)


def _project_descendants_later(page: BasePage) -> None:
    """Wagtail gives the pages below a renamed or moved one their new addresses after its save, unheard."""
    if page.numchild and Page.objects.descendant_of(page).exclude(url_path__startswith=page.url_path).exists():
        tags = page.aenderung_tags()
        transaction.on_commit(lambda: _project([page], tags), robust=True)


def _project(
    subjects: list[Any], tags: set[str], referred_by: Iterable[Any] | None = None, nummer: int | None = None
) -> None:
    """Renew what citizens read of ``subjects`` and of those who refer to one (where that is still known).

    Number first: whoever changes the same thing at the same time then projects what this transaction wrote.
    """
    if (gathering := _gathering.get()) is not None:
        gathering.add(subjects, tags, referred_by)
        return
    with transaction.atomic():
        nummer = _take_number() if nummer is None else nummer
        for subject in subjects:
            tags |= _renew(subject)
        for other in chain.from_iterable(map(referring, subjects)) if referred_by is None else referred_by:
            tags |= other.aenderung_tags()
            for subject in other.subjects() if isinstance(other, Verfolgt) else [other]:
                tags |= _renew(subject)
        _write(nummer, tags)


def _renew(subject: Any) -> set[str]:
    """Run the projections. Returns the tags of what else they changed."""
    return {tag for path in settings.PROJEKTIONEN for tag in import_string(path)(subject) or ()}
