"""Opening an enquiry: who may, and what they are told who may not."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext

from torg.enquiries.queries.access import Access, access_to
from torg.people.queries import Colleague, colleagues, sight_of

MOST_NAMED = 5


def opened(staff: Any, number: int) -> Access:
    """The enquiry with this number, when somebody may read it; raises Http404, PermissionDenied.

    What somebody may not know of is as if there were no such number.
    """
    access = access_to(number)
    if access is None:
        raise Http404
    open_for(staff, access)
    return access


def open_for(staff: Any, access: Access) -> None:
    """Raises PermissionDenied, which says who can, when somebody may not read it; Http404 when not even know of it."""
    sight = sight_of(staff)
    if access.opens_for(sight):
        return
    if not access.listed_for(sight):
        raise Http404
    names = [f"{one.name} ({one.unit})" if one.unit else one.name for one in _who_can(access)]
    said = gettext("This enquiry is marked as sensitive, and you are not among those who read it.")
    if names:
        said += " " + gettext("These can: %(names)s.") % {"names": ", ".join(names)}
    raise PermissionDenied(said)


def _who_can(access: Access) -> list[Colleague]:
    """A few of those who can open it."""
    return colleagues(access.unit_ids, sensitive=access.sensitive)[:MOST_NAMED]
