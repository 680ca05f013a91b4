"""A browser for the measurements: one connection that is kept open, cookies, and a log-in."""

from __future__ import annotations

import http.client
import re
import time
from urllib.parse import urlencode

IDLE_SECONDS = 3.0
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class NotShown(Exception):
    """A page was not what was asked for; says which and how it was answered."""


class Browser:
    """Asks one server for pages."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port)
        self._cookies: dict[str, str] = {}
        self._used = 0.0

    def log_in(self, path: str, *, username: str, password: str) -> None:
        """Logs in by a form of Django's; raises NotShown."""
        _status, page = self._ask("GET", path)
        token = _TOKEN.search(page)
        said = {"username": username, "password": password, "csrfmiddlewaretoken": token[1] if token else ""}
        status, _page = self._ask("POST", path, urlencode(said))
        if status != http.client.FOUND:
            raise NotShown(f"{path}: log-in was answered with {status}")

    def page(self, path: str) -> str:
        """One page; raises NotShown."""
        status, page = self._ask("GET", path)
        if status != http.client.OK:
            raise NotShown(f"{path} was answered with {status}")
        return page

    def milliseconds(self, path: str) -> float:
        """How long one page takes, from the question to the last byte."""
        start = time.perf_counter()
        self.page(path)
        return (time.perf_counter() - start) * 1000

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if time.monotonic() - self._used > IDLE_SECONDS:
            self._connection.close()  # the server has hung up by now, or is about to
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        said = answer.read().decode()
        self._used = time.monotonic()
        return answer.status, said
