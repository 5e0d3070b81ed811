"""Registers with Wagtail what the catalogue brings to the editors' desk; decides nothing itself."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from leistungen.services.texte import BETREIBER


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(BETREIBER, _("Vom Betreiber geändert"), _("Vom Betreiber auf der Kommandozeile geändert"))
