"""Writing use case: what points to one row points to another from now on, in whatever table it lies."""

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from django.db import IntegrityError, models, transaction

ForeignKey = models.ForeignKey[Any, Any]


def repoint(old: models.Model, new: models.Model, leave: Collection[str] = ()) -> Counter[str]:
    """Follow every relation to ``old``, those of later tables too. Returns how many rows stay behind, by table.

    A row stays where ``new`` already has the only one there may be. ``leave`` names relations ("app.model.field") that
    somebody else sees to. What the read models and the journal must hear of is the caller's business.
    """
    behind: Counter[str] = Counter()
    for field in _pointing_to(type(old)):
        if f"{field.model._meta.label_lower}.{field.name}" not in leave:
            behind[str(field.model._meta.verbose_name_plural)] += _repoint(field, old, new)
    return +behind


def _pointing_to(model: type[models.Model]) -> Iterator[ForeignKey]:
    """The foreign keys to a table; those of tables between many and many too, but no link of a child to its parent."""
    for relation in model._meta.get_fields(include_hidden=True):
        field = getattr(relation, "field", None)
        if not relation.auto_created or relation.concrete or not isinstance(field, models.ForeignKey):
            continue
        if not getattr(field.remote_field, "parent_link", False):
            yield field


def _repoint(field: ForeignKey, old: models.Model, new: models.Model) -> int:
    rows = field.model._base_manager.filter(**{field.name: old})
    if _moved(rows, field, new):
        return 0
    one_by_one = [field.model._base_manager.filter(pk=pk) for pk in rows.values_list("pk", flat=True)]
    return sum(not _moved(row, field, new) for row in one_by_one)


def _moved(rows: models.QuerySet[Any], field: ForeignKey, new: models.Model) -> bool:
    try:
        with transaction.atomic():
            rows.update(**{field.name: new})
    except IntegrityError:
        return False
    return True
