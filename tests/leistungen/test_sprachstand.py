"""The rule of languages: a block is read in one language, and only a translation of its present wording counts."""

from copy import deepcopy

from hypothesis import given
from hypothesis import strategies as st

from leistungen.querysets import current_translations, lage_from
from leistungen.sprachstand import AKTUELL, FEHLT, VERALTET, states
from leistungen.textmodule import NACH_KEY, REIHENFOLGE
from leistungen.vererbung import resolve, translate
from leistungen.wortlaut import text_hash, words

PROSA, LISTE = "volltext", "frist"
GEMEINSAM = {"gilt_fuer": [], "ersetzbar": False, "basis": "", "grund": "", "seit": "2026-01-01"}


def block(key, number, inhalt, modus="ersetzen"):
    id_ = f"{key[:4]:x<4}0000-0000-4000-8000-{number:012d}"
    modul = NACH_KEY[key]
    return GEMEINSAM | {
        "id": id_, "modus": modus, "inhalt": inhalt, "hash": f"h{id_}{inhalt}", "texthash": text_hash(modul, inhalt)
    }  # fmt: skip


def made_from(key, row, fremd):
    return {"id": row["id"], "inhalt": fremd, "hash": "x", "original": row["texthash"], "seit": "2026-02-02"}


WORT = st.text("abcdefg ", min_size=1, max_size=8).map(lambda text: f"<p>{text}x</p>")
EINTRAG = st.fixed_dictionaries(
    {"bezeichnung": st.sampled_from(["", "Frist", "Abgabe"]), "bezug": st.just(""), "hinweis": st.just("")}
    | {"anzahl": st.integers(1, 9), "einheit": st.just("tag"), "art": st.just("dauer")}
)


@st.composite
def seiten(draw):
    """A German page, and one that was translated from it before some of its texts changed."""
    deutsch, fremd = {}, {}
    for key, inhalt in ((PROSA, WORT), (LISTE, st.lists(EINTRAG, min_size=1, max_size=3))):
        for number in range(draw(st.integers(0, 3))):
            modus = draw(st.sampled_from(["ersetzen", "ergaenzen", "ausblenden"]))
            before = block(key, number, draw(inhalt), modus)
            if draw(st.booleans()):
                translated = (
                    [{name: f"EN {n}" for name in NACH_KEY[key].textfelder} for n, _ in enumerate(before["inhalt"])]
                    if key == LISTE
                    else f"<p>EN {number}</p>"
                )
                fremd.setdefault(key, []).append(made_from(key, before, translated))
            now = block(key, number, draw(inhalt), modus) if draw(st.booleans()) else before
            deutsch.setdefault(key, []).append(now)
    return deutsch, fremd


@given(seiten())
def test_a_text_is_read_wholly_in_one_language(pair):
    deutsch, fremd = pair
    made = {row["id"]: row for rows in fremd.values() for row in rows}
    for row, stand in states(deutsch, fremd):
        modul = NACH_KEY[stand.modul]
        if stand.art == AKTUELL and row["id"] in made and row["modus"] != "ausblenden" and made[row["id"]]:
            source = made[row["id"]]
            if source["original"] == row["texthash"] and stand.inhalt != row["inhalt"]:
                assert words(modul, stand.inhalt) == source["inhalt"]
                continue
        assert stand.inhalt == row["inhalt"]


@given(seiten())
def test_numbers_and_dates_are_always_the_german_ones(pair):
    deutsch, fremd = pair
    for row, stand in states(deutsch, fremd):
        if isinstance(row["inhalt"], list):
            assert [one["anzahl"] for one in stand.inhalt] == [one["anzahl"] for one in row["inhalt"]]


@given(seiten())
def test_the_language_changes_nothing_but_words(pair):
    """Which texts are read at a place, and in which order, is decided before anybody asks for the language."""
    deutsch, fremd = pair
    lage = lage_from(1, "land", True, deutsch)
    german = resolve([lage], [1], REIHENFOLGE)
    foreign = resolve([translate(lage, current_translations(deutsch, fremd, "en"))], [1], REIHENFOLGE)
    shape = [[(one.modul, teil.haupt, teil.text.id, teil.text.hash) for teil in one.teile] for one in german]
    assert [[(a.modul, teil.haupt, teil.text.id, teil.text.hash) for teil in a.teile] for a in foreign] == shape


@given(seiten())
def test_looking_changes_nothing(pair):
    before = deepcopy(pair)
    list(states(*pair))
    assert pair == before


def test_missing_stale_and_current():
    one, two, three = (block(PROSA, n, f"<p>Satz {n}</p>") for n in range(3))
    fremd = {PROSA: [made_from(PROSA, one, "<p>One</p>"), made_from(PROSA, two, "<p>Two</p>") | {"original": "alt"}]}
    found = {row["id"]: stand for row, stand in states({PROSA: [one, two, three]}, fremd)}
    assert [found[row["id"]].art for row in (one, two, three)] == [AKTUELL, VERALTET, FEHLT]
    assert [found[row["id"]].seit for row in (one, two, three)] == ["2026-02-02", "2026-01-01", "2026-01-01"]


def test_a_list_with_another_number_of_entries_is_stale():
    entry = {"bezeichnung": "Frist", "bezug": "", "hinweis": "", "anzahl": 2, "einheit": "tag", "art": "dauer"}
    row = block(LISTE, 1, [entry])
    fremd = {LISTE: [made_from(LISTE, row, [])]}
    assert [stand.art for _row, stand in states({LISTE: [row]}, fremd)] == [VERALTET]


def test_numbers_without_words_need_no_translation():
    entry = {"bezeichnung": "", "bezug": "", "hinweis": "", "anzahl": 2, "einheit": "tag", "art": "dauer"}
    assert [stand.art for _row, stand in states({LISTE: [block(LISTE, 1, [entry])]}, {})] == [AKTUELL]
