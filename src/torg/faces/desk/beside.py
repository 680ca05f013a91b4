"""What stands beside the story of an enquiry: who has it, who the person is, what was promised, what else there is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, gettext_noop

from torg.assistant.queries.conversations import talk_of_enquiry
from torg.channels.email.subjects import is_forward
from torg.channels.quotes import fold
from torg.enquiries.queries.page import EnquiryPage
from torg.faces.desk.talk_shown import shown_talk
from torg.faces.desk.working import may_take_over
from torg.faces.parts.templatetags.torg import language
from torg.people.queries import Sight, may_see_addresses, shown_addresses, sight_of
from torg.strategy.replies import why_in_words as why_that_way
from torg.strategy.routing import why_in_words as why_there

WHY_ALIKE = {
    "same_words": gettext_noop("Much the same words"),
    "same_service": gettext_noop("About the same service"),
    "same_unit": gettext_noop("Some of the same words, to the same unit"),
    "quotes_number": gettext_noop("Its number is quoted by somebody who takes no part in it: look before you join"),
}
WHY_INTERIM = {
    "interim": gettext_noop("The strategy wants an interim reply when an answer comes late."),
    "tell": gettext_noop("The strategy wants the sender to be told when an answer comes late."),
    "law": gettext_noop("The law wants an interim reply now."),
    "default": gettext_noop("The promise is about to break, or has broken: tell the sender before they ask."),
}


@dataclass(frozen=True, slots=True)
class Related:
    """Another enquiry, as far as the reader may see it: ``subject`` is "" when it is sensitive and not for them."""

    number: int
    number_said: str
    subject: str
    status: str
    at: datetime | None
    share: int
    why: str
    may_open: bool


def about(found: EnquiryPage, staff: Any) -> dict[str, Any]:
    """All of it, for the template."""
    code, sight = language(), sight_of(staff)
    addresses, sees = shown_addresses(found.person.id, staff=staff), may_see_addresses(found.person, staff=staff)
    phones = [found.calls_to, *(value for kind, value in addresses if kind == "phone")] if sees else []
    return {
        "enquiry": found,
        "promises": [(one, one.sentences(code)) for one in found.promises],
        "open_promise": next((one for one in found.promises if one.state == "open"), None),
        "routed_because": why_there(found.route, code, unit_name=found.unit_name),
        "reply": found.reply,
        "way": found.way,
        "reply_because": why_that_way(found.reply, code),
        "addresses": addresses,
        "sees_addresses": sees,
        "call_to": next((one for one in phones if one), ""),
        "others": _others(found, sight),
        "repeats": _repeats(found, sight),
        "takes_over": may_take_over(found, staff),
        "interim_because": _interim(found, code),
        "talk": shown_talk(talk) if (talk := talk_of_enquiry(found.id)) else None,
    }


def question_of(found: EnquiryPage) -> str:
    """What the sender wants, in their own words: the subject, and the first of their letters that is read."""
    first = next((one for one in found.contacts if one.is_incoming), None)
    own = fold(first.text, forwarded=is_forward(first.subject)).own if first else ""
    return f"{found.subject} {own}".strip()


def _others(found: EnquiryPage, sight: Sight) -> list[Related]:
    """What else the same person has open, and may be known of."""
    return [
        Related(one.number, one.number_said, one.subject if opens else "", one.status, one.due_by, 0, "", opens)
        for one in found.other_open
        if sight.sees(one.unit_id)
        for opens in [sight.may_open(one.unit_id, sensitive=one.sensitive)]
    ]


def _repeats(found: EnquiryPage, sight: Sight) -> list[Related]:
    """What may be about the same, and can be opened."""
    return [
        Related(
            one.number, one.number_said, one.subject, one.status, one.opened_at, round(one.likeness * 100),
            gettext(WHY_ALIKE.get(one.why, "")) if one.why in WHY_ALIKE else "", may_open=True,
        )
        for one in found.likely_repeats
        if sight.may_open(one.unit_id, sensitive=one.sensitive)
    ]  # fmt: skip


def _interim(found: EnquiryPage, code: str) -> tuple[str, str]:
    """Why an interim reply is wanted now, and the law that wants it; two empty texts when none is."""
    due = found.interim_due
    if due is None:
        return "", ""
    return gettext(WHY_INTERIM.get(due.code, WHY_INTERIM["default"])), due.law(code)
