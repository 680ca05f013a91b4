"""What has happened to an enquiry, each event as a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, gettext_noop, ngettext
from django.utils.translation import gettext_lazy as _

from torg.enquiries.numbers import said
from torg.enquiries.queries.story import EventView
from torg.faces.parts.dates import late
from torg.faces.parts.templatetags.torg import moment

# Events that a contact in the story, or the event beside them, tells already.
SHOWN_AS_CONTACT = frozenset({"contact_added", "link_sent", "in_batch"})
NO_RECEIPT = {
    "automatic": gettext_noop("No receipt was sent: a machine wrote this"),
    "ours": gettext_noop("No receipt was sent: the address is one of our own"),
    "no_address": gettext_noop("No receipt was sent: there is no address to send it to"),
    "too_many": gettext_noop("No receipt was sent: this address has had very many lately"),
    "too_many_in_thread": gettext_noop("No receipt was sent: this exchange has had very many lately"),
    "too_many_in_domain": gettext_noop("No receipt was sent: addresses like this one have had very many lately"),
}


def in_words(event: EventView) -> str:
    """What happened, as a sentence; an event with no words of its own shows its name."""
    say = SENTENCES.get(event.kind)
    return say(event.data) if say else event.kind.replace("_", " ").capitalize()


def _answered(data: Mapping[str, Any]) -> str:
    if data.get("kept") is None:
        return gettext("Answered again")
    if data["kept"]:
        return gettext("Answered: the promise is kept")
    return gettext("Answered: the promise is broken, %(late)s late") % {"late": late(int(data.get("late_seconds", 0)))}


def _closed(data: Mapping[str, Any]) -> str:
    reason = str(data.get("reason", ""))
    return gettext("Closed: %(reason)s") % {"reason": reason} if reason else gettext("Closed")


def _came_back(data: Mapping[str, Any]) -> str:
    return gettext("A message of ours came back: %(said)s") % {"said": str(data.get("said", ""))[:200]}


def _failed(data: Mapping[str, Any]) -> str:
    return gettext("A message of ours could not be sent: %(said)s") % {"said": str(data.get("said", ""))[:200]}


def _no_receipt(data: Mapping[str, Any]) -> str:
    said = NO_RECEIPT.get(str(data.get("why", "")))
    return gettext(said) if said else gettext("No receipt was sent")


def _mended(data: Mapping[str, Any]) -> str:
    return gettext("Sent it again, to %(after)s in place of %(before)s") % {
        "after": data.get("after", ""),
        "before": data.get("before", ""),
    }


def _follow_up(said: str) -> Callable[[Mapping[str, Any]], str]:
    return lambda data: gettext(said) % {"change": data.get("change", "")}


def _words(data: Mapping[str, Any], *names: str) -> dict[str, str]:
    return {name: str(data.get(name, "")) for name in names}


def _numbers(data: Mapping[str, Any], name: str) -> dict[str, str]:
    return {"number": said(int(data[name]))}


def _day(data: Mapping[str, Any], name: str) -> str:
    return moment(datetime.fromisoformat(str(data[name])))


def _offered(data: Mapping[str, Any]) -> str:
    return gettext("Offered it to %(unit)s, to be answered by %(date)s") % {
        **_words(data, "unit"),
        "date": _day(data, "answer_by"),
    }


def _accepted(data: Mapping[str, Any]) -> str:
    nth = int(data.get("takeovers", 1)) + 1
    words = _words(data, "unit", "before")
    if nth > 2:
        return gettext("%(unit)s took it over from %(before)s: unit number %(nth)s to have it") % {**words, "nth": nth}
    return gettext("%(unit)s took it over from %(before)s") % words


def _withdrawn(data: Mapping[str, Any]) -> str:
    if data.get("by_itself"):
        return gettext("The offer to another unit ended, as there is nothing left to hand over")
    return gettext("Took the offer to another unit back")


def _went_on(data: Mapping[str, Any]) -> str:
    date = {"date": _day(data, "due_by")}
    if data.get("why") == "answered":
        return gettext("The answer we waited for came, and the clock goes on; the date is now %(date)s") % date
    return gettext("The clock goes on; the date is now %(date)s") % date


def _reopened(data: Mapping[str, Any]) -> str:
    if data.get("reason"):
        return gettext("Took it up again under a new promise: %(reason)s") % _words(data, "reason")
    return gettext("Open again: the sender wrote after the answer; a new promise holds")


KINDS_FOUND = {
    "identity_number": _("an identity number"),
    "card_number": _("a card number"),
    "health": _("health"),
    "social": _("social matters"),
    "child_protection": _("child protection"),
    "religion": _("religion"),
    "union": _("a trade union"),
    "criminal": _("crime"),
}


def _sensitive(data: Mapping[str, Any]) -> str:
    kinds = ", ".join(str(KINDS_FOUND.get(kind, kind)) for kind in data.get("kinds", []))
    return gettext("Something sensitive was found in it: %(kinds)s") % {"kinds": kinds}


CHAT_ENDED = {
    "answered": gettext_noop("The chat ended: it was answered there"),
    "written": gettext_noop("The chat ended, and is answered in writing"),
    "call": gettext_noop("The chat goes on as a call"),
    "meeting": gettext_noop("The chat goes on in a meeting"),
    "left": gettext_noop("The citizen left the chat"),
    "idle": gettext_noop("The chat was quiet and ended; it is answered in writing"),
    "nobody": gettext_noop("Nobody could come to the chat; it is answered in writing"),
}


def _talk_moved(data: Mapping[str, Any]) -> str:
    if data.get("channel") == "counter":
        return gettext("Went on at the counter with a conversation that began with the assistant")
    return gettext("Went on by phone with a conversation that began with the assistant")


def _called(data: Mapping[str, Any]) -> str:
    if data.get("kept"):
        return gettext("Called: the promise is kept, and an answer is owed still")
    return gettext("Called, %(late)s later than promised; an answer is owed still") % {
        "late": late(int(data.get("late_seconds", 0)))
    }


def _chat_taken(data: Mapping[str, Any]) -> str:
    minutes = int(data.get("seconds", 0)) // 60
    said = ngettext(
        "Took the chat, after a wait of %(count)d minute", "Took the chat, after a wait of %(count)d minutes", minutes
    )
    return said % {"count": minutes} if minutes else gettext("Took the chat at once")


def _chat_replied(data: Mapping[str, Any]) -> str:
    minutes = int(data.get("seconds", 0)) // 60
    said = ngettext(
        "Wrote in the chat, %(count)d minute after it was asked for",
        "Wrote in the chat, %(count)d minutes after it was asked for",
        minutes,
    )
    return said % {"count": minutes} if minutes else gettext("Wrote in the chat within a minute")


def _chat_returned(data: Mapping[str, Any]) -> str:
    if data.get("why") == "given_back":
        return gettext("%(name)s gave the chat back to the queue") % _words(data, "name")
    return gettext("The chat went back to the queue, as %(name)s was away") % _words(data, "name")


def _chat_passed_on(data: Mapping[str, Any]) -> str:
    if data.get("live"):
        return gettext("Passed the chat on to %(unit)s, who take it live") % _words(data, "unit")
    return gettext("Passed the chat on to %(unit)s, to be answered in writing") % _words(data, "unit")


def _chat_ended(data: Mapping[str, Any]) -> str:
    return gettext(CHAT_ENDED.get(str(data.get("how")), CHAT_ENDED["written"]))


SENTENCES: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "handover_offered": _offered,
    "handover_accepted": _accepted,
    "handover_refused": lambda data: (
        gettext("%(unit)s refused to take it over: %(reason)s") % _words(data, "unit", "reason")
    ),
    "handover_returned": lambda data: (
        gettext("%(unit)s did not answer in time, and it stays here") % _words(data, "unit")
    ),
    "handover_withdrawn": _withdrawn,
    "interim_sent": lambda data: (
        gettext("Sent an interim reply, and the new date is %(date)s: %(reason)s")
        % {**_words(data, "reason"), "date": _day(data, "due_by")}
    ),
    "interim_drafted": lambda data: gettext("An interim reply is drafted, as the promise is about to break"),
    "asked": lambda data: (
        gettext("Asked the sender for more, and the clock stands still until %(date)s: %(reason)s")
        % {**_words(data, "reason"), "date": _day(data, "wanted_by")}
    ),
    "went_on": _went_on,
    "no_answer_came": lambda data: gettext("No answer came by the day we asked for"),
    "joined": lambda data: gettext("Joined to %(number)s, as it is about the same") % _numbers(data, "into"),
    "unjoined": lambda data: gettext("Taken apart from %(number)s again") % _numbers(data, "out_of"),
    "repeat_joined": lambda data: gettext("%(number)s was joined to it, as a repeat") % _numbers(data, "number"),
    "repeat_left": lambda data: gettext("%(number)s was taken apart from it again") % _numbers(data, "number"),
    "quotes_number": lambda data: (
        gettext("The message names %(numbers)s, in which its sender takes no part")
        % {"numbers": ", ".join(said(int(number)) for number in data.get("numbers", []))}
    ),
    "assigned": lambda data: gettext("Gave it to %(name)s") % {"name": data.get("to_name", "")},
    "opened": lambda data: gettext("Opened, and promised an answer"),
    "reopened": _reopened,
    "taken": lambda data: gettext("Took the enquiry"),
    "marked_unread": lambda data: gettext("Marked it as new again"),
    "undone": lambda data: gettext("Undone: it stands as it did before"),
    "given_back": lambda data: gettext("Gave it back to the unit's queue"),
    "marked_sensitive": lambda data: gettext("Marked as sensitive"),
    "marked_not_sensitive": lambda data: gettext("Marked as not sensitive"),
    "sensitive_found": _sensitive,
    "code_sent": lambda data: gettext("Sent the sender a code that opens their page"),
    "code_used": lambda data: gettext("The sender's page was opened with the code"),
    "code_refused": lambda data: gettext("A wrong code was tried five times"),
    "seen": lambda data: gettext("Read it for the first time"),
    "answered": _answered,
    "closed": _closed,
    "reminded": lambda data: gettext("Reminded: the promise is about to break"),
    "soon_due": lambda data: gettext("Soon due; nobody had an address for a reminder"),
    "no_receipt": _no_receipt,
    "sent_again": lambda data: gettext("Sent it again to %(after)s") % {"after": data.get("after", "")},
    "address_mended": _mended,
    "delivery_failed": _failed,
    "also_addressed": lambda data: (
        gettext("It was sent to %(units)s too, who see it as well")
        % {"units": ", ".join(map(str, data.get("units", ())))}
    ),
    "overdue": lambda data: (
        gettext("The promise is overdue, and the sender has been told")
        if data.get("told")
        else gettext("The promise is overdue")
    ),
    "delivery_bounced": _came_back,
    "delivery_delivered": lambda data: gettext("A message of ours was delivered"),
    "delivery_delayed": lambda data: gettext("A message of ours is delayed on its way"),
    "delivery_read": lambda data: gettext("A message of ours was read"),
    "marked_feedback": lambda data: gettext("Marked as a complaint or feedback, to be followed up"),
    "marked_not_feedback": lambda data: gettext("Marked as neither a complaint nor feedback"),
    "follow_up_planned": _follow_up(gettext_noop("To be changed: %(change)s")),
    "follow_up_done": _follow_up(gettext_noop("Changed: %(change)s")),
    "follow_up_nothing": _follow_up(gettext_noop("No change: %(change)s")),
    "follow_up_reminded": lambda data: gettext("Reminded: nobody has settled yet what comes of it"),
    "person_joined": lambda data: gettext("The sender was joined with another person who is the same"),
    "person_unjoined": lambda data: gettext("The sender was taken apart from another person again"),
    "sender_hidden": lambda data: gettext("The sender's address is protected by law from now on"),
    "sender_shown": lambda data: gettext("The sender's address is protected no more"),
    "talk_moved": _talk_moved,
    "call_promised": lambda data: gettext("Promised to call by %(date)s") % {"date": _day(data, "due_by")},
    "call_tried": lambda data: gettext("Called, and did not reach them"),
    "called": _called,
    "chat_taken": _chat_taken,
    "chat_replied": _chat_replied,
    "chat_returned": _chat_returned,
    "chat_passed_on": _chat_passed_on,
    "chat_ended": _chat_ended,
    "note_written": lambda data: gettext("Wrote a note to colleagues"),
    "note_corrected": lambda data: gettext("Corrected a note to colleagues"),
}
