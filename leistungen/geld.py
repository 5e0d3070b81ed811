"""Amounts of money: whole cents inside, euros as people write them outside."""

import re

_EURO = re.compile(r"^([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,([0-9]{1,2}))?\s*(?:€|EUR|Euro)?$")


def parse_euro(text: str) -> int:
    """Read "1.234,50 €" as 123450 cents. Raises ``ValueError`` for anything else."""
    match = _EURO.match(text.strip())
    if match is None:
        raise ValueError(text)
    euro, cent = match.groups()
    return int(euro.replace(".", "")) * 100 + int((cent or "0").ljust(2, "0"))


def format_euro(cent: int) -> str:
    """Write 123450 cents as "1.234,50"."""
    return f"{cent // 100:,}".replace(",", ".") + f",{cent % 100:02d}"
