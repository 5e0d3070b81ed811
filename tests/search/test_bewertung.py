"""Figures over judged queries, and the command that prints them."""

import json
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from search.bewertung import Befund, Urteil, Zahlen, read_urteile
from search.results import Ergebnis
from tests.search.conftest import JEDE_MASCHINE

KORPUS = [
    {"titel": "Hund anmelden", "text": "Wer einen Hund hält, zahlt Steuer.", "stichwoerter": ["Hundemarke"], "ars": ""},
    {"titel": "Wohngeld beantragen", "text": "Zuschuss zur Miete.\n\nNach § 1 WoGG.", "ars": "090000000000"},
    {"titel": "Wohngeld (Miete)", "text": "Zuschuss.", "leistungsschluessel": ["99107023017000"], "ars": "07"},
]


def befund(rang: int | None, *, erwartet: bool = True, anzahl: int = 1, unscharf: bool = False) -> Befund:
    urteil = Urteil("frage", frozenset({"Titel"} if erwartet else ()))
    return Befund(urteil, Ergebnis(anzahl, teilweise=unscharf), rang, 2.0)


def read(text: str) -> list[Urteil]:
    return list(read_urteile(StringIO(text)))


def test_figures_are_those_of_the_textbook():
    found = Zahlen.of([befund(1), befund(2), befund(4), befund(None, anzahl=0)])
    assert (found.hit1, found.hit3, found.hit10) == (0.25, 0.5, 0.75)
    assert found.mrr == pytest.approx((1 + 1 / 2 + 1 / 4) / 4)
    assert found.ndcg == pytest.approx((1 + 0.6309 + 0.4307) / 4, abs=1e-4)
    assert (found.fragen, found.ohne_treffer, found.p50) == (4, 1, 2.0)


def test_what_nothing_answers_counts_apart():
    nothing = [befund(None, erwartet=False, anzahl=0), befund(None, erwartet=False, unscharf=True)]
    found = Zahlen.of([befund(1), *nothing, befund(None, erwartet=False)])
    assert (found.fragen, found.hit1, found.ohne_antwort, found.abgewiesen) == (1, 1.0, 3, 2)


@given(st.lists(st.one_of(st.none(), st.integers(1, 10)), max_size=40))
def test_figures_keep_their_order(ranks):
    found = Zahlen.of(map(befund, ranks))
    assert 0 <= found.hit1 <= found.mrr <= found.ndcg <= found.hit10 <= 1
    assert found.hit1 <= found.hit3 <= found.hit10


def test_columns_are_named_in_the_first_line():
    assert read("ort\tquery\texpected\tnote\nMayen\thund\tA | B\tx\n") == [Urteil("hund", frozenset("AB"), "Mayen")]
    assert read("query\texpected\nquark\t\n") == [Urteil("quark", frozenset(), "", "ohne")]
    with pytest.raises(ValueError, match="expected"):
        read("query\tanswer\nhund\tA\n")


def test_the_half_of_a_query_never_changes():
    halves = [Urteil(f"frage {number}", frozenset()).zum_pruefen for number in range(1000)]
    assert 400 < sum(halves) < 600
    assert [Urteil(text, frozenset()).zum_pruefen for text in ("hund", "perso weg", "müll")] == [True, False, True]


@pytest.fixture
def dateien(tmp_path) -> tuple[str, str]:
    korpus, fragen = tmp_path / "korpus.jsonl", tmp_path / "fragen.tsv"
    korpus.write_text("\n".join(json.dumps(row) for row in KORPUS))
    fragen.write_text(
        "query\texpected\tort\tart\n"
        "hundemarke\tHund anmelden\t\talltag\n"
        "wohngeld\tWohngeld beantragen\t091620000000\tort\n"
        "wohngeld\tWohngeld (Miete)\t071370068068\tort\n"
        "99107023017000\tWohngeld (Miete)\t\tschluessel\n"
        "hundemarke\tWohngeld beantragen\t07\talltag\n"
        "raumschiff\t\t\t\n"
    )
    return str(korpus), str(fragen)


def evaluate(*args: str, stderr: StringIO | None = None) -> list[str]:
    out = StringIO()
    call_command("search_evaluate", *args, stdout=out, stderr=stderr or StringIO())
    return out.getvalue().splitlines()


@pytest.mark.django_db
@JEDE_MASCHINE
def test_the_command_prints_one_figure_a_line(dateien):
    korpus, fragen = dateien
    lines = evaluate("--korpus", korpus, "--queries", fragen)
    assert lines[1:7] == ["hit@1 0.800", "hit@3 0.800", "hit@10 0.800", "MRR 0.800", "nDCG@10 0.800", "ohne Treffer 0"]
    assert re.fullmatch(r"p50 [\d.]+ ms", lines[7])
    assert "ohne Antwort 1 von 1 abgewiesen" in lines
    assert any(line.startswith("Art ort: 2 Fragen, hit@1 1.000") for line in lines)
    shown = evaluate("--korpus", korpus, "--queries", fragen, "--engine", "embedded", "--show")
    assert sum("Rang" in line for line in shown) == 1


@pytest.mark.django_db
def test_what_cannot_be_read_is_said(dateien, tmp_path):
    korpus, _fragen = dateien
    wrong = tmp_path / "falsch.tsv"
    wrong.write_text("frage\nhund\n")
    with pytest.raises(CommandError, match="query"):
        evaluate("--korpus", korpus, "--queries", str(wrong))


@pytest.mark.django_db
def test_a_place_that_nobody_knows_is_left_out_and_named(dateien, tmp_path):
    korpus, _fragen = dateien
    fragen, said = tmp_path / "orte.tsv", StringIO()
    fragen.write_text(
        "query\texpected\tort\nhundemarke\tHund anmelden\tNirgendwo\nwohngeld\tWohngeld beantragen\tBayern\n"
    )
    assert evaluate("--korpus", korpus, "--queries", str(fragen), stderr=said)[1] == "hit@1 1.000"
    assert "Nirgendwo" in said.getvalue()
    assert "Bayern" not in said.getvalue()


@pytest.mark.django_db
def test_the_own_catalogue_is_the_default(katalog, tmp_path):
    fragen = tmp_path / "fragen.tsv"
    fragen.write_text("query\texpected\tort\nfastnachtsumzug\tSperrung einer Straße beantragen\tMayen\n")
    assert evaluate("--queries", str(fragen))[1] == "hit@1 1.000"
