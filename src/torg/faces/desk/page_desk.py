"""One page at the editors' desk: how it stands, what is decided about it, whose it is, and all that happened to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from torg.assistant.queries.expected import how_many
from torg.assistant.queries.outlook import outlook
from torg.catalogue.actions import deciding, publishing, writing
from torg.catalogue.actions.undoing import UNDO_WITHIN, CannotUndo, undo
from torg.catalogue.lacking import addresses, doubts, lacking, wanted
from torg.catalogue.queries import EDITORS, may_edit
from torg.catalogue.queries.care import DeskPage, EventFacts, events_of, links_of, shown_among
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.page_pieces import found_page, insist_on_editor, languages_of, look_address, number_in
from torg.faces.desk.page_words import DOUBTS, KINDS, STATES, TOLD, fault_said, part_name
from torg.faces.desk.shell import page
from torg.faces.parts.dates import moment
from torg.faces.parts.templatetags.torg import LANGUAGE_NAMES, language
from torg.people.queries import staff_names, units
from torg.people.queries.accounts import staff_rows

AT = forms.DateTimeInput(attrs={"type": "datetime-local", "class": "short"}, format="%Y-%m-%dT%H:%M")
NO_MOMENT = {"required": _("Choose a day and a time"), "invalid": _("Choose a day and a time")}


class PlanForm(forms.Form):
    """When the draft is published."""

    prefix = "plan"
    at = forms.DateTimeField(label=_("Publish it"), widget=AT, error_messages=NO_MOMENT)


class EndForm(forms.Form):
    """When the page is taken away from citizens."""

    prefix = "end"
    at = forms.DateTimeField(label=_("Take it away"), widget=AT, error_messages=NO_MOMENT)


class AskForm(forms.Form):
    """Whose eyes are wanted, and when it is to be published if they approve."""

    prefix = "ask"
    whom = forms.TypedChoiceField(label=_("Who looks at it"), required=False, coerce=int, empty_value=None)
    at = forms.DateTimeField(
        label=_("Then publish it"), required=False, widget=AT, error_messages=NO_MOMENT,
        help_text=_("Leave it empty: at once."),
    )  # fmt: skip


class RefuseForm(forms.Form):
    """Why it is not approved."""

    prefix = "refuse"
    reason = forms.CharField(
        label=_("What must be changed first?"), max_length=2000, error_messages={"required": _("Write why")},
        widget=forms.Textarea(attrs={"rows": 3, "cols": None}),
    )  # fmt: skip


class BelongingForm(forms.Form):
    """Whose a page is, and how it is looked after."""

    prefix = "whose"
    unit = forms.TypedChoiceField(label=_("Which unit answers for it"), coerce=int)
    owner = forms.TypedChoiceField(label=_("Who looks after it"), required=False, coerce=int, empty_value=None)
    months = forms.IntegerField(label=_("Months between two looks at it"), min_value=1, max_value=60)
    four_eyes = forms.BooleanField(
        label=_("Somebody else than the writer publishes it"),
        required=False,
        help_text=_("For what must not be wrong."),
    )


def _forms(found: DeskPage, data: Any = None, *, only: str = "") -> dict[str, Any]:
    """The forms of the page; the one that was sent is bound."""
    made: dict[str, Any] = {
        "plan": PlanForm(data if only == "plan" else None, initial={"at": _local(found.line.publish_at)}),
        "end": EndForm(data if only == "end" else None, initial={"at": _local(found.line.withdraw_at)}),
        "ask": AskForm(data if only == "ask" else None),
        "refuse": RefuseForm(data if only == "refuse" else None),
        "whose": BelongingForm(
            data if only == "whose" else None,
            initial={
                "unit": found.line.unit_id, "owner": found.line.owner_id, "months": found.review_months,
                "four_eyes": found.four_eyes,
            },
        ),
    }  # fmt: skip
    open_rows = [row for row in staff_rows() if row.is_active]
    editors = [(row.id, row.name) for row in open_rows if row.role in EDITORS]
    made["ask"].fields["whom"].choices = [("", _("Anybody who writes pages")), *editors]
    made["whose"].fields["unit"].choices = [(unit.id, unit.name) for unit in units().by_id.values()]
    owners = [(row.id, row.name) for row in open_rows]
    made["whose"].fields["owner"].choices = [("", _("Nobody in particular: the unit")), *owners]
    return made


def _local(at: datetime | None) -> datetime | None:
    return timezone.localtime(at) if at else None


@for_staff
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    """The page as it stands."""
    found = found_page(key)
    return _shown(request, found, _forms(found))


def _shown(request: HttpRequest, found: DeskPage, made: dict[str, Any], *, status: int = 200) -> HttpResponse:
    kind, staff, names = found.line.kind, staff_of(request), staff_names()
    unit = units().by_id.get(found.line.unit_id)
    doubted = [
        (LANGUAGE_NAMES.get(one.language, ""), part_name(kind, one.part), str(DOUBTS[one.what]) % {"said": one.said})
        for one in doubts(kind, found.content, shown_among(wanted(kind, found.content)))
    ]
    where = addresses(kind, found.published) if found.published else {}
    broken = [
        (one, [(LANGUAGE_NAMES.get(code, ""), part_name(kind, part)) for code, part in where.get(one.url, ())])
        for one in links_of(found.line.id)
    ]
    events = events_of(found.line.id)
    codes = languages_of(found.content.words)
    shown = {
        "found": found, "line": found.line, "kind_name": KINDS[kind][0], "state_name": STATES[found.line.state],
        "unit_name": unit.name if unit else "", "owner_name": names.get(found.line.owner_id or 0, ""),
        "may_edit": may_edit(staff), "missing": [fault_said(kind, one) for one in lacking(kind, found.content)],
        "doubts": doubted, "broken": broken, "today": timezone.localdate(),
        "writer_name": names.get(found.draft_by or 0, ""), "asked_name": names.get(found.asked_id or 0, ""),
        "is_mine": found.draft_by == staff.pk, "seen_at": _seen_at(found), "forms": made,
        "needs_other": found.four_eyes and found.draft_by in (None, staff.pk),
        "languages": [
            (code, LANGUAGE_NAMES.get(code, code), code in found.line.languages, code in found.line.lagging)
            for code in codes
        ],
        "looks": look_address(found.line.key, found.number, found.line.language),
        "story": [_told(one, names) for one in events], "undo": _undoable(events, found),
    }  # fmt: skip
    return page(request, "desk/page.html", shown, here="pages", status=status)


def _seen_at(found: DeskPage) -> str:
    """Where citizens see the page, in the language nearest to the reader's; "" when they do not."""
    code = next((one for one in (language(), *found.slugs) if one in found.slugs), "")
    if not found.published_number or not code or found.line.kind == "block":
        return ""
    return reverse("portal:page", args=(found.line.kind, found.slugs[code]))


def _undoable(events: list[EventFacts], found: DeskPage) -> EventFacts | None:
    newest = next(iter(events), None)
    if newest is None or newest.data.get("before", {}).get("version") != found.version:
        return None
    return newest if newest.at >= timezone.now() - UNDO_WITHIN else None


def _told(event: EventFacts, names: dict[int, str]) -> tuple[EventFacts, str]:
    """An event as a sentence."""
    at = event.data.get("at")
    said = {
        "who": names.get(event.by_id or 0, "") or gettext("Torg"), "number": event.data.get("number", ""),
        "at": moment(datetime.fromisoformat(at), language(), timezone.now()) if at else "",
        "whom": names.get(event.data.get("whom") or 0, "") or gettext("somebody"),
        "reason": event.data.get("reason", ""),
    }  # fmt: skip
    return event, str(TOLD[event.what]) % said


# -- deeds ------------------------------------------------------------------------------------------------------------

SAID = {
    "publish": _("Published. Citizens see it now."), "plan": _("Planned."), "end": _("The end is planned."),
    "no-end": _("It is not taken away after all."), "ask": _("Asked."), "approve": _("Approved."),
    "refuse": _("Not approved, and the writer can read why."), "take-back": _("It is a draft again."),
    "withdraw": _("Citizens do not see the page any more."),
    "drop": _("The draft is dropped. It stays in the history."),
    "reviewed": _("Noted: it was looked through, and it is right."), "whose": _("Saved."), "undo": _("Undone."),
}  # fmt: skip


@for_staff
@require_POST
def deed(request: HttpRequest, key: str, deed: str) -> HttpResponse:
    """Something is decided about a page; what can not be is shown with the reason, and nothing typed is lost."""
    insist_on_editor(request)
    found = found_page(key)
    if deed not in SAID:
        raise Http404
    made = _forms(found, request.POST, only=deed)
    form = made.get(deed)
    if form is not None and not form.is_valid():
        return _shown(request, found, made, status=422)
    try:
        _do(request, found, deed, form.cleaned_data if form else {})
    except deciding.InThePast:
        assert form is not None
        form.add_error("at", gettext("Choose a moment that is to come, and an end that is after the beginning"))
        return _shown(request, found, made, status=422)
    except tuple(REFUSED) as refused:
        messages.error(request, str(REFUSED[type(refused)]))
    else:
        messages.success(request, str(SAID[deed]))
        if deed in ("publish", "plan", "approve") and _is_unknown(found):
            messages.info(request, UNKNOWN)
    return redirect("desk:page", key=key)


UNKNOWN = _("What it does to the questions that must stay right was not known yet. They are asked tonight.")


def _is_unknown(found: DeskPage) -> bool:
    """Whether nobody knows what the draft does to the questions that must stay right, though there are some."""
    known = outlook(found.line.id, version=found.version)
    return how_many() > 0 and (known is None or known.forecast is None)


REFUSED: dict[type[Exception], object] = {
    writing.PageChanged: _("Somebody has saved other words meanwhile. Look at them first; nothing was done."),
    writing.ContentFaulty: _("Something that must be there is missing. It stands below; nothing was done."),
    publishing.NothingToPublish: _("All that is written is published already."),
    writing.SecondPairOfEyes: _("Somebody else than the writer must publish this page. Ask a second pair of eyes."),
    deciding.NotAsked: _("Nobody waits for a second pair of eyes on this page any more."),
    CannotUndo: _("This can not be undone any more: something else has happened since."),
}


def _do(request: HttpRequest, found: DeskPage, deed: str, said: dict[str, Any]) -> None:
    page_id, by, now = found.line.id, staff_of(request), timezone.now()
    seen, event = number_in(request.POST.get("seen"), 0), number_in(request.POST.get("event"), 0)
    deeds: dict[str, Callable[[], object]] = {
        "publish": lambda: deciding.publish_draft(page_id, seen=seen, by=by, now=now),
        "plan": lambda: deciding.plan(page_id, said["at"], seen=seen, by=by, now=now),
        "end": lambda: deciding.plan_end(page_id, said["at"], by=by, now=now),
        "no-end": lambda: deciding.plan_end(page_id, None, by=by, now=now),
        "ask": lambda: deciding.ask(page_id, said["whom"], seen=seen, by=by, now=now, publish_at=said["at"]),
        "approve": lambda: deciding.approve(page_id, seen=seen, by=by, now=now),
        "refuse": lambda: deciding.refuse(page_id, said["reason"], by=by, now=now),
        "take-back": lambda: deciding.take_back(page_id, by=by, now=now),
        "withdraw": lambda: publishing.withdraw(page_id, by=by, now=now),
        "drop": lambda: writing.drop_draft(page_id, by=by, now=now),
        "reviewed": lambda: publishing.reviewed(page_id, by=by, now=now),
        "whose": lambda: writing.hand_over(page_id, _belonging(said), by=by, now=now),
        "undo": lambda: undo(page_id, event, by=by, now=now),
    }
    deeds[deed]()


def _belonging(said: dict[str, Any]) -> writing.Belonging:
    return writing.Belonging(said["unit"], said["owner"], said["months"], said["four_eyes"])
