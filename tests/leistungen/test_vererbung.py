"""Inheritance, proved by properties over any mix of one to five levels and a sister municipality."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from leistungen.vererbung import AUSBLENDEN, ERGAENZEN, ERSETZEN, Lage, Text, resolve, stamm_above

MODULE = ("volltext", "kosten", "frist")
LEVELS = 5
SISTER = 99
KETTE = tuple(range(1, LEVELS + 1))


@st.composite
def texte(draw, gebiet: int, stamm: bool):
    found = []
    for modul in draw(st.lists(st.sampled_from(MODULE), max_size=4)):
        number = len(found)
        found.append(
            Text(
                modul=modul,
                modus=draw(st.sampled_from([ERSETZEN, ERGAENZEN, AUSBLENDEN])),
                inhalt=f"{gebiet}-{stamm}-{number}",
                hash=f"h-{gebiet}-{stamm}-{number}",
                gilt_fuer=frozenset(draw(st.sets(st.sampled_from([gebiet, *KETTE, SISTER, 77]), max_size=2))),
                ersetzbar=draw(st.booleans()),
            )
        )
    return tuple(found)


@st.composite
def lagen(draw):
    found = []
    for gebiet in (*KETTE, SISTER):
        for stamm in (True, False):
            if draw(st.booleans()):
                found.append(Lage(gebiet, stamm, draw(texte(gebiet, stamm)), hoheitlich=gebiet <= 2))
    return draw(st.permutations(found))


def in_order(found, kette):
    """The texts that hold at the place, from top to bottom, with their Lage."""
    for lage in sorted(
        (one for one in found if one.gebiet in kette), key=lambda one: (kette.index(one.gebiet), not one.stamm)
    ):
        for text in sorted(lage.texte, key=lambda one: bool(one.gilt_fuer)):
            if not text.gilt_fuer or text.gilt_fuer & set(kette):
                yield lage, text


@given(lagen(), st.integers(1, LEVELS))
def test_each_text_that_holds_appears_once_and_no_other(found, depth):
    kette = KETTE[:depth]
    shown = [teil.text.inhalt for abschnitt in resolve(found, kette, MODULE) for teil in abschnitt.teile]
    assert len(shown) == len(set(shown))
    for modul in MODULE:
        texts = [(lage, text) for lage, text in in_order(found, kette) if text.modul == modul]
        expected: list[tuple[Lage, Text]] = []
        for lage, text in texts:
            free = lage.hoheitlich or all(up.gebiet == lage.gebiet or one.ersetzbar for up, one in expected)
            if text.modus == AUSBLENDEN:
                expected = []
            elif text.modus == ERSETZEN and free:
                expected = [(lage, text)]
            else:
                expected.append((lage, text))
        actual = [teil.text.inhalt for one in resolve(found, kette, MODULE) if one.modul == modul for teil in one.teile]
        assert actual == [text.inhalt for _lage, text in expected]


@given(lagen(), st.integers(1, LEVELS))
def test_nothing_of_a_sister_municipality_appears(found, depth):
    for abschnitt in resolve(found, KETTE[:depth], MODULE):
        for teil in abschnitt.teile:
            assert teil.gebiet in KETTE[:depth]
            assert teil.text.inhalt.startswith(f"{teil.gebiet}-{teil.stamm}-")


@given(lagen(), st.integers(1, LEVELS))
def test_an_addition_stands_below_what_it_adds_to(found, depth):
    kette = KETTE[:depth]
    for abschnitt in resolve(found, kette, MODULE):
        levels = [kette.index(teil.gebiet) for teil in abschnitt.teile]
        assert levels == sorted(levels)
        assert sum(teil.haupt for teil in abschnitt.teile) <= 1
        assert not any(teil.haupt for teil in abschnitt.teile[1:])


@given(lagen(), st.integers(1, LEVELS))
def test_sections_come_in_the_order_of_the_catalogue_and_are_never_empty(found, depth):
    keys = [abschnitt.modul for abschnitt in resolve(found, KETTE[:depth], MODULE)]
    assert keys == [key for key in MODULE if key in keys]
    assert all(abschnitt.teile for abschnitt in resolve(found, KETTE[:depth], MODULE))


@given(lagen(), lagen())
def test_an_addition_of_a_level_between_does_not_make_a_lower_text_stale(found, other):
    """Only Stammtexte above count for the hash that a local text is pinned to."""
    additions = [lage for lage in other if not lage.stamm]
    stamm = [lage for lage in found if lage.stamm]
    before = {one.modul: one.hash for one in stamm_above(stamm, KETTE, KETTE[-1], MODULE)}
    after = {one.modul: one.hash for one in stamm_above([*stamm, *additions], KETTE, KETTE[-1], MODULE)}
    assert before == after


@given(lagen())
def test_the_pin_follows_the_content_of_what_stands_above(found):
    above = stamm_above(found, KETTE, KETTE[-1], MODULE)
    for abschnitt in above:
        changed = [
            replace(
                lage,
                texte=tuple(
                    replace(text, hash=text.hash + "!") if text.modul == abschnitt.modul else text
                    for text in lage.texte
                ),
            )
            for lage in found
        ]
        now = {one.modul: one.hash for one in stamm_above(changed, KETTE, KETTE[-1], MODULE)}
        assert now[abschnitt.modul] != abschnitt.hash


def test_the_land_replaces_the_bund_and_the_municipality_adds():
    bund = Lage(1, True, (Text("volltext", ERSETZEN, "Bund", "b"),), hoheitlich=True)
    land = Lage(2, True, (Text("volltext", ERSETZEN, "Land", "l"),), hoheitlich=True)
    vg = Lage(4, False, (Text("volltext", ERGAENZEN, "VG", "v"),))
    (abschnitt,) = resolve([vg, land, bund], (1, 2, 3, 4), MODULE)
    assert [(teil.text.inhalt, teil.haupt) for teil in abschnitt.teile] == [("Land", True), ("VG", False)]


def test_a_municipal_main_text_becomes_an_addition_once_an_upper_text_appears():
    town = Lage(3, True, (Text("volltext", ERSETZEN, "Stadt", "s"),))
    alone = resolve([town], (1, 2, 3), MODULE)
    assert alone[0].teile[0].haupt
    land = Lage(2, True, (Text("volltext", ERSETZEN, "Land", "l"),), hoheitlich=True)
    both = resolve([town, land], (1, 2, 3), MODULE)
    assert [(teil.text.inhalt, teil.haupt) for teil in both[0].teile] == [("Land", True), ("Stadt", False)]


def test_entries_of_one_list_for_single_places_stand_beside_the_general_ones():
    general = Text("kosten", ERSETZEN, "allgemein", "a", block="eins")
    special = Text("kosten", ERSETZEN, "nur hier", "b", block="eins", gilt_fuer=frozenset({3}))
    lage = Lage(2, True, (special, general), hoheitlich=True)
    (here,) = resolve([lage], (1, 2, 3), MODULE)
    assert [(teil.text.inhalt, teil.haupt) for teil in here.teile] == [("allgemein", True), ("nur hier", False)]
    (there,) = resolve([lage], (1, 2, 4), MODULE)
    assert [teil.text.inhalt for teil in there.teile] == ["allgemein"]


def test_a_local_text_is_pinned_to_the_upper_text_meant_for_its_place():
    kreis = Lage(3, True, (Text("volltext", ERSETZEN, "für die 4", "x", gilt_fuer=frozenset({4})),))
    (above,) = stamm_above([kreis], (1, 2, 3, 4), 4, MODULE)
    assert above.hash == "x"
    assert stamm_above([kreis], (1, 2, 3, 5), 5, MODULE) == ()
