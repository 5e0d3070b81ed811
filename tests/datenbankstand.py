"""Copies of the whole test database in memory. A test with a live server ends with empty tables, also those that
migrations fill; with a copy the next one starts from what it needs.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection

_staende: dict[str, sqlite3.Connection] = {}


def take(name: str) -> None:
    """Keep the present content under ``name``. Only for SQLite, where tests with a live server run."""
    if connection.vendor != "sqlite":
        return
    connection.ensure_connection()
    _staende[name] = sqlite3.connect(":memory:")
    connection.connection.backup(_staende[name])


def restore(name: str) -> bool:
    """Bring back the content kept under ``name``; whether there is one."""
    if name not in _staende:
        return False
    connection.ensure_connection()
    _staende[name].backup(connection.connection)
    return True


def write(name: str, path: Path) -> bool:
    """Make a database file of the content kept under ``name``; whether there is one."""
    if name not in _staende:
        return False
    with closing(sqlite3.connect(path)) as file:
        _staende[name].backup(file)
    return True
