"""Files and letters of an enquiry: who may have them is decided here, and an address is made that works for a while."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from torg.enquiries.queries.access import access_to_contact
from torg.enquiries.queries.letters import FileView, LetterView, letter, whole_text
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.opening import open_for
from torg.faces.desk.shell import page
from torg.faces.parts.csp import policy
from torg.faces.parts.files import LETTER, SAVE, SHOW, address, frame_sources


@for_staff
@require_safe
def download(request: HttpRequest, contact_id: int, path: str) -> HttpResponse:
    """Sends the reader on to a file that came with a contact: shown when that is safe, else downloaded."""
    _opened(request, contact_id)
    indexes = _indexes(path)
    found = _file(contact_id, indexes)
    how = SAVE if "save" in request.GET else SHOW
    return HttpResponseRedirect(address(contact_id, indexes, found.name, how=how))


@for_staff
@require_safe
def frame(request: HttpRequest, contact_id: int) -> HttpResponse:
    """Sends a frame on to the sender's own markup of a contact, in a page with a policy of its own."""
    _opened(request, contact_id)
    within = _indexes(request.GET.get("within", ""))
    if letter(contact_id, within) is None:
        raise Http404
    return HttpResponseRedirect(address(contact_id, within, "letter.html", how=LETTER))


@for_staff
@require_safe
def attached(request: HttpRequest, contact_id: int, path: str) -> HttpResponse:
    """A message that came as a file of another, as a page: subject, from, text, and its own files."""
    number = _opened(request, contact_id)
    within = _indexes(path)
    found = letter(contact_id, within)
    if found is None:
        raise Http404
    shown = {
        "letter": found, "number": number, "contact_id": contact_id, "path": path, "files": _with_paths(found),
        "formatted": "formatted" in request.GET and found.html,
    }  # fmt: skip
    response = page(request, "desk/attached.html", shown, here="inbox")
    response["Content-Security-Policy"] = policy(frame_src=frame_sources())
    return response


@for_staff
@require_safe
def whole(request: HttpRequest, contact_id: int) -> HttpResponse:
    """The whole text of a message that is too long for its page, as a download."""
    _opened(request, contact_id)
    found = whole_text(contact_id)
    if found is None:
        raise Http404
    name, text = found
    response = HttpResponse(text.encode(), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _opened(request: HttpRequest, contact_id: int) -> int:
    """The number of the enquiry of a contact, when the reader may open it."""
    access = access_to_contact(contact_id)
    if access is None:
        raise Http404
    open_for(staff_of(request), access)
    return access.number


def _indexes(path: str) -> tuple[int, ...]:
    """Indexes as an address carries them: "2" or "2-0"."""
    try:
        return tuple(int(one) for one in path.split("-")) if path else ()
    except ValueError:
        raise Http404 from None


def _file(contact_id: int, indexes: tuple[int, ...]) -> FileView:
    found = letter(contact_id, indexes[:-1])
    for file in found.files if found else ():
        if file.path == indexes:
            return file
    raise Http404


def _with_paths(found: LetterView) -> list[tuple[str, FileView]]:
    return [("-".join(map(str, file.path)), file) for file in found.files]
