"""How accounts log in and what they may: allauth's way in, and rights by groups alone."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import QuerySet


class KontoBackend(AuthenticationBackend):
    """A right that one account has for itself would be in no list of who may what, so there is none.

    Both methods also spare each page of the admin a query.
    """

    def get_user(self, user_id: Any) -> Any:
        """The account with its settings for the admin, which every page of it asks."""
        user = get_user_model()._default_manager.select_related("wagtail_userprofile").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None

    def _get_user_permissions(self, user_obj: Any) -> QuerySet[Permission]:
        return Permission.objects.none()
