"""The rules that a browser gets for what a page may load and do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.http import HttpRequest
from django.http.response import HttpResponseBase

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",  # the design system draws its signs from data: addresses
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "manifest-src 'self'",
        "worker-src 'self'",
    )
)


def policy(**more: str) -> str:
    """The policy with more in it, for a page that needs it: ``frame_src="'self'"``."""
    return "; ".join((POLICY, *(f"{name.replace('_', '-')} {sources}" for name, sources in more.items())))


Respond = Callable[[HttpRequest], HttpResponseBase | Awaitable[HttpResponseBase]]


class StrictCsp:
    """Middleware: nothing from elsewhere, nothing inline, no framing; a view may set a stricter policy of its own."""

    sync_capable = True
    async_capable = True

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response
        if iscoroutinefunction(get_response):
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        answer = self.get_response(request)
        return _soon(answer) if isinstance(answer, Awaitable) else _marked(answer)


async def _soon(answer: Awaitable[HttpResponseBase]) -> HttpResponseBase:
    return _marked(await answer)


def _marked(response: HttpResponseBase) -> HttpResponseBase:
    if not response.has_header("Content-Security-Policy"):
        response["Content-Security-Policy"] = POLICY
    return response
