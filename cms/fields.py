"""Model fields of the house."""

from json import JSONEncoder
from typing import Any

from wagtail.fields import StreamField as WagtailStreamField


class StreamField(WagtailStreamField):
    """A StreamField whose block definitions stay out of migrations.

    Adding or changing a block then needs no migration; in exchange historical models in data migrations know no
    blocks and must work on ``raw_data``.
    """

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        del kwargs["block_lookup"]
        return name, path, [[]], kwargs


class Klartext(JSONEncoder):
    """Stores letters as they are. Otherwise SQLite, which keeps JSON as text, would find no umlaut in it."""

    def __init__(self, **kwargs: Any):
        super().__init__(**kwargs | {"ensure_ascii": False})
