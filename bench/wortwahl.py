"""Words as an administration uses them: those of the demo catalogue, and compounds of its nouns. Few are frequent."""

import re
from collections import Counter
from itertools import accumulate, islice
from pathlib import Path
from random import Random

from django.conf import settings

DEMO = Path(settings.BASE_DIR) / "leistungen" / "demo" / "leistungen"
WOERTER = 30_000  # different ones
VERBEN = ("beantragen", "anmelden", "abmelden", "verlängern", "anzeigen", "ändern", "beglaubigen lassen", "erstatten")
_KOEPFE = """
genehmigung erlaubnis anmeldung bescheinigung antrag ausweis steuer gebühr prüfung förderung zulassung abgabe
auskunft anzeige beihilfe zuschuss register satzung untersuchung vermittlung beratung kontrolle ausnahme betreuung
"""
KOEPFE = _KOEPFE.split()
MIT_S = ("ung", "heit", "keit", "schaft", "ion", "tät", "tum")

_WORD = re.compile(r"[A-ZÄÖÜa-zäöüß]{3,}")
_YAML = re.compile(r"^\s*[-a-z_{]+:|<[^>]+>|&\w+;", re.MULTILINE)


class Wortwahl:
    """Deterministic: the same words in the same order each time. ``nomen`` are compounds, the frequent ones first."""

    def __init__(self) -> None:
        self._random = Random(2026)
        texts = (_YAML.sub(" ", path.read_text(encoding="utf-8")) for path in sorted(DEMO.glob("*.yaml")))
        counted = Counter(word for text in texts for word in _WORD.findall(text))
        known = [word for word, _number in counted.most_common()]
        nouns = [word for word in known if word[0].isupper() and 3 < len(word) < 13 and word[1:].islower()]
        self.nomen = self._compounds(nouns, WOERTER - len(known))
        self._words = [*known, *self.nomen]
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(len(self._words))))

    def _compounds(self, nouns: list[str], number: int) -> list[str]:
        found: dict[str, None] = {}
        while len(found) < number:
            first = self._random.choice(nouns)
            head = self._random.choice(KOEPFE if self._random.random() < 0.5 else nouns)
            found[first + ("s" if first.endswith(MIT_S) else "") + head.lower()] = None
        return list(found)

    def title(self, number: int) -> str:
        return f"{self.nomen[7 * number]} {VERBEN[number % len(VERBEN)]}"

    def prose(self, topic: str, sentences: int) -> str:
        """Sentences of a dozen words, of which every third names the topic."""
        words = iter(self._random.choices(self._words, cum_weights=self._weights, k=12 * sentences))
        said = [" ".join(islice(words, 12)) for _number in range(sentences)]
        return "".join(f"{one} {topic}. " if index % 3 == 0 else f"{one}. " for index, one in enumerate(said))
