"""One description of German that every engine is built from.

A text becomes a list of tokens: its words, folded and stemmed, and the parts of its compounds. Documents and queries
go through the same functions, so an engine only has to split at spaces. Compounds are split with the words the
documents themselves contain (``Vokabular``), so nobody has to keep a word list.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice, takewhile
from unicodedata import combining, normalize

from rapidfuzz import process
from rapidfuzz.distance import OSA

VERSION = 2  # counts up when the same text gets other tokens

_WORD = re.compile(r"[^\W_]+")
_INVISIBLE = ("\u00ad", "\u200b", "\u2060")
_DIGRAPH = re.compile(r"([ao])e|((?:^|[^aeiouq])u)e")
_NO_S_BEFORE = frozenset("aeiouswxzy")

_STOPWORDS = """
aber alle allem allen aller alles als also am an andere anderen anderer anderes auch auf aus ausser bei beim bin bis
bist bitte da dabei dadurch dafur damit danach dann daran darauf daraus darf darfst darin das dass davon dazu dein
deine dem den denn der deren des dessen dich die dies diese diesem diesen dieser dieses dir doch dort du durch ein
eine einem einen einer eines einfach er es etwa etwas euch euer eure fur gegen gibt hab habe haben hat hatte hatten
hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in indem innen ins ist ja jede jedem jeden jeder jedes
jetzt kann kannst kein keine keinem keinen keiner konnen man manche mein meine meinem meinen meiner meines mich mir
mit mochte mochten muss mussen musst nach nicht noch nun nur ob oder ohne schon sehr sein seine seinem seinen seiner
seit sich sie sind so sobald soll sollen sondern sowie uber um und uns unser unsere unter vom von vor wann war waren
warum was wegen weil welche welchem welchen welcher welches wenn wer werde werden wie wieder will wir wird wo wohin
wollen wurde wurden zu zum zur zwar zwischen the of to and how my for get do is are can what where with
"""
STOPWORDS = frozenset(_STOPWORDS.split())
# Words that say little in a portal of the administration: a hit need not have them.
_BY_THE_WAY = """
amt anderer angabe anliegen anspruch antrag arbeitstag art aufwand ausfullen auskunft bearbeiten bedeuten behorde
bekommen benotigen bescheid bestehen betrag bezahlen brauchen dauer dauern dokument dringend einfach einreichen
erhalten erledigen fall finden formular frage frau frist geben gebuhr gehen geld gemeinde gerade gross gultig gut
halten herr heute hilfe hilfen hoch holen information jahr jemand kaufen klappen klein kommen kosten kostenlos kreis
kriegen lang lange lassen leute machen mal mehr melden mitbringen moglich monat monate morgen nachste nah neu neuer
neues notwendig nummer nutzen offnungszeiten online papier person personen preis rathaus sache sagen schicken schnell
selber selbst stadt stelle stellen suchen tag tage telefon termin teuer tun unterlage unterlagen verfahren verwaltung
voraussetzung voraussetzungen vordruck warten weit welche wissen woche wochen zahlen zeit zuschicken zustandig
"""
# What stands at the end of a sentence and belongs before its verb.
PARTICLES = frozenset(["ab", "an", "auf", "aus", "ein", "nach", "um", "vor", "weg", "zu", "zuruck", "zusammen"])
# Short words that do form compounds; others need four letters, or every text would fall to pieces.
_SHORT_PARTS = "amt bad bau bus ehe eid eis gas kfz lkw ort pkw rad see tag tor tuv tier tod vhs weg"
SHORT_PARTS = frozenset(_SHORT_PARTS.split())
# What many adjectives end with: parts of words that are no words.
_ENDINGS = "bedingt bedurftig berechtigt bezogen fahig frei gebunden gerecht haltig los massig pflichtig widrig wurdig"
# Words that begin many words without being a part of them.
_NO_PARTS = "aber auch eine fest frei fort gegen haft hinter lich neben schaft uber unter wider wieder"
NO_PARTS = frozenset(_NO_PARTS.split())


def plain(text: str) -> str:
    """``text`` without characters that have no width."""
    for sign in _INVISIBLE:
        if sign in text:
            text = text.replace(sign, "")
    return text


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """The way of writing that all ways share: "Straße", "STRASSE" and "Müll", "Muell" each become one."""
    bare = "".join(char for char in normalize("NFKD", word.casefold()) if not combining(char))
    return _DIGRAPH.sub(lambda match: match[1] or match[2], bare)


@lru_cache(maxsize=200_000)
def stem(form: str) -> str:
    """Light stemming of a folded word: endings of number and case, and "-ung", which ties nouns to their verbs."""
    if len(form) < 4 or not form.isalpha():
        return form
    for long, short in (("erinnen", "er"), ("ungen", "ung"), ("erin", "er"), ("nisse", "nis")):
        if len(form) >= len(long) + 3 and form.endswith(long):
            return stem(form.removesuffix(long) + short)
    stemmed = _without_ending(form)
    if stemmed != form and len(stemmed) > 5 and stemmed.endswith("er"):
        return stemmed[:-2]
    if len(stemmed) > 6 and stemmed.endswith("ung"):
        return stemmed[:-3]
    return stemmed[:-1] if stemmed.endswith("niss") else stemmed


def _without_ending(form: str) -> str:
    if len(form) > 5 and form.endswith("ern"):
        return form[:-3]
    if len(form) > 4 and form[-2:] in {"en", "er", "es"}:
        return form[:-2]
    if form[-1] == "e" or (form[-1] == "n" and form[-2] in "lr") or (form[-1] == "s" and form[-2] not in _NO_S_BEFORE):
        return form[:-1]
    return form


BY_THE_WAY = frozenset(map(stem, _BY_THE_WAY.split()))
ENDINGS = frozenset(map(stem, _ENDINGS.split()))


def words(text: str) -> list[str]:
    """The words of a text as they are written, in order."""
    return _WORD.findall(plain(text))


def forms(text: str) -> Iterator[str]:
    """The folded words of a text, in order."""
    return map(fold, words(text))


def spans(text: str) -> Iterator[tuple[int, int, str]]:
    """The folded words of a text with where they stand in it."""
    return ((match.start(), match.end(), fold(match[0])) for match in _WORD.finditer(text))


class ByLength:
    """Words by their length: those a slip or two away from another are about as long."""

    def __init__(self, words: Iterable[str] = ()):
        self.words = tuple(words)
        self._places: dict[int, list[int]] = {}
        self._words: dict[int, list[str]] = {}
        for place, word in enumerate(self.words):
            self._places.setdefault(len(word), []).append(place)
            self._words.setdefault(len(word), []).append(word)
        self.nearest = lru_cache(maxsize=1_000)(self._nearest)  # an answer asks for the same words several times

    def with_words(self, words: Iterable[str]) -> "ByLength":
        """Both; the same as before if ``words`` has none that are new."""
        every = tuple(dict.fromkeys((*self.words, *words)))
        return self if len(every) == len(self.words) else ByLength(every)

    def _nearest(self, form: str, most: int, limit: int) -> list[tuple[float, str]]:
        """At most ``limit`` words that are at most so many slips away, with how many; of equal ones the first."""
        hits = []
        for length in range(len(form) - most, len(form) + most + 1):
            some, places = self._words.get(length, ()), self._places.get(length, ())
            found = process.extract(form, some, scorer=OSA.distance, score_cutoff=most, limit=None)
            hits += [(distance, places[index], word) for word, distance, index in found]
        return [(distance, word) for distance, _place, word in sorted(hits)[:limit]]


NO_WORDS = ByLength()


class Vokabular:
    """The words of all documents, folded, with how often they occur. Splits compounds, finds similar words."""

    def __init__(self, woerter: Mapping[str, int], namen: Iterable[str] = ()):
        self.woerter = woerter
        self.namen = frozenset(namen)
        self._stems = {stem(form) for form in woerter}
        self._parts = {stem(form) for form in woerter if is_part(form)}
        self._sorted = sorted(woerter)
        self._known_by_length = ByLength([*self._sorted, *sorted(self.namen.difference(woerter))])
        self._tokens: dict[str, tuple[str, ...]] = {}

    def __contains__(self, form: str) -> bool:
        return form in self.woerter

    def has(self, form: str) -> bool:
        """Whether documents have the word, in any inflection, or it is somebody's name."""
        return form in self.woerter or form in self.namen or stem(form) in self._stems

    def may_have(self, token: str) -> bool:
        """Whether a document may have a token; short ones and numbers are not in the vocabulary."""
        return token in self._stems or token in ENDINGS or len(token) < 3 or not token.isalpha()

    def tokens_of(self, form: str) -> tuple[str, ...]:
        """The tokens of a folded word: its stem, then those of its parts if it is a compound. Stop words have none."""
        found = self._tokens.get(form)
        if found is None:
            parts = [token for part in self.split(form) for token in self.tokens_of(part)]
            found = self._tokens[form] = () if form in STOPWORDS else (stem(form), *parts)
        return found

    def tokens(self, text: str) -> list[str]:
        """The tokens of a text, in order."""
        return [token for form in forms(text) for token in self.tokens_of(form)]

    def split(self, form: str) -> tuple[str, ...]:
        """The parts of a compound, if known words make up all of it; else nothing. Parts may be compounds again."""
        if len(form) < 6 or not form.isalpha():
            return ()
        return self._split(form, 3)

    def _split(self, form: str, most: int) -> tuple[str, ...]:
        """Two parts rather than three; of several ways the one whose parts are words as they stand."""
        places = [place for place in range(len(form) - 3, 2, -1) if self._is_known_part(form[:place])]
        pairs = [place for place in places if self._is_known_end(form[place:])]
        if pairs:
            best = max(pairs, key=lambda place: (sum(part in self.woerter for part in _halves(form, place)), place))
            return _halves(form, best)
        for place in places if most > 2 else ():
            if len(form) - place >= 6 and (rest := self._split(form[place:], most - 1)):
                return form[:place], *rest
        return ()

    def _is_known_part(self, part: str) -> bool:
        """Whether some known word has this stem. Linking letters ("Hunde-steuer", "Amts-gericht") are like endings."""
        return is_part(part) and stem(part) in self._parts

    def _is_known_end(self, part: str) -> bool:
        return stem(part) in ENDINGS or self._is_known_part(part)

    def starting_with(self, form: str, limit: int) -> list[str]:
        """The most frequent words that begin with ``form``."""
        beginning_so = islice(self._sorted, bisect_left(self._sorted, form), None)
        found = list(takewhile(lambda word: word.startswith(form), beginning_so))
        return sorted(found, key=lambda word: (-self.woerter[word], word))[:limit]

    def similar(self, form: str, limit: int, further: ByLength = NO_WORDS, most: int = 2) -> list[str]:
        """Words that a slip of the finger away could have become ``form``; the nearest, most frequent first.

        Known are those of the documents and ``further`` ones. Long words may be ``most`` slips away, short ones one.
        """
        if len(form) < 4 or not form.isalpha():
            return []
        most = 1 if len(form) < 8 else most
        known = (self._known_by_length, further)
        hits = {word: distance for one in known for distance, word in one.nearest(form, most, limit * 4)}
        ranked = sorted(hits, key=lambda word: (hits[word], word[0] != form[0], -self.woerter.get(word, 0), word))
        return ranked[:limit]


def _halves(form: str, place: int) -> tuple[str, str]:
    return form[:place], form[place:]


def is_part(form: str) -> bool:
    """Whether a folded word may be part of a compound."""
    if form in SHORT_PARTS:
        return True
    return len(form) >= 4 and form.isalpha() and form not in STOPWORDS and form not in NO_PARTS
