"""Queries that are built once and asked often.

For a small query Django's ORM takes several times as long to build the SQL as the database takes to answer. A prepared
query is written as a queryset like any other; its SQL is kept and asked again with other values.
"""

from collections.abc import Callable, Sequence
from itertools import count
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

FIRST = 7_400_000_000_000  # values that stand for arguments while the SQL is built; no key reaches so far

Argument = str | int | Sequence[int]


class Vorbereitet:
    """``build`` makes a ``values_list`` queryset from its arguments, which may only be used as values to compare with:
    text, whole numbers, sequences of whole numbers.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]):
        self._build = build
        self._prepared: dict[tuple[Any, ...], tuple[Any, str, list[Any]]] = {}

    def rows(self, *arguments: Argument) -> list[tuple[Any, ...]]:
        """The rows for these arguments. One query."""
        shape = (connection.vendor, *(_shape(argument) for argument in arguments))
        if shape not in self._prepared:
            try:
                self._prepared[shape] = self._prepare(arguments)
            except EmptyResultSet:  # one of an empty sequence
                return []
        compiler, sql, plan = self._prepared[shape]
        values = [value for argument in arguments for value in _flat(argument)]
        with connection.cursor() as cursor:
            cursor.execute(sql, [values[one] if isinstance(one, _Stelle) else one for one in plan])
            found = cursor.fetchall()
        return list(map(tuple, compiler.results_iter(results=[found])))

    def _prepare(self, arguments: Sequence[Argument]) -> tuple[Any, str, list[Any]]:
        number = count(FIRST)
        standing_for = [_stand_in(argument, number) for argument in arguments]
        places = {value: _Stelle(index) for index, value in enumerate(v for one in standing_for for v in _flat(one))}
        query = self._build(*standing_for).query
        compiler = query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        missing = set(places) - set(params)
        if missing:
            raise ValueError(f"Not every argument of {self._build} is a value to compare with.")
        return compiler, sql, [places.get(value, value) for value in params]


class _Stelle(int):
    """The place of an argument among the parameters, told apart from a number that belongs to the query."""


def _shape(argument: Argument) -> Any:
    return type(argument) if isinstance(argument, str | int) else len(argument)


def _flat(argument: Argument) -> Sequence[str | int]:
    return [argument] if isinstance(argument, str | int) else argument


def _stand_in(argument: Argument, number: Any) -> Argument:
    if isinstance(argument, str):
        return str(next(number))
    return next(number) if isinstance(argument, int) else [next(number) for _one in argument]
