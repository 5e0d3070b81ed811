"""What a user may refer to: what a chooser offers and what a form accepts are the same.

Each model's permission policy answers the action "choose". Pages have no such action in Wagtail; there it is what the
user may see in the explorer, and what citizens see anyway.
"""

from typing import Any

from django.db.models import Model, Q, QuerySet
from wagtail.models import Page, Site
from wagtail.permissions import page_permission_policy, policy_registry


def choosable(user: Any, model: type[Model]) -> QuerySet[Any] | None:
    """The objects of ``model`` that ``user`` may refer to; ``None`` if nobody guards the model."""
    if issubclass(model, Page):
        return choosable_pages(user)
    policy = policy_registry.get_by_type(model, fallback=False)
    return policy.instances_user_has_permission_for(user, "choose") if policy else None


def choosable_pages(user: Any) -> QuerySet[Page]:
    """The user's own areas, and the portal's public pages."""
    public = Q(pk__in=[])
    for path in Site.objects.values_list("root_page__path", flat=True):
        public |= Q(path__startswith=path, live=True)
    return Page.objects.filter(Q(pk__in=page_permission_policy.explorable_instances(user).values("pk")) | public)
