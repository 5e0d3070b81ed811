"""Writing use case: an editorial team, with its groups and its collection for images and documents."""

from collections import Counter

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission

from cms.models import Gebiet, Redaktion
from cms.services.relations import repoint

ADMIN = ("wagtailadmin", "access_admin")
# Wagtail asks its own models' permissions for images and documents, also where the models are ours.
MEDIEN = [
    (app_label, f"{action}_{model}")
    for app_label, model in (("wagtailimages", "image"), ("wagtaildocs", "document"))
    for action in ("add", "change", "choose", "delete")
]


@transaction.atomic
def create_redaktion(*, gebiet: Gebiet, name: str = "", vier_augen: bool = False) -> Redaktion:
    """Create the team of a Gebiet, or bring its groups' rights in line if it exists.

    ``vier_augen`` holds for a new one; afterwards it belongs to those who run the portal.
    """
    name = name or gebiet.bezeichnung
    redaktion = Redaktion.objects.filter(gebiet=gebiet).first()
    if redaktion is None:
        redakteure = Group.objects.create(name=f"{name} – Redakteur")
        freigebende = Group.objects.create(name=f"{name} – Freigabe")
        collection = Collection.get_first_root_node().add_child(name=name)
        redaktion = Redaktion.objects.create(
            gebiet=gebiet,
            name=name,
            redakteure=redakteure,
            freigebende=freigebende,
            collection=collection,
            vier_augen=vier_augen,
        )
    for group in (redaktion.redakteure, redaktion.freigebende):
        group.permissions.add(permission(*ADMIN))
        for app_label, codename in MEDIEN:
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=redaktion.collection, permission=permission(app_label, codename)
            )
    return redaktion


def merge_redaktion(*, von: Redaktion, an: Redaktion) -> Counter[str]:
    """Let ``an`` have the media, the offices and all else that points to ``von``, which is then deleted.

    Returns how many rows stay behind, by table, because ``an`` has one of its own; then ``von`` stays too. Its people
    lose their rights with its groups.
    """
    collection = Collection.objects.get(pk=von.collection_id)  # where they lie in the tree may have changed
    collection.move(Collection.objects.get(pk=an.collection_id), "sorted-child")
    behind = repoint(von, an)
    if not behind:
        groups = (von.redakteure, von.freigebende)
        von.delete()
        for group in groups:
            group.delete()
    return behind


def permission(app_label: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)
