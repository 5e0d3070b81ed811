"""The edit form of a form. Drafts may be incomplete; what is sent for release or published is examined."""

from collections.abc import Iterable, Mapping
from copy import copy
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from antraege.pruefung import Fund, examine, stops
from antraege.pruefung.fund import Pfad
from antraege.umgebung import land_at
from cms.forms import SeitenForm
from leistungen.models import RedaktionPage

FIELDS = {"titel": "title"}  # where the definition calls it otherwise
Baum = dict[str | int, Any]  # what is wrong, by steps of the path; messages of a place stand under ""
HERE = ""


class FormularForm(SeitenForm):
    """Says what is wrong at the block where it can be mended."""

    class Media:
        js = ["theme/verwaltung/formular.js"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.is_deferred_validation and not self.errors and self.instance.wird_ausgefuellt:
            self._stop_at_mistakes(cleaned)
        return cleaned

    def _stop_at_mistakes(self, cleaned: Mapping[str, Any]) -> None:
        draft = copy(self.instance)
        for name in cleaned.keys() & {field.name for field in draft._meta.concrete_fields}:
            setattr(draft, name, cleaned[name])
        area = RedaktionPage.objects.ancestor_of(self.parent_page, inclusive=True)
        land = land_at(area.values_list("redaktion__gebiet", flat=True).get())
        found = stops(examine(draft.pruefdaten(), timezone.localdate(), land))
        for name, tree in _by_field(found).items():
            block = getattr(draft._meta.get_field(name), "stream_block", None) if name else None
            if name not in self.fields:  # the whole form, or an example case: they have screens of their own
                self.add_error(None, [str(fund) for fund in found if _field_of(fund) == name])
            elif block is None:
                self.add_error(name, _messages(tree))
            else:
                self.add_error(name, error_of(block, cleaned[name], tree))


def _by_field(funde: Iterable[Fund]) -> dict[str, Baum]:
    found: dict[str, Baum] = {}
    for fund in funde:
        _plant(found.setdefault(_field_of(fund), {}), fund.pfad[1:], fund.meldung)
    return found


def _field_of(fund: Fund) -> str:
    head = str(fund.pfad[0]) if fund.pfad else ""
    return FIELDS.get(head, head)


def _plant(tree: Baum, pfad: Pfad, meldung: str) -> None:
    for one in pfad:
        tree = tree.setdefault(one, {})
    tree.setdefault(HERE, []).append(meldung)


def _messages(tree: Baum) -> list[str]:
    below = [text for name, one in tree.items() if name != HERE for text in _messages(one)]
    return [*tree.get(HERE, ()), *below]


def error_of(block: blocks.Block, value: Any, tree: Baum) -> ValidationError:
    """What is wrong with a block, in the form in which it is shown there; what has no place of its own stands above."""
    inside, above = {}, list(tree.get(HERE, ()))
    for name, below in tree.items():
        if name == HERE:
            continue
        child = _child(block, value, name)
        if child is None:
            above += _messages(below)
        else:
            place, inner, inner_value = child
            inside[place] = error_of(inner, inner_value, below)
    if isinstance(block, blocks.StreamBlock):
        return StreamBlockValidationError(inside or None, above or None)
    if isinstance(block, blocks.ListBlock):
        return ListBlockValidationError(inside or None, above or None)
    if isinstance(block, blocks.StructBlock):
        return StructBlockValidationError(inside or None, above or None)
    return ValidationError(above)


def _child(block: blocks.Block, value: Any, name: str | int) -> tuple[str | int, blocks.Block, Any] | None:
    if isinstance(block, blocks.StructBlock):
        if name == "betrag" and value.get("ausdruck"):
            name = "ausdruck"
        return (name, block.child_blocks[name], value.get(name)) if name in block.child_blocks else None
    if isinstance(block, blocks.StreamBlock) and isinstance(name, int) and name < len(value or ()):
        return name, value[name].block, value[name].value
    if isinstance(block, blocks.ListBlock) and isinstance(name, int) and name < len(value or ()):
        return name, block.child_block, value[name]
    return None


def summary(funde: Iterable[Fund]) -> str:
    """Findings in lines, for files and commands."""
    return "\n".join(map(str, funde)) or _("Alles in Ordnung.")
