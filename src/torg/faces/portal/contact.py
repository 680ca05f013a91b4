"""Contact us: the channels that are open now, and the form."""

from __future__ import annotations

import hashlib
import logging
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from torg.catalogue.queries import services
from torg.editions.queries import in_force
from torg.enquiries.actions.take_in import take_in_kept
from torg.faces.parts.sent_files import MEGABYTE
from torg.faces.parts.templatetags.torg import language
from torg.faces.parts.ways import ways
from torg.faces.portal.form import BARRIER, WriteForm, new_token, read_token
from torg.faces.portal.open_to_all import open_to_all
from torg.mailroom.actions import keep
from torg.people.queries import units

if TYPE_CHECKING:
    from torg.enquiries.models import Enquiry

LOG = logging.getLogger(__name__)
CARRIED = {"topic": 100, "subject": 200, "message": 2000}
"""What a link to the form may fill in, and how much of it."""
WORDS = 1 * MEGABYTE  # room for what is not files


@open_to_all
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """The form. Its raw bytes are what is kept, so they are read before anything else looks at them.

    The check against forged posts (CSRF) reads the form too; it comes after, in ``_write``.
    """
    if request.method == "POST" and not _read_whole(request):
        return _page(request, _empty_form(request), too_large=True, status=413)
    return _write(request)


def _read_whole(request: HttpRequest) -> bool:
    """Reads the body into memory; false when it is larger than the limit for attachments allows.

    Django's own limit for a body (DATA_UPLOAD_MAX_MEMORY_SIZE) is for forms without files; this page has its own.
    """
    most = settings.ATTACHMENT_LIMIT_MB * MEGABYTE + WORDS
    if int(request.META.get("CONTENT_LENGTH") or 0) > most:
        return False
    raw = request.read(most + 1)
    if len(raw) > most:
        return False
    request._body = raw
    request._stream = BytesIO(raw)
    return True


@csrf_protect
def _write(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, _empty_form(request))
    form = WriteForm(request.POST, request.FILES, topics=_topics())
    if not form.is_valid():
        return _page(request, form, status=422)
    filling = read_token(form.cleaned_data["token"])
    suspected = filling.too_fast_or_forged or bool(form.cleaned_data["website"])
    now = timezone.now()
    kept_id = keep(
        kind="web",
        raw=request.body,
        headers={
            "content-type": request.META.get("CONTENT_TYPE", ""),
            "outside-id": filling.name,
            "language": language(),
            "spam-suspected": "yes" if suspected else "",
        },
        outside_id=filling.name,
        fingerprint=_fingerprint(filling.name, form),
        now=now,
    )
    enquiry = _taken_in(kept_id, now)
    return redirect("portal:received") if enquiry is None else redirect("portal:receipt", token=enquiry.token)


def _fingerprint(name: str, form: WriteForm) -> bytes:
    """The same words sent twice from one page are one message; words changed in between are another."""
    total = hashlib.sha256(name.encode())
    for key, value in sorted(form.cleaned_data.items()):
        for part in value if isinstance(value, list) else [value]:
            said = part.name if isinstance(part, UploadedFile) else str(part)
            total.update(f"\0{key}\0{said}\0".encode("utf-8", "replace"))
            for chunk in part.chunks() if isinstance(part, UploadedFile) else ():
                total.update(chunk)
    return total.digest()


def _taken_in(kept_id: int, now: datetime) -> Enquiry | None:
    """The enquiry that a form became; None when it waits: for a person, or for trouble in the house to be over.

    It has been stored, so whatever happens here, the sender is told that it has arrived, which is true.
    """
    try:
        return take_in_kept(kept_id, now=now)
    except Exception:
        LOG.exception("The form %s is kept and waits to be taken in.", kept_id)
        return None


@open_to_all
@never_cache
@require_safe
def received(request: HttpRequest) -> HttpResponse:
    """For what a person must read before it gets a number: it has arrived, and nothing more is told."""
    return render(request, "portal/received.html", {"here": "contact"})


def _empty_form(request: HttpRequest) -> WriteForm:
    """The form to fill in; what the address says of it (``?topic=service:garage&subject=...``) is filled in already.

    About a barrier on our own pages it begins with which page, as a complaint.
    """
    topics = _topics()
    said = {name: request.GET.get(name, "").replace("\0", "")[:most] for name, most in CARRIED.items()}
    if said["topic"] not in {value for _group, choices in topics for value, _name in choices}:
        said["topic"] = ""
    if request.GET.get("about") == BARRIER:
        page = request.GET.get("page", "")
        is_ours = page.startswith("/") and page.isprintable() and len(page) <= 150
        subject = gettext("Accessibility: %(page)s") % {"page": page} if is_ours else gettext("Accessibility")
        said |= {"about": BARRIER, "purpose": "complaint", "subject": subject}
    return WriteForm(initial={**said, "token": new_token(), "language": language()}, topics=topics)


def _topics() -> list[tuple[str, Any]]:
    """Services and units to choose from, in two groups, by name."""
    offered = sorted((service.title(language()), f"service:{key}") for key, service in services().items())
    parts = sorted((unit.name, f"unit:{unit.key}") for unit in units().by_key.values() if not unit.is_front_line)
    groups = [
        (gettext("Services"), [(value, name) for name, value in offered]),
        (gettext("Departments"), [(value, name) for name, value in parts]),
    ]
    return [group for group in groups if group[1]]


def _page(request: HttpRequest, form: WriteForm, *, too_large: bool = False, status: int = 200) -> HttpResponse:
    now = timezone.now()
    cards = ways(in_force(now), now)
    shown = {
        "here": "contact",
        "form": form,
        "other_ways": [way for way in cards if way.kind != "web"],
        "form_way": next((way for way in cards if way.kind == "web"), None),
        "too_large": too_large,
        "limit": settings.ATTACHMENT_LIMIT_MB,
    }
    response = render(request, "portal/contact.html", shown, status=status)
    response["Cache-Control"] = "no-store"
    return response
