"""Writing use case: a place gets a new key, or becomes part of another; all that belongs to it follows.

What was so for the old place stays so for its municipalities, and its addresses lead to the new one. Nothing is
deleted unheard: what cannot follow stays where it is and is named.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms import aenderungen, gedaechtnis
from cms.models import Gebiet, Redaktion
from cms.orte import GEMEINDEN, verzeichnis
from cms.services.redaktionen import merge_redaktion
from cms.services.relations import repoint

TAGS = {"gebiete", "katalog", "redaktion", "stellen"}
# Seen to here, or by the file of places: what lies below, what came before, postcodes, the editorial team.
EIGENE = frozenset(
    {"cms.gebiet.uebergeordnet", "cms.gebiet.nachfolger", "cms.postleitzahl.gebiet", "cms.redaktion.gebiet"}
)


@dataclass(slots=True)
class Umzug:
    """One place on its way. The apps in ``settings.UMZUG`` see to what is theirs, and say what became of it.

    ``gemeinden`` are the municipalities that belonged to ``alt`` and still exist, ``ohne_alt`` those that belonged to
    ``neu`` already; ``redaktion`` is the team of ``alt``, ``aufnehmende`` the one of ``neu`` that takes it in.
    """

    alt: Gebiet
    neu: Gebiet
    gemeinden: list[Gebiet]
    ohne_alt: list[Gebiet]
    redaktion: Redaktion | None
    aufnehmende: Redaktion | None
    tags: set[str] = field(default_factory=set)
    meldungen: list[str] = field(default_factory=list)


def check(paare: Iterable[tuple[str, str]]) -> list[tuple[Gebiet, Gebiet]]:
    """The places of pairs of keys, old and new, the smallest first. Raises ``ValidationError`` with all that is wrong.

    A pair that has moved already is left out, so that a list can be run again.
    """
    by_ars = {gebiet.ars: gebiet for gebiet in Gebiet.objects.select_related("nachfolger")}
    found, wrong = [], []
    for alt, neu in paare:
        if message := _why_not(by_ars.get(alt), by_ars.get(neu), alt, neu):
            wrong.append(message)
        elif by_ars[alt].nachfolger_id is None:
            found.append((by_ars[alt], by_ars[neu]))
    if wrong:
        raise ValidationError(wrong)
    return sorted(found, key=lambda pair: -len(pair[0].kette))


def _why_not(alt: Gebiet | None, neu: Gebiet | None, alt_ars: str, neu_ars: str) -> str:
    if alt is None:
        return _("%(ars)s: Diesen Schlüssel kennt das Verzeichnis nicht.") % {"ars": alt_ars}
    if neu is None:
        return _("%(ars)s: Der neue Schlüssel fehlt im Verzeichnis. Laden Sie es zuerst: gebiete_load.") % {
            "ars": neu_ars
        }
    if alt == neu or alt.pk in neu.kette:
        return _("%(ort)s kann nicht in sich selbst aufgehen.") % {"ort": alt}
    if alt.nachfolger_id not in {None, neu.pk}:
        return _("%(ort)s ist schon in %(anderer)s aufgegangen.") % {"ort": alt, "anderer": alt.nachfolger}
    if neu.nachfolger_id is not None or not neu.waehlbar:
        return _("%(ort)s gibt es nicht mehr.") % {"ort": neu}
    return ""


@transaction.atomic
def move_gebiet(*, alt: Gebiet, neu: Gebiet) -> list[str]:
    """Let ``neu`` take the place of ``alt`` (see ``check``). Returns what became of everything, in plain words."""
    umzug = _prepare(alt, neu)
    if umzug.redaktion and not umzug.aufnehmende:
        _rename(umzug.redaktion, umzug)
    alt.nachfolger, alt.waehlbar = neu, False
    Gebiet.objects.filter(pk=alt.pk).update(nachfolger=neu, waehlbar=False)
    _lift_what_lies_below(umzug)
    gedaechtnis.forget({"gebiete"})
    for path in settings.UMZUG:
        import_string(path)(umzug)
    if umzug.redaktion and umzug.aufnehmende:
        _join(umzug.redaktion, umzug.aufnehmende, umzug)
    _say_what_stays(umzug, repoint(alt, neu, EIGENE))
    aenderungen.record(TAGS | umzug.tags)
    return umzug.meldungen


def _prepare(alt: Gebiet, neu: Gebiet) -> Umzug:
    orte = verzeichnis()
    below = {
        place: {orte.today(ort).id for ort in orte.orte if place in ort.kette[:-1] and ort.ebene in GEMEINDEN}
        for place in (alt.pk, neu.pk)
    }
    gemeinden = below[alt.pk] - {alt.pk, neu.pk}
    teams = Redaktion.objects.select_related("gebiet")
    return Umzug(
        alt=alt,
        neu=neu,
        gemeinden=list(Gebiet.objects.filter(pk__in=gemeinden, waehlbar=True)),
        ohne_alt=list(Gebiet.objects.filter(pk__in=below[neu.pk] - gemeinden, waehlbar=True)),
        redaktion=teams.filter(gebiet=alt).first(),
        aufnehmende=teams.filter(gebiet=neu).first(),
    )


def _rename(redaktion: Redaktion, umzug: Umzug) -> None:
    """The team goes on at the new place; named after the old one, it is named after the new one."""
    old = redaktion.name
    redaktion.gebiet = umzug.neu
    if old == umzug.alt.bezeichnung:
        redaktion.name = umzug.neu.bezeichnung
        for group in (redaktion.redakteure, redaktion.freigebende):
            group.name = group.name.replace(old, redaktion.name)
            group.save(update_fields=["name"])
    redaktion.save()
    umzug.meldungen.append(_("Redaktion „%(alt)s“ schreibt jetzt für %(neu)s.") % {"alt": old, "neu": umzug.neu})


def _join(redaktion: Redaktion, aufnehmende: Redaktion, umzug: Umzug) -> None:
    """People, media, offices and all that points to the old team go to the one that takes it in."""
    for old, new in (
        (redaktion.redakteure, aufnehmende.redakteure),
        (redaktion.freigebende, aufnehmende.freigebende),
    ):
        new.user_set.add(*old.user_set.all())
    name = redaktion.name
    behind = merge_redaktion(von=redaktion, an=aufnehmende)
    _say_what_stays(umzug, behind)
    if not behind:
        text = _("Redaktion „%(alt)s“ ist in „%(neu)s“ aufgegangen, mit allen Konten, Stellen, Bildern und Dokumenten.")
        umzug.meldungen.append(text % {"alt": name, "neu": aufnehmende.name})


def _lift_what_lies_below(umzug: Umzug) -> None:
    """What an operator placed below the old place lies below the new one."""
    for gebiet in Gebiet.objects.filter(uebergeordnet=umzug.alt, nachfolger=None, waehlbar=True).exclude(
        pk=umzug.neu.pk
    ):
        gebiet.uebergeordnet = umzug.neu
        _set_chain(gebiet, umzug.neu.kette)


def _set_chain(gebiet: Gebiet, above: list[int]) -> None:
    gebiet.kette = [*above, gebiet.pk]
    Gebiet.objects.filter(pk=gebiet.pk).update(uebergeordnet=gebiet.uebergeordnet, kette=gebiet.kette)
    for lower in gebiet.untergeordnete.all():
        _set_chain(lower, gebiet.kette)


def _say_what_stays(umzug: Umzug, behind: Counter[str]) -> None:
    for name, number in behind.items():
        text = ngettext(
            "%(name)s: %(n)d Eintrag bleibt bei %(ort)s, denn am neuen Ort gibt es ihn schon.",
            "%(name)s: %(n)d Einträge bleiben bei %(ort)s, denn am neuen Ort gibt es sie schon.",
            number,
        )
        umzug.meldungen.append(text % {"name": name, "n": number, "ort": umzug.alt})
