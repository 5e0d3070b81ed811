"""Tables as files for spreadsheets: semicolons, UTF-8 with a mark that Excel knows, nothing that runs as a formula."""

import csv
import io
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpResponse

FORMEL = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(head: Iterable[Any], rows: Iterable[Iterable[Any]]) -> str:
    """A table as text."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(cell(one) for one in head)
    writer.writerows([cell(one) for one in row] for row in rows)
    return out.getvalue()


def cell(value: Any) -> str:
    """A value as a spreadsheet takes it: a word that would run as a formula gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, int):
        return str(value)
    text = str(value)
    return f"'{text}" if text.startswith(FORMEL) else text


def csv_response(name: str, head: Iterable[Any], rows: Iterable[Iterable[Any]]) -> HttpResponse:
    """The table as a download."""
    response = HttpResponse("\ufeff" + as_csv(head, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
