"""Persons: found with a purpose, looked at with a purpose, and what staff note about them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext, override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from torg.enquiries.actions.persons import NotAllTheirs, give_address, protect, take_address
from torg.enquiries.queries.persons import enquiries_of, enquiry_for_looking
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.person_forms import (
    ActingForm,
    AddressForm,
    DescribeForm,
    ExemptForm,
    FindForm,
    IdentityForm,
    JoinForm,
    ProtectForm,
    PurposeForm,
)
from torg.faces.desk.shell import page
from torg.people.actions import note_lookup
from torg.people.actions import persons as deeds
from torg.people.actions.persons import Acting, MayNotChange
from torg.people.numbers import NotANumber, written
from torg.people.queries import may_change_persons, sight_of
from torg.people.queries.persons import PersonPage, find_persons, likely_same, person_page
from torg.people.secrets import CannotOpen

LOOKS = "looks"
A_LOOK_LASTS = 30 * 60  # seconds during which the same purpose serves
MOST_LOOKS = 60
FORMS: dict[str, Any] = {
    "describe": DescribeForm, "address": AddressForm, "exempt": ExemptForm, "protect": ProtectForm,
    "identity": IdentityForm, "act-for": ActingForm,
}  # fmt: skip


# -- finding -----------------------------------------------------------------------------------------------------------


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Finds persons; what is sought never stands in an address, and each who is found is in the log."""
    staff, form = staff_of(request), FindForm(request.POST or None)
    shown: dict[str, Any] = {"form": form, "searched": False, "found": ()}
    if form.is_valid():
        purpose, now = _in_our_language(form.purpose), timezone.now()
        found = find_persons(form.cleaned_data["words"], staff=staff)
        for one in found:
            note_lookup(one.id, by=staff, purpose=purpose, now=now, what="search")
            remember(request, one.id, purpose, None)
        if not found:
            note_lookup(None, by=staff, purpose=purpose, now=now, what="search")
        shown |= {"searched": True, "found": found}
    return page(request, "desk/persons.html", shown, here="persons", status=422 if form.errors else 200)


def _in_our_language(say: Callable[[], str]) -> str:
    """A purpose as the log keeps it: in the municipality's language, whoever chose it in whichever."""
    with override(settings.LANGUAGE_CODE):
        return say()


def remember(request: HttpRequest, person_id: int, purpose: str, enquiry_id: int | None) -> None:
    """For a while the purpose serves for this person: nobody types it again for each click."""
    looks: dict[str, Any] = request.session.get(LOOKS, {})
    looks[str(person_id)] = [timezone.now().timestamp() + A_LOOK_LASTS, purpose, enquiry_id]
    request.session[LOOKS] = dict(list(looks.items())[-MOST_LOOKS:])


def purpose_of(request: HttpRequest, person_id: int) -> tuple[str, int | None] | None:
    """Why this reader looks at a person, and the enquiry it is about; None when they have not said."""
    look = request.session.get(LOOKS, {}).get(str(person_id))
    if not look or look[0] < timezone.now().timestamp():
        return None
    return str(look[1]), look[2]


def looked_at(request: HttpRequest, person_id: int) -> tuple[tuple[str, int | None] | None, PersonPage | None]:
    """Why the reader looks at a person, and the person, as far as they may know of them."""
    purpose = purpose_of(request, person_id)
    known = purpose is not None and purpose[1] is not None
    return purpose, person_page(person_id, staff=staff_of(request), known=known)


# -- the page ----------------------------------------------------------------------------------------------------------


@for_staff
@require_safe
def show(request: HttpRequest, person_id: int) -> HttpResponse:
    """The page of a person: from an enquiry at once, otherwise when a purpose has been said."""
    staff, now = staff_of(request), timezone.now()
    number = request.GET.get("enquiry", "")
    if number.isascii() and number.isdigit() and len(number) < 19:
        about = enquiry_for_looking(int(number), sight=sight_of(staff))
        if about is None or about[1] != person_id:
            raise PermissionDenied(gettext("That enquiry is not this person's, or not one that you may open."))
        remember(request, person_id, "enquiry", about[0])
    purpose = purpose_of(request, person_id)
    if purpose is None:
        return page(request, "desk/person_why.html", {"form": PurposeForm(), "person_id": person_id}, here="persons")
    found = person_page(person_id, staff=staff, known=purpose[1] is not None)
    if found is None:
        raise Http404
    if found.joined_to is not None:
        remember(request, found.joined_to, *purpose)
        return redirect("desk:person", person_id=found.joined_to)
    what = "address" if found.protection and found.sees_addresses else "page"
    note_lookup(person_id, by=staff, purpose=purpose[0], enquiry_id=purpose[1], now=now, what=what)
    return _page(request, found)


@for_staff
@require_POST
def why(request: HttpRequest, person_id: int) -> HttpResponse:
    """The purpose is said; whether there is such a person is told only then."""
    form = PurposeForm(request.POST)
    if not form.is_valid():
        shown = {"form": form, "person_id": person_id}
        return page(request, "desk/person_why.html", shown, here="persons", status=422)
    remember(request, person_id, _in_our_language(form.purpose), None)
    return redirect("desk:person", person_id=person_id)


def _page(
    request: HttpRequest, found: PersonPage, *, faulty: Any = None, deed: str = "", revealed: tuple[int, str] = (0, "")
) -> HttpResponse:
    staff = staff_of(request)
    forms = {name.replace("-", "_"): _fresh(name, found) for name in FORMS}
    if faulty is not None:
        forms[deed.replace("-", "_")] = faulty
    shown = {
        "person": found,
        "may_change": may_change_persons(staff),
        "enquiries": enquiries_of(found.id, sight=sight_of(staff)),
        "forms": forms,
        "faulty": deed,
        "form": faulty,
        "revealed": revealed,
        "same": likely_same(found.id, staff=staff) if may_change_persons(staff) else (),
        "joining": JoinForm(),
        "is_due": found.protected_until is not None and found.protected_until <= timezone.localdate(),
    }
    return page(request, "desk/person.html", shown, here="persons", status=422 if faulty is not None else 200)


def _fresh(name: str, found: PersonPage) -> Any:
    """A form as it stands before anybody writes in it."""
    known = {
        "describe": {"name": found.name, "kind": found.kind, "language": found.language},
        "exempt": {"on": found.exempt_on or timezone.localdate(), "place": found.exempt_place},
        "protect": {"protection": found.protection, "until": found.protected_until},
        "act-for": {"from_day": timezone.localdate()},
    }
    return FORMS[name](initial=known.get(name, {}), prefix=name.replace("-", "_"))


# -- what is done ------------------------------------------------------------------------------------------------------


@for_staff
@require_POST
def do(request: HttpRequest, person_id: int, deed: str) -> HttpResponse:
    """Notes something about a person whom one looks at."""
    staff = staff_of(request)
    purpose, found = looked_at(request, person_id)
    if purpose is None or found is None:
        return redirect("desk:person", person_id=person_id)
    try:
        if deed == "reveal":
            return _reveal(request, found, purpose)
        if deed in SMALL:
            SMALL[deed](request, found, timezone.now())
            messages.success(request, gettext("Noted."))
            return redirect("desk:person", person_id=person_id)
        if deed not in FORMS:
            raise Http404
        form = FORMS[deed](request.POST, prefix=deed.replace("-", "_"))
        if form.is_valid() and _done(form, deed, found, by=staff, now=timezone.now()):
            messages.success(request, gettext("Noted."))
            # Whoever hides somebody may not be among those who know of them any more.
            is_there = looked_at(request, person_id)[1] is not None
            return redirect("desk:person", person_id=person_id) if is_there else redirect("desk:persons")
    except NotAllTheirs as not_all:
        raise PermissionDenied(not_all_theirs()) from not_all
    except MayNotChange as may_not:
        raise PermissionDenied(gettext("You may look, but not change anything.")) from may_not
    return _page(request, found, faulty=form, deed=deed)


def not_all_theirs() -> str:
    """Why somebody may not say where a person is reached."""
    return gettext("Only those who may open all of this person's enquiries change their addresses, or join them.")


def _done(form: Any, deed: str, found: PersonPage, *, by: Any, now: datetime) -> bool:
    """Whether it could be done; else the form says why not."""
    said = form.cleaned_data
    try:
        DEEDS[deed](found.id, said, by, now)
    except deeds.IdentityTaken as taken:
        form.add_error("said", _somebody_elses(taken.person_id))
    except deeds.AddressTaken as taken:
        form.add_error("value", _somebody_elses(taken.person_id))
    except NotANumber:
        form.add_error("said", gettext("That is not such a number: a digit is wrong, or missing."))
    except deeds.NeverExempt:
        form.add_error(None, gettext("A business is never exempt from digital post."))
    except deeds.NobodyThere:
        form.add_error("other", gettext("There is nobody with that number whom you may see."))
    except deeds.ActsForThemselves:
        form.add_error("other", gettext("Nobody acts for themselves."))
    else:
        return True
    return False


def _somebody_elses(person_id: int | None) -> str:
    if person_id is None:
        return gettext("It cannot be noted here. Ask somebody who may see hidden addresses.")
    return gettext("It is another person's (number %(id)d). Are they one? Then join them.") % {"id": person_id}


def _act_for(person_id: int, said: dict[str, Any], by: Any, now: datetime) -> None:
    acting = Acting(said["basis"], said["matters"], said["from_day"], said["to_day"])
    deeds.act_for(said["other"], person_id=person_id, acting=acting, by=by, now=now)


DEEDS: dict[str, Callable[[int, dict[str, Any], Any, datetime], object]] = {
    "describe": lambda pk, said, by, now: deeds.describe(
        pk, name=said["name"], kind=said["kind"], language=said["language"], by=by, now=now
    ),
    "address": lambda pk, said, by, now: give_address(pk, kind=said["kind"], value=said["value"], by=by, now=now),
    "exempt": lambda pk, said, by, now: deeds.exempt(
        pk, is_exempt=True, on=said["on"], place=said["place"], by=by, now=now
    ),
    "protect": lambda pk, said, by, now: protect(
        pk, protection=said["protection"], until=said["until"], by=by, now=now
    ),
    "identity": lambda pk, said, by, now: deeds.add_identity(
        pk, scheme=said["scheme"], said=said["said"], by=by, now=now
    ),
    "act-for": _act_for,
}


def chosen(request: HttpRequest, name: str) -> int:
    """A number that a form sends along; anything else is no such page."""
    said = request.POST.get(name, "")
    if not (said.isascii() and said.isdigit() and len(said) < 19):
        raise Http404
    return int(said)


def _drop_address(request: HttpRequest, found: PersonPage, now: datetime) -> None:
    kind, value = request.POST.get("kind", ""), request.POST.get("value", "")
    take_address(found.id, kind=kind, value=value, by=staff_of(request), now=now)


def _drop_identity(request: HttpRequest, found: PersonPage, now: datetime) -> None:
    pk = chosen(request, "identity")
    if pk not in {one.id for one in found.identities}:
        raise Http404
    deeds.drop_identity(pk, by=staff_of(request), now=now)


def _stop_acting(request: HttpRequest, found: PersonPage, now: datetime) -> None:
    pk = chosen(request, "acting")
    if pk not in {one.id for one in found.acted_for_by}:
        raise Http404
    deeds.stop_acting(pk, last_day=timezone.localdate(now), by=staff_of(request), now=now)


def _not_exempt(request: HttpRequest, found: PersonPage, now: datetime) -> None:
    deeds.exempt(found.id, is_exempt=False, on=None, place="", by=staff_of(request), now=now)


SMALL: dict[str, Callable[[HttpRequest, PersonPage, datetime], None]] = {
    "drop-address": _drop_address,
    "drop-identity": _drop_identity,
    "stop-acting": _stop_acting,
    "not-exempt": _not_exempt,
}


def _reveal(request: HttpRequest, found: PersonPage, purpose: tuple[str, int | None]) -> HttpResponse:
    """Shows one number, this once; the log has it first."""
    pk = chosen(request, "identity")
    one = next((one for one in found.identities if one.id == pk), None)
    if one is None:
        raise Http404
    try:
        number = deeds.reveal_identity(
            pk, by=staff_of(request), purpose=purpose[0], enquiry_id=purpose[1], now=timezone.now()
        )
    except CannotOpen:
        messages.error(request, gettext("It was sealed with a key that is gone. Talk to your administrator."))
        return redirect("desk:person", person_id=found.id)
    return _page(request, found, revealed=(pk, written(one.scheme, number)))
