"""What people type, read kindly: the form fields that the types share.

No ``type="number"`` and no ``type="date"``: browsers drop what they do not understand before anybody can say what is
wrong with it, turn numbers with the mouse wheel, and want dates in another order than Germans write them. A text field
with the right keyboard takes all that people write, and what we can't read stays there with a message.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

KEYBOARD = "decimal"  # of days and times: a phone shows digits with a dot or, in German, a comma beside them
MOST_TYPED = 200  # characters of a value that is read; no date or number is longer

# What word processors and PDFs leave in copied text: invisible, and able to turn the direction of what follows.
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


def clean_line(text: str) -> str:
    """One line as it is meant: composed letters, single blanks, nothing invisible."""
    text = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    shown = "".join(" " if one.isspace() else one for one in text if one.isspace() or not _is_control(one))
    return re.sub(" +", " ", shown).strip()


def clean_text(text: str) -> str:
    """Several lines as they are meant; no more than one empty line follows another."""
    lines = [clean_line(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _is_control(one: str) -> bool:
    return unicodedata.category(one) in {"Cc", "Cs"}


class Zeilenfeld(forms.CharField):
    """A text. Nothing is cut off while typing: who pasted too much is told how much it is."""

    def __init__(self, *, most: int, clean: Callable[[str], str] = clean_line, **kwargs: Any):
        super().__init__(**kwargs)
        self.most = most
        self._clean = clean

    def to_python(self, value: Any) -> str:
        text = self._clean("" if value is None else str(value))
        if len(text) > self.most:
            numbers = {"most": self.most, "length": len(text)}
            message = _("Bitte höchstens %(most)d Zeichen. Jetzt sind es %(length)d.")
            raise ValidationError(message, code="max_length", params=numbers)
        return text


class Lesefeld(forms.Field):
    """A typed value. ``lesen`` makes of a line what the type holds, or raises ``ValidationError``.

    ``einheit`` stands behind the input.
    """

    widget = forms.TextInput
    einheit = ""

    def __init__(self, lesen: Callable[[str], Any], **kwargs: Any):
        super().__init__(**kwargs)
        self._lesen = lesen

    def to_python(self, value: Any) -> Any:
        text = clean_line("" if value is None else str(value))
        return self._lesen(text[:MOST_TYPED]) if text else None
