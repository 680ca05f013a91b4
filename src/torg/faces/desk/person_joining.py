"""Two persons who are one: joined by staff, and undone by them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from torg.enquiries.actions.persons import NotAllTheirs, join_persons, unjoin_persons
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.person_forms import JoinForm
from torg.faces.desk.persons import chosen, looked_at, not_all_theirs, purpose_of, remember
from torg.faces.desk.shell import page
from torg.people.actions import note_lookup
from torg.people.actions.joining import CannotUndo, JoinedAlready, SamePerson
from torg.people.actions.persons import MayNotChange
from torg.people.queries.persons import FoundPerson, find_persons


@for_staff
@require_POST
def join(request: HttpRequest, person_id: int) -> HttpResponse:
    """First who the other is, then which of the two stays; never by itself."""
    staff, now = staff_of(request), timezone.now()
    purpose, found = looked_at(request, person_id)
    if purpose is None or found is None:
        return redirect("desk:person", person_id=person_id)
    if request.POST.get("keep"):
        return _join(request, person_id, chosen(request, "other"), chosen(request, "keep"))
    form, others = JoinForm(request.POST), list[FoundPerson]()
    if form.is_valid():
        others = [one for one in find_persons(form.cleaned_data["words"], staff=staff) if one.id != person_id]
        for one in others:
            note_lookup(one.id, by=staff, purpose=purpose[0], enquiry_id=purpose[1], now=now, what="search")
        if not others:
            form.add_error("words", gettext("Nobody else is found by that."))
    shown = {"form": form, "person": found, "others": others}
    return page(request, "desk/person_join.html", shown, here="persons", status=422 if form.errors else 200)


def _join(request: HttpRequest, one: int, other: int, keep: int) -> HttpResponse:
    if keep not in (one, other):
        raise Http404
    gone = other if keep == one else one
    try:
        join_persons(
            keep, joined_id=gone, reason=request.POST.get("reason", ""), by=staff_of(request), now=timezone.now()
        )
    except (JoinedAlready, SamePerson):
        messages.error(request, gettext("One of them has been joined already."))
        return redirect("desk:person", person_id=one)
    except NotAllTheirs as not_all:
        raise PermissionDenied(not_all_theirs()) from not_all
    except MayNotChange as may_not:
        raise PermissionDenied(gettext("You may look, but not change anything.")) from may_not
    purpose = purpose_of(request, one) or ("joined", None)
    remember(request, keep, *purpose)
    messages.success(request, gettext("They are one person now, with all their enquiries. It can be undone below."))
    return redirect("desk:person", person_id=keep)


@for_staff
@require_POST
def unjoin(request: HttpRequest, person_id: int, join_id: int) -> HttpResponse:
    """They are two after all: everything that moved moves back."""
    staff = staff_of(request)
    found = looked_at(request, person_id)[1]
    if found is None or join_id not in {one.id for one in found.joins}:
        raise Http404
    try:
        unjoin_persons(join_id, by=staff, now=timezone.now())
    except CannotUndo:
        messages.error(request, gettext("That is undone already, or something later must be undone first."))
    except MayNotChange as may_not:
        raise PermissionDenied(gettext("You may look, but not change anything.")) from may_not
    else:
        messages.success(request, gettext("They are two again, each with what was theirs."))
    return redirect("desk:person", person_id=person_id)
