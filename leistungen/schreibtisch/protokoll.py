"""How the history of a page or person says what was done at the desk."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter

from leistungen.services.anmerken import BEANTWORTET
from leistungen.services.replace_person import ERSETZT, ZURUECK
from leistungen.services.review_plan import ANGEMERKT, GEPRUEFT
from leistungen.services.review_text import BESTAETIGT, ENTFERNT
from leistungen.services.texte import BETREIBER


class GeprueftFormatter(LogFormatter):
    """Says also which contact answered: there is no account that could be named."""

    label = gettext_lazy("Text geprüft")

    def format_message(self, log_entry: Any) -> str:
        if wer := log_entry.data.get("wer"):
            return _("Geprüft: Der Text stimmt noch (Antwort von %(wer)s)") % {"wer": wer}
        return _("Geprüft: Der Text stimmt noch")


class ErsetztFormatter(LogFormatter):
    label = gettext_lazy("Person ersetzt")

    def format_message(self, log_entry: Any) -> str:
        return _("Durch %(name)s ersetzt") % log_entry.data


class ZurueckFormatter(LogFormatter):
    label = gettext_lazy("Ersetzen rückgängig gemacht")

    def format_message(self, log_entry: Any) -> str:
        return _("Ersetzen durch %(name)s rückgängig gemacht") % log_entry.data


class AngemerktFormatter(LogFormatter):
    label = gettext_lazy("Anmerkung zum Text")

    def format_message(self, log_entry: Any) -> str:
        return _("Anmerkung von %(wer)s: %(bemerkung)s") % log_entry.data


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(BEANTWORTET, gettext_lazy("Anmerkung bearbeitet"), gettext_lazy("Anmerkung bearbeitet"))
    actions.register_action(
        BETREIBER, gettext_lazy("Vom Betreiber geändert"), gettext_lazy("Vom Betreiber auf der Kommandozeile geändert")
    )
    actions.register_action(
        BESTAETIGT, gettext_lazy("Geprüft"), gettext_lazy("Geprüft: Der Text passt noch zu dem darüber")
    )
    actions.register_action(
        ENTFERNT, gettext_lazy("Text gelöscht"), gettext_lazy("Text gelöscht, weil der darüber nun genügt")
    )
    actions.register_action(GEPRUEFT)(GeprueftFormatter)
    actions.register_action(ANGEMERKT)(AngemerktFormatter)
    actions.register_action(ERSETZT)(ErsetztFormatter)
    actions.register_action(ZURUECK)(ZurueckFormatter)
