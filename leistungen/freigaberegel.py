"""Who may release a text. Pure functions.

In every Redaktion its group Freigabe releases. Where the Redaktion wants four eyes, an author does not: anybody who
wrote a revision since the text was last released. So whoever changes a text while it waits becomes one of its authors,
and so does whoever brings back an older version; the operator's commands have no author.
"""

from collections.abc import Collection


def may_release(user: int, *, freigebend: bool, vier_augen: bool, urheber: Collection[int]) -> bool:
    """Whether a user may release a text that ``urheber`` wrote."""
    return freigebend and not (vier_augen and user in urheber)


def may_publish_at_once(*, freigebend: bool, vier_augen: bool) -> bool:
    """Whether a user may publish without anybody else having looked: nobody may where four eyes are wanted."""
    return freigebend and not vier_augen
