"""Who may do what in the admin. Wagtail asks these policies; what belongs to a Redaktion is touched by it alone."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.contrib.auth import get_user_model
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from wagtail.models import GroupSitePermission
from wagtail.permission_policies import BasePermissionPolicy, ModelPermissionPolicy
from wagtail.permission_policies.sites import SitePermissionPolicy
from wagtail.permissions import register_permission_policy

from cms.models import Darstellung, Gebiet, Meldung, Organisationseinheit, Person, Redaktion
from cms.orte import verzeichnis

FREIGABE = frozenset({"delete", "publish", "unlock"})  # actions for which the group Redakteur is not enough
LESEN = frozenset({"view", "choose"})


@dataclass(frozen=True, slots=True)
class Rechte:
    """The Redaktionen a user writes for, and those among them that she publishes for; with their Gebiete."""

    schreiben: dict[int, int]
    freigeben: frozenset[int]

    def for_actions(self, actions: Iterable[str]) -> frozenset[int]:
        """The Redaktionen for which the user may do any of ``actions``."""
        return self.freigeben if FREIGABE.issuperset(actions) else frozenset(self.schreiben)


def rechte(user: Any) -> Rechte:
    """What the groups of a user allow; asked once per request, since each request loads its user anew."""
    if not user.is_active:
        return Rechte({}, frozenset())
    if not hasattr(user, "_rechte"):
        in_release = Exists(user.groups.filter(pk=OuterRef("freigebende")))
        rows = Redaktion.objects.for_user(user).annotate(in_release=in_release)
        found = list(rows.values_list("pk", "gebiet_id", "in_release"))
        user._rechte = Rechte(
            {pk: gebiet for pk, gebiet, _release in found},
            frozenset(pk for pk, _gebiet, release in found if user.is_superuser or release),
        )
    return user._rechte


def bereich(user: Any) -> frozenset[int] | None:
    """The ids of all places a user writes for; ``None`` if that is everywhere."""
    if user.is_superuser:
        return None
    own = set(rechte(user).schreiben.values())
    return frozenset(ort.id for ort in verzeichnis().orte if not own.isdisjoint(ort.kette))


class RedaktionPolicy(BasePermissionPolicy):
    """For what belongs to a Redaktion; ``pfad`` leads from the object to it.

    ``alle`` are the actions that everybody with access to the admin may do with every object.
    """

    def __init__(self, model: type[Model], pfad: str = "redaktion", alle: Collection[str] = ()):
        super().__init__(model)
        self.pfad = pfad
        self.alle = frozenset(alle)

    def user_has_permission(self, user: Any, action: str) -> bool:
        return self.user_has_any_permission(user, [action])

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        actions = set(actions)
        if not user.is_active:
            return False
        return user.is_superuser or not self.alle.isdisjoint(actions) or bool(rechte(user).for_actions(actions))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        if user.is_active and (user.is_superuser or action in self.alle):
            return True
        return self._redaktion(instance) in rechte(user).for_actions([action])

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        actions = set(actions)
        everything = self.model._default_manager.all()
        if user.is_active and (user.is_superuser or not self.alle.isdisjoint(actions)):
            return everything
        return everything.filter(**{f"{self.pfad}__in": rechte(user).for_actions(actions)})

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:
        redaktionen = Redaktion.objects.all()
        groups = Q(groups__in=redaktionen.values("freigebende"))
        if not FREIGABE.issuperset(actions):
            groups |= Q(groups__in=redaktionen.values("redakteure"))
        return get_user_model().objects.filter(Q(is_superuser=True) | groups, is_active=True).distinct()

    def users_with_any_permission_for_instance(self, actions: Iterable[str], instance: Any) -> QuerySet[Any]:
        redaktion = Redaktion.objects.get(pk=cast(int, self._redaktion(instance)))
        groups = {redaktion.freigebende_id}
        if not FREIGABE.issuperset(actions):
            groups.add(redaktion.redakteure_id)
        users = get_user_model().objects.filter(Q(is_superuser=True) | Q(groups__in=groups), is_active=True)
        return users.distinct()

    def _redaktion(self, instance: Any) -> int | None:
        for name in self.pfad.split("__"):
            instance = getattr(instance, name) if instance is not None else None
        return instance.pk if isinstance(instance, Redaktion) else instance


class GebietPolicy(BasePermissionPolicy):
    """Places come from the directory; nobody changes them. All may look; one refers to places of the own area."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return user.is_active and action in LESEN

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:
        users = get_user_model().objects.filter(is_active=True)
        return users if not LESEN.isdisjoint(actions) else users.none()

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        actions = set(actions)
        if not user.is_active or LESEN.isdisjoint(actions):
            return Gebiet.objects.none()
        area = bereich(user) if "view" not in actions else None
        return Gebiet.objects.all() if area is None else Gebiet.objects.filter(pk__in=area)


class MeldungPolicy(ModelPermissionPolicy):
    """Messages come from visitors: nobody adds one in the admin."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "add" and super().user_has_permission(user, action)


class DarstellungPolicy(SitePermissionPolicy):
    """There is one site: who may change its looks is a right on the model, not one that each site grants."""

    def get_all_permissions_for_user(self, user: Any) -> QuerySet[GroupSitePermission]:
        return GroupSitePermission.objects.none()


def register() -> None:
    """Tell Wagtail which policy guards which model; before anything asks."""
    register_permission_policy(Redaktion, RedaktionPolicy(Redaktion, "pk"))
    register_permission_policy(Organisationseinheit, RedaktionPolicy(Organisationseinheit))
    register_permission_policy(Person, RedaktionPolicy(Person, "stelle__redaktion"))
    register_permission_policy(Gebiet, GebietPolicy(Gebiet))
    register_permission_policy(Meldung, MeldungPolicy(Meldung))
    register_permission_policy(Darstellung, DarstellungPolicy(Darstellung))
