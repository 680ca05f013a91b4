"""What is new: asked for by every open page now and then, and answered as cheaply as can be."""

from __future__ import annotations

import hashlib
import json

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from torg.enquiries.queries.counters import counters
from torg.enquiries.queries.inbox import CAP, new_since
from torg.enquiries.queries.rows import who_looks
from torg.faces.desk.gate import by_itself, for_staff, staff_of
from torg.faces.desk.inbox import Sieve, choice_of
from torg.faces.desk.shell import chat_counts, told
from torg.people.queries import sight_of

MOST_ROWS = 60


@by_itself
@for_staff
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The counts, what is new in the list since the event ``since``, and who looks at its ``rows``; as JSON.

    Answers 304 when that is what the page knows already (If-None-Match).
    """
    staff, now = staff_of(request), timezone.now()
    sight, home = sight_of(staff), staff.unit_id or 0
    counts = told(counters(sight=sight, staff_id=staff.pk, home=home, now=now)) | chat_counts(staff)
    found: dict[str, object] = {"counts": counts}
    since, rows = request.GET.get("since", ""), request.GET.get("rows", "").split(",")[:MOST_ROWS]
    if since.isascii() and since.isdigit() and len(since) < 19:
        choice, _offered = choice_of(Sieve.of(request), sight)
        new = new_since(int(since), sight=sight, choice=choice, staff_id=staff.pk, home=home, now=now)
        found["news"] = _news(new) if new else ""
        ids = [int(pk) for pk in rows if pk.isascii() and pk.isdigit() and len(pk) < 19]
        looks = who_looks(ids, sight=sight, but=staff.pk, now=now) if ids else {}
        found["looks"] = {pk: _looks(names) for pk, names in looks.items()}
    body = json.dumps(found, ensure_ascii=False)
    tag = f'"{hashlib.sha256(body.encode()).hexdigest()[:20]}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    return HttpResponse(body, content_type="application/json", headers={"ETag": tag})


def _news(count: int) -> str:
    if count >= CAP:
        return gettext("More than a hundred here are new or changed")
    said = ngettext("%(count)d here is new or changed", "%(count)d here are new or changed", count)
    return said % {"count": count}


def _looks(names: list[str]) -> str:
    return gettext("%(who)s is looking at it") % {"who": ", ".join(names)}
