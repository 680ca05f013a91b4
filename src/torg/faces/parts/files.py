"""Files that strangers sent, given out where no cookie goes: a signed address that soon stops working is the key.

Whoever makes an address has decided that the reader may have the file; the address itself is asked nothing more. What
a browser would run is never shown, only downloaded.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from torg.channels.base import File
from torg.enquiries.queries.letters import file_of, letter
from torg.faces.parts.letters import framed

GOOD_FOR = timedelta(minutes=5)
SALT = "torg.files"
PATH = "/files/"
SHOW, SAVE, LETTER = "show", "save", "letter"
NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'"
SHOWN: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"%PDF-", "application/pdf"),
)
"""How a file begins that is shown, and the type it is shown as. SVG is not a picture but a page, and never is."""
Respond = Callable[[HttpRequest], HttpResponseBase | Awaitable[HttpResponseBase]]


def address(contact_id: int, path: Sequence[int], name: str, *, how: str = SHOW) -> str:
    """A full address (or one from the root) under which a file can be fetched for five minutes, by whoever has it.

    ``path`` is the index of the file in its message, after those of the messages it lies in; ``how`` is show (what is
    safe to show is shown), save, or letter: then ``path`` leads to a message, whose markup is shown, cleaned.
    """
    signed = signing.dumps([contact_id, list(path), how], salt=SALT)
    return settings.FILES_URL + reverse("parts:file", args=[signed, _last(name)])


def _last(name: str) -> str:
    """The end of the address: only what a person or a browser would call the file; never a way up or down."""
    said = name.replace("/", "-").replace("\\", "-")
    return "file" if said.strip(". ") == "" else said


@login_not_required
@require_safe
def give(request: HttpRequest, signed: str, name: str) -> HttpResponse:
    """The file, or the letter, that a signed address is the key to."""
    del name
    try:
        contact_id, path, how = signing.loads(signed, salt=SALT, max_age=GOOD_FOR)
    except signing.SignatureExpired:
        return render(request, "parts/file_gone.html", status=410)
    except signing.BadSignature:
        return render(request, "parts/file_gone.html", status=404)
    if how == LETTER:
        return _letter(request, contact_id, path)
    file = file_of(contact_id, path)
    if file is None:
        return render(request, "parts/file_gone.html", status=404)
    return answer(file, save=how == SAVE)


def answer(file: File, *, save: bool) -> HttpResponse:
    """A file as a browser gets it: shown only when its first bytes are those of something that is safe to show."""
    shown_as = "" if save else _shown_as(file)
    content = file.content
    if shown_as == "text/plain":
        content, shown_as = _as_utf8(content), "text/plain; charset=utf-8"
    response = HttpResponse(content, content_type=shown_as or "application/octet-stream")
    disposition = content_disposition_header(as_attachment=not shown_as, filename=file.name)
    response["Content-Disposition"] = disposition or "attachment"
    # Browsers show no PDF in a sandbox; their own viewer is one.
    more = "; object-src 'self'; style-src 'unsafe-inline'" if shown_as == "application/pdf" else "; sandbox"
    return _kept_by_nobody(response, f"{NOTHING}{more}; frame-ancestors 'none'")


def _shown_as(file: File) -> str:
    """The type by which a file may be shown, told from its bytes and not from what the sender says; "" when not."""
    begins = file.content[:16]
    for beginning, content_type in SHOWN:
        if begins.startswith(beginning):
            return content_type
    if begins[:4] == b"RIFF" and begins[8:12] == b"WEBP":
        return "image/webp"
    said = file.content_type.partition(";")[0].strip().lower()
    return "text/plain" if said == "text/plain" and b"\0" not in file.content else ""


def _as_utf8(content: bytes) -> bytes:
    try:
        return content.decode("utf-8").encode()
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace").encode()


def _letter(request: HttpRequest, contact_id: int, within: Sequence[int]) -> HttpResponse:
    """The sender's markup in a page of its own: no script, nothing fetched but the pictures that came with it."""
    found = letter(contact_id, within)
    if found is None:
        return render(request, "parts/file_gone.html", status=404)
    pictures = {
        file.content_id: request.build_absolute_uri(address(contact_id, file.path, file.name))
        for file in found.files
        if file.content_id
    }
    shown = {"letter": found, "markup": framed(found.html, pictures), "styles": _home(request)}
    response = render(request, "parts/letter.html", shown)
    here = f"{request.scheme}://{request.get_host()}"
    return _kept_by_nobody(
        response,
        f"{NOTHING}; img-src {here}{PATH} data:; style-src-elem {_home(request)}{settings.STATIC_URL};"
        # What a letter says of its own look has been cleaned: no address and no function can be written in it.
        " style-src-attr 'unsafe-inline';"
        f" sandbox allow-popups allow-popups-to-escape-sandbox; frame-ancestors {_home(request)}",
    )


def _home(request: HttpRequest) -> str:
    """Where our own pages are: elsewhere, when files have a host of their own."""
    return settings.BASE_URL if settings.FILES_URL else f"{request.scheme}://{request.get_host()}"


def _kept_by_nobody(response: HttpResponse, policy: str) -> HttpResponse:
    response["Content-Security-Policy"] = policy
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def frame_sources() -> str:
    """What a page that shows a letter must allow to be framed."""
    return f"'self' {settings.FILES_URL}".strip()


class Cookieless:
    """Middleware: below /files/ no cookie is read or set; where files have a host of their own, nothing else is there.

    Stands before all that reads cookies.
    """

    sync_capable = True
    async_capable = True

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response
        if iscoroutinefunction(get_response):
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        is_file = request.path_info.startswith(PATH)
        if settings.FILES_URL and is_file != (request.get_host() == urlsplit(settings.FILES_URL).netloc):
            nothing = HttpResponseNotFound()
            return _at_once(nothing) if iscoroutinefunction(self) else nothing
        if not is_file:
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        given = self.get_response(request)
        return _soon(given) if isinstance(given, Awaitable) else _without_cookies(given)


async def _at_once(response: HttpResponseBase) -> HttpResponseBase:
    return response


async def _soon(given: Awaitable[HttpResponseBase]) -> HttpResponseBase:
    return _without_cookies(await given)


def _without_cookies(response: HttpResponseBase) -> HttpResponseBase:
    response.cookies.clear()
    varies = [one.strip() for one in response.get("Vary", "").split(",")]
    response["Vary"] = ", ".join(one for one in varies if one and one.lower() != "cookie")
    return response
