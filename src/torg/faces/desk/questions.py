"""What people ask, for editors: what is not answered well, one press to answer it, and to undo it (KON-31)."""

from __future__ import annotations

import re

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from torg.assistant.actions import expected, mend
from torg.assistant.actions.learn import NoWords
from torg.assistant.queries.asked import PAGE, SHOWS, Show, Whole, group, groups, how_many
from torg.assistant.queries.finding import ask
from torg.assistant.queries.trial import Tried, as_it_is, with_draft, with_words
from torg.catalogue.queries import may_edit
from torg.catalogue.queries.pages import cards, keys_of
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.page_choice import PageChoiceForm
from torg.faces.desk.page_pieces import found_page, insist_on_editor, number_in
from torg.faces.desk.shell import page
from torg.faces.parts.templatetags.torg import language
from torg.participation.queries.use import searches
from torg.people.queries import units

SHOW_NAMES: dict[Show, object] = {
    "unanswered": _("Not answered"), "bad": _("Badly answered"), "rising": _("Rising now"),
    "pageless": _("Asked often, and no page"), "decided": _("Seen to"), "all": _("All questions"),
}  # fmt: skip
SHOW_HELP: dict[Show, object] = {
    "unanswered": _("At least half of those who asked got no answer."),
    "bad": _("More say that the answer did not help than that it did, or many come back with the same."),
    "rising": _("Asked at least twice as often as in the thirty days before."),
    "pageless": _("Asked at least three times, and nothing was ever found."),
    "decided": _("Somebody has seen to them. Here stands what it has done, and it can be undone."),
    "all": _("All that was asked at least twice in the last thirty days."),
}
DEEDS = {
    "written": _("An answer was written"), "mended": _("The page was mended"),
    "linked": _("A page that answers it was named"), "left": _("Left as it is"),
}  # fmt: skip
SUGGESTED = 3
PLACE = re.compile(r"([0-9]{1,9})-([0-9]{1,18})")


@for_staff
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Groups of questions that need somebody, and searches that found nothing."""
    asked = request.GET.get("show", "")
    show: Show = next((one for one in SHOWS if one == asked), "unanswered")
    after = PLACE.fullmatch(request.GET.get("after", ""))
    rows = groups(show, language=language(), after=(int(after[1]), int(after[2])) if after else None)
    now = as_it_is([(row.label, row.language) for row in rows])
    shown = {
        "rows": [(row, DEEDS.get(row.deed, ""), tried.now) for row, tried in zip(rows, now, strict=True)],
        "next": f"{rows[-1].asked}-{rows[-1].id}" if len(rows) == PAGE else "",
        "show": show,
        "shows": [(one, SHOW_NAMES[one], how_many(one)) for one in SHOWS],
        "help": SHOW_HELP[show],
        "searches": searches(today=timezone.localdate(), in_vain=True, limit=5) if show == "unanswered" else (),
        "tab": "asked",
    }
    return page(request, "desk/questions.html", shown, here="questions")


@for_staff
@require_safe
def one(request: HttpRequest, group_id: int) -> HttpResponse:
    """A group: how it is asked, what is answered now, and what a change would do or has done."""
    return _shown(request, _found(group_id), PageChoiceForm())


def _found(group_id: int) -> Whole:
    found = group(group_id, language=language(), now=timezone.now())
    if found is None:
        raise Http404
    return found


def _shown(request: HttpRequest, found: Whole, form: PageChoiceForm, *, status: int = 200) -> HttpResponse:
    questions = [(text, code) for text, code, _count in found.wordings]
    suggested = _suggested(found)
    chosen = number_in(request.GET.get("try"), 0)
    tried, title = _tried(found, questions, chosen)
    counts = {text: count for text, _code, count in found.wordings}
    shown = {
        "found": found,
        "group": found.group,
        "deed_name": DEEDS.get(found.group.deed, ""),
        "tried": [(row, counts.get(row.text, 0)) for row in tried],
        "is_trial": bool(title),
        "trial_title": title,
        "now_right": sum(row.now.verdict == "answer" for row in tried),
        "then_right": sum(row.then.verdict == "answer" for row in tried),
        "suggested": suggested,
        "form": form,
        "may_edit": may_edit(staff_of(request)),
        "page_key": keys_of([found.group.page_id or 0]).get(found.group.page_id or 0, ""),
        "tab": "asked",
    }
    return page(request, "desk/question_group.html", shown, here="questions", status=status)


def _suggested(found: Whole) -> list[tuple[int, str]]:
    """Pages that perhaps answer it: those that were given, then those that fit best."""
    given = [(number, title) for number, title, _count in found.given]
    fits = ask(found.group.label, language=language(), limit=SUGGESTED, possible=0.0).answers
    return list(dict([*given, *((one.page_id, one.title) for one in fits)]).items())[:SUGGESTED]


def _tried(found: Whole, questions: list[tuple[str, str]], chosen: int) -> tuple[list[Tried], str]:
    """The questions now and as they would be; the title of what is tried, "" when nothing is."""
    group = found.group
    if not group.deed and chosen:
        card = next(iter(cards(language(), ids=[chosen])), None)
        if card is not None:
            return with_words(questions, card.id, mend.learnt_of(text for text, _code in questions)), card.title
    if group.deed in ("written", "mended") and group.page_id:
        key = keys_of([group.page_id]).get(group.page_id, "")
        if key and (draft := found_page(key)).has_draft:
            return with_draft(questions, key), draft.line.title
    return as_it_is(questions), ""


@for_staff
@require_POST
def deed(request: HttpRequest, group_id: int, deed: str) -> HttpResponse:
    """Something is decided about a group; each can be undone on the same page."""
    insist_on_editor(request)
    found, staff, now = _found(group_id), staff_of(request), timezone.now()
    try:
        match deed:
            case "write":
                unit = staff.unit_id or units().front_line.id
                key = mend.write_answer(group_id, unit_id=unit, by=staff, now=now)
                messages.success(request, gettext("An answer is drafted with the question and its wordings. Write it."))
                return redirect(f"{reverse('desk:page_write', args=(key,))}?tab={found.group.language}")
            case "mend" | "link" | "expect":
                form = PageChoiceForm(request.POST)
                if not form.is_valid():
                    return _shown(request, found, form, status=422)
                return _with_page(request, found, deed, form.cleaned_data["page"])
            case "leave":
                mend.leave(group_id, by=staff, now=now)
                messages.success(request, gettext("It is left. You can undo it here."))
            case "undo":
                mend.undo(group_id, by=staff, now=now)
                messages.success(request, _undone(found))
            case _:
                raise Http404
    except mend.Gone:
        messages.info(request, gettext("Somebody else has seen to it meanwhile."))
    except mend.PageWaits:
        messages.error(request, gettext("The page waits to be published. Publish it first, or withdraw the request."))
    return redirect("desk:question", group_id=group_id)


def _undone(found: Whole) -> str:
    if found.group.deed == "written":
        return gettext("It is undone. The page that was drafted stays: use it, or throw it away there.")
    return gettext("It is undone.")


def _with_page(request: HttpRequest, found: Whole, deed: str, page_id: int) -> HttpResponse:
    """The deeds that are about a page; raises as the actions do."""
    staff, now, group_id = staff_of(request), timezone.now(), found.group.id
    if deed == "mend":
        new = mend.mend(group_id, page_id, by=staff, now=now)
        said = ngettext("%(n)d wording is put among the words of the page.",
                        "%(n)d wordings are put among the words of the page.", len(new))  # fmt: skip
        messages.success(request, f"{said % {'n': len(new)}} {gettext('Look it through, then publish it.')}")
        return redirect(f"{reverse('desk:page_write', args=(keys_of([page_id])[page_id],))}?tab={found.group.language}")
    if deed == "expect":
        new_ones = expected.add_group(group_id, page_id, by=staff, now=now)
        said = ngettext("%(n)d question is added to those that must stay right.",
                        "%(n)d questions are added to those that must stay right.", new_ones)  # fmt: skip
        messages.success(request, said % {"n": new_ones})
        return redirect("desk:question", group_id=group_id)
    try:
        count = mend.link(group_id, page_id, by=staff, now=now)
    except NoWords:
        messages.error(request, gettext("These questions hold no telling word, so nothing can be learnt of them."))
    else:
        said = ngettext("%(n)d wording leads to the page from now on.",
                        "%(n)d wordings lead to the page from now on.", count)  # fmt: skip
        messages.success(request, said % {"n": count})
    return redirect("desk:question", group_id=group_id)
