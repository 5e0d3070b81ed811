"""Parts that no answers can show: found exactly, and explained."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from antraege.regeln.ausdruck import Umgebung
from antraege.regeln.bedingung import VERGLEICHE, Bedingung, Name, Regeltyp, Vergleich, is_met
from antraege.regeln.befund import Teil
from antraege.regeln.erreichbarkeit import Erreichbarkeit
from antraege.regeln.funktionen import as_regelwert
from antraege.regeln.unerreichbar import check_erreichbarkeit
from tests.antraege.regeln.formen import NAMEN

TAG = date(2026, 3, 2)
KLEIN = {
    "ja": Name(Regeltyp.JA_NEIN, "Ja"),
    "wahl": Name(Regeltyp.WAHL, "Wahl", {"a": "A", "b": "B", "c": "C"}),
    "zahl": Name(Regeltyp.ZAHL, "Zahl"),
    "wahlen": Name(Regeltyp.WAHLEN, "Wahlen", {"a": "A", "b": "B"}),
    "text": Name(Regeltyp.TEXT, "Text"),
}
BEREICH = {
    "ja": [None, True, False],
    "wahl": [None, "a", "b", "c"],
    "zahl": [None, *range(-2, 3)],
    "wahlen": [None, [], ["a"], ["b"], ["a", "b"]],
    "text": [None, "", "u", "v", "w"],
}
LITERAL = {
    "wahl": st.sampled_from("abc"),
    "zahl": st.integers(-1, 1),
    "wahlen": st.sampled_from("ab"),
    "text": st.sampled_from("uv"),
}


@st.composite
def conditions(draw, felder):
    """Mostly none to three comparisons of few fields, so that contradictions are common."""
    if not felder or draw(st.booleans()):
        return None
    vergleiche = []
    for _number in range(draw(st.integers(1, 3))):
        feld = draw(st.sampled_from(felder))
        vergleich = draw(st.sampled_from(VERGLEICHE[KLEIN[feld].typ]))
        wert = None
        if vergleich == "eine_von":
            wert = tuple(draw(st.lists(LITERAL[feld], max_size=2)))
        elif vergleich not in ("ist_ja", "ist_nein", "ist_angegeben", "ist_leer"):
            wert = draw(LITERAL[feld])
        vergleiche.append(Vergleich(feld, vergleich, wert))
    return Bedingung(**{draw(st.sampled_from(["alle", "alle", "eine"])): tuple(vergleiche)})


@st.composite
def forms(draw):
    felder = draw(st.permutations(list(KLEIN)))[:3]
    teile = []
    for number, feld in enumerate(felder):
        before = felder[:number]
        step = Teil(f"s{number}", f"s{number}", bedingung=draw(conditions(before))) if draw(st.booleans()) else None
        own = Teil(feld, feld, feld, draw(conditions(before)), step, pflicht=draw(st.booleans()))
        teile += [step, own] if step else [own]
    last = Teil("ende", "ende", bedingung=draw(conditions(felder)), steht_in=draw(st.sampled_from([None, *teile])))
    return [*teile, last]


def shown_by_some_answers(teile):
    """All parts that any complete answers show: by trying all of them."""
    umgebung = Umgebung(TAG, "RP")
    felder = [teil.feld for teil in teile if teil.feld]
    found = set()
    for answers in product(*(BEREICH[feld] for feld in felder)):
        given_, shown, complete = {}, set(), True
        for teil in teile:
            if all(is_met(one.bedingung, given_, umgebung) for one in teil.and_what_it_stands_in()):
                shown.add(teil)
                if teil.feld:
                    given_[teil.feld] = answers[felder.index(teil.feld)]
                    complete = complete and not (teil.pflicht and given_[teil.feld] in (None, "", []))
        if complete:
            found |= shown
    return found


@settings(max_examples=150, deadline=None)
@given(teile=forms())
def test_what_is_reachable_is_found_by_trying_everything(teile):
    pruefung = Erreichbarkeit(teile, KLEIN, TAG)
    assert {teil.stelle for teil in teile if pruefung.is_reachable(teil)} == {
        teil.stelle for teil in shown_by_some_answers(teile)
    }


TAGE = st.integers(-2, 2).map(lambda n: (TAG + timedelta(days=n)).isoformat()) | st.integers(-2, 2).map(
    "heute{:+d}T".format
)


@settings(max_examples=150, deadline=None)
@given(
    vergleiche=st.lists(
        st.builds(
            Vergleich,
            st.just("beginn"),
            st.sampled_from(["gleich", "ungleich", "kleiner", "hoechstens", "groesser", "mindestens"]),
            TAGE,
        ),
        min_size=1,
        max_size=4,
    )
)
def test_days_counted_from_the_day_of_filling_in(vergleiche):
    teil = Teil("ende", "ende", bedingung=Bedingung(alle=tuple(vergleiche)))
    expected = any(
        teil.bedingung.is_met(
            {"beginn": as_regelwert(TAG + timedelta(days=tag))}, Umgebung(TAG + timedelta(days=heute), "RP")
        )
        for heute in range(7)
        for tag in range(-6, 14)
    )
    assert Erreichbarkeit([teil], NAMEN, TAG).is_reachable(teil) == expected


# --- What editors read ------------------------------------------------------------------------------------------------


def when(*vergleiche, art="alle"):
    return Bedingung.from_json({art: [list(one) for one in vergleiche]})


def found(*teile):
    befunde = check_erreichbarkeit(teile, NAMEN, TAG)
    return {one.stelle: one.meldung for one in befunde}


ART = Teil("Feld art", "Art", feld="art", pflicht=True)
MUSIK = Teil("Feld musik", "Musik", feld="musik", bedingung=when(["art", "gleich", "verein"]))


def test_a_step_and_a_field_that_contradict_each_other():
    step = Teil("Schritt 2", "Ausschank", bedingung=when(["art", "gleich", "verein"]))
    flaeche = Teil("Feld", "Fläche", steht_in=step, pflicht=True, bedingung=when(["art", "gleich", "gewerbe"]))
    assert found(ART, step, flaeche) == {
        "Feld": "Das Pflichtfeld „Fläche“ kann nie erscheinen. Das müsste zugleich gelten, schließt sich aber aus: "
        "„Art“ ist gleich „Gewerbe“ und „Art“ ist gleich „Verein“ (Bedingung von „Ausschank“)."
    }


def test_only_what_contradicts_is_named():
    teil = Teil(
        "T",
        "T",
        bedingung=when(
            ["art", "ungleich", "privat"],
            ["pacht", "mindestens", 50_000],
            ["beginn", "mindestens", "heute+14T"],
            ["pacht", "kleiner", 20_000],
        ),
    )
    assert found(ART, teil)["T"].endswith("aus: „Pacht“ ist mindestens 500,00 € und „Pacht“ ist kleiner als 200,00 €.")


def test_the_visibility_of_a_field_that_is_asked_counts():
    teil = Teil("T", "Lautstärke", bedingung=when(["musik", "ist_ja"], ["art", "gleich", "privat"]))
    assert found(ART, MUSIK, teil)["T"].endswith(
        "aus: „Art“ ist gleich „Privatperson“ und „Art“ ist gleich „Verein“ (Bedingung von „Musik“)."
    )


def test_what_hangs_on_a_field_that_never_shows():
    never = Teil("F", "Personen", feld="personen", bedingung=when(["art", "eine_von", []]))
    teil = Teil("T", "T", bedingung=when(["personen", "groesser", 3]))
    assert found(ART, never, teil) == {
        "F": "„Personen“ kann nie erscheinen. Das trifft nie zu: „Art“ ist eines von .",
        "T": "„T“ kann nie erscheinen. Es hängt von „Personen“ ab, das nie erscheint.",
    }


def test_what_stands_in_a_step_that_never_shows_is_not_told_again():
    step = Teil("S", "S", bedingung=when(["art", "ist_leer"]))
    inner = Teil("F", "F", steht_in=step)
    assert found(ART, step, inner) == {
        "S": "„S“ kann nie erscheinen. Das trifft nie zu: „Art“ ist leer, ist aber ein Pflichtfeld."
    }


def test_a_hidden_field_is_empty_though_it_is_required():
    required = Teil("M", "Musik", feld="musik", pflicht=True, bedingung=when(["art", "gleich", "verein"]))
    assert found(ART, required, Teil("T", "T", bedingung=when(["musik", "ist_leer"]))) == {}
    assert "T" in found(
        ART, required, Teil("T", "T", bedingung=when(["musik", "ist_leer"], ["art", "gleich", "verein"]))
    )


@pytest.mark.parametrize(
    "bedingung",
    [
        Bedingung(cel="art == 'verein' && art == 'gewerbe'"),
        when(["zeitraum.von", "kleiner", "heute"], ["zeitraum", "ist_angegeben"]),
        when(["beginn", "mindestens", "heute+31T"], ["beginn", "hoechstens", "heute+1M"]),
        when(["beginn", "mindestens", "heute+1M"], ["beginn", "hoechstens", "2040-01-01"]),
        when(["unbekannt", "gleich", "x"]),
        when(["art", "gleich", "verein"], ["art", "gleich", "gewerbe"], art="eine"),
        when(["personen", "groesser", 3], ["personen", "kleiner", 5]),
    ],
)
def test_nothing_is_said_of_what_could_be(bedingung):
    assert found(ART, Teil("T", "T", bedingung=bedingung)) == {}


def test_past_days_never_come_again():
    teil = Teil("T", "T", bedingung=when(["beginn", "mindestens", "heute"], ["beginn", "hoechstens", "2025-12-31"]))
    assert found(teil)["T"].endswith("„Beginn“ liegt nicht vor heute und „Beginn“ liegt nicht nach 31.12.2025.")


def test_effort_is_bounded():
    namen = {f"f{n}": KLEIN["ja"] for n in range(60)}
    pairs = [when([f"f{n}", "ist_ja"], [f"f{n + 1}", "ist_nein"], art="eine") for n in range(0, 60, 2)]
    step = None
    for number, bedingung in enumerate(pairs):
        step = Teil(f"s{number}", f"s{number}", bedingung=bedingung, steht_in=step)
    last = Teil("T", "T", steht_in=step, bedingung=when(*([f"f{n}", "ist_leer"] for n in range(60))))
    assert check_erreichbarkeit([last], namen, TAG) != []
    chain = [Teil("k0", "k0", feld="f0")]
    for n in range(1, 60):
        chain.append(Teil(f"k{n}", f"k{n}", feld=f"f{n}", bedingung=when([f"f{n - 1}", "ist_ja"])))
    assert check_erreichbarkeit(chain, namen, TAG) == []
