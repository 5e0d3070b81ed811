"""What keeps a text from being published, and what it is only advised."""

from dataclasses import replace
from datetime import date

import pytest

from leistungen.vererbung import AUSBLENDEN, ERGAENZEN, Abschnitt, Teil, Text
from leistungen.vorpruefung import Entwurf, examine, stops

HEUTE = date(2026, 11, 25)
NOETIG = ("leistungsbezeichnung_ii", "volltext", "unterlagen", "kosten")


def abschnitt(modul, inhalt="Da"):
    return Abschnitt(modul, (Teil(1, True, True, Text(modul, "ersetzen", inhalt, "h")),))


GANZ = Entwurf(tuple(abschnitt(modul) for modul in NOETIG), (), zustaendig=True, hoheitlich=False)


def without(modul):
    return replace(GANZ, abschnitte=tuple(one for one in GANZ.abschnitte if one.modul != modul))


def own(inhalt, modul="volltext", modus=ERGAENZEN, grund=""):
    return replace(GANZ, eigene=(Text(modul, modus, inhalt, "h", id="t", grund=grund),))


def test_a_whole_text_has_no_findings():
    assert examine(GANZ, HEUTE) == []


@pytest.mark.parametrize("modul", NOETIG)
def test_a_section_that_stands_on_no_level_stops(modul):
    (befund,) = stops(examine(without(modul), HEUTE))
    assert befund.modul == modul


def test_the_official_name_is_title_enough():
    entwurf = without("leistungsbezeichnung_ii")
    entwurf = replace(entwurf, abschnitte=(*entwurf.abschnitte, abschnitt("leistungsbezeichnung")))
    assert examine(entwurf, HEUTE) == []


@pytest.mark.parametrize(("hoheitlich", "count"), [(False, 2), (True, 0)])
def test_bund_and_land_leave_fee_and_office_to_the_municipality(hoheitlich, count):
    entwurf = replace(without("kosten"), zustaendig=False, hoheitlich=hoheitlich)
    found = examine(entwurf, HEUTE)
    assert {befund.art for befund in found} == {"modul", "zustaendigkeit"}
    assert len(stops(found)) == count


def test_who_hides_says_why():
    assert [befund.art for befund in stops(examine(own("", modus=AUSBLENDEN), HEUTE))] == ["grund"]
    assert stops(examine(own("", modus=AUSBLENDEN, grund="Gilt hier nicht."), HEUTE)) == []


@pytest.mark.parametrize(
    ("inhalt", "modul"),
    [("<p>Bitte ergänzen</p>", "volltext"), ([{"bezeichnung": "XXX"}], "kosten"), ("<p>Kosten: ....</p>", "volltext")],
)
def test_placeholders_stop_and_are_quoted(inhalt, modul):
    (befund,) = stops(examine(own(inhalt, modul), HEUTE))
    assert befund.art == "platzhalter"
    assert befund.text == "t"
    assert befund.stelle


def test_plain_language_advises_and_never_stops():
    found = examine(own("<p>Der Antrag wird von uns geprüft.</p>"), HEUTE)
    assert [befund.art for befund in found] == ["passiv"]
    assert stops(found) == []


def test_what_stops_comes_first():
    entwurf = replace(own("<p>Der Antrag wird geprüft. XXX</p>"), zustaendig=False)
    assert [befund.stopp for befund in examine(entwurf, HEUTE)] == [True, True, False]


@pytest.mark.parametrize(("bis", "arten"), [(date(2026, 11, 24), ["ueberfaellig"]), (HEUTE, []), (None, [])])
def test_an_overdue_review_is_advised(bis, arten):
    assert [befund.art for befund in examine(replace(GANZ, pruefen_bis=bis), HEUTE)] == arten
