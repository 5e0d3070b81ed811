"""The words by which a document is suggested while somebody types: those of its names, and of its synonyms.

Of a compound the rest from each of its parts on is a word too ("muelltonnen", "tonnen"), so that the beginning of any
part leads to it.
"""

from collections.abc import Iterable, Iterator

from search.analysis import STOPWORDS, Vokabular, forms

# The fields, with how much a word counts: one that a name begins with, another, a part of one, one of a synonym.
VORSCHLAG = {"vorschlag_anfang": 4.0, "vorschlag_titel": 2.5, "vorschlag_teil": 1.5, "vorschlag_wort": 1.0}


def suggested_by(names: Iterable[str], synonyms: Iterable[str], vokabular: Vokabular) -> dict[str, list[str]]:
    """The folded words by field."""
    named = [_content(name) for name in names]
    words = [form for found in named for form in found]
    return {
        "vorschlag_anfang": [found[0] for found in named if found],
        "vorschlag_titel": words,
        "vorschlag_teil": [rest for form in words for rest in _rests(form, vokabular)],
        "vorschlag_wort": [
            part for text in synonyms for form in _content(text) for part in (form, *_rests(form, vokabular))
        ],
    }


def _content(text: str) -> list[str]:
    return [form for form in forms(text) if form not in STOPWORDS]


def _rests(form: str, vokabular: Vokabular) -> Iterator[str]:
    """What is left of a compound from each of its parts on."""
    place = 0
    for part in vokabular.split(form):
        end = place + len(part)
        if place:
            yield form[place:]
        yield from (rest + form[end:] for rest in _rests(part, vokabular))
        place = end
