"""How the words of an index grow with its documents."""

from collections.abc import Iterable

from search.analysis import Vokabular, is_part, stem
from search.documents.base import Wortschatz


def with_words_of(vokabular: Vokabular, found: Iterable[Wortschatz]) -> Vokabular:
    """``vokabular`` with the words of further documents; the same one if they bring none."""
    words = dict(vokabular.woerter)
    names = set(vokabular.namen)
    for wortschatz in found:
        for form in wortschatz.formen:
            words[form] = words.get(form, 0) + 1
        names |= wortschatz.namen
    if words.keys() == vokabular.woerter.keys() and names == vokabular.namen:
        return vokabular
    return Vokabular(words, names)


def split_anew(old: Vokabular, new: Vokabular) -> list[str]:
    """The compounds that can be split, or split otherwise, now that there are more words."""
    parts = {stem(form) for form in new.woerter.keys() - old.woerter.keys() if is_part(form)}
    longer = [form for form in old.woerter if len(form) > 5 and any(part in form for part in parts)]
    return [form for form in longer if old.tokens_of(form) != new.tokens_of(form)]
