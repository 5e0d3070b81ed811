"""What citizens write is encrypted where it is kept (Fernet: AES-128-CBC with HMAC-SHA256).

The first key of ``ANTRAG_SCHLUESSEL`` encrypts, all of them decrypt, so that keys can be changed while the portal runs.
"""

import json
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class UnlesbarError(Exception):
    """Nobody has the key that this was encrypted with, or it was altered."""


def seal(data: bytes) -> bytes:
    return _keys().encrypt(data)


def unseal(token: bytes) -> bytes:
    """Raises ``UnlesbarError``."""
    try:
        return _keys().decrypt(bytes(token))
    except InvalidToken as error:
        raise UnlesbarError from error


def seal_json(value: Any) -> bytes:
    return seal(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def unseal_json(token: bytes) -> Any:
    """Raises ``UnlesbarError``."""
    return json.loads(unseal(token))


def reseal(token: bytes) -> bytes:
    """The same under the newest key. Raises ``UnlesbarError``."""
    try:
        return _keys().rotate(bytes(token))
    except InvalidToken as error:
        raise UnlesbarError from error


def _keys() -> MultiFernet:
    return _built(tuple(settings.ANTRAG_SCHLUESSEL))


@lru_cache(maxsize=2)
def _built(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])
