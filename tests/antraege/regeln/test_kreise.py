"""Rules that hang on each other in a circle."""

from antraege.regeln.bedingung import Bedingung
from antraege.regeln.befund import Teil
from antraege.regeln.kreise import check_kreise


def when(*felder: str) -> Bedingung:
    return Bedingung.from_json({"alle": [[feld, "ist_angegeben"] for feld in felder]})


def field(name: str, *felder: str, **more) -> Teil:
    return Teil(f"Feld {name}", name.capitalize(), feld=name, bedingung=when(*felder) if felder else None, **more)


def test_no_circle_where_rules_only_look_back():
    step = Teil("Schritt 2", "Schritt 2", bedingung=when("art"))
    assert check_kreise([field("art"), step, field("a", "art", steht_in=step), field("b", "a", "art")]) == []


def test_a_circle_is_told_in_words_and_once():
    [befund] = check_kreise([field("a", "c"), field("b", "a"), field("c", "b"), field("d", "a")])
    assert befund.stelle == "Feld a"
    assert befund.meldung == (
        "Diese Regeln drehen sich im Kreis: „A“ hängt von „C“ ab, „C“ hängt von „B“ ab, „B“ hängt von „A“ ab. "
        "Ändern Sie eine davon."
    )


def test_a_step_that_asks_its_own_field():
    step = Teil("Schritt 2", "Angaben", bedingung=when("musik"))
    [befund] = check_kreise([step, field("musik", steht_in=step)])
    assert "„Angaben“ hängt von „Musik“ ab, „Musik“ steht in „Angaben“" in befund.meldung


def test_what_asks_itself():
    [befund] = check_kreise([field("a", "a")])
    assert befund.meldung == "„A“ hängt von sich selbst ab. Ändern Sie die Regel."


def test_calculated_values_and_expressions_count():
    a = Teil("A", "A", feld="a", berechnung="b + 1")
    b = Teil("B", "B", feld="b", bedingung=Bedingung(cel="a > 1"))
    assert len(check_kreise([a, b])) == 1
    broken = Teil("C", "C", feld="c", bedingung=Bedingung(cel="a >"), berechnung="a +")
    assert check_kreise([broken]) == []


def test_two_circles_are_two_findings():
    assert [one.stelle for one in check_kreise([field("a", "b"), field("b", "a"), field("c", "c")])] == [
        "Feld a",
        "Feld c",
    ]
