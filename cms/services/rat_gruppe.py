"""Writing use case: the group of those who read the state of the catalogue, such as the council."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction

from cms.services.redaktionen import permission

RAT = "Rat"


@transaction.atomic
def ensure_rat_group() -> Group:
    """The group Rat. Repeatable.

    ``RAT_RECHTE`` names its rights, so that the platform needs not know those of other apps. None opens the admin.
    """
    group, _created = Group.objects.get_or_create(name=RAT)
    group.permissions.add(*(permission(*right.split(".")) for right in settings.RAT_RECHTE))
    return group
