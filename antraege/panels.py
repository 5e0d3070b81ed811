"""What the edit form of a form shows beside its fields."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.panels import Panel

from antraege.feldtypen import FELDTYPEN, Feld, Feldtyp
from antraege.regeln.bedingung import OHNE_WERT, VERGLEICHE, Regeltyp
from antraege.regeln.funktionen import FUNKTIONEN


class RegelhilfePanel(Panel):
    """How a form is built, and what ``theme/verwaltung/formular.js`` needs to offer fields and comparisons."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "verwaltung/formular_hilfe.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            more = {"daten": rule_data(), "formular": self.instance, "funktionen": FUNKTIONEN.values()}
            return super().get_context_data(parent_context) | more


class FaellePanel(Panel):
    """The example cases, to be read; each has a screen of its own where it is changed."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "verwaltung/formular_faelle.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return super().get_context_data(parent_context) | {"formular": self.instance}


def rule_data() -> dict[str, Any]:
    """Kinds of fields as rules know them, comparisons that fit, and words about values."""
    tage = [
        ("heute", _("heute")),
        ("heute+14T", _("heute in 14 Tagen")),
        ("heute+6M", _("heute in 6 Monaten")),
        ("heute-18J", _("heute vor 18 Jahren")),
    ]
    texte = {
        "ohne": _("Hier ist kein Wert nötig."),
        Regeltyp.ZAHL: _("Eine ganze Zahl, z. B. 75."),
        Regeltyp.KOMMAZAHL: _("Eine Zahl, auch mit Komma, z. B. 12,5."),
        Regeltyp.GELD: _("Ein Betrag in Euro, z. B. 12,50."),
        Regeltyp.DATUM: _("Ein Tag wie 2026-12-31 oder gezählt von heute: heute+14T (Tage), +2W, +6M, -18J."),
        Regeltyp.WAHL: _("Eine der Möglichkeiten; bei „ist eine von“ mehrere mit Komma."),
        Regeltyp.WAHLEN: _("Eine der Möglichkeiten."),
        Regeltyp.KARTE: _("Dieses Feld hat Teile. Wählen Sie einen davon, z. B. „zeitraum.von“."),
    }
    return {
        "typen": {
            typ.typ: getattr(typ, "regeltyp", Regeltyp.ZAHL) for typ in FELDTYPEN
        },  # a calculated one says its own
        "teile": {typ.typ: found for typ in FELDTYPEN if (found := _parts(typ))},
        "vergleiche": {typ: list(names) for typ, names in VERGLEICHE.items()},
        "ohneWert": sorted(OHNE_WERT),
        "tage": tage,
        "texte": texte,
    }


def _parts(typ: Feldtyp) -> dict[str, tuple[str, str]]:
    if getattr(typ, "regeltyp", None) is not Regeltyp.KARTE:
        return {}
    name = typ.regelname(Feld(typ.typ, typ.typ, ""))
    return {part: (one.typ, one.beschriftung) for part, one in name.felder.items()}
