"""German, as every engine reads it."""

import pytest

from search.analysis import Vokabular, fold, stem

WORDS = "Hund Hunde Steuer Müll Tonne Straße Verkehr Amt Behörde Gemeinde Ort Anmeldung Gewerbe Marke Unter Lage"


@pytest.fixture
def vokabular():
    return Vokabular({fold(word): 1 for word in WORDS.split()}, ["ostermann"])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Straße", "STRASSE"),
        ("Müll", "Muell"),
        ("Gebühr", "Gebuehr"),
        ("Mörder", "Moerder"),
        ("Ärger", "Aerger"),
        ("Café", "cafe"),
        ("Mülltonne", "Mu\u0308lltonne"),
    ],
)
def test_ways_to_write_a_word_are_one(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize("word", ["Steuer", "neue", "aktuell", "Quelle"])
def test_ue_that_is_no_umlaut_keeps_words_apart(word):
    assert fold(word) == fold(fold(word))


@pytest.mark.parametrize(
    "words",
    [
        "Hund Hunde Hunden Hundes",
        "Anmeldung Anmeldungen anmelden",
        "Zeugnis Zeugnisse Zeugnissen Zeugnisses",
        "groß größer größere größeren",
        "Behörde Behörden",
        "Bürger Bürgerin Bürgerinnen Bürgern",
        "Antrag Anträge Anträgen",
        "Haus Häuser Häusern",
        "Steuer Steuern",
    ],
)
def test_inflections_share_a_stem(words):
    assert len({stem(fold(word)) for word in words.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("Bus", "Busse"), ("Pass", "Passat"), ("Person", "Perso"), ("Kosten", "Kostüm"), ("12a", "12b")]
)
def test_other_words_keep_their_own_stem(one, other):
    assert stem(fold(one)) != stem(fold(other))


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Hundesteuer", ["hund", "steu"]),
        ("Mülltonnen", ["mull", "tonn"]),
        ("Straßenverkehrsbehörde", ["strass", "verkehr", "behord"]),
        ("Ortsgemeinde", ["ort", "gemeind"]),
        ("Gewerbeanmeldung", ["gewerb", "anmeld"]),
    ],
)
def test_compounds_fall_into_words_of_the_catalogue(vokabular, word, parts):
    assert vokabular.tokens_of(fold(word))[1:] == tuple(parts)


def test_parts_that_are_compounds_are_split_again():
    vokabular = Vokabular({fold(word): 1 for word in (*WORDS.split(), "Hundesteuer")})
    assert set(vokabular.tokens_of("hundesteuermarke")) >= {"hundesteuermark", "hundesteu", "hund", "steu", "mark"}


@pytest.mark.parametrize("word", ["Unterlagen", "Hunderasse", "Steuerung", "Tor", "2026"])
def test_words_that_known_words_do_not_make_up_stay_whole(vokabular, word):
    assert vokabular.split(fold(word)) == ()


def test_stop_words_are_nothing(vokabular):
    assert vokabular.tokens("Wie kann ich das für meinen Hund?") == ["hund"]


@pytest.mark.parametrize(
    ("typed", "meant"), [("hubd", "hund"), ("steurr", "steuer"), ("gemiende", "gemeinde"), ("ostermnan", "ostermann")]
)
def test_a_slip_of_the_finger_is_near(vokabular, typed, meant):
    assert meant in vokabular.similar(typed, 3)


@pytest.mark.parametrize("typed", ["hut", "xyzzyplugh", "", "123456", "a" * 5000])
def test_what_is_near_nothing_stays_alone(vokabular, typed):
    assert vokabular.similar(typed, 3) == []
