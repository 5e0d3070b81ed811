"""What belongs together on one line."""

import re

_ABBREVIATED = re.compile(r"(?<!\w)(§§?|Art\.|Artikel|Abs\.|Absatz|Nr\.|Nummer|Satz|Section|section|No\.) (?=\d)")


def keep_together(text: str) -> str:
    """No line break between "§" and its number, and the like."""
    return _ABBREVIATED.sub("\\1\N{NO-BREAK SPACE}", text)
