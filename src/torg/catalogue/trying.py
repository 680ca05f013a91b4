"""Trying a web address as a citizen's browser would: does it answer? Never one that lies within a house.

An editor's link, or where it redirects to, could lead to a machine that only we reach. So every name is resolved first,
every address behind it must be open to the world, and the connection goes to the address that was looked at.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

import httpx

NO_ANSWER, WITHIN = 0, -1
SECONDS, MOST_HOPS = 10.0, 5
PAUSE, MOST_A_HOST = 1.0, 40  # seconds between two questions to a host; addresses of a host in one run
ASK_AGAIN = frozenset({400, 403, 404, 405, 406, 410, 429, 500, 501, 502, 503})
"""What some servers say to HEAD although the page is there."""
Allowed = Callable[[str], bool]


class Within(Exception):
    """The address is not one that citizens reach."""


def is_public(address: str) -> bool:
    """Whether an IP address is open to the world; not loopback, private, link-local, shared or reserved."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            return is_public(str(inner))
        if ip in NAT64:
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def resolved(host: str, port: int, allowed: Allowed) -> str:
    """The IP address to connect to; raises Within when any address of the host is not allowed, OSError for no host."""
    found = [str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not found or not all(allowed(one) for one in found):
        raise Within(host)
    return found[0]


@dataclass
class Trier:
    """Tries addresses one after the other, kindly: one question a second to a host."""

    who: str
    allowed: Allowed = is_public
    pause: float = PAUSE
    asked_at: dict[str, float] = field(default_factory=dict)

    def status(self, url: str) -> int:
        """What the server says in the end: a status, NO_ANSWER, or WITHIN for what may not be asked."""
        try:
            status = self._follow("HEAD", url)
            return self._follow("GET", url) if status in ASK_AGAIN else status
        except Within:
            return WITHIN
        except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError, ValueError):
            return NO_ANSWER

    def _follow(self, method: str, url: str) -> int:
        for _hop in range(MOST_HOPS):
            status, onward = self._ask(method, httpx.URL(url))
            if not (300 <= status < 400 and onward):
                return status
            url = urljoin(url, onward)
        return NO_ANSWER

    def _ask(self, method: str, url: httpx.URL) -> tuple[int, str]:
        if url.scheme not in ("http", "https") or not url.host:
            raise Within(str(url))
        port = url.port or (443 if url.scheme == "https" else 80)
        name = url.raw_host.decode("ascii")
        address = resolved(name, port, self.allowed)
        self._wait(url.host)
        headers = {"Host": url.netloc.decode("ascii"), "User-Agent": self.who, "Accept": "*/*"}
        with (
            httpx.Client(timeout=SECONDS, trust_env=False, follow_redirects=False) as client,
            client.stream(
                method, url.copy_with(host=address), headers=headers, extensions={"sni_hostname": name}
            ) as answer,
        ):
            return answer.status_code, answer.headers.get("location", "")

    def _wait(self, host: str) -> None:
        rest = self.asked_at.get(host, 0.0) + self.pause - time.monotonic()
        if host in self.asked_at and rest > 0:
            time.sleep(rest)
        self.asked_at[host] = time.monotonic()


def in_turn(urls: Iterable[str]) -> Iterator[str]:
    """The addresses in an order in which no host is asked twice in a row if there are others; not too many of one."""
    by_host: dict[str, list[str]] = {}
    for url in urls:
        host = httpx.URL(url).host if _readable(url) else ""
        by_host.setdefault(host, []).append(url)
    for turn in range(MOST_A_HOST):
        for theirs in by_host.values():
            if turn < len(theirs):
                yield theirs[turn]


def _readable(url: str) -> bool:
    try:
        httpx.URL(url)
    except httpx.InvalidURL:
        return False
    return True
