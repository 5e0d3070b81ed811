"""The names of texts in the read model.

A text has the id of the editor's block it was written in. Where entries of one list hold for other places than the
block, they are a text of their own; its id adds the ids of those places.
"""

from collections.abc import Iterable

_BLOCK_ID = 36  # letters of a UUID


def text_id(block: str, gebiete: Iterable[int] = ()) -> str:
    """The id of the text in a block, or of its part for single places."""
    return "-".join([block, *map(str, gebiete)])


def block_of(text: str) -> str:
    """The id of the block that a text was written in."""
    return text[:_BLOCK_ID]
