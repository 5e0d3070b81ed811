"""Projection: a text page → its row of the read model, in the page's own save transaction."""

from datetime import date
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from cms.models import Gebiet
from leistungen import verlauf
from leistungen.models import TextPage, Textstand
from leistungen.models.freigabe import released_at
from leistungen.textzeilen import Row, texts_of
from leistungen.uebersetzung import translations_of
from leistungen.vorlagen import keep_vorlagen, keep_wordings


def project(subject: Any) -> set[str]:
    """Write, renew or remove the row of a text page; other subjects have none. Returns no further tags."""
    if isinstance(subject, TextPage):
        write(subject)
    return set()


def write(page: TextPage) -> bool:
    """Bring the row of ``page`` in line with what the database holds. Returns whether anything differed.

    The page is read anew: an instance in memory may hold a draft.
    """
    found = type(page).objects.select_related("locale").filter(pk=page.pk, live=True).first()
    old = Textstand.objects.filter(pk=page.pk).first()
    if found is None:
        _keep_what_goes(page, old, {})
        _take_translations_along(page)
        return bool(Textstand.objects.filter(pk=page.pk).delete()[0])
    gebiet = Gebiet.objects.get(redaktion__seiten=found.get_parent().pk)
    sprache = found.locale.language_code
    values = {
        "leistung_id": found.leistung_id,
        "gebiet_id": gebiet.pk,
        "sprache": sprache,
        "stamm": found.stamm,
        "stand": _published(found),
        "module": module_of(found, old),
        "revision_id": found.live_revision_id,
    }
    if sprache == "de":
        _note_release(found, values["module"])
    if old and all(getattr(old, name) == value for name, value in values.items()):
        return False
    _keep_what_goes(found, old, values["module"])
    if old and old.revision_id != found.live_revision_id and _said(old.module) != _said(values["module"]):
        values["vorige_id"] = old.revision_id
    new, _created = Textstand.objects.update_or_create(pk=page.pk, defaults=values)
    verlauf.record(old, new)
    if found.stamm and sprache == "de":
        keep_vorlagen(found.leistung_id)
    return True


def _take_translations_along(page: TextPage) -> None:
    """A deleted German text leaves no translations: they say nothing, but would hold the place of the next text's."""
    if not page.is_translation and not type(page).objects.filter(pk=page.pk).exists():
        for translation in Page.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk):
            translation.delete()


def module_of(page: TextPage, old: Textstand | None) -> dict[str, list[Row]]:
    """The texts of a page, live or draft, as its row would hold them."""
    return translations_of(page, old, _published(page).isoformat()) if page.is_translation else _german(page, old)


def _said(module: dict[str, list[Row]]) -> list[tuple[str, Row]]:
    """A page's texts without the days that go with them."""
    return [
        (key, {name: value for name, value in row.items() if name not in {"seit", "freigegeben"}})
        for key, rows in module.items()
        for row in rows
    ]


def _note_release(page: TextPage, module: dict[str, list[Row]]) -> None:
    """Citizens read on which day a second person released the text; who it was stays in the page's history."""
    released = released_at(page)
    if released:
        for row in (row for rows in module.values() for row in rows):
            row["freigegeben"] = timezone.localdate(released).isoformat()


def _keep_what_goes(page: TextPage, old: Textstand | None, module: dict[str, list[Row]]) -> None:
    """Translators are shown the German wording that their text was made from."""
    if old is None or old.sprache != "de":
        return
    staying = {row["texthash"] for rows in module.values() for row in rows}
    going = [one for one in old.vorlagen().values() if one.hash not in staying]
    if going and Page.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk).exists():
        keep_wordings(going)


def _german(page: TextPage, old: Textstand | None) -> dict[str, list[Row]]:
    """A text that is the same as before keeps the day of its last change."""
    before = {row["id"]: row for rows in old.module.values() for row in rows} if old else {}
    module = texts_of(page.module)
    for row in (row for rows in module.values() for row in rows):
        known = before.get(row["id"])
        unchanged = known is not None and known["hash"] == row["hash"]
        row["seit"] = known["seit"] if unchanged and known else _published(page).isoformat()
    return module


def _published(page: Page) -> date:
    return timezone.localdate(page.last_published_at) if page.last_published_at else timezone.localdate()


def rebuild() -> set[int]:
    """Make the whole read model anew. Returns the ids of the Leistungen of which a row differed."""
    differing: set[int] = set()
    live: set[int] = set()
    with verlauf.first_state():  # another way to keep the same texts is no change of theirs
        _write_all(differing, live)
    orphans = Textstand.objects.exclude(pk__in=live)
    differing.update(orphans.values_list("leistung", flat=True))
    orphans.delete()
    return differing


def _write_all(differing: set[int], live: set[int]) -> None:
    for model in TextPage.__subclasses__():
        for page in model.objects.filter(live=True).iterator(chunk_size=200):
            live.add(page.pk)
            if write(page):
                differing.add(page.leistung_id)
