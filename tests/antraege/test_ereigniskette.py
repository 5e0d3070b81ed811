"""The log of cases shows whoever looks that nothing was changed, removed, added or moved."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from antraege.ereigniskette import ENDE, KOPF, Bruch, Glied, Kopf, breaks, seal_of

TAMPERINGS = 1000
BEGINN = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)


def kette(length: int) -> tuple[list[Glied], Kopf]:
    glieder: list[Glied] = []
    siegel = ""
    for nummer in range(1, length + 1):
        said = {
            "nummer": nummer,
            "vorgang": nummer % 5,
            "art": ("angesehen", "stand", "notiz")[nummer % 3],
            "konto": nummer % 7 or None,
            "wer": f"Konto {nummer % 7}",
            "angaben": {"von": "eingegangen"} if nummer % 3 == 1 else {},
            "zeit": BEGINN + timedelta(minutes=nummer),
        }
        siegel = seal_of(siegel, **said)
        glieder.append(Glied(**said, siegel=siegel))
    return glieder, Kopf(length, siegel)


def test_a_whole_chain_has_no_break():
    for length in (0, 1, 40):
        assert list(breaks(*kette(length))) == []


def change_a_field(glieder: list[Glied], dice: random.Random) -> None:
    at = dice.randrange(len(glieder))
    one = glieder[at]
    glieder[at] = dice.choice(
        [
            replace(one, vorgang=one.vorgang + 1),
            replace(one, art="geloescht"),
            replace(one, konto=None if one.konto else 3),
            replace(one, wer="Jemand anderes"),
            replace(one, angaben={"von": "abgeschlossen"}),
            replace(one, zeit=one.zeit + timedelta(microseconds=1)),
            replace(one, siegel="0" * 64),
        ]
    )


def change_and_seal_anew(glieder: list[Glied], dice: random.Random) -> None:
    """As somebody would who knows how it is made, and rewrites all that follows."""
    at = dice.randrange(len(glieder))
    glieder[at] = replace(glieder[at], wer="Jemand anderes")
    siegel = glieder[at - 1].siegel if at else ""
    for nr in range(at, len(glieder)):
        said = {name: getattr(glieder[nr], name) for name in Glied.__slots__ if name != "siegel"}
        siegel = seal_of(siegel, **said)
        glieder[nr] = replace(glieder[nr], siegel=siegel)


def remove_one(glieder: list[Glied], dice: random.Random) -> None:
    del glieder[dice.randrange(len(glieder))]


def remove_the_end(glieder: list[Glied], dice: random.Random) -> None:
    del glieder[dice.randrange(len(glieder)) :]


def remove_and_renumber(glieder: list[Glied], dice: random.Random) -> None:
    del glieder[dice.randrange(len(glieder))]
    glieder[:] = [replace(one, nummer=nr) for nr, one in enumerate(glieder, 1)]


def swap_two(glieder: list[Glied], dice: random.Random) -> None:
    one, other = dice.sample(range(len(glieder)), 2)
    first, second = glieder[one], glieder[other]
    glieder[one] = replace(second, nummer=first.nummer)
    glieder[other] = replace(first, nummer=second.nummer)


def add_one(glieder: list[Glied], dice: random.Random) -> None:
    last = glieder[-1]
    siegel = seal_of(
        last.siegel, nummer=last.nummer + 1, vorgang=1, art="pdf", konto=1, wer="x", angaben={}, zeit=last.zeit
    )
    glieder.append(Glied(last.nummer + 1, 1, "pdf", 1, "x", {}, last.zeit, siegel))


EINGRIFFE = (
    change_a_field,
    change_and_seal_anew,
    remove_one,
    remove_the_end,
    remove_and_renumber,
    swap_two,
    add_one,
)


def test_each_of_a_thousand_tamperings_is_found():
    dice = random.Random(6)
    whole, kopf = kette(40)
    unseen = []
    for _nr in range(TAMPERINGS):
        glieder = list(whole)
        tamper = dice.choice(EINGRIFFE)
        tamper(glieder, dice)
        if not list(breaks(glieder, kopf)):
            unseen.append(tamper.__name__)
    assert unseen == []


def test_the_place_is_named():
    glieder, kopf = kette(10)
    glieder[3] = replace(glieder[3], wer="Jemand anderes")
    assert [one.nummer for one in breaks(glieder, kopf)] == [4]
    glieder, kopf = kette(10)
    del glieder[3]
    assert [one.nummer for one in breaks(glieder, kopf)] == [4]
    glieder, kopf = kette(10)
    del glieder[7:]
    assert list(breaks(glieder, kopf)) == [Bruch(7, ENDE)]


def test_a_head_that_was_lost_is_told_for_ever():
    glieder, kopf = kette(10)
    assert list(breaks(glieder, replace(kopf, brueche=(4,)))) == [Bruch(4, KOPF)]
