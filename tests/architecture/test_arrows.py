"""search ▶ leistungen ▶ cms ▶ theme: imports and foreign keys point one way."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model

from tests.architecture.hausplan import APPS, ROOT, files

LABELS = {"konto": "cms"}


def _rank(model: type[Model]) -> int | None:
    label = LABELS.get(model._meta.app_label, model._meta.app_label)
    return APPS.index(label) if label in APPS else None


OURS = [model for model in apps.get_models(include_auto_created=True) if _rank(model) is not None]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_foreign_keys_point_one_way(model):
    targets = [
        field.related_model for field in model._meta.get_fields() if field.is_relation and not field.auto_created
    ]
    against = [
        target._meta.label
        for target in targets
        if isinstance(target, type) and _rank(target) is not None and _rank(target) < _rank(model)
    ]
    assert not against


def test_imports_keep_the_contracts():
    command = str(Path(sys.executable).with_name("lint-imports"))
    done = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:]


def test_no_sixth_package():
    packages = {path.relative_to(ROOT).parts[0] for path in files() if path.name == "__init__.py"}
    assert packages <= {*APPS, "tests", "bench"}
