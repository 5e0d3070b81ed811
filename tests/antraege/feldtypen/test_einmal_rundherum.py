"""Each type once around: value → parts → value, value → export → value, and what editors and people see of it."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from django.template.loader import get_template
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from antraege.blocks import as_json, as_raw, feld_block
from antraege.feldtypen import ALLEIN, FELDTYPEN, NACH_TYP, Feld, Feldtyp
from antraege.feldtypen.datum import am
from antraege.regeln.bedingung import Name, Regeltyp
from tests.antraege.feldtypen.muster import HEUTE, MUSTER, Muster
from tests.factories.cms import Orte

each = pytest.mark.parametrize("muster", MUSTER, ids=str)
einige = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(autouse=True)
def _that_day(db):
    Orte()
    with am(HEUTE):
        yield


def typ_of(feld: Feld) -> Feldtyp[Any]:
    return NACH_TYP[feld.typ]


def fill_in(feld: Feld, wert: Any) -> Any:
    """What the form makes of the value when its parts are sent as they were shown."""
    typ = typ_of(feld)
    shown = typ.zerlegt(feld, wert)
    if typ.wiederholt:
        return typ.zusammen(feld, {ALLEIN: [fill_in_row(typ.felder(feld), row) for row in shown[ALLEIN]]})
    fields = typ.teile(feld)
    if not fields:
        return wert  # never filled in
    assert shown.keys() <= fields.keys()
    return typ.zusammen(feld, {part: field.clean(shown.get(part)) for part, field in fields.items()})


def fill_in_row(felder: tuple[Feld, ...], row: dict[str, Any]) -> dict[str, Any]:
    return {one.schluessel: fill_in(one, row[one.schluessel]) for one in felder if one.schluessel in row}


def hand_on(feld: Feld, wert: Any) -> Any:
    exported = typ_of(feld).export(wert, feld)
    again = json.loads(json.dumps(exported))
    schema = typ_of(feld).schema(feld)
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(again)
    return typ_of(feld).aus_export(again, feld)


IN_REGELN = {
    Regeltyp.TEXT: str,
    Regeltyp.ZAHL: int,
    Regeltyp.KOMMAZAHL: float,
    Regeltyp.GELD: int,
    Regeltyp.DATUM: datetime,
    Regeltyp.JA_NEIN: bool,
    Regeltyp.WAHL: str,
    Regeltyp.WAHLEN: list,
    Regeltyp.LISTE: list,
    Regeltyp.KARTE: dict,
}


def is_as_announced(regelwert: Any, name: Name) -> bool:
    """Whether rules get what they were told: kind, known choices, keys and what stands under them."""
    if type(regelwert) is not IN_REGELN[name.typ]:
        return False
    if name.typ in {Regeltyp.WAHL, Regeltyp.WAHLEN}:
        return ({regelwert} if name.typ == Regeltyp.WAHL else set(regelwert)) <= name.wahlen.keys()
    cards = {Regeltyp.KARTE: [regelwert], Regeltyp.LISTE: regelwert}.get(name.typ, [])
    return all(
        card.keys() == name.felder.keys()
        and all(one is None or is_as_announced(one, name.felder[key]) for key, one in card.items())
        for card in cards
    )


def test_every_type_is_tried():
    assert {muster.feld.typ for muster in MUSTER} == {typ.typ for typ in FELDTYPEN} == set(NACH_TYP)


@each
@given(data=st.data())
@einige
def test_a_value_survives(muster: Muster, data: st.DataObject):
    wert = data.draw(muster.werte)
    feld, typ = muster.feld, typ_of(muster.feld)
    assert fill_in(feld, wert) == wert
    assert hand_on(feld, wert) == wert
    shown = typ.anzeige(wert, feld)
    assert shown.strip()
    assert isinstance(shown, str)
    assert is_as_announced(typ.regelwert(wert, feld), typ.regelname(feld))


@each
def test_its_example_is_accepted(muster: Muster):
    feld, typ = muster.feld, typ_of(muster.feld)
    beispiel = typ.beispiel(feld)
    assert fill_in(feld, beispiel) == beispiel
    assert hand_on(feld, beispiel) == beispiel


@each
def test_nothing_is_asked_for_where_nothing_is_required(muster: Muster):
    feld = replace(muster.feld, pflicht=False)
    fields = typ_of(feld).teile(feld)
    assert not any(field.required for field in fields.values())
    assert typ_of(feld).zusammen(feld, {part: field.clean(None) for part, field in fields.items()}) is None


@each
def test_a_field_is_written_and_read_by_editors(muster: Muster):
    typ, daten = typ_of(muster.feld), muster.feld.to_json()
    block = feld_block(typ)
    said = {name: value for name, value in daten.items() if name != "typ"}
    value = block.clean(block.to_python(as_raw(block, said)))
    stored = json.loads(json.dumps(block.get_prep_value(value)))
    again = Feld.from_json({"typ": typ.typ} | as_json(block.to_python(stored)))
    assert _without_members(again) == _without_members(muster.feld)
    assert typ.felder(again) == typ.felder(muster.feld)
    assert not typ.maengel(muster.feld)
    assert Feld.from_json(muster.feld.to_json()) == muster.feld


def _without_members(feld: Feld) -> Feld:
    return replace(feld, angaben={name: value for name, value in feld.angaben.items() if name != "felder"})


@pytest.mark.parametrize("daten", [None, [], {}, "", "x", 1.5, True, 7, [1], {"a": "b"}, [[]], "2026-13-01"], ids=repr)
@each
def test_what_was_never_exported_is_refused_or_is_a_value(muster: Muster, daten: Any):
    try:
        wert = typ_of(muster.feld).aus_export(daten, muster.feld)
    except ValueError:
        return
    assert typ_of(muster.feld).export(wert, muster.feld) == daten


@pytest.mark.parametrize("typ", FELDTYPEN, ids=lambda typ: typ.typ)
def test_a_type_says_what_it_is(typ: Feldtyp[Any]):
    assert str(typ.name)
    assert type(typ).__doc__
    assert get_template(f"wagtailadmin/icons/{typ.icon}.svg")
    assert all(block.label for _name, block in typ.angaben())
