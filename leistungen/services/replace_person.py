"""Writing use case: a colleague leaves and another takes over, everywhere at once; and back again, exactly."""

from collections.abc import Collection
from typing import Any

from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from cms.aenderungen import together
from cms.models import Person
from leistungen.models import Pruefplan, Zustaendigkeit
from leistungen.models.redaktion import lies_in

ERSETZT = "leistungen.ersetzt"  # log action: somebody else is named instead
ZURUECK = "leistungen.ersetzt_zurueck"  # log action: that was taken back


def contacts_of(person: Person) -> Any:
    """The review plans of the own Redaktion that name a person as contact."""
    if not person.email:
        return Pruefplan.objects.none()
    own = lies_in({person.redaktion.pk}, "page")
    return Pruefplan.objects.filter(own, kontakt_email__iexact=person.email)


def replace_person(
    *,
    person: Person,
    nachfolge: Person,
    zustaendigkeiten: Collection[int],
    vertretung: bool = False,
    kontakt: bool = False,
    user: Any,
) -> int:
    """Name ``nachfolge`` instead of ``person``. Returns for how many Zuständigkeiten.

    ``vertretung``: also where she stands in for others; ``kontakt``: also as contact of reviews. One change in the
    journal. The log keeps what was changed, so that ``undo_replacement`` finds it.
    """
    with together():
        entries = list(Zustaendigkeit.objects.filter(pk__in=zustaendigkeiten, personen=person, stelle=nachfolge.stelle))
        both = [one.pk for one in entries if nachfolge in one.personen.all()]
        for one in entries:
            one.personen.add(nachfolge)
            one.personen.remove(person)
        stood_in = list(person.vertritt.exclude(pk=nachfolge.pk)) if vertretung else []
        _set_deputy(stood_in, nachfolge)
        plans = list(contacts_of(person)) if kontakt and nachfolge.email else []
        before = {str(plan.pk): [plan.kontakt_name, plan.kontakt_email] for plan in plans}
        for plan in plans:
            plan.kontakt_name, plan.kontakt_email = f"{nachfolge.vorname} {nachfolge.nachname}", nachfolge.email
            plan.save()
        data = {
            "nachfolge": nachfolge.pk,
            "name": str(nachfolge),
            "zustaendigkeiten": [one.pk for one in entries],
            "beide": both,
            "vertretungen": [one.pk for one in stood_in],
            "pruefungen": before,
        }
        log(instance=person, action=ERSETZT, user=user, data=data)
    return len(entries)


def last_replacement(person: Person) -> ModelLogEntry | None:
    """What can be taken back."""
    entries = ModelLogEntry.objects.for_instance(person)
    done = {entry.data.get("was") for entry in entries.filter(action=ZURUECK)}
    return entries.filter(action=ERSETZT).exclude(pk__in=done).order_by("-timestamp", "-pk").first()


def undo_replacement(*, person: Person, entry: ModelLogEntry, user: Any) -> int:
    """Name a person again where ``entry`` took her off, as far as nobody has changed it since. Returns how often."""
    data = entry.data
    with together():
        successor = Person.objects.filter(pk=data["nachfolge"]).first()
        entries = list(Zustaendigkeit.objects.filter(pk__in=data["zustaendigkeiten"], personen=successor))
        for one in entries:
            one.personen.add(person)
            if one.pk not in data["beide"] and successor:
                one.personen.remove(successor)
        _set_deputy(Person.objects.filter(pk__in=data["vertretungen"], vertretung=successor), person)
        for plan in Pruefplan.objects.filter(pk__in=[int(pk) for pk in data["pruefungen"]]):
            plan.kontakt_name, plan.kontakt_email = data["pruefungen"][str(plan.pk)]
            plan.save()
        log(instance=person, action=ZURUECK, user=user, data={"was": entry.pk, "name": data["name"]})
    return len(entries)


def _set_deputy(persons: Any, deputy: Person) -> None:
    for one in persons:
        one.vertretung = deputy
        one.save()
