"""Two wordings of a section, compared by sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leistungen.saetze import sentences, text_lines
from leistungen.vergleich import GLEICH, NEU, WEG, compare, condense, is_trivial

SAETZE = st.lists(
    st.sampled_from(
        [
            "Sie brauchen einen Ausweis.",
            "Die Gebühr beträgt 20 Euro.",
            "Der Antrag ist 14 Tage vorher zu stellen.",
            "Wir antworten in zwei Wochen.",
            "Rufen Sie uns an.",
        ]
    ),
    max_size=6,
)


def html(saetze):
    return "".join(f"<p>{satz}</p>" for satz in saetze)


def shown(before, after):
    return [(zeile.art, "".join(f"[{s.art}:{s.text}]" for s in zeile.stuecke)) for zeile in compare(before, after)]


def test_a_sentence_that_came_and_one_that_went():
    before = "<p>Sie brauchen einen Ausweis. Rufen Sie uns an.</p>"
    after = "<p>Sie brauchen einen Ausweis. Die Gebühr beträgt 20 Euro.</p>"
    assert [zeile.art for zeile in compare(before, after)] == [GLEICH, NEU, WEG]


def test_words_are_marked_in_a_sentence_that_was_reworded():
    assert shown("<p>Sie zahlen 20 Euro im Voraus.</p>", "<p>Sie zahlen 25 Euro im Voraus.</p>") == [
        ("anders", "[gleich:Sie zahlen][weg:20][neu:25][gleich:Euro im Voraus.]")
    ]


def test_paragraphs_and_list_items_are_kept_apart():
    lines = compare("", "<p>Eins. Zwei.</p><ul><li>Drei</li><li>Vier</li></ul>")
    assert [zeile.absatz for zeile in lines] == [True, False, True, True]


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("Nach § 12 Abs. 1 GastG kann die Gemeinde das erlauben. Fragen Sie nach.", 2),
        ("Das gilt z. B. für Vereine.", 1),
        ("Spätestens am 3. Oktober ist der Antrag zu stellen.", 1),
        ("Geht das? Ja! Kommen Sie vorbei.", 3),
        ("Die Gebühr beträgt 12,50 Euro. 5 Euro kommen hinzu.", 2),
    ],
)
def test_where_a_sentence_ends(line, count):
    assert len(sentences(line)) == count


@given(SAETZE, SAETZE)
def test_both_wordings_can_be_read_off_the_comparison(before, after):
    stuecke = [stueck for zeile in compare(html(before), html(after)) for stueck in zeile.stuecke]
    new = " ".join(stueck.text for stueck in stuecke if stueck.art != WEG)
    assert new == " ".join(after)
    gone = sorted(" ".join(stueck.text for stueck in stuecke if stueck.art != NEU).split())
    assert gone == sorted(" ".join(before).split())


@given(SAETZE)
def test_a_text_does_not_differ_from_itself(saetze):
    assert {zeile.art for zeile in compare(html(saetze), html(saetze))} <= {GLEICH}
    assert is_trivial(html(saetze), html(saetze))


@given(SAETZE, SAETZE)
def test_what_is_left_out_stayed_as_it_was(before, after):
    whole = compare(html(before), html(after))
    short = condense(whole)
    assert sum(zeile.ausgelassen or 1 for zeile in short) == len(whole)
    assert [zeile for zeile in short if zeile.art != GLEICH] == [zeile for zeile in whole if zeile.art != GLEICH]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>Sie  können</p>", "<p>Sie können</p>"),
        (
            '<p>Mehr im <a href="https://a.example/">Rathaus</a></p>',
            '<p>Mehr im <a href="https://b.example/">Rathaus</a></p>',
        ),
        ("<p>Straßenverkehrsbehörde</p>", "<p>Strassenverkehrsbehörde</p>"),
        ("<p>der Führerschien</p>", "<p>der Führerschein</p>"),
        ("<p>Eins.</p><p>Zwei.</p>", "<p>Eins. Zwei.</p>"),
    ],
)
def test_spacing_links_and_spelling_are_trivial(before, after):
    assert is_trivial(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>kein Anspruch</p>", "<p>ein Anspruch</p>"),
        ("<p>Das ist unzulässig</p>", "<p>Das ist zulässig</p>"),
        ("<p>bis Montag</p>", "<p>bis Monat</p>"),
        ("<p>20 Euro</p>", "<p>25 Euro</p>"),
        ("<p>nach 1000000001 Tagen</p>", "<p>nach 1000000002 Tagen</p>"),
        ("<p>Sie müssen zahlen</p>", "<p>Sie müssen nicht zahlen</p>"),
    ],
)
def test_what_changes_the_meaning_is_not(before, after):
    assert not is_trivial(before, after)


def test_plain_lines_without_markup():
    assert text_lines("Hund anmelden") == ["Hund anmelden"]
