"""Load forms from files. Repeatable, and never over an editor's change (``docs/formulare.md`` describes the files)."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils import timezone

from antraege.blocks import as_raw, faelle_raw
from antraege.definition import TEXTE, Definition
from antraege.forms import summary
from antraege.models import FormularPage
from antraege.pruefung import examine, stops
from antraege.services.bereiche import ensure_formularbereich
from antraege.services.uebersetzen import load_worte
from antraege.services.verlinken import link_form
from antraege.umgebung import land_at
from antraege.vergleichswerte import written
from cms.models import Redaktion
from cms.prosa import content_hash
from leistungen.models import Ladestand, Leistung

NEU, GEAENDERT, UNVERAENDERT, BEHALTEN = "neu", "geändert", "unverändert", "behalten"
STREAMS = ("unterlagen", "schritte", "gebuehren")
EIGENES = (
    "formular",
    "leistung",
    "redaktionen",
    "entwurf_tage",
    "aufbewahrung_tage",
    "faelle",
    "uebersetzungen",
    "onlinedienst",
)


class FormularDateiError(Exception):
    """A file says something no form says."""


@dataclass(frozen=True, slots=True)
class Geladen:
    formular: str
    was: str


def read(path: Path) -> dict[str, Any]:
    """Raises ``FormularDateiError``."""
    daten = json.loads(json.dumps(yaml.safe_load(path.read_text(encoding="utf-8")), default=str))  # days become text
    try:
        Definition.from_json(_definition(daten))
        return daten | {"faelle": daten.get("faelle", [])}
    except (KeyError, TypeError, AttributeError) as error:
        raise FormularDateiError(f"{path.name}: {error}") from error


def load(daten: Mapping[str, Any]) -> Iterator[Geladen]:
    """One form at each of its Redaktionen; one that editors made or changed, and be it in a draft, stays as it is.

    Raises ``FormularDateiError`` where Leistung or Redaktion is unknown, and where something stops the form.
    """
    leistung = Leistung.objects.filter(slug=daten["leistung"]).first()
    if leistung is None:
        raise FormularDateiError(f"Leistung {daten['leistung']} gibt es nicht.")
    for slug in daten["redaktionen"]:
        redaktion = Redaktion.objects.filter(gebiet__slug=slug).first()
        if redaktion is None:
            raise FormularDateiError(f"Redaktion {slug} gibt es nicht.")
        yield _load(daten, leistung, redaktion)


@transaction.atomic
def _load(daten: Mapping[str, Any], leistung: Leistung, redaktion: Redaktion) -> Geladen:
    name = f"formular:{daten['formular']}@{redaktion.gebiet.slug}"
    parent = ensure_formularbereich(redaktion)
    page = FormularPage.objects.child_of(parent).filter(slug=daten["formular"]).first()
    kept, source = Ladestand.objects.filter(objekt=name).first(), content_hash(dict(daten))
    if page and (kept is None or kept.stand != _state(page)):
        return Geladen(name, BEHALTEN)
    if page and kept and kept.quelle == source:
        return Geladen(name, UNVERAENDERT)
    _examine(daten, redaktion)
    was = GEAENDERT if page else NEU
    page = page or FormularPage(slug=daten["formular"], leistung=leistung, live=False, locale=parent.locale)
    _fill(page, daten)
    if page.pk is None:
        parent.refresh_from_db()
        parent.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    _translate(page, daten.get("uebersetzungen", {}))
    link_form(page, daten.get("onlinedienst") or page.title)
    Ladestand.objects.update_or_create(objekt=name, defaults={"quelle": source, "stand": _state(page)})
    return Geladen(name, was)


def _examine(daten: Mapping[str, Any], redaktion: Redaktion) -> None:
    """As the edit form does when an editor publishes."""
    heute, land = timezone.localdate(), land_at(redaktion.gebiet_id)
    if found := stops(examine(_definition(daten) | {"faelle": daten["faelle"]}, heute, land)):
        raise FormularDateiError(f"{daten['formular']}:\n{summary(found)}")


def _definition(daten: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in daten.items() if name not in EIGENES}


def _fill(page: FormularPage, daten: Mapping[str, Any]) -> None:
    definition = written(_definition(daten))
    page.title = definition.pop("titel")
    for name in TEXTE:
        if name != "titel":
            setattr(page, name, definition.get(name, ""))
    for name in STREAMS:
        block = FormularPage._meta.get_field(name).stream_block  # type: ignore[union-attr]
        setattr(page, name, as_raw(block, definition.get(name, []), f"{page.slug}/{name}"))
    page.faelle = faelle_raw(daten["faelle"], page.slug)  # type: ignore[assignment]
    for name in ("entwurf_tage", "aufbewahrung_tage"):
        if name in daten:
            setattr(page, name, daten[name])


def _translate(page: FormularPage, uebersetzungen: Mapping[str, Mapping[str, str]]) -> None:
    for sprache, worte in uebersetzungen.items():
        load_worte(formular=page, sprache=sprache, worte=worte)


def _state(page: FormularPage) -> str:
    """What an editor would change, be it published or not."""
    draft = page.get_latest_revision_as_object()
    return content_hash([draft.pruefdaten(), draft.entwurf_tage, draft.aufbewahrung_tage, page.live])
