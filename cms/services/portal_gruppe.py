"""Writing use case: the group that keeps start page, legal pages, settings and messages."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from cms.services.redaktionen import ADMIN, MEDIEN, permission

PORTAL = "Portal"
SEITEN = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page", "bulk_delete_page")


@transaction.atomic
def ensure_portal_group(start_page: Page) -> Group:
    """The group Portal, with its rights on the start page in every language and all below. Repeatable.

    ``PORTAL_RECHTE`` names its rights on models, so that the platform needs not know those of other apps.
    """
    group, _created = Group.objects.get_or_create(name=PORTAL)
    group.permissions.add(permission(*ADMIN), *(permission(*right.split(".")) for right in settings.PORTAL_RECHTE))
    for page in start_page.get_translations(inclusive=True):
        for codename in SEITEN:
            right = permission("wagtailcore", codename)
            GroupPagePermission.objects.get_or_create(group=group, page=page, permission=right)
    collection = Collection.objects.filter(name=PORTAL, depth=2).first()
    collection = collection or Collection.get_first_root_node().add_child(name=PORTAL)
    for app_label, codename in MEDIEN:
        right = permission(app_label, codename)
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=right)
    return group
