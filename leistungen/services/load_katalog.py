"""Writing use case: load catalogue files. Repeatable, and never over an editor's change.

Of each object the loader keeps the hash of its description and of its state right after loading. What has another
state now was changed by an editor, and is kept.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models, transaction
from django.forms.models import model_to_dict
from wagtail_localize.models import StringTranslation

from cms import anwesenheit
from cms.aenderungen import together
from cms.models import Gebiet, Oeffnungszeit, Organisationseinheit, Person, Redaktion, Schliesstag, Standort
from cms.orte import verzeichnis
from cms.prosa import content_hash
from cms.services.redaktionen import create_redaktion
from cms.sprachen import FREI
from leistungen.enums import Zielgruppe
from leistungen.models import Ladestand, Lebenslage, Leistung, TextPage, Textstand, Zustaendigkeit
from leistungen.services.bereiche import ensure_bereiche
from leistungen.services.katalogdatei import Katalog, Value, contents, modules, prose
from leistungen.services.texte import page_for, write_text
from leistungen.services.uebersetzen import translate_text
from leistungen.verlauf import first_state

NEU, GEAENDERT, UNVERAENDERT, BEHALTEN = "neu", "geändert", "unverändert", "behalten"
TAGE = ("mo", "di", "mi", "do", "fr", "sa", "so")
UNBESCHRIEBEN = ("vertretung", "abwesend_von", "abwesend_bis", "abwesend_hinweis")  # never in files; may change freely
SPAETER = ("zielgruppen",)  # fields that came later: left out while empty, so that states kept before compare as ever


@dataclass(slots=True)
class Bericht:
    """What became of each object, and what went wrong."""

    zahlen: Counter[tuple[str, str]] = field(default_factory=Counter)
    behalten: list[str] = field(default_factory=list)
    fehler: list[str] = field(default_factory=list)

    def note(self, objekt: str, was: str) -> None:
        self.zahlen[objekt.partition(":")[0], was] += 1
        if was == BEHALTEN:
            self.behalten.append(objekt)


@dataclass(frozen=True, slots=True)
class Schritt:
    """One object to load: its name, its description, and how to write it. ``state`` tells what it now is."""

    objekt: str
    quelle: Any
    write: Callable[[], Any]
    state: Callable[[], Any]


def load(katalog: Katalog, *, progress: Callable[[list[Schritt]], Iterable[Schritt]] = iter) -> Bericht:
    """Load everything in ``katalog``; ``progress`` may wrap the steps to show how far it is."""
    bericht = Bericht(fehler=list(katalog.fehler))
    known = {row.objekt: row for row in Ladestand.objects.all()}
    with nullcontext() if Textstand.objects.exists() else first_state():
        _run(katalog, bericht, known, progress)
    return bericht


def _run(
    katalog: Katalog,
    bericht: Bericht,
    known: dict[str, Ladestand],
    progress: Callable[[list[Schritt]], Iterable[Schritt]],
) -> None:
    for stage in (_grundlagen, _rows, _zustaendigkeiten, _texte, _uebersetzungen):
        for schritt in progress(list(stage(katalog, bericht))):
            try:
                bericht.note(schritt.objekt, _apply(schritt, known.get(schritt.objekt)))
            except (ValidationError, ObjectDoesNotExist, KeyError) as error:
                messages = (
                    error.messages if isinstance(error, ValidationError) else [f"{type(error).__name__}: {error}"]
                )
                bericht.fehler += [f"{schritt.objekt}: {message}" for message in messages]


@transaction.atomic
def _apply(schritt: Schritt, known: Ladestand | None) -> str:
    quelle = content_hash(schritt.quelle)
    before = schritt.state()
    now, exists = content_hash(before), before is not None
    if known and exists and known.stand != now:
        return BEHALTEN
    if known and exists and known.quelle == quelle:
        return UNVERAENDERT
    if exists and not known:
        return BEHALTEN
    schritt.write()
    stand = content_hash(schritt.state())
    Ladestand.objects.update_or_create(objekt=schritt.objekt, defaults={"quelle": quelle, "stand": stand})
    return GEAENDERT if exists else NEU


# --- Redaktionen, Lebenslagen, Stellen --------------------------------------------------------------------------------


def _grundlagen(katalog: Katalog, bericht: Bericht) -> Iterator[Schritt]:
    for given in katalog.redaktionen:
        yield _step(f"redaktion:{given['gebiet']}", given, _write_redaktion, _state_redaktion)
    for order, given in enumerate(katalog.lebenslagen):
        described = given | {"sort_order": order}
        yield _step(f"lebenslage:{given['slug']}", described, _write_lebenslage, _state_of(Lebenslage))
    for given in _uppermost_first(katalog.stellen):
        yield _step(f"stelle:{given['slug']}", given, _write_stelle, _state_stelle)


def _step(objekt: str, given: Value, write: Callable[[Value], Any], state: Callable[[Value], Any]) -> Schritt:
    return Schritt(objekt, given, lambda: write(given), lambda: state(given))


def _gebiet(slug: str) -> Gebiet:
    ort = verzeichnis().find(str(slug))
    if ort is None:
        raise ValidationError(f"unbekannter Ort {slug}")
    return Gebiet.objects.get(pk=ort.id)


def _redaktion(slug: str) -> Redaktion:
    found = Redaktion.objects.filter(gebiet__slug=slug).first()
    if found is None:
        raise ValidationError(f"unbekannte Redaktion {slug}")
    return found


def _write_redaktion(given: Value) -> None:
    redaktion = create_redaktion(
        gebiet=_gebiet(given["gebiet"]), name=given.get("name", ""), vier_augen=given.get("vier_augen", False)
    )
    ensure_bereiche(redaktion)


def _state_redaktion(given: Value) -> Any:
    found = Redaktion.objects.filter(gebiet=_gebiet(given["gebiet"])).first()
    return found and {"name": found.name}


def _write_lebenslage(given: Value) -> None:
    Lebenslage.objects.update_or_create(slug=given["slug"], defaults={k: v for k, v in given.items() if k != "slug"})


def _state_of(model: type[models.Model]) -> Callable[[Value], Any]:
    def state(given: Value) -> Any:
        found = model._default_manager.filter(slug=given["slug"]).first()
        return found and _plain(found)

    return state


def _plain(instance: models.Model) -> Value:
    """An instance as plain values; related objects by their ids."""
    values = model_to_dict(instance, exclude=["id", "karte", *UNBESCHRIEBEN])
    said = {key: value for key, value in values.items() if value or key not in SPAETER}
    return {key: _ids(value) if isinstance(value, list) else value for key, value in said.items()}


def _ids(values: list[Any]) -> list[Any]:
    return sorted(one.pk for one in values) if values and isinstance(values[0], models.Model) else values


def _uppermost_first(stellen: list[Value]) -> list[Value]:
    """Offices above come before those below them."""
    by_slug = {given["slug"]: given for given in stellen}

    def depth(given: Value) -> int:
        steps, above = 0, given.get("uebergeordnet")
        while above in by_slug and steps < len(by_slug):
            steps, above = steps + 1, by_slug[above].get("uebergeordnet")
        return steps

    return sorted(stellen, key=depth)


def _write_stelle(given: Value) -> None:
    fields = {key: given.get(key) or "" for key in ("name", "kurzname", "verwaltung", "telefon", "email", "webseite")}
    fields["beschreibung"] = prose(given.get("beschreibung") or "")
    fields["redaktion"] = _redaktion(given["redaktion"])
    above = given.get("uebergeordnet")
    fields["uebergeordnet"] = Organisationseinheit.objects.get(slug=above) if above else None
    with together():
        stelle, _new = Organisationseinheit.objects.update_or_create(slug=given["slug"], defaults=fields)
        stelle.standorte.all().delete()
        for order, one in enumerate(given.get("standorte") or []):
            _write_standort(stelle, one, order)
        named = [_write_person(stelle, one).pk for one in given.get("personen") or []]
        _remove_persons(stelle.personen.exclude(pk__in=named))


def _remove_persons(gone: models.QuerySet[Person]) -> None:
    """Whom they stood in for has no deputy then."""
    for person in Person.objects.filter(vertretung__in=list(gone)):
        person.vertretung = None
        person.save()
    gone.delete()


def _write_standort(stelle: Organisationseinheit, given: Value, order: int) -> None:
    texts = {key: given.get(key) or "" for key in ("name", "strasse", "plz", "ort", "hinweis", "telefon", "email")}
    open_by = bool(given.get("nach_vereinbarung"))
    standort = Standort.objects.create(stelle=stelle, sort_order=order, nach_vereinbarung=open_by, **texts)
    for one in given.get("oeffnungszeiten") or []:
        Oeffnungszeit.objects.create(standort=standort, tag=TAGE.index(one["tag"]), von=one["von"], bis=one["bis"])
    for one in given.get("ausnahmen") or []:
        Schliesstag.objects.create(
            standort=standort,
            datum=one["datum"],
            geschlossen=bool(one.get("geschlossen")),
            von=one.get("ab") or one.get("von"),
            bis=one.get("bis"),
            grund=one.get("grund") or "",
        )


def _write_person(stelle: Organisationseinheit, given: Value) -> Person:
    names = ("anrede", "titel", "vorname", "nachname", "funktion", "telefon", "email", "zimmer")
    fields: Value = {key: str(given.get(key) or "") for key in names}
    fields |= {"stelle": stelle, "name_zeigen": given.get("name_zeigen", True)}
    return Person.objects.update_or_create(slug=given["slug"], defaults=fields)[0]


def _state_stelle(given: Value) -> Any:
    stelle = Organisationseinheit.objects.filter(slug=given["slug"]).first()
    if stelle is None:
        return None
    karte = {key: value for key, value in stelle.karte.items() if key != "pfad"}
    karte["personen"] = [
        {key: value for key, value in person.items() if key not in anwesenheit.PRIVAT} for person in karte["personen"]
    ]
    return [_plain(stelle), karte, [_plain(person) for person in stelle.personen.all()]]


# --- Leistungen, Zuständigkeiten, Texte -------------------------------------------------------------------------------


def _rows(katalog: Katalog, bericht: Bericht) -> Iterator[Schritt]:
    for slug, given in katalog.leistungen.items():
        if "bezeichnung" in given:
            others = {"texte", "uebersetzungen", "zustaendigkeit", "datei"}
            described = {key: value for key, value in given.items() if key not in others}
            yield _step(f"leistung:{slug}", described, _write_leistung, _state_of(Leistung))
        elif not Leistung.objects.filter(slug=slug).exists():
            bericht.fehler.append(f"{given['datei']}: Leistung {slug} hat keine Bezeichnung")


def _write_leistung(given: Value) -> None:
    keys = [{name: str(value) for name, value in key.items()} for key in given.get("schluessel") or []]
    fields = {
        "bezeichnung": given["bezeichnung"],
        "redaktion": _redaktion(given["redaktion"]),
        "schluessel": keys,
        "typisierung": str(given.get("typisierung") or ""),
        "themenfeld": given.get("themenfeld") or "",
        "zielgruppen": _zielgruppen(given.get("zielgruppen") or []),
        "synonyme": [str(word) for word in given.get("synonyme") or []],
    }
    leistung, _new = Leistung.objects.update_or_create(slug=given["slug"], defaults=fields)
    leistung.lebenslagen.set(Lebenslage.objects.get(slug=slug) for slug in given.get("lebenslagen") or [])


def _zielgruppen(given: list[str]) -> list[str]:
    if unknown := sorted(set(map(str, given)).difference(Zielgruppe.values)):
        raise ValidationError(f"unbekannte Zielgruppe {', '.join(unknown)}")
    return given


def _zustaendigkeiten(katalog: Katalog, bericht: Bericht) -> Iterator[Schritt]:
    for slug, given in katalog.leistungen.items():
        if entries := given.get("zustaendigkeit"):
            described = {"slug": slug, "eintraege": entries}
            yield _step(f"zustaendigkeit:{slug}", described, _write_zustaendigkeiten, _state_zustaendigkeiten)


def _write_zustaendigkeiten(given: Value) -> None:
    leistung = Leistung.objects.get(slug=given["slug"])
    kept = [_write_zustaendigkeit(leistung, one).pk for one in given["eintraege"]]
    leistung.zustaendigkeiten.exclude(pk__in=kept).delete()


def _state_zustaendigkeiten(given: Value) -> Any:
    entries = Zustaendigkeit.objects.filter(leistung__slug=given["slug"]).order_by("pk").prefetch_related("personen")
    return [_plain(entry) for entry in entries] or None


def _write_zustaendigkeit(leistung: Leistung, given: Value) -> Zustaendigkeit:
    try:
        stelle = Organisationseinheit.objects.get(slug=given["stelle"])
    except Organisationseinheit.DoesNotExist as error:
        raise ValidationError(f"unbekannte Stelle {given['stelle']}") from error
    entry, _new = Zustaendigkeit.objects.get_or_create(
        leistung=leistung,
        gebiet=_gebiet(given["gebiet"]),
        rolle=given.get("rolle") or "zustaendige_stelle",
        stelle=stelle,
        defaults={"redaktion": stelle.redaktion},
    )
    slugs = given.get("personen") or []
    staff = list(Person.objects.filter(slug__in=slugs))
    if len(staff) != len(set(slugs)):
        raise ValidationError(f"unbekannte Person unter {', '.join(slugs)}")
    if any(person.stelle_id != stelle.pk for person in staff):
        raise ValidationError(f"nicht alle von {', '.join(slugs)} gehören zur Stelle {stelle.slug}")
    if {person.pk for person in staff} != set(entry.personen.values_list("pk", flat=True)):
        entry.personen.set(staff)
    return entry


def _texte(katalog: Katalog, bericht: Bericht) -> Iterator[Schritt]:
    """Texts of upper levels first: a local text is pinned to what stands above it."""
    orte = verzeichnis()
    found = []
    for slug, given in katalog.leistungen.items():
        for text in given.get("texte") or []:
            ort = orte.find(text["redaktion"])
            found.append((len(ort.kette) if ort else 0, slug, text))
    for _depth, slug, text in sorted(found, key=lambda one: one[:2]):
        yield _step(f"text:{slug}/{text['redaktion']}", text | {"slug": slug}, _write_text, _state_text)


def _write_text(given: Value) -> None:
    fehler: list[str] = []
    values = modules(given["module"], given["slug"], fehler)
    if fehler:
        raise ValidationError(fehler)
    for key, rows in values.items():
        values[key] = [with_gebiete(row) for row in rows]
    write_text(
        redaktion=_redaktion(given["redaktion"]),
        leistung=Leistung.objects.get(slug=given["slug"]),
        module=values,
        stamm=given.get("art", "stammtext") == "stammtext",
        whole=True,
        anlass="katalog_load",
    )


def with_gebiete(value: Value) -> Value:
    """Places by id instead of by slug, in the section and in the entries of its list."""
    value = dict(value)
    if "gilt_fuer" in value:
        value["gilt_fuer"] = [_gebiet(slug).pk for slug in value["gilt_fuer"]]
    if isinstance(value.get("inhalt"), list):
        value["inhalt"] = [with_gebiete(item) for item in value["inhalt"]]
    return value


def _page(given: Value, sprache: str = "de") -> TextPage | None:
    leistung = Leistung.objects.filter(slug=given["slug"]).first()
    redaktion = Redaktion.objects.filter(gebiet__slug=given["redaktion"]).first()
    return page_for(redaktion, leistung, sprache) if leistung and redaktion else None


def _state_text(given: Value) -> Any:
    page = _page(given)
    return page and page.latest_revision_id


def _uebersetzungen(katalog: Katalog, bericht: Bericht) -> Iterator[Schritt]:
    for slug, given in katalog.leistungen.items():
        for one in given.get("uebersetzungen") or []:
            objekt = f"uebersetzung:{slug}/{one['redaktion']}/{one['sprache']}"
            yield _step(objekt, one | {"slug": slug}, _write_uebersetzung, _state_uebersetzung)


def _write_uebersetzung(given: Value) -> None:
    fehler: list[str] = []
    words = contents(given["module"], given["slug"], fehler)
    if fehler:
        raise ValidationError(fehler)
    page = _page(given)
    if page is None:
        raise ValidationError(f"kein deutscher Text von {given['redaktion']}")
    translate_text(page=page, sprache=given["sprache"], module=words, anlass="katalog_load")


def _state_uebersetzung(given: Value) -> Any:
    """The translated words, which editors change in the translation screen before there is a new revision."""
    page = _page(given, given["sprache"])
    if page is None or given["sprache"] in FREI:
        return page and page.latest_revision_id
    words = StringTranslation.objects.filter(locale=page.locale, context__object_id=page.translation_key)
    return sorted(words.values_list("context__path", "data"))
