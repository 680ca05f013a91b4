"""Where the pages stand: what needs care, for those who write, and a list of all of them (ALV-31, KON-10)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from torg.catalogue.queries import may_edit
from torg.catalogue.queries.care import SHOWS, Wanted, care, listed, overdue_by_unit
from torg.catalogue.topics import TOPICS
from torg.faces.desk import reader_care
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.page_pieces import languages_of
from torg.faces.desk.page_words import KINDS, STATES, choice_name
from torg.faces.desk.page_words import SHOWS as SHOW_NAMES
from torg.faces.desk.shell import page
from torg.faces.parts.templatetags.torg import LANGUAGE_NAMES, language
from torg.people.queries import staff_names, units

CARED_FOR = ("waiting", "overdue", "broken", "lagging", "draft", "planned", "unread")
NOTHING = {
    "waiting": "CheckmarkCircle", "overdue": "CheckmarkCircle", "broken": "Link", "lagging": "Language",
    "draft": "PencilWriting", "planned": "Calendar", "unread": "Eye",
}  # fmt: skip


@for_staff
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What waits for somebody's care, and how many pages of each unit are overdue."""
    staff, today = staff_of(request), timezone.localdate()
    house = units()
    mine = request.GET.get("only") == "unit" and staff.unit_id is not None
    unit_id = staff.unit_id if mine else None
    found = care(CARED_FOR, language=language(), today=today, reader_id=staff.pk, unit_id=unit_id)
    overdue = [(house.by_id[one], count) for one, count in overdue_by_unit(today).items() if one in house.by_id]
    shown = {
        "pieces": [(show, SHOW_NAMES[show], NOTHING[show], *found[show]) for show in CARED_FOR],
        "overdue": overdue, "today": today, "only_unit": mine, "has_unit": staff.unit_id is not None,
        "kinds": {kind: said[0] for kind, said in KINDS.items()}, "may_edit": may_edit(staff), "staff_names": {},
        "units": {unit.id: unit.name for unit in house.by_id.values()},
        "chosen_unit": house.by_id[staff.unit_id].key if mine and staff.unit_id in house.by_id else "",
        **reader_care.care(staff, now=timezone.now()),
    }  # fmt: skip
    return page(request, "desk/care.html", shown, here="care")


@for_staff
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """All pages, by kind, unit, owner, field, standing, a language that is missing, and words in the title."""
    asked, staff, house = request.GET, staff_of(request), units()
    unit = house.by_key.get(asked.get("unit", ""))
    names = staff_names()
    owner = asked.get("owner", "")
    wanted = Wanted(
        kind=_among(asked.get("kind"), KINDS), unit_id=unit.id if unit else None,
        owner_id=int(owner) if owner.isascii() and owner.isdigit() and len(owner) < 10 else None,
        topic=_among(asked.get("topic"), TOPICS), show=_among(asked.get("show"), SHOWS),
        lacks=_among(asked.get("lacks"), LANGUAGE_NAMES), words=asked.get("words", "")[:200],
        order=_among(asked.get("order"), ("review",)), after=asked.get("after", "")[:80],
    )  # fmt: skip
    lines, cursor = listed(wanted, language=language(), today=timezone.localdate(), reader_id=staff.pk)
    shown = {
        "lines": lines, "next": cursor, "wanted": wanted, "chosen_unit": unit, "may_edit": may_edit(staff),
        "kinds": {kind: said[0] for kind, said in KINDS.items()}, "states": STATES, "shows": SHOW_NAMES,
        "units": {one.id: one.name for one in house.by_id.values()}, "house": list(house.by_key.values()),
        "topics": [(topic, choice_name("topics", topic)) for topic in TOPICS], "staff_names": names,
        "owners": _owners(names, staff.pk), "today": timezone.localdate(),
        "languages": [(code, LANGUAGE_NAMES[code]) for code in languages_of(())],
        "is_filtered": wanted != Wanted(order=wanted.order, after=wanted.after),
    }  # fmt: skip
    return page(request, "desk/pages.html", shown, here="pages")


def _owners(names: dict[int, str], me: int) -> list[tuple[int, str]]:
    """Myself first, then everybody by name."""
    return sorted(names.items(), key=lambda one: (one[0] != me, one[1].lower()))


def _among(said: str | None, words: Any) -> str:
    return said if said and said in words else ""
