"""The guards of applications switched off, so that whoever tests or measures them can show what they hold back.

Nothing in the portal itself can switch them off: this puts other things in the place of what it calls.
"""

import importlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from copy import copy
from typing import Any
from unittest.mock import patch

from django.db import connection, models

from antraege.models import Antrag, Folge, Nummernkreis, Vorgang

SERVICES = ("einreichen.submit_antrag", "speichern.save_schritt", "beginnen._open", "schluessel._antrag")


@contextmanager
def no_locks() -> Iterator[None]:
    """No row is locked; what is asked for "for update" is only read."""
    with ExitStack() as stack:
        for model in (Antrag, Nummernkreis):
            plain: Callable[..., Any] = lambda *args, objects=model.objects, **kwargs: objects.all()  # noqa: E731
            stack.enter_context(patch.object(model.objects, "select_for_update", plain))
        yield


@contextmanager
def no_transactions(*callers: str) -> Iterator[None]:
    """Each statement stands for itself, also where ``callers`` have taken a service by its name ("module.name")."""
    with ExitStack() as stack:
        for target in (*(f"antraege.services.{one}" for one in SERVICES), *callers):
            module, _dot, name = target.rpartition(".")
            owner = importlib.import_module(module)
            stack.enter_context(patch.object(owner, name, getattr(owner, name).__wrapped__))
        yield


@contextmanager
def unguarded(*callers: str) -> Iterator[None]:
    with no_transactions(*callers), no_locks():
        yield


def drop_uniqueness() -> None:
    """The database takes a number, a case, and what follows from it twice. There is no way back."""
    with connection.schema_editor() as editor:
        for model in (Antrag, Vorgang):
            new = model._meta.get_field("nummer")
            old = copy(new)
            new._unique = False  # in the model too: SQLite makes the whole table anew from it
            editor.alter_field(model, old, new)
        constraints, Folge._meta.constraints = Folge._meta.constraints, []
        for constraint in constraints:
            editor.remove_constraint(Folge, constraint)
        old = Vorgang._meta.get_field("antrag")
        new = models.ForeignKey(Antrag, models.SET_NULL, null=True)
        new.set_attributes_from_name("antrag")
        new.model = Vorgang
        editor.alter_field(Vorgang, old, new)
