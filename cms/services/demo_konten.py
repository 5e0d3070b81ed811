"""Writing use case: logins to try the portal with. Never in production."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify

from cms.models import Redaktion
from cms.services.rat_gruppe import RAT

PORTAL = "demo-portal"
RAT_KONTO = "demo-rat"
TRENNER, EIGENE = " – ", {"Redakteur", "Freigabe"}


@dataclass(frozen=True, slots=True)
class DemoKonto:
    username: str
    funktion: str


def demo_passwort() -> str:
    """The password of all demo logins, made once for this installation."""
    path = Path(settings.DATEN_DIR) / "demo-passwort"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(5))
    return path.read_text().strip()


@transaction.atomic
def ensure_demo_konten(*, passwort: str) -> list[DemoKonto]:
    """Make the demo logins that are missing, and let all of them have ``passwort``.

    Raises ``PermissionDenied`` in production.
    """
    if settings.PRODUCTION:
        raise PermissionDenied("Im Produktivbetrieb gibt es keine Demo-Konten.")
    konten: list[tuple[DemoKonto, Group | None]] = [(DemoKonto(PORTAL, "Portal: darf alles"), None)]
    konten += [
        (DemoKonto(RAT_KONTO, "Rat: liest den Stand des Katalogs"), rat) for rat in Group.objects.filter(name=RAT)
    ]
    others = _other_groups()
    for redaktion in Redaktion.objects.select_related("gebiet", "redakteure", "freigebende"):
        slug, name = redaktion.gebiet.slug, redaktion.name
        konten.append((DemoKonto(f"demo-redakteur-{slug}", f"{name}: Redakteur"), redaktion.redakteure))
        konten.append((DemoKonto(f"demo-freigabe-{slug}", f"{name}: Freigabe"), redaktion.freigebende))
        konten += [
            (DemoKonto(f"demo-{slugify(zweck)}-{slug}", f"{name}: {zweck}"), other)
            for zweck, other in others.get(name, {}).items()
        ]
    known = dict(get_user_model().objects.filter(username__startswith="demo-").values_list("username", "password"))
    hashed = known.get(PORTAL) or ""
    if not (hashed and check_password(passwort, hashed)):
        hashed = make_password(passwort)
    for konto, group in konten:
        if known.get(konto.username) != hashed:
            _write(konto, group, hashed)
    return [konto for konto, _group in konten]


def _other_groups() -> dict[str, dict[str, Group]]:
    """By name of the Redaktion what other apps have made for it, called as its two groups are: "Name – Zweck"."""
    found: dict[str, dict[str, Group]] = {}
    for group in Group.objects.filter(name__contains=TRENNER):
        name, _dash, zweck = group.name.rpartition(TRENNER)
        if zweck not in EIGENE:
            found.setdefault(name, {})[zweck] = group
    return found


def _write(konto: DemoKonto, group: Group | None, hashed: str) -> None:
    rights = {"is_staff": True, "is_superuser": True} if group is None else {}
    user, _created = get_user_model().objects.update_or_create(
        username=konto.username,
        defaults={
            "first_name": "Demo",
            "last_name": konto.funktion,
            "email": f"{konto.username}@portal.example",
            "password": hashed,
            **rights,
        },
    )
    if group:
        user.groups.set([group])
