"""Who may do what with Leistungen, Zuständigkeiten and Lebenslagen."""

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from cms.permissions import RedaktionPolicy
from leistungen.models import Anmerkung, Lebenslage, Leistung, Sammlung, Sitzung, Zustaendigkeit


class LebenslagePolicy(ModelPermissionPolicy):
    """Kept by the group Portal; every Leistung may be put into one."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return user.is_active and (action == "choose" or super().user_has_permission(user, action))


def register() -> None:
    """Tell Wagtail which policy guards which model; before anything asks.

    Everybody may see every Leistung, since a local text can be written about any of them.
    """
    register_permission_policy(Leistung, RedaktionPolicy(Leistung, alle={"view", "choose"}))
    register_permission_policy(Zustaendigkeit, RedaktionPolicy(Zustaendigkeit))
    register_permission_policy(Anmerkung, RedaktionPolicy(Anmerkung))
    register_permission_policy(Sammlung, RedaktionPolicy(Sammlung))
    register_permission_policy(Sitzung, RedaktionPolicy(Sitzung))
    register_permission_policy(Lebenslage, LebenslagePolicy(Lebenslage))
