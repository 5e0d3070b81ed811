"""Who may open a draft: the browser that began it, or whoever holds its link.

Both are signatures of ours over the draft's id; nothing about it is kept in a session.
"""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from antraege.models import Antrag
from cms import herkunft

FORTSETZEN, STAND = "antraege.fortsetzen", "antraege.stand"
QUITTUNG = timedelta(days=1)


def cookie_name(kennung: str) -> str:
    return f"antrag_{kennung[:8]}"


def keep_secret(request: HttpRequest) -> None:
    """No cache keeps the page, and neither a message of a visitor nor paper names its address."""
    herkunft.note_uncacheable()
    request.geheime_adresse = True  # type: ignore[attr-defined]


def grant(response: HttpResponse, antrag: Antrag, wie_lange: timedelta) -> None:
    """From now on this browser may open the draft."""
    response.set_signed_cookie(
        cookie_name(antrag.kennung),
        antrag.kennung,
        salt=FORTSETZEN,
        max_age=wie_lange,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def is_granted(request: HttpRequest, kennung: str) -> bool:
    found = request.get_signed_cookie(cookie_name(kennung), default="", salt=FORTSETZEN)
    return bool(found == kennung)


def token(kennung: str, zweck: str) -> str:
    return signing.Signer(salt=zweck).sign(kennung)


def kennung_from(text: str, zweck: str) -> str:
    """Raises ``BadSignature``."""
    return signing.Signer(salt=zweck).unsign(text)


def is_alive(antrag: Antrag, tage: int) -> bool:
    """A draft lives until nobody has changed it for that many days."""
    return antrag.ist_entwurf and antrag.geaendert_at + timedelta(days=tage) > timezone.now()


def quittung_left(antrag: Antrag) -> timedelta:
    """For how long whoever sent it is still shown what they sent: the next at this device may be somebody else."""
    return (antrag.eingereicht_at or timezone.now()) + QUITTUNG - timezone.now()


def is_shown(antrag: Antrag, tage: int) -> bool:
    """To the browser that holds its cookie."""
    return is_alive(antrag, tage) if antrag.ist_entwurf else quittung_left(antrag) > timedelta()


def comes_from_here(request: HttpRequest) -> bool:
    """Browsers say where a POST comes from; what says nothing is no browser and has no citizen to be misled."""
    origin = request.headers.get("Origin", "")
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    return site in {"same-origin", "none"} and (not origin or urlsplit(origin).netloc == request.get_host())
