"""The forms that come with the portal, at bodies that are responsible for them, and their example cases filled in."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from antraege.auswertung import Auswerter, Auswertung
from antraege.definition import Definition
from antraege.feldtypen import ALLEIN, NACH_TYP, Feld, Json
from antraege.feldtypen.datum import am
from antraege.management.commands.formulare_load import DEMO
from antraege.pruefung import Fund, examine
from antraege.regeln.ausdruck import Umgebung
from antraege.services.load_formulare import EIGENES, load, read
from cms.models import Gebiet
from leistungen.models import Leistung, Zustaendigkeit
from tests.factories.cms import OrganisationseinheitFactory, StandortFactory, redaktion
from tests.factories.leistungen import LeistungFactory, ZustaendigkeitFactory

DATEIEN = sorted(DEMO.glob("*.yaml"))
ORTE = {"vg-kaisersesch": "masburg", "landkreis-cochem-zell": "masburg"}  # where a body's form is filled in, else Mayen
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(T\d\d:\d\d)?")


class Demoformular:
    """A file with a form and its example cases."""

    def __init__(self, path: Path):
        self.name = path.stem
        self.daten = read(path)
        self.definition = Definition.from_json({key: one for key, one in self.daten.items() if key not in EIGENES})
        self.auswerter = Auswerter(self.definition)

    def examine(self) -> list[Fund]:
        return examine(self.definition.to_json() | {"faelle": self.daten["faelle"]}, timezone.localdate(), "RP")

    def auswerten(self, antworten: dict[str, Json], tag: date) -> Auswertung:
        with am(tag):
            return self.auswerter.auswerten(antworten, Umgebung(tag, "RP"))

    def load(self) -> list[str]:
        """Into a portal where each of its bodies has a responsible office. Returns where it can be filled in."""
        places = []
        for slug in self.daten["redaktionen"]:
            body = redaktion(Gebiet.objects.get(slug=slug))
            leistung = Leistung.objects.filter(slug=self.daten["leistung"]).first() or LeistungFactory(
                redaktion=body, slug=self.daten["leistung"]
            )
            if not Zustaendigkeit.objects.filter(leistung=leistung, gebiet=body.gebiet).exists():
                stelle = OrganisationseinheitFactory(redaktion=body, slug=f"stelle-{slug}")
                StandortFactory(stelle=stelle)
                ZustaendigkeitFactory(leistung=leistung, gebiet=body.gebiet, stelle=stelle)
            places.append(ORTE.get(slug, "mayen"))
        list(load(self.daten))
        return [f"/antrag/{self.daten['formular']}/{place}/" for place in places]


def moved(value: Any, days: int) -> Any:
    """The same answers so many days later: a case keeps its distance to the day on which it is sent."""
    if isinstance(value, list):
        return [moved(one, days) for one in value]
    if isinstance(value, dict):
        return {key: moved(one, days) for key, one in value.items()}
    if isinstance(value, str) and (found := _DAY.fullmatch(value)):
        return (date.fromisoformat(found[1]) + timedelta(days=days)).isoformat() + (found[2] or "")
    return value


def inputs(felder: tuple[Feld, ...], antworten: dict[str, Json]) -> dict[str, Any]:
    """What a browser sends for these fields."""
    return dict(pair for feld in felder for pair in _inputs(feld, feld.schluessel, antworten.get(feld.schluessel)))


def _inputs(feld: Feld, name: str, wert: Json) -> Iterator[tuple[str, Any]]:
    typ = NACH_TYP[feld.typ]
    if wert is None:
        return
    if typ.wiederholt:
        yield f"{name}_zeilen", str(len(wert))
        for number, row in enumerate(wert):
            for member in typ.felder(feld):
                yield from _inputs(member, f"{name}_{number}_{member.schluessel}", row.get(member.schluessel))
        return
    for part, shown in typ.zerlegt(feld, typ.aus_export(wert, feld)).items():
        if shown not in (None, "", False) and part in typ.teile(feld):
            yield (f"{name}_{part}" if part != ALLEIN else name), "on" if shown is True else shown
