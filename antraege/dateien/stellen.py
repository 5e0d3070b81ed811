"""Changes at places of a file: the rest keeps its bytes, so nothing is encoded anew."""

from collections.abc import Iterable

Stelle = tuple[int, bytes]  # where, and what stands there instead, as long as before


def apply(content: bytes, stellen: Iterable[Stelle], end: int | None = None) -> bytes:
    """The file with other bytes at some places, up to ``end``. Where places overlap, the first one counts."""
    end = len(content) if end is None else end
    view, parts, position = memoryview(content), list[bytes | memoryview](), 0
    for start, new in sorted(stellen, key=lambda stelle: stelle[0]):
        new = new[max(position - start, 0) :]
        start = max(start, position)
        if not new or start >= end:
            continue
        parts += [view[position:start], new]
        position = start + len(new)
    if not parts and end == len(content):
        return content
    return b"".join([*parts, view[position:end]])
