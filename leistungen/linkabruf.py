"""Asks another server whether an address still leads somewhere: politely, and never inside of our own network.

The name is resolved once, and the connection goes to the very address that was checked.
"""

import ipaddress
import socket
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from urllib.parse import urljoin

import certifi
import urllib3
from django.conf import settings
from urllib3.exceptions import HTTPError, LocationParseError, NewConnectionError, SSLError, TimeoutError
from urllib3.util import Timeout, Url, parse_url

from leistungen.linkurteil import Art

TIMEOUT = Timeout(connect=5, read=5)  # of each wait
LONGEST = 20.0  # seconds until nobody waits any more, however slowly something still comes
HOPS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
GONE = frozenset({404, 410})
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
IPV4_COMPATIBLE = ipaddress.IPv6Network("::/96")  # of old, as site-local addresses; Python holds both for public
PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Antwort:
    """What came back: ``grund`` as a short code, ``ziel`` where it has moved to for good."""

    art: Art
    grund: str = ""
    ziel: str = ""

    @property
    def answered(self) -> bool:
        """Whether anybody said anything at all."""
        return self.art is not Art.FEHLER or self.grund.isdecimal()


class _NotAllowedError(Exception):
    pass


def fetch(address: str) -> Antwort:
    """Follow an address to its end. Raises nothing.

    A server that sends a byte now and then never runs into ``TIMEOUT``; it holds up a thread of its own, and no other
    due task.
    """
    answers: SimpleQueue[Antwort] = SimpleQueue()
    Thread(target=lambda: answers.put(_follow(address)), daemon=True).start()
    try:
        return answers.get(timeout=LONGEST)
    except Empty:
        return Antwort(Art.FEHLER, "zeit")


def _follow(address: str) -> Antwort:
    permanent, here = True, address
    try:
        for hop in range(HOPS + 1):
            status, location = _ask(parse_url(here))
            if status not in REDIRECTS or not location:
                return _judged(status, here if hop and permanent else "")
            permanent = permanent and status in PERMANENT
            here = urljoin(here, location)
    except _NotAllowedError:
        return Antwort(Art.UNKLAR, "gesperrt")
    except (LocationParseError, UnicodeError, ValueError):
        return Antwort(Art.FEHLER, "adresse")
    except (HTTPError, OSError) as error:
        return Antwort(Art.FEHLER, _reason(error))
    return Antwort(Art.FEHLER, "weiterleitungen")


def _judged(status: int, ziel: str) -> Antwort:
    if status < 400:
        return Antwort(Art.UMGEZOGEN, str(status), ziel) if ziel else Antwort(Art.DA, str(status))
    if status in GONE:
        return Antwort(Art.FORT, str(status))
    return Antwort(Art.FEHLER if status >= 500 else Art.UNKLAR, str(status))


def _ask(url: Url) -> tuple[int, str]:
    """Status and ``Location``. Some servers know no HEAD, so what refuses it is asked with GET, unread."""
    pool = _pool(url)
    headers = {
        "Host": url.netloc or "",
        "User-Agent": f"Buergerportal-Linkpruefung (+{settings.BASE_URL})",
        "Accept": "*/*",
    }
    with pool:
        for method in ("HEAD", "GET"):
            response = pool.urlopen(
                method, url.request_uri, headers=headers, redirect=False, retries=False, preload_content=False
            )
            status, location = response.status, response.headers.get("Location", "")
            response.close()
            if status < 400:
                break
    return status, location


def _pool(url: Url) -> urllib3.HTTPConnectionPool:
    if url.scheme not in PORTS or not url.host or url.auth:
        raise _NotAllowedError
    host, port = url.host.strip("[]"), url.port or PORTS[url.scheme]
    ip = _public_address(host, port)
    if url.scheme == "http":
        return urllib3.HTTPConnectionPool(ip, port, timeout=TIMEOUT)
    return urllib3.HTTPSConnectionPool(
        ip, port, timeout=TIMEOUT, server_hostname=host, assert_hostname=host, ca_certs=certifi.where()
    )


def _public_address(host: str, port: int) -> str:
    """The first address of a host. Refused if any of them is not one of the public internet."""
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not settings.LINKS_PRUEFEN_LOKAL and not all(_is_public(one) for one in found):
        raise _NotAllowedError
    return found[0]


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None) or _behind_nat64(ip)
        if inner is not None:
            ip = inner
        elif ip.is_site_local or ip in IPV4_COMPATIBLE:
            return False
    return ip.is_global and not ip.is_multicast


def _behind_nat64(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The address that a gateway of RFC 6052 would ask."""
    return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in NAT64 else None


def _reason(error: Exception) -> str:
    if isinstance(error, socket.gaierror):
        return "name"
    if isinstance(error, SSLError):
        return "zertifikat"
    slow = isinstance(error, TimeoutError) and not isinstance(error, NewConnectionError)
    return "zeit" if slow else "verbindung"
