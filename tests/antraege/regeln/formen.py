"""Fields, answers and conditions for hypothesis."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from antraege.regeln.ausdruck import Umgebung
from antraege.regeln.bedingung import OHNE_WERT, VERGLEICHE, Bedingung, Name, Regeltyp, Vergleich

HEUTE = Umgebung(date(2026, 3, 2), "RP")
WAHLEN = {"verein": "Verein", "gewerbe": "Gewerbe", "privat": "Privatperson"}
NAMEN = {
    "bezeichnung": Name(Regeltyp.TEXT, "Bezeichnung"),
    "personen": Name(Regeltyp.ZAHL, "Personen"),
    "menge": Name(Regeltyp.KOMMAZAHL, "Menge"),
    "pacht": Name(Regeltyp.GELD, "Pacht"),
    "beginn": Name(Regeltyp.DATUM, "Beginn"),
    "musik": Name(Regeltyp.JA_NEIN, "Musik"),
    "art": Name(Regeltyp.WAHL, "Art", WAHLEN),
    "angebot": Name(Regeltyp.WAHLEN, "Angebot", WAHLEN),
    "staende": Name(Regeltyp.LISTE, "Stände", felder={"flaeche": Name(Regeltyp.ZAHL, "Fläche")}),
    "zeitraum": Name(Regeltyp.KARTE, "Zeitraum", felder={"von": Name(Regeltyp.DATUM, "Von")}),
}
TYPEN = {feld: name.typ for feld, name in NAMEN.items()} | {"zeitraum.von": Regeltyp.DATUM}

_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=4)
_zahl = st.integers(-3, 3) | st.integers(-(2**53), 2**53)
_kommazahl = st.integers(-300, 300).map(lambda whole: whole / 100)
_schluessel = st.sampled_from(list(WAHLEN))
_tag = st.integers(-3, 3).map(lambda n: datetime(2026, 3, 2, tzinfo=UTC) + timedelta(days=n))
_genannt = st.one_of(
    _tag.map(lambda tag: tag.date().isoformat()),
    st.just("heute"),
    st.builds("heute{:+d}{}".format, st.integers(-3, 3), st.sampled_from("TWMJ")),
)
ANTWORT = {
    Regeltyp.TEXT: _text,
    Regeltyp.ZAHL: _zahl,
    Regeltyp.KOMMAZAHL: _kommazahl,
    Regeltyp.GELD: _zahl,
    Regeltyp.DATUM: _tag,
    Regeltyp.JA_NEIN: st.booleans(),
    Regeltyp.WAHL: _schluessel,
    Regeltyp.WAHLEN: st.lists(_schluessel, unique=True),
    Regeltyp.LISTE: st.lists(st.fixed_dictionaries({"flaeche": st.none() | _zahl}), max_size=2),
    Regeltyp.KARTE: st.fixed_dictionaries({"von": st.none() | _tag}),
}
WERT = ANTWORT | {Regeltyp.DATUM: _genannt, Regeltyp.WAHLEN: _schluessel}
ANTWORTEN = st.fixed_dictionaries({feld: st.none() | ANTWORT[name.typ] for feld, name in NAMEN.items()})


@st.composite
def vergleiche(draw):
    feld = draw(st.sampled_from(list(TYPEN)))
    vergleich = draw(st.sampled_from(VERGLEICHE[TYPEN[feld]]))
    if vergleich in OHNE_WERT:
        return Vergleich(feld, vergleich)
    if vergleich == "eine_von":
        return Vergleich(feld, vergleich, tuple(draw(st.lists(_schluessel, max_size=2))))
    return Vergleich(feld, vergleich, draw(WERT[TYPEN[feld]]))


LISTEN = st.lists(vergleiche(), max_size=4).map(tuple)
BEDINGUNGEN = LISTEN.map(lambda found: Bedingung(alle=found)) | LISTEN.map(lambda found: Bedingung(eine=found))
