"""Fields as editors describe them, and the values that they may hold."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from stdnum import iban
from stdnum.de import idnr
from stdnum.iso7064 import mod_11_10

from antraege.feldtypen import Feld
from antraege.feldtypen.adresse import Adresse
from antraege.feldtypen.datei import Dateiverweis
from antraege.feldtypen.eingabe import clean_line, clean_text
from antraege.feldtypen.erklaerung import Zustimmung, fassung
from antraege.feldtypen.iban import Bankverbindung, mandatstext
from antraege.feldtypen.person import Person
from antraege.feldtypen.zeitraum import Zeitraum

HEUTE = date(2026, 5, 4)
WAHLEN = [{"wert": "bier", "text": "Bier und Wein"}, {"wert": "speisen", "text": "Speisen"}]
VIELE = [{"wert": f"nr_{number}", "text": f"Nummer {number}"} for number in range(30)]


@dataclass(frozen=True)
class Muster:
    feld: Feld
    werte: st.SearchStrategy[Any]

    def __str__(self) -> str:
        return f"{self.feld.typ} {sorted(self.feld.angaben)}"


def feld(typ: str, **angaben: Any) -> Feld:
    common = {name: angaben.pop(name) for name in ("pflicht", "hilfe") if name in angaben}
    about = angaben.pop("selbst", False)
    return Feld.from_json({"typ": typ, "schluessel": "f", "beschriftung": "Feld", **common, **angaben}, selbst=about)


def lines(most: int = 250) -> st.SearchStrategy[str]:
    return st.text(max_size=most).map(clean_line).filter(lambda text: 0 < len(text) <= most)


def texts(most: int) -> st.SearchStrategy[str]:
    return st.text(max_size=most).map(clean_text).filter(lambda text: 0 < len(text) <= most)


def days(first: date = date(1900, 1, 1), last: date = date(2199, 12, 31)) -> st.SearchStrategy[date]:
    return st.dates(first, last) | st.sampled_from([first, last])


def decimals(least: int, most: int, places: int) -> st.SearchStrategy[Decimal]:
    return st.integers(least * 10**places, most * 10**places).map(lambda whole: Decimal(whole).scaleb(-places))


LETTERS = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=20)
PHONES = st.from_regex(r"\A\+?[0-9]{2,6}[ /-][0-9]{3,8}\Z")

NAMES = lines(30)
MINUTES = st.builds(time, st.integers(0, 23), st.integers(0, 59))
POSTCODES = st.integers(1000, 99999).map("{:05d}".format)
IBANS = st.text("0123456789", min_size=18, max_size=18).map(
    lambda bban: f"DE{iban.calc_check_digits('DE00' + bban)}{bban}"
)


def periods(first: date = date(1900, 1, 1), last: date = date(2199, 12, 31), most: int = 3660) -> st.SearchStrategy:
    pairs = st.tuples(days(first, last), days(first, last)).map(sorted)
    return pairs.map(lambda pair: Zeitraum(*pair)).filter(lambda one: one.tage <= most)


def evenings() -> st.SearchStrategy[Zeitraum]:
    both = st.tuples(MINUTES, MINUTES).filter(lambda pair: pair[0] != pair[1]).map(sorted)
    return st.builds(lambda day, pair: Zeitraum(day, day, *pair), days(), both)


@st.composite
def steuer_ids(draw: st.DrawFn) -> str:
    """One of the first ten digits stands there twice, none is left out but one."""
    digits = draw(st.permutations("0123456789"))[:9]
    digits.insert(draw(st.integers(0, 9)), draw(st.sampled_from(digits)))
    body = "".join(digits)
    body = body if body[0] != "0" else "".join(reversed(body))
    return body + mod_11_10.calc_check_digit(body)


UST_IDS = st.integers(10_000_000, 99_999_999).map(lambda body: f"DE{body}{mod_11_10.calc_check_digit(str(body))}")
PLATES = st.from_regex(r"\A[A-ZÄÖÜ]{1,3}-[A-Z] [1-9][0-9]{0,2}[EH]?\Z")

FILES = st.builds(
    Dateiverweis, st.from_regex(r"\A[0-9a-f]{32}\Z"), NAMES, st.integers(1, 10**9), st.sampled_from(["pdf", "heic"])
)

TEXT = "Ich habe die Hinweise gelesen.\n\nIch halte sie ein."
MANDAT = {"mandat": True, "empfaenger": "Stadt Musterstadt", "glaeubiger_id": "DE98ZZZ09999999999"}
MANDATSTEXT = mandatstext(feld("iban", **MANDAT))
FELDER = [
    {"typ": "text", "schluessel": "rufname", "beschriftung": "Rufname"},
    {"typ": "ganzzahl", "schluessel": "alter", "beschriftung": "Alter", "pflicht": False},
    {"typ": "zeitraum", "schluessel": "haltung", "beschriftung": "Haltung", "pflicht": False},
]
ROWS = st.fixed_dictionaries({"rufname": lines(20)}, optional={"alter": st.integers(0, 30), "haltung": periods()})

MUSTER = [
    Muster(feld("text"), lines()),
    Muster(feld("text", hoechstens=7), lines(7)),
    Muster(feld("langtext"), texts(300)),
    Muster(feld("ganzzahl"), st.integers(0, 1_000_000_000)),
    Muster(feld("ganzzahl", mindestens=-5, hoechstens=120, einheit="Personen"), st.integers(-5, 120)),
    Muster(feld("kommazahl"), decimals(0, 1_000_000_000, 2)),
    Muster(feld("kommazahl", nachkommastellen=4, mindestens=-5, hoechstens=120, einheit="m²"), decimals(-5, 120, 4)),
    Muster(feld("geld"), st.integers(0, 10_000_000_000)),
    Muster(feld("geld", mindestens=10, hoechstens=50), st.integers(1000, 5000)),
    Muster(feld("datum"), days()),
    Muster(
        feld("datum", fruehestens="heute+14T", spaetestens="2027-12-31"), days(date(2026, 5, 18), date(2027, 12, 31))
    ),
    Muster(feld("ja_nein"), st.booleans()),
    Muster(feld("auswahl", wahlen=WAHLEN), st.sampled_from(["bier", "speisen"])),
    Muster(feld("auswahl", wahlen=VIELE), st.sampled_from([one["wert"] for one in VIELE])),
    Muster(feld("email"), st.builds("{}.{}@{}.example".format, LETTERS, LETTERS, LETTERS)),
    Muster(feld("telefon"), PHONES),
    Muster(feld("langtext", hoechstens=20), texts(20)),
    Muster(feld("uhrzeit"), MINUTES),
    Muster(feld("uhrzeit", fruehestens="8:00", spaetestens="22:00"), st.sampled_from([time(8), time(22), time(9, 5)])),
    Muster(feld("zeitraum"), periods()),
    Muster(feld("zeitraum", fruehestens="heute", hoechstens_tage=3), periods(HEUTE, date(2026, 5, 9), 3)),
    Muster(feld("zeitraum", mit_uhrzeit=True), evenings()),
    Muster(feld("mehrfachauswahl", wahlen=WAHLEN), st.sampled_from([("bier",), ("speisen",), ("bier", "speisen")])),
    Muster(feld("mehrfachauswahl", wahlen=VIELE, mindestens=2, hoechstens=3), st.just(("nr_1", "nr_20", "nr_29"))),
    Muster(feld("person"), st.builds(Person, NAMES, NAMES)),
    Muster(
        feld("person", anrede=True, titel=True, geburtsname=True),
        st.builds(Person, NAMES, NAMES, st.sampled_from(["", "frau", "herr"]), NAMES | st.just(""), NAMES),
    ),
    Muster(feld("geburtsdatum"), days(date(1906, 5, 4), HEUTE)),
    Muster(feld("geburtsdatum", mindestalter=18), days(date(1906, 5, 4), date(2008, 5, 4))),
    Muster(feld("adresse"), st.builds(Adresse, lines(30), st.from_regex(r"\A[1-9][a-z]?\Z"), POSTCODES, lines(30))),
    Muster(
        feld("adresse", zusatz=True, ausland=True),
        st.builds(Adresse, NAMES, st.just("ohne"), st.just("L-1234"), NAMES, NAMES, st.just("Luxemburg")),
    ),
    Muster(feld("iban"), st.builds(Bankverbindung, IBANS)),
    Muster(feld("iban", inhaber=True), st.builds(Bankverbindung, IBANS, NAMES)),
    Muster(
        feld("iban", **MANDAT),
        st.builds(Bankverbindung, IBANS, NAMES, st.just(fassung(MANDATSTEXT)), st.just(MANDATSTEXT)),
    ),
    Muster(feld("erklaerung", text=TEXT), st.just(Zustimmung.to(TEXT))),
    Muster(feld("gruppe", singular="Hund", felder=FELDER), st.lists(ROWS, min_size=1, max_size=4).map(tuple)),
    Muster(feld("steuernummer", art="steuer_id"), steuer_ids().filter(idnr.is_valid)),
    Muster(feld("steuernummer", art="ust_id"), UST_IDS),
    Muster(feld("steuernummer", art="steuernummer"), st.from_regex(r"\A[1-9][0-9]{9}\Z")),
    Muster(feld("kennzeichen"), PLATES),
    Muster(feld("gebiet"), st.sampled_from(["071370068068", "071355002055"])),
    Muster(feld("gebiet", unter="071355002000"), st.sampled_from(["071355002062", "071355002055"])),
    Muster(feld("berechnet", ausdruck="personen * 2", als="zahl", einheit="Stühle"), st.integers()),
    Muster(feld("berechnet", ausdruck="personen * euro(5)", als="geld"), st.integers()),
    Muster(feld("berechnet", ausdruck="beginn + tage(3)", als="datum"), days()),
    Muster(feld("berechnet", ausdruck="'Gruppe ' + name", als="text"), lines()),
    Muster(feld("datei"), st.lists(FILES, min_size=1, max_size=5).map(tuple)),
    Muster(feld("datei", arten=["text"], hoechstens=1, megabyte=2), st.tuples(FILES)),
]
