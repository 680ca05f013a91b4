"""Every saving of a page, what it changed word by word, and bringing one back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from torg.catalogue.actions.writing import bring_back
from torg.catalogue.content import Content
from torg.catalogue.differences import changes
from torg.catalogue.queries import may_edit
from torg.catalogue.queries.care import revision_of, revisions_of
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.page_pieces import found_page, insist_on_editor, look_address, number_in
from torg.faces.desk.page_words import HAPPENED
from torg.faces.desk.shell import page
from torg.faces.parts.templatetags.torg import LANGUAGE_NAMES
from torg.people.queries import staff_names


@for_staff
@require_safe
def listing(request: HttpRequest, key: str) -> HttpResponse:
    """All savings, the newest first."""
    found, names = found_page(key), staff_names()
    rows = [
        (one, HAPPENED.get(one.what, one.what), names.get(one.by_id or 0, "")) for one in revisions_of(found.line.id)
    ]
    shown = {"found": found, "rows": rows, "may_edit": may_edit(staff_of(request))}
    return page(request, "desk/page_history.html", shown, here="pages")


@for_staff
@require_safe
def one(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """What one saving changed, against the one before it, or against another (?against=)."""
    found = found_page(key)
    revision = revision_of(found.line.id, number)
    if revision is None:
        raise Http404
    against = number_in(request.GET.get("against"), number - 1)
    other = revision_of(found.line.id, against)
    differing = changes(found.line.kind, other.content if other else Content(), revision.content)
    names = staff_names()
    shown = {
        "found": found, "revision": revision, "against": other, "may_edit": may_edit(staff_of(request)),
        "changes": [(one, LANGUAGE_NAMES.get(one.language, "")) for one in differing],
        "happened": HAPPENED.get(revision.what, revision.what), "who": names.get(revision.by_id or 0, ""),
        "looks": look_address(key, number, found.line.language), "is_newest": number == found.number,
    }  # fmt: skip
    return page(request, "desk/page_version.html", shown, here="pages")


@for_staff
@require_POST
def back(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Brings an earlier saving back as the draft."""
    insist_on_editor(request)
    found = found_page(key)
    if revision_of(found.line.id, number) is None:
        raise Http404
    bring_back(found.line.id, number, by=staff_of(request), now=timezone.now())
    said = gettext("Version %(number)d is the draft now. Citizens do not see it before it is published.")
    messages.success(request, said % {"number": number})
    return redirect("desk:page", key=key)
