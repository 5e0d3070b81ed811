"""Where a feature of a document is true, as tokens.

A feature ("online:ja", "stelle:kreis-steueramt") that depends on the place is indexed with the places at which it is
true: ``…@7`` at the Gebiet 7 and everywhere below it, ``…@=7`` at the Gebiet 7 but not everywhere below it, ``…@*`` for
those who search without a place. No place is covered twice, so that tokens can be counted: who asks at a place finds
at most one of them. A feature without ``@`` is true wherever the document is found.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from cms.orte import verzeichnis

Zustand = Callable[[Sequence[int]], Collection[str]]  # the features that are true at the place with this chain


def places(kette: Sequence[int]) -> list[str]:
    """Behind which ``@`` a feature may stand so that it is true at the place with this chain (none: no place)."""
    return [*map(str, kette), f"={kette[-1]}"] if kette else ["*"]


def tokens_at(merkmal: str, kette: Sequence[int]) -> tuple[str, ...]:
    """The tokens of which a document has one if a feature that depends on the place is true there."""
    return tuple(f"{merkmal}@{place}" for place in places(kette))


def without_places(counts: Mapping[str, int]) -> dict[str, int]:
    """Counts of tokens, all true at one place, as counts of features."""
    found: dict[str, int] = {}
    for token, number in counts.items():
        merkmal = token.partition("@")[0]
        found[merkmal] = found.get(merkmal, 0) + number
    return found


def spread(state: Zustand, changes: Iterable[int]) -> Iterator[str]:
    """The tokens of features that change only at the Gebiete ``changes``."""
    orte = verzeichnis()
    changes = [gebiet for gebiet in changes if gebiet in orte.by_id]
    above = {gebiet for change in changes for gebiet in orte.by_id[change].kette[:-1]}
    for root in {orte.by_id[change].kette[0] for change in changes}:
        everywhere, found = _cover(root, state, {*above, *changes}, above)
        yield from found
        yield from (f"{merkmal}@{root}" for merkmal in everywhere)


def _cover(gebiet: int, state: Zustand, marked: set[int], above: set[int]) -> tuple[set[str], list[str]]:
    """What is true at ``gebiet`` and everywhere below it, and the tokens of what is true only in some of it."""
    orte = verzeichnis()
    here = set(state(orte.by_id[gebiet].kette))
    if gebiet not in above:
        return here, []
    below = {
        child: _cover(child, state, marked, above) if child in marked else (here, []) for child in orte.darunter[gebiet]
    }
    everywhere = here.intersection(*(whole for whole, _partly in below.values()))
    tokens = [f"{merkmal}@={gebiet}" for merkmal in here - everywhere]
    for child, (whole, partly) in below.items():
        tokens += [*partly, *(f"{merkmal}@{child}" for merkmal in whole - everywhere)]
    return everywhere, tokens
