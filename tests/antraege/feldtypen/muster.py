"""Fields as editors describe them, and the values that they may hold."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from hypothesis import strategies as st

from antraege.feldtypen import Feld
from antraege.feldtypen.eingabe import clean_line, clean_text

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


LETTERS = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=20)
PHONES = st.from_regex(r"\A\+?[0-9]{2,6}[ /-][0-9]{3,8}\Z")

MUSTER = [
    Muster(feld("text"), lines()),
    Muster(feld("text", hoechstens=7), lines(7)),
    Muster(feld("langtext"), texts(300)),
    Muster(feld("ganzzahl"), st.integers(0, 1_000_000_000)),
    Muster(feld("ganzzahl", mindestens=-5, hoechstens=120, einheit="Personen"), st.integers(-5, 120)),
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
]
