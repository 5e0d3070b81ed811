"""Writing use case: the texts of a Leistung by one Redaktion. Editors' views, commands and imports all come here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid4, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.blocks import StreamValue
from wagtail.log_actions import log

from cms.models import Redaktion
from cms.orte import verzeichnis
from leistungen.models import ErgaenzungPage, Leistung, RedaktionPage, StammtextPage, TextPage, Textstand
from leistungen.services.bereiche import ensure_bereiche
from leistungen.textmodule import NACH_KEY, REIHENFOLGE
from leistungen.textzeilen import texts_of
from leistungen.vererbung import Abschnitt

BETREIBER = "leistungen.betreiber"  # log action: changed by the operator's command

Value = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ergebnis:
    """What a write did: the page, and "neu", "geändert" or "unverändert"."""

    page: TextPage
    was: str


def page_for(redaktion: Redaktion, leistung: Leistung, sprache: str = "de") -> TextPage | None:
    """The text page of a Redaktion for a Leistung, live or draft."""
    areas = RedaktionPage.objects.filter(redaktion=redaktion, locale__language_code=sprache)
    for area in areas:
        for model in (StammtextPage, ErgaenzungPage):
            if found := model.objects.child_of(area).filter(leistung=leistung).first():
                return found
    return None


def upper_texts(redaktion: Redaktion, leistung: Leistung) -> dict[str, Abschnitt]:
    """The Stammtext sections that stand above a Redaktion's own texts, by key."""
    gebiet = verzeichnis().by_id[redaktion.gebiet_id]
    return Textstand.objects.above(leistung.pk, gebiet.id, gebiet.kette)


def is_stamm_by_default(redaktion: Redaktion, leistung: Leistung) -> bool:
    """Bund and Land write Stammtexte; a municipality does where nothing stands above it."""
    return verzeichnis().by_id[redaktion.gebiet_id].hoheitlich or not upper_texts(redaktion, leistung)


@transaction.atomic
def start_text(*, redaktion: Redaktion, leistung: Leistung, user: Any = None) -> TextPage:
    """The page on which a Redaktion writes about a Leistung; an empty draft if there is none yet."""
    if found := page_for(redaktion, leistung):
        return found
    page = _new_page(redaktion, leistung, is_stamm_by_default(redaktion, leistung))
    page.save_revision(user=user, log_action=False)
    return page


@transaction.atomic
def write_text(
    *,
    redaktion: Redaktion,
    leistung: Leistung,
    module: Mapping[str, Sequence[Value]],
    stamm: bool | None = None,
    whole: bool = False,
    anlass: str = "",
) -> Ergebnis:
    """Write sections of a Redaktion's German text and publish it.

    ``module`` gives the block values of each section to write; with ``whole`` the sections not named are removed.
    Every text written is pinned to the Stammtext that now stands above it. Raises ``ValidationError`` with the
    section's key for what the form would refuse too.
    """
    page = page_for(redaktion, leistung)
    new = page is None
    if page is None:
        page = _new_page(redaktion, leistung, is_stamm_by_default(redaktion, leistung) if stamm is None else stamm)
    before = texts_of(page.module)
    above = upper_texts(redaktion, leistung)
    kept = [] if whole else [block for block in page.module.raw_data if block["type"] not in module]
    written = [block for key, values in module.items() for block in _blocks(page, key, values, above.get(key))]
    set_module(page, _in_order([*kept, *written]))
    if not new and texts_of(page.module) == before and page.live:
        return Ergebnis(page, "unverändert")
    page.full_clean(exclude=["module"])
    publish(page, anlass=anlass)
    return Ergebnis(page, "neu" if new else "geändert")


def publish(page: TextPage, *, anlass: str = "") -> None:
    """Publish a page as the operator, with an entry in its history."""
    revision = page.save_revision(log_action=False, clean=False)
    log(instance=page, action=BETREIBER, revision=revision, content_changed=True, data={"anlass": anlass})
    revision.publish(log_action=False)
    page.refresh_from_db()


def set_module(page: TextPage, raw: list[Value]) -> None:
    """Put raw blocks on a page after the block definitions have checked them."""
    stream_block = page._meta.get_field("module").stream_block
    value = stream_block.to_python(raw)
    try:
        page.module = stream_block.clean(value)
    except ValidationError as error:
        raise ValidationError(_messages(value, error)) from error


def _new_page(redaktion: Redaktion, leistung: Leistung, stamm: bool) -> TextPage:
    german = RedaktionPage.objects.filter(redaktion=redaktion, locale__language_code="de")
    area = german.first() or ensure_bereiche(redaktion)["de"]
    area.refresh_from_db()
    model = StammtextPage if stamm else ErgaenzungPage
    page = model(title=leistung.bezeichnung, slug=leistung.slug, leistung=leistung, locale=area.locale, live=False)
    return area.add_child(instance=page)


def _blocks(page: TextPage, key: str, values: Sequence[Value], above: Abschnitt | None) -> list[Value]:
    """Raw blocks of a section; those that stand on the page already keep their ids."""
    ids = [block["id"] for block in page.module.raw_data if block["type"] == key]
    pin = above.hash if above else ""
    default_modus = _default_modus(page, key)
    blocks = []
    for index, value in enumerate(values):
        block_id = ids[index] if index < len(ids) else block_uuid(page, key, index)
        inhalt = value.get("inhalt") or ""
        if isinstance(inhalt, list):
            inhalt = [_item(block_id, number, item) for number, item in enumerate(inhalt)]
        gilt_fuer = [_item(block_id, gebiet, gebiet) for gebiet in value.get("gilt_fuer") or []]
        full = {"modus": default_modus, "grund": "", "ersetzbar": False, "quelle": "", "stand": None} | value
        blocks.append(
            {"type": key, "id": block_id, "value": full | {"inhalt": inhalt, "gilt_fuer": gilt_fuer, "basis": pin}}
        )
    return blocks


def block_uuid(page: TextPage, key: str, index: int) -> str:
    """A stable id for a block that a file describes, so that loading twice changes nothing."""
    if page.translation_key is None:
        return str(uuid4())
    return str(uuid5(NAMESPACE_URL, f"{page.url_path}#{key}-{index}"))


def _item(block_id: str, number: int, value: Any) -> Value:
    if isinstance(value, dict) and "gilt_fuer" in value:
        own = f"{block_id}-{number}"
        value = value | {"gilt_fuer": [_item(own, gebiet, gebiet) for gebiet in value["gilt_fuer"] or []]}
    return {"type": "item", "id": str(uuid5(NAMESPACE_URL, f"{block_id}#{number}")), "value": value}


def _default_modus(page: TextPage, key: str) -> str:
    modi = NACH_KEY[key].modi
    return "ersetzen" if page.stamm or len(modi) == 1 else "ergaenzen"


def _in_order(blocks: list[Value]) -> list[Value]:
    return sorted(blocks, key=lambda block: REIHENFOLGE.index(block["type"]))


def _messages(value: StreamValue, error: ValidationError) -> list[str]:
    """The messages of nested blocks, each with the section it belongs to."""
    errors = getattr(error, "block_errors", None) or {}
    found = [f"{value[index].block_type}: {text}" for index, one in errors.items() for text in _flatten(one)]
    return found or [str(text) for text in _flatten(error)]


def _flatten(error: Any) -> list[str]:
    children = getattr(error, "block_errors", None)
    if children:
        pairs = children.items() if isinstance(children, dict) else enumerate(children)
        return [f"{name}: {text}" for name, one in pairs if one for text in _flatten(one)]
    return list(error.messages) if hasattr(error, "messages") else [str(error)]
