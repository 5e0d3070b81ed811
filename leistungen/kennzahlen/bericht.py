"""The state of the catalogue as facts for programs: what ``katalog_report`` prints."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from cms.orte import verzeichnis
from leistungen import verlauf
from leistungen.kennzahlen.modell import Auswahl, Kennzahl, Stand, Zeile, kennzahlen
from leistungen.models import Leistung, Verlauf

LISTEN = {"zu_pruefen": "zu-pruefen", "ohne_zustaendigkeit": "ohne-zustaendigkeit", "ueberfaellig": "ueberfaellig"}


def bericht(auswahl: Auswahl, seit: date | None = None) -> dict[str, Any]:
    """The figures of a choice, the lists that ask for work, and what has changed since a day (else all that is kept).

    ``seit`` narrows the changes alone: the figures say how things stand now.
    """
    figures = kennzahlen()
    stands = {key: figure.stand(auswahl) for key, figure in figures.items()}
    changes = changed(auswahl, seit)
    return {
        "stand": timezone.localdate().isoformat(),
        "leistungen": stands["themenfelder"].zahl,
        **{name: _facts(figures[key].zeilen(auswahl, "")) for name, key in LISTEN.items()},
        "ozg": _ozg(stands["ozg"], stands["ozg-kommunal"]),
        "geaendert": changes,
        "kennzahlen": {key: _figure(figures[key], stand) for key, stand in stands.items()},
    }


def _facts(zeilen: Iterable[Zeile]) -> list[dict[str, Any]]:
    return [zeile.schluessel for zeile in zeilen]


def _ozg(alle: Stand, kommunal: Stand) -> dict[str, Any]:
    by_area = {one.key: one for one in kommunal.gruppen}
    return {
        "abgedeckt": alle.zahl,
        "von": alle.von,
        "kommunal": {"abgedeckt": kommunal.zahl, "von": kommunal.von},
        "themenfelder": {
            one.key: {
                "abgedeckt": one.anzahl,
                "von": one.von,
                "kommunal": {"abgedeckt": local.anzahl, "von": local.von}
                if (local := by_area.get(one.key))
                else {"abgedeckt": 0, "von": 0},
            }
            for one in alle.gruppen
        },
    }


def _figure(kennzahl: Kennzahl, stand: Stand) -> dict[str, Any]:
    return {
        "titel": str(kennzahl.titel),
        "zahl": stand.zahl,
        "von": stand.von,
        "gruppen": [
            {"key": one.key, "titel": str(one.titel), "anzahl": one.anzahl, "von": one.von} for one in stand.gruppen
        ],
    }


def changed(auswahl: Auswahl, seit: date | None) -> list[dict[str, Any]]:
    """What reads differently than at the beginning of a day, the latest first."""
    found = verlauf.changed_since(seit or timezone.localdate() - verlauf.KEPT, _covered(auswahl))
    slugs = dict(Leistung.objects.filter(pk__in={one.leistung for one in found}).values_list("pk", "slug"))
    by_id = verzeichnis().by_id
    return [
        {
            "leistung": slugs.get(one.leistung, ""),
            "bezeichnung": one.bezeichnung,
            "redaktion": by_id[one.gebiet].slug,
            "sprache": one.sprache,
            "modul": one.modul,
            "art": one.art.value,
            "am": timezone.localdate(one.zuletzt).isoformat(),
            "von": [urheber.value for urheber in one.urheber],
        }
        for one in found
    ]


def _covered(auswahl: Auswahl) -> QuerySet[Verlauf]:
    rows = Verlauf.objects.all()
    if auswahl.ort is not None:
        covered = [ort.id for ort in verzeichnis().orte if auswahl.covers(ort.kette)]
        rows = rows.filter(gebiet__in=covered)
    if auswahl.themenfeld:
        rows = rows.filter(leistung__themenfeld=auswahl.themenfeld)
    return rows
