"""What was learnt: every link from words to a page with its proof, to keep or to take away (KON-33)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from torg.assistant.actions import learn
from torg.assistant.queries.learnt import PAGE, Learnt, learnt
from torg.catalogue.queries import may_edit
from torg.catalogue.queries.pages import keys_of
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.page_pieces import insist_on_editor
from torg.faces.desk.shell import page
from torg.faces.parts.templatetags.torg import language

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
PLACE = re.compile(r"([0-9]{1,16})-([0-9]{1,18})")
SHOWS = {
    "used": (("learnt", "kept"), _("Used now")),
    "trial": (("trial", "waits"), _("By readers alone")),
    "seen": (("seen",), _("Not proved yet")),
    "gone": (("removed", "never"), _("Taken away")),
}
STANDINGS = {
    "seen": _("Not proved yet"), "waits": _("Waits for an editor"), "trial": _("On trial"), "learnt": _("Learnt"),
    "kept": _("Kept by an editor"), "removed": _("Removed"), "never": _("Never again"),
}  # fmt: skip
COLOURS = {
    "seen": "neutral", "waits": "warning", "trial": "info", "learnt": "info", "kept": "success", "removed": "warning",
    "never": "danger",
}  # fmt: skip
SIGNS = {
    "staff": _("said so at the desk"), "yes": _("it helped"), "click": _("opened it from the search"),
    "no": _("it did not help"), "again": _("asked the same again"),
}  # fmt: skip
DEEDS: dict[str, tuple[Callable[..., None], object]] = {
    "keep": (learn.keep, _("Kept. Readers can not take it away.")),
    "remove": (learn.remove, _("Taken away. It can be learnt again by what people do from now on.")),
    "never": (learn.never, _("Taken away for good.")),
    "undo": (learn.undo, _("It is undone.")),
}


@for_staff
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The links that are used, those not proved yet, or those taken away; each with what tells for and against it."""
    show = request.GET.get("show", "")
    show = show if show in SHOWS else "used"
    found = learnt(language(), standings=SHOWS[show][0], before=_before(request.GET.get("before", "")))
    keys = keys_of(row.page_id for row in found)
    rows = [
        (row, STANDINGS[row.standing], COLOURS[row.standing], keys.get(row.page_id, ""),
         [(SIGNS[sign], count) for sign, count in sorted(row.signs.items())])
        for row in found
    ]  # fmt: skip
    shown = {
        "rows": rows, "show": show, "shows": [(key, name) for key, (_which, name) in SHOWS.items()],
        "may_edit": may_edit(staff_of(request)), "tab": "learnt", "most": learn.MOST_TRIALS_A_WEEK,
        "next": _place(found[-1]) if len(found) == PAGE else "",
    }  # fmt: skip
    return page(request, "desk/learnt.html", shown, here="questions")


def _place(row: Learnt) -> str:
    """Where a link stands in its list, for an address: when it was changed, in microseconds, and its id."""
    return f"{(row.changed_at - EPOCH) // timedelta(microseconds=1)}-{row.id}"


def _before(said: str) -> tuple[datetime, int] | None:
    found = PLACE.fullmatch(said)
    return (EPOCH + timedelta(microseconds=int(found[1])), int(found[2])) if found else None


@for_staff
@require_POST
def deed(request: HttpRequest, wording_id: int, deed: str) -> HttpResponse:
    """A link is kept, taken away, never learnt again, or the last of these undone."""
    insist_on_editor(request)
    if deed not in DEEDS:
        raise Http404
    do, said = DEEDS[deed]
    do(wording_id, by=staff_of(request), now=timezone.now())
    messages.success(request, str(said))
    show = request.POST.get("show", "")
    return redirect(f"{reverse('desk:learnt')}?show={show}" if show in SHOWS else reverse("desk:learnt"))
