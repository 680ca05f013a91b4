"""Knowing one's self-service: what one's own and neighbouring fields offer, and who has read it (DRA-10, ALB-13)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from torg.catalogue.actions.processes import confirm, take_back
from torg.catalogue.process import Process, own_and_neighbouring, version_of
from torg.catalogue.queries.processes import confirmed_by, known, neighbours, processes, who_confirmed
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.shell import page
from torg.faces.parts.templatetags.torg import language
from torg.people.queries import Units, may_manage, staff_by_unit, units

if TYPE_CHECKING:
    from torg.people.models import Staff


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a unit's staff know its list; ``missing`` are their names, for who leads them."""

    name: str
    confirmed: int
    staff: int
    per_cent: int | None
    missing: tuple[str, ...]


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """The self-service of one's own and neighbouring fields, to be read and confirmed; a confirmation can be undone."""
    staff, around = staff_of(request), units()
    home = staff.unit_id or around.front_line.id
    found = own_and_neighbouring(home, neighbours(home, around), processes(language()))
    version = version_of(found)
    if request.method == "POST":
        if "undo" in request.POST:
            take_back(home, version, by=staff)
            messages.success(request, gettext("Your confirmation is taken back."))
        elif request.POST.get("version") != version:
            messages.warning(request, gettext("The list has changed since you opened it. Read it once more, please."))
        else:
            confirm(home, version, by=staff, now=timezone.now())
            messages.success(request, gettext("Thank you. You are asked again when the list changes."))
        return redirect("desk:knowledge")
    shown = {
        "own": [one for one in found if one.unit_id == home],
        "beside": [one for one in found if one.unit_id != home],
        "unit": around.by_id[home].name,
        "version": version,
        "confirmed": confirmed_by(staff.pk, home, version),
    }
    return page(request, "desk/knowledge.html", shown, here="knowledge")


@for_staff
@require_safe
def shares(request: HttpRequest) -> HttpResponse:
    """How many know their self-service, by unit and in all; who leads a unit sees who has not read it."""
    staff, around = staff_of(request), units()
    found, people = processes(language()), staff_by_unit()
    versions = {unit: version_of(_list(unit, around, found)) for unit in people if unit in around.by_id}
    knows = known(versions, {unit: len(people[unit]) for unit in versions})
    lines = [
        Share(
            around.by_id[unit].name, knows[unit].confirmed, knows[unit].staff, knows[unit].per_cent,
            _missing(staff, unit, versions[unit], people[unit]),
        )
        for unit in versions
    ]  # fmt: skip
    confirmed, everybody = sum(one.confirmed for one in lines), sum(one.staff for one in lines)
    shown = {
        "lines": sorted(lines, key=lambda one: one.name),
        "confirmed": confirmed,
        "staff_count": everybody,
        "per_cent": confirmed * 100 // everybody if everybody else None,
    }
    return page(request, "desk/knowledge_shares.html", shown, here="knowledge")


def _list(unit: int, around: Units, found: list[Process]) -> tuple[Process, ...]:
    return own_and_neighbouring(unit, neighbours(unit, around), found)


def _missing(staff: Staff, unit: int, version: str, people: list[tuple[int, str]]) -> tuple[str, ...]:
    if not may_manage(staff, unit):
        return ()
    has = who_confirmed(unit, version)
    return tuple(name for pk, name in people if pk not in has)
