"""Rows of a repeated group are added and taken away on the server, with all that was typed."""

import re

from django.utils.datastructures import MultiValueDict

ZEILEN = "zeilen"
_AKTION = re.compile(r"(mehr|weniger)-([a-z][a-z0-9_]*)(?:-([0-9]{1,3}))?", re.ASCII)


def change_rows(data: MultiValueDict[str, str], aktion: str) -> tuple[MultiValueDict[str, str], str, int] | None:
    """What was sent, with a row more at the end or one less, the group, and the row to look at next.

    ``None`` if the action is no such thing.
    """
    found = _AKTION.fullmatch(aktion)
    if found is None or (found[1] == "weniger") != (found[3] is not None):
        return None
    group = found[2]
    count = rows(data, group)
    if found[1] == "mehr":
        changed, row = data.copy(), count
        changed[f"{group}_{ZEILEN}"] = str(count + 1)
    else:
        gone = int(found[3])
        changed, row = _without(data, group, gone), max(min(gone, count - 2), 0)
        changed[f"{group}_{ZEILEN}"] = str(max(count - 1, 0))
    return changed, group, row


def rows(data: MultiValueDict[str, str], group: str) -> int:
    text = str(data.get(f"{group}_{ZEILEN}", ""))
    return int(text) if re.fullmatch("[0-9]{1,3}", text, re.ASCII) else 0


def typed_in(data: MultiValueDict[str, str], group: str) -> dict[str, list[str]]:
    """All that was typed in a group, and how many rows it shows."""
    pattern = _inputs(group)
    return {name: data.getlist(name) for name in data if pattern.fullmatch(name) or name == f"{group}_{ZEILEN}"}


def _without(data: MultiValueDict[str, str], group: str, gone: int) -> MultiValueDict[str, str]:
    changed: MultiValueDict[str, str] = MultiValueDict()
    for name in data:
        found = _inputs(group).fullmatch(name)
        row = int(found[1]) if found else -1
        if row != gone:
            name_now = f"{group}_{row - 1}_{found[2]}" if found and row > gone else name
            changed.setlist(name_now, data.getlist(name))
    return changed


def _inputs(group: str) -> re.Pattern[str]:
    return re.compile(rf"{group}_([0-9]{{1,3}})_(.+)", re.ASCII)
