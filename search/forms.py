"""What may stand in the address of a search, beside the place. Nonsense is read as nothing, never as an error."""

import re
from typing import Any

from django import forms

from search.facetten import FACETTEN, chosen

LONGEST_QUERY = 200
LAST_PAGE = 1_000

_CONTROL = re.compile(r"[\x00-\x1f\x7f\ufffd]+")


class WortField(forms.CharField):
    """One line of text, cut where nobody types any further."""

    def __init__(self, *, longest: int = 100):
        super().__init__(required=False)
        self.longest = longest
        self.validators = []

    def to_python(self, value: Any) -> str:
        return " ".join(_CONTROL.sub(" ", str(value or "")[: 10 * self.longest]).split())[: self.longest].strip()


class SeiteField(forms.Field):
    """A page number; 1 for anything that is none."""

    def __init__(self) -> None:
        super().__init__(required=False)

    def to_python(self, value: Any) -> int:
        text = str(value or "")
        return min(max(int(text), 1), LAST_PAGE + 1) if re.fullmatch(r"[0-9]{1,9}", text) else 1


class SuchForm(forms.Form):
    q = WortField(longest=LONGEST_QUERY)
    seite = SeiteField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {facette.key: WortField(longest=120) for facette in FACETTEN}

    @property
    def wahl(self) -> dict[str, str]:
        """What is chosen of the facets."""
        return chosen(self.cleaned_data)


class ListeForm(forms.Form):
    buchstabe = WortField(longest=2)
    lebenslage = WortField()
    stelle = WortField(longest=120)
    seite = SeiteField()
