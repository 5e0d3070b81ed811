"""How much of the OZG catalogue the published Leistungen cover, by subject area.

A service of the OZG catalogue is covered if one of our Leistungen bears one of its keys; the last three digits of a
key, the detail, do not count (``leistungen.ozgdaten``).
"""

from collections import defaultdict
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leistungen.adressen import leistung_url
from leistungen.kennzahlen.bestand import Eintrag, chosen
from leistungen.kennzahlen.modell import REST, Auswahl, Gruppe, Kennzahl, Stand, Wort, Zeile
from leistungen.ozgdaten import OzgLeistung, ozg_leistungen


def _services(auswahl: Auswahl, nur_kommunal: bool) -> list[OzgLeistung]:
    return [
        one
        for one in ozg_leistungen()
        if (one.kommunal or not nur_kommunal) and (not auswahl.themenfeld or one.themenfeld == auswahl.themenfeld)
    ]


def _covering(auswahl: Auswahl) -> dict[str, list[Eintrag]]:
    """The chosen Leistungen by key, whatever their own subject area and whenever they last changed."""
    found: dict[str, list[Eintrag]] = defaultdict(list)
    for one in chosen(replace(auswahl, themenfeld="", seit=None)):
        for stamm in one.staemme:
            found[stamm].append(one)
    return found


def _covers(service: OzgLeistung, by_key: dict[str, list[Eintrag]]) -> list[Eintrag]:
    found = {one.id: one for stamm in service.staemme for one in by_key.get(stamm, ())}
    return sorted(found.values(), key=lambda one: one.bezeichnung)


def _stand(auswahl: Auswahl, nur_kommunal: bool) -> Stand:
    by_key = _covering(auswahl)
    counted: dict[str, list[bool]] = defaultdict(list)
    for service in _services(auswahl, nur_kommunal):
        counted[service.themenfeld].append(bool(_covers(service, by_key)))
    lines = [Gruppe(name, name, sum(covered), len(covered)) for name, covered in sorted(counted.items())]
    return Stand(sum(line.anzahl for line in lines), lines, von=sum(line.von or 0 for line in lines), key="ja")


def _rows(auswahl: Auswahl, key: str, nur_kommunal: bool) -> list[Zeile]:
    """``key`` is a subject area or "ja" for what is covered, with ``REST`` before it for what is not; "" for all."""
    by_key = _covering(auswahl)
    wanted = not key.startswith(REST)
    area = key.removeprefix(REST)
    found = [(service, _covers(service, by_key)) for service in _services(auswahl, nur_kommunal)]
    return [
        _row(service, covering)
        for service, covering in sorted(found, key=lambda pair: (pair[0].themenfeld, pair[0].name))
        if not key or (bool(covering) == wanted and area in ("ja", service.themenfeld))
    ]


def _row(service: OzgLeistung, covering: list[Eintrag]) -> Zeile:
    names = ", ".join(one.bezeichnung for one in covering)
    return Zeile(
        service.name,
        leistung_url(covering[0].slug) if covering else "",
        (service.ozg_id, service.themenfeld, service.lage or "–", names or _("noch nicht abgedeckt")),
        {"ozg_id": service.ozg_id, "themenfeld": service.themenfeld, "durch": [one.slug for one in covering]},
    )


def _kennzahl(key: str, titel: Wort, name: Wort, erklaerung: Wort, nur_kommunal: bool) -> Kennzahl:
    return Kennzahl(
        key=key,
        titel=titel,
        name=name,
        erklaerung=erklaerung,
        gruppe_heisst=gettext_lazy("Themenfeld"),
        spalten=(
            gettext_lazy("OZG-Nummer"),
            gettext_lazy("Themenfeld"),
            gettext_lazy("Lage"),
            gettext_lazy("Abgedeckt durch"),
        ),
        stand=lambda auswahl: _stand(auswahl, nur_kommunal),
        zeilen=lambda auswahl, key: _rows(auswahl, key, nur_kommunal),
    )


OZG_KOMMUNAL = _kennzahl(
    "ozg-kommunal",
    gettext_lazy("OZG-Katalog: was Länder und Kommunen ausführen"),
    gettext_lazy("kommunale OZG-Leistungen abgedeckt"),
    gettext_lazy(
        "Der OZG-Katalog (Stand Oktober 2019) nennt die Leistungen, die online angeboten werden sollen. Hier zählen "
        "die, an denen Länder oder Kommunen mitwirken. Abgedeckt heißt: Eine unserer Leistungen "
        "trägt einen ihrer Schlüssel."
    ),
    nur_kommunal=True,
)
OZG = _kennzahl(
    "ozg",
    gettext_lazy("OZG-Katalog: alle Leistungen"),
    "",
    gettext_lazy("Dieselbe Zählung, aber mit den Leistungen, die allein der Bund ausführt."),
    nur_kommunal=False,
)
