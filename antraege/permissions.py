"""Who may see and work on which cases. Asked by every screen of the office; what is not one's own does not exist."""

from typing import Any

from django.db.models import F, Q, QuerySet

from antraege.models import Sachbearbeitung, Vorgang, Vorgangsereignis

Aufgabe = Sachbearbeitung.Aufgabe
Zugriff = frozenset[tuple[int, int | None]]  # Redaktion and office; ``None``: all its offices


def _rights(user: Any) -> dict[str, Zugriff]:
    """By task; asked once per request, since each request loads its user anew."""
    if not hasattr(user, "_sachbearbeitung"):
        rows = Sachbearbeitung.objects.filter(gruppe__user=user, gruppe__user__is_active=True, redaktion=F("fuer"))
        found: dict[str, set[tuple[int, int | None]]] = {}
        for aufgabe, redaktion, alle, stelle in rows.values_list("aufgabe", "redaktion", "alle_stellen", "stellen"):
            if alle or stelle is not None:
                found.setdefault(aufgabe, set()).add((redaktion, None if alle else stelle))
        user._sachbearbeitung = {aufgabe: frozenset(rights) for aufgabe, rights in found.items()}
    rights: dict[str, Zugriff] = user._sachbearbeitung
    return rights


def zugriff(user: Any) -> Zugriff:
    """What somebody works on. Being a superuser does not count: who runs the portal need not read what citizens say."""
    return _rights(user).get(Aufgabe.BEARBEITEN, frozenset())


def may_work(user: Any) -> bool:
    return bool(zugriff(user))


def vorgaenge_of(user: Any) -> QuerySet[Vorgang]:
    """The cases somebody works on, those of previews among them."""
    mine = Q(pk__in=[])
    for redaktion, stelle in zugriff(user):
        mine |= Q(redaktion=redaktion) if stelle is None else Q(redaktion=redaktion, stelle=stelle)
    return Vorgang.objects.filter(mine)


def may_oversee(user: Any) -> bool:
    """Whether somebody reads the log: data protection officers, and who runs the portal. It holds no answers."""
    return user.is_active and (user.is_superuser or bool(_rights(user).get(Aufgabe.AUFSICHT)))


def ereignisse_of(user: Any) -> QuerySet[Vorgangsereignis]:
    """The events somebody may read in the log."""
    rows = Vorgangsereignis.objects.filter(vorgang__vorschau=False)
    if user.is_active and user.is_superuser:
        return rows
    mine = Q(pk__in=[])
    for redaktion, stelle in _rights(user).get(Aufgabe.AUFSICHT, frozenset()):
        mine |= Q(vorgang__redaktion=redaktion) & (Q() if stelle is None else Q(vorgang__stelle=stelle))
    return rows.filter(mine)
