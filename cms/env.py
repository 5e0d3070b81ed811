"""Typed access to the environment.

A variable ``NAME`` may be given as a file path in ``NAME_FILE`` (how container platforms hand over secrets).
"""

import secrets
from pathlib import Path

from environs import FileAwareEnv

env = FileAwareEnv()


def read_or_create_key(path: Path) -> str:
    """Return the key kept in ``path``; an embedded installation makes its own at the first start."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text().strip()
