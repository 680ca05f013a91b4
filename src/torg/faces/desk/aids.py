"""Help beside the box: templates with the values in, a look at how the text reads, and a better channel to offer.

A hint and never a lock: what is sent is for the writer to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, override
from django.views.decorators.http import require_POST

from torg.catalogue.placeholders import LABELS
from torg.catalogue.queries import TemplateFacts, fill, template
from torg.editions.queries import in_force
from torg.enquiries.actions.drafts import LONGEST
from torg.enquiries.queries.drafts import DraftView
from torg.enquiries.queries.page import EnquiryPage
from torg.enquiries.queries.recipients import Recipient, recipients
from torg.enquiries.receipts import due_in_words, follow_link
from torg.faces.desk.advice import answer_language, better_channel
from torg.faces.desk.answers import proposed_page, taught
from torg.faces.desk.clarity import name_of, said_of
from torg.faces.desk.drafts import KEPT
from torg.faces.desk.enquiry import enquiry_shown, found_for
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.working import TO_THE_SENDER
from torg.language.clear import ClearReport, Finding, check
from torg.language.clear_words import SUGGESTIONS
from torg.people.queries import may_act, units
from torg.strategy.words_of_time import date_in_words

WANTS = {
    "answer": frozenset({"next_step", "date", "contact"}),
    "interim": frozenset({"next_step", "date", "contact"}),
    "ask": frozenset({"next_step", "date", "contact"}),
}
"""What a text to the sender about their matter says (ALV-09)."""
MOST_SHOWN = 12
WORDS_ALONE = re.compile(r"[^/()…«»“”\".:]+")


@dataclass(frozen=True, slots=True)
class Hint:
    """One finding as it is shown; any of ``instead`` can be put in its place with one press."""

    finding: Finding
    instead: tuple[str, ...]

    @property
    def name(self) -> str:
        """What is the matter, under a name that the reader of the desk understands."""
        return name_of(self.finding)

    @property
    def said(self) -> str:
        """The words it is about, cut when they are many."""
        return said_of(self.finding)


@dataclass(frozen=True, slots=True)
class Clarity:
    """How a text reads: the report, its hints, and how many more there are."""

    report: ClearReport
    hints: tuple[Hint, ...]
    more: int
    language: str


def looked_at(text: str, *, key: str, code: str) -> Clarity | None:
    """How a text reads; None when nothing is written yet."""
    if not text.strip():
        return None
    report = check(text, language=code, wants=WANTS.get(key, frozenset()))
    hints = [Hint(one, _instead(one)) for one in report.findings]
    return Clarity(report, tuple(hints[:MOST_SHOWN]), max(0, len(hints) - MOST_SHOWN), code)


def _instead(finding: Finding) -> tuple[str, ...]:
    """The words to put in its place, where the suggestion is such words and not advice."""
    if finding.code in SUGGESTIONS or finding.end <= finding.start:
        return ()
    words = [piece.strip() for piece in finding.suggestion.split(";")]
    return tuple(words) if all(WORDS_ALONE.fullmatch(piece) for piece in words) else ()


@for_staff
@require_POST
def look(request: HttpRequest, number: int, purpose: str) -> HttpResponse:
    """Looks at what is written so far: a script gets the hints, a person without one the page with them."""
    found = _writable(request, number, purpose)
    clarity = looked_at(_text(request), key=purpose, code=answer_language(found, timezone.now()))
    if request.headers.get("HX-Request"):
        return render(request, "desk/clarity.html", {"clarity": clarity, "by_script": True})
    return _again(request, found, purpose, _text(request), {"clarity": clarity})


@for_staff
@require_POST
def use_template(request: HttpRequest, number: int, purpose: str) -> HttpResponse:
    """Puts a template after what is written, with the values in; what is missing stands in brackets and is named."""
    now = timezone.now()
    found = _writable(request, number, purpose)
    code = answer_language(found, now)
    chosen = _template(request, code)
    if chosen is None:
        messages.error(request, gettext("Choose a template first."))
        return _again(request, found, purpose, _text(request), {})
    filled = fill(chosen, values_for(found, staff_of(request), code, now, purpose=purpose))
    text = "\n\n".join(piece for piece in (_text(request).strip(), filled.text.strip()) if piece)
    lacks = [str(LABELS.get(key, key)) for key in filled.missing]
    other = chosen.language if chosen.language != code else ""
    return _again(request, found, purpose, text, {"lacks": lacks, "other_language": other}, template_id=chosen.id)


@for_staff
@require_POST
def put_answer(request: HttpRequest, number: int, purpose: str) -> HttpResponse:
    """Puts what a page says after what is written, or its address alone: the same answer as on the web (KON-15)."""
    found = _writable(request, number, purpose)
    page_id = _page_id(request, "page") or _page_id(request, "page_link")
    chosen = proposed_page(page_id, code=answer_language(found, timezone.now()))
    words = "" if chosen is None else chosen.as_answer if "page" in request.POST else chosen.as_link
    text = "\n\n".join(piece for piece in (_text(request).strip(), words) if piece)
    return _again(request, found, purpose, text, {})


@for_staff
@require_POST
def teach(request: HttpRequest, number: int, purpose: str) -> HttpResponse:
    """Notes that a page answers what the sender asks, so that everybody who asks so finds it (KON-39)."""
    found = _writable(request, number, purpose)
    code = answer_language(found, timezone.now())
    messages.success(request, taught(found.subject, _page_id(request, "page"), code=code, by=staff_of(request)))
    return _again(request, found, purpose, _text(request), {})


def _page_id(request: HttpRequest, name: str) -> int:
    said = request.POST.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 19 else 0


@for_staff
@require_POST
def offer_channel(request: HttpRequest, number: int) -> HttpResponse:
    """Puts a sentence after the answer that leads the sender to the channel the strategy ranks first (DRA-03)."""
    found = _writable(request, number, "answer")
    better = better_channel(found, timezone.now())
    sentence = better.sentence if better else ""
    text = "\n\n".join(piece for piece in (_text(request).strip(), sentence) if piece)
    return _again(request, found, "answer", text, {})


def values_for(
    found: EnquiryPage, staff: Any, code: str, now: datetime, *, purpose: str = "answer"
) -> dict[str, str]:  # fmt: skip
    """What the placeholders stand for in a text to the sender of this enquiry, in the language it is written in.

    What is one person's own (name, number, subject, date, link) is theirs who gets the text, and "" when several do.
    """
    under, unit = in_force(now), units().by_id.get(found.unit_id)
    to = _reader(found, purpose)
    with override(code):
        return {
            "name": to.name if to else "",
            "number": to.number_said if to else "",
            "subject": to.subject if to else "",
            "due": due_in_words(to.due_by, language=code, zone=under.zone) if to and to.due_by else "",
            "unit": found.unit_name,
            "phone": (unit.phone if unit else "") or under.strategy.municipality.phone,
            "link": follow_link(to.token, code) if to else "",
            "today": date_in_words(now, language=code, zone=under.zone),
            "me": staff.name,
        }


def _reader(found: EnquiryPage, purpose: str) -> Recipient | None:
    """Who gets the text, through which enquiry; None when several do."""
    if not found.repeats:
        return Recipient(
            found.id, found.person.name, found.number_said, found.subject, found.token, found.due_by
        )  # fmt: skip
    everybody = recipients(found.id, own_only=purpose == "ask")
    if len(everybody) > 1:
        return None
    return replace(everybody[0], name=found.person.name) if everybody[0].id == found.id else everybody[0]


def _template(request: HttpRequest, code: str) -> TemplateFacts | None:
    chosen = request.POST.get("chosen_template", "")
    found = template(int(chosen), language=code) if chosen.isascii() and chosen.isdigit() and len(chosen) < 12 else None
    return found if found is not None and found.is_active else None


def _writable(request: HttpRequest, number: int, purpose: str) -> EnquiryPage:
    if purpose not in TO_THE_SENDER:
        raise Http404
    found = found_for(request, number)
    if not may_act(staff_of(request), found.unit_id):
        raise PermissionDenied(gettext("Another unit answers for this enquiry."))
    return found


def _text(request: HttpRequest) -> str:
    return request.POST.get("text", "")[:LONGEST].replace("\r\n", "\n")


def _again(
    request: HttpRequest, found: EnquiryPage, purpose: str, text: str, more: dict[str, Any], *, template_id: int = 0
) -> HttpResponse:
    """The page with the form as it was written, nothing sent and nothing found fault with."""
    data = {name: request.POST[name] for name in KEPT if request.POST.get(name)}
    if template_id:
        data["template"] = str(template_id)
    written = DraftView(purpose, text, data, timezone.now(), by_torg=False)
    seen = request.POST.get("seen", "")
    return enquiry_shown(request, found, do=purpose, written=written, more={**more, "seen": seen or found.last_contact})
