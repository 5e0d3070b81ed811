"""Typed access to the environment.

A variable ``NAME`` may be given as a file path in ``NAME_FILE`` (how container platforms hand over secrets).
"""

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured
from environs import FileAwareEnv

env = FileAwareEnv()

STAFF_OIDC = "verwaltung"  # the one provider by which staff log in; part of its redirect address


def known_mail(found: dict[str, Any]) -> dict[str, Any]:
    """Mail settings read from an address. One with an unknown scheme would send in clear text, or never."""
    if not found.get("EMAIL_BACKEND"):
        raise ImproperlyConfigured("EMAIL_URL: submission:// (TLS), smtp:// or console://")
    return found


def read_or_create_key(path: Path, make: Callable[[], str] = lambda: secrets.token_urlsafe(50)) -> str:
    """Return the key kept in ``path``; an embedded installation makes its own at the first start."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(make())
    return path.read_text().strip()


def fernet_key() -> str:
    return Fernet.generate_key().decode()


def staff_oidc_apps(*, issuer: str, client_id: str, secret: str, name: str, production: bool) -> list[dict[str, Any]]:
    """The OpenID Connect provider of the staff as allauth wants it; none without ``issuer``."""
    if not issuer:
        return []
    if not (client_id and secret):
        raise ImproperlyConfigured("STAFF_OIDC_ISSUER braucht STAFF_OIDC_CLIENT_ID und STAFF_OIDC_CLIENT_SECRET.")
    if production and not issuer.startswith("https://"):
        raise ImproperlyConfigured("STAFF_OIDC_ISSUER muss mit https:// beginnen.")
    return [
        {
            "provider_id": STAFF_OIDC,
            "name": name,
            "client_id": client_id,
            "secret": secret,
            "settings": {
                "server_url": issuer,
                "oauth_pkce_enabled": True,
                "scope": ["openid", "profile", "email"],
            },
        }
    ]
