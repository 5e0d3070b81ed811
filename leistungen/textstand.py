"""Projection: a text page → its row of the read model, in the page's own save transaction."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils import timezone
from wagtail.models import Page
from wagtail.rich_text import RichText

from cms.models import Gebiet
from cms.prosa import content_hash
from cms.sprachen import code_of
from cms.verweise import address, with_addresses
from leistungen.models import TextPage, Textstand, Vorlage
from leistungen.textmodule import NACH_KEY, REIHENFOLGE, Art, Textmodul
from leistungen.uebersetzung import source_of, translated_ids
from leistungen.vererbung import resolve

Row = dict[str, Any]


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
    }
    if old and all(getattr(old, name) == value for name, value in values.items()):
        return False
    Textstand.objects.update_or_create(pk=page.pk, defaults=values)
    if found.stamm and sprache == "de":
        keep_vorlagen(found.leistung_id)
    return True


def module_of(page: TextPage, old: Textstand | None) -> dict[str, list[Row]]:
    """The texts of a page, live or draft, as its row would hold them."""
    return _german(page, old) if page.locale.language_code == "de" else _translated(page, old)


def keep_vorlagen(leistung: int) -> None:
    """Keep every resolved Stammtext section of a Leistung by its hash."""
    rows = Textstand.objects.filter(leistung=leistung)
    lagen = [lage for lage in rows.lagen().get(leistung, []) if lage.stamm]
    orte = {lage.gebiet for lage in lagen}.union(*(text.gilt_fuer for lage in lagen for text in lage.texte))
    for kette in Gebiet.objects.filter(pk__in=orte).values_list("kette", flat=True):
        for abschnitt in resolve(lagen, kette, REIHENFOLGE):
            inhalt = [teil.text.inhalt for teil in abschnitt.teile]
            Vorlage.objects.get_or_create(hash=abschnitt.hash, defaults={"inhalt": inhalt})


def texts_of(page: TextPage) -> dict[str, list[Row]]:
    """The texts of a page in canonical form, by section; what is empty and hides nothing is left out."""
    found: dict[str, list[Row]] = {}
    sprache = code_of(page.locale_id)
    for block in page.module:
        modul = NACH_KEY.get(block.block_type)
        if modul is None:
            continue
        for row in _rows(modul, block, sprache):
            if row["inhalt"] or row["modus"] == "ausblenden":
                found.setdefault(modul.key, []).append(row)
    return found


def _rows(modul: Textmodul, block: Any, sprache: str) -> Iterator[Row]:
    value = block.value
    whole = sorted(gebiet.pk for gebiet in value["gilt_fuer"] if gebiet)
    for suffix, gilt_fuer, inhalt in _split(modul, value["inhalt"], whole, sprache):
        yield {
            "id": f"{block.id}{suffix}",
            "modus": value["modus"],
            "inhalt": inhalt,
            "hash": content_hash(inhalt),
            "texthash": text_hash(modul, inhalt),
            "gilt_fuer": gilt_fuer,
            "ersetzbar": bool(value["ersetzbar"]),
            "basis": value["basis"] or "",
            "grund": value["grund"] or "",
            "quelle": value["quelle"] or "",
            "geprueft": value["stand"].isoformat() if value["stand"] else "",
        }


def _split(modul: Textmodul, inhalt: Any, whole: list[int], sprache: str) -> Iterator[tuple[str, list[int], Any]]:
    """Entries of a typed list that hold for other places become texts of their own."""
    if modul.art is not Art.LISTE:
        yield "", whole, _prose(modul, inhalt, sprache)
        return
    groups: dict[tuple[int, ...], list[Row]] = {}
    for item in inhalt or []:
        own = tuple(sorted(gebiet.pk for gebiet in item["gilt_fuer"] if gebiet)) or tuple(whole)
        groups.setdefault(own, []).append(entry(item))
    for own, items in groups.items() or {tuple(whole): []}.items():
        suffix = "" if list(own) == whole else "-" + "-".join(map(str, own))
        yield suffix, list(own), items


def _prose(modul: Textmodul, inhalt: Any, sprache: str) -> str:
    if modul.art is Art.PROSA:
        source = inhalt.source if isinstance(inhalt, RichText) else str(inhalt or "")
        return with_addresses(source, sprache)
    return " ".join(str(inhalt or "").split())


def entry(item: Any) -> Row:
    """An entry of a typed list as plain values. A file or page becomes its address."""
    row: Row = {}
    for name, value in item.items():
        if name == "datei" and value:
            row["url"] = value.url
            row["groesse_kb"] = max(1, round((value.get_file_size() or 0) / 1000))
            row["format"] = value.file_extension.upper()
            row["barrierefrei"] = value.barrierefrei
        elif name == "seite" and value:
            row["url"] = address(value)
        elif isinstance(value, date):
            row[name] = value.isoformat()
        elif name not in {"gilt_fuer", "datei", "seite"} and not row.get(name):
            row[name] = value
    return row


def text_hash(modul: Textmodul, inhalt: Any) -> str:
    """Hash of what a translator translates: all of a prose text, the words of a typed list."""
    return content_hash(words(modul, inhalt))


def words(modul: Textmodul, inhalt: Any) -> Any:
    """The language in a content: all of it, or the text fields of a list's entries."""
    if modul.art is Art.LISTE:
        return [{name: item.get(name) or "" for name in modul.textfelder} for item in inhalt]
    return inhalt


def _german(page: TextPage, old: Textstand | None) -> dict[str, list[Row]]:
    before = _by_id(old)
    module = texts_of(page)
    for row in (row for rows in module.values() for row in rows):
        known = before.get(row["id"])
        unchanged = known is not None and known["hash"] == row["hash"]
        row["seit"] = known["seit"] if unchanged and known else _published(page).isoformat()
    return module


def _translated(page: TextPage, old: Textstand | None) -> dict[str, list[Row]]:
    """The translated texts, each with the hash of the German text it was made from as its ``basis``."""
    before = _by_id(old)
    source = source_of(page)
    based_on = _translated_from(page, source) if source else None
    module: dict[str, list[Row]] = {}
    for key, rows in texts_of(page).items():
        for row in rows:
            inhalt = words(NACH_KEY[key], row["inhalt"])
            own_hash = content_hash(inhalt)
            known = before.get(row["id"])
            if based_on is None:
                made_from = row["basis"]
            elif row["id"] in based_on:
                made_from = based_on[row["id"]]
            else:
                made_from = known["basis"] if known and known["hash"] == own_hash else ""
            if made_from:
                module.setdefault(key, []).append(
                    {"id": row["id"], "inhalt": inhalt, "hash": own_hash, "basis": made_from}
                )
    return module


def _translated_from(page: TextPage, source: Any) -> dict[str, str]:
    """Text hashes of the German texts a page is fully translated from, by id.

    Empty if the source has been renewed since the page was published: the page then still holds the older words.
    """
    if page.last_published_at is None or source.last_updated_at > page.last_published_at:
        return {}
    complete = translated_ids(source, page.locale)
    german = texts_of(source.as_instance())
    return {row["id"]: row["texthash"] for rows in german.values() for row in rows if row["id"][:36] in complete}


def _by_id(old: Textstand | None) -> dict[str, Row]:
    return {row["id"]: row for rows in old.module.values() for row in rows} if old else {}


def _published(page: Page) -> date:
    return timezone.localdate(page.last_published_at) if page.last_published_at else timezone.localdate()


def rebuild() -> set[int]:
    """Make the whole read model anew. Returns the ids of the Leistungen of which a row differed."""
    differing: set[int] = set()
    live: set[int] = set()
    for model in TextPage.__subclasses__():
        for page in model.objects.filter(live=True).iterator(chunk_size=200):
            live.add(page.pk)
            if write(page):
                differing.add(page.leistung_id)
    orphans = Textstand.objects.exclude(pk__in=live)
    differing.update(orphans.values_list("leistung", flat=True))
    orphans.delete()
    return differing
