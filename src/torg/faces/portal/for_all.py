"""What is the same for everybody may be kept by caches and pressed on its way; everything else is neither.

Middleware, outside all that sets cookies, so that it judges the answer as it goes out. A page counts as the same for
all when it stands in ``addresses.PUBLIC`` and its answer shows nothing of the one who asked: no cookie is set or read
for it, and the page has not said itself how it may be kept, as one with a form does.

Only what is public is pressed: a secret in a pressed answer can be guessed from its length, by somebody who can put
their own words in it (BREACH). So forms with tokens, receipts, stories and the desk travel as they are.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Awaitable, Callable

import brotli
from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import cc_delim_re, get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag

from torg.faces.portal.addresses import PUBLIC

SECONDS = 60
"""For so long a page may be shown again: it says what is open now, and a minute is as exact as that is."""
LEAST = 500  # bytes: pressing less gains nothing
PRESSED = ("text/", "image/svg", *(f"application/{kind}" for kind in ("json", "xml", "manifest+json", "ld+json")))
Respond = Callable[[HttpRequest], HttpResponseBase | Awaitable[HttpResponseBase]]


class ForAll:
    """Marks what is the same for all, and presses it; keeps search engines away from every other page."""

    sync_capable = True
    async_capable = True

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response
        if iscoroutinefunction(get_response):
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        answer = self.get_response(request)
        return _soon(request, answer) if isinstance(answer, Awaitable) else _sent(request, answer)


async def _soon(request: HttpRequest, answer: Awaitable[HttpResponseBase]) -> HttpResponseBase:
    return _sent(request, await answer)


def _sent(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    if not isinstance(response, HttpResponse) or request.method not in ("GET", "HEAD"):
        return response
    is_listed = request.resolver_match is not None and request.resolver_match.view_name in PUBLIC
    if not is_listed and response.get("Content-Type", "").startswith("text/html"):
        response.headers.setdefault("X-Robots-Tag", "noindex")
    if is_listed and _shows_nobody(response):
        response["Cache-Control"] = f"public, max-age={SECONDS}"
    if response.status_code != 200 or not _is_public(response):
        return response
    # Weak, as the same page may be pressed or not.
    etag = f"W/{quote_etag(hashlib.sha256(response.content).hexdigest()[:24])}"
    response["ETag"] = etag
    _press(request, response)
    return get_conditional_response(request, etag=etag, response=response) or response


def _shows_nobody(response: HttpResponse) -> bool:
    varies = {one.strip().lower() for one in response.get("Vary", "").split(",")}
    said = response.has_header("Cache-Control")
    return response.status_code == 200 and not said and not response.cookies and "cookie" not in varies


def _is_public(response: HttpResponse) -> bool:
    said = {one.strip().lower() for one in cc_delim_re.split(response.get("Cache-Control", ""))}
    return "public" in said and not response.cookies


def _press(request: HttpRequest, response: HttpResponse) -> None:
    """Makes a text smaller in a way that the browser understands."""
    kind = response.get("Content-Type", "")
    if len(response.content) < LEAST or not kind.startswith(PRESSED) or response.has_header("Content-Encoding"):
        return
    patch_vary_headers(response, ("Accept-Encoding",))
    understood = _understood(request.headers.get("Accept-Encoding", ""))
    if "br" in understood:
        response.content, response["Content-Encoding"] = brotli.compress(response.content, quality=5), "br"
    elif "gzip" in understood:
        response.content, response["Content-Encoding"] = gzip.compress(response.content, 6, mtime=0), "gzip"
    else:
        return
    response["Content-Length"] = str(len(response.content))


def _understood(header: str) -> set[str]:
    """The codings that a browser takes; one with the weight 0 it does not."""
    found = set()
    for one in header.lower().split(","):
        name, _semicolon, weight = one.partition(";")
        if weight.strip().replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000"):
            found.add(name.strip())
    return found
