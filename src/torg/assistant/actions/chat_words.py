"""What Torg says in a conversation with people, in the language of the one who is there."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext, gettext_noop, override

from torg.enquiries.numbers import said
from torg.enquiries.receipts import About, Letter, below, due_in_words

ENDS = {
    "answered": gettext_noop("The conversation has ended. Thank you for writing to us."),
    "written": gettext_noop("The conversation has ended. We answer you in writing."),
    "phoned": gettext_noop("The conversation has ended. We call you with the answer."),
    "call": gettext_noop("The conversation goes on by phone: we call you."),
    "meeting": gettext_noop("The conversation goes on in a meeting."),
    "left": gettext_noop("You have left the conversation."),
    "idle": gettext_noop("Nobody has written for a while, so we end the conversation here."),
    "nobody": gettext_noop("Nobody can come to the chat any more today."),
}


def waiting(language: str, *, number: int, due_by: datetime | None, zone: ZoneInfo) -> str:
    """That somebody comes, the number, and by when there is an answer whatever happens."""
    with override(language):
        lines = [
            gettext("You are in the queue for a person, who can read everything you have written here."),
            gettext("Your number is %(number)s.") % {"number": said(number)},
        ]
        if due_by is not None:
            date = due_in_words(due_by, language=language, zone=zone)
            lines.append(
                gettext("Should we not reach you here, you have an answer in writing by %(date)s.") % {"date": date}
            )
    return " ".join(lines)


def taken(language: str, *, name: str, unit: str) -> str:
    """Whom one talks with now."""
    with override(language):
        return gettext("You are talking with %(name)s, %(unit)s.") % {"name": name, "unit": unit}


def returned(language: str, *, name: str) -> str:
    """That the one who was there had to go, and nothing is lost."""
    with override(language):
        words = gettext("%(name)s had to leave. You are first in the queue, and the next one can read everything.")
        return words % {"name": name}


def passed_on(language: str, *, unit: str, live: bool) -> str:
    """Who takes over, here or in writing."""
    with override(language):
        if live:
            words = gettext("%(unit)s takes over here in the chat, and can read everything you have written.")
        else:
            words = gettext("%(unit)s can answer this best, and has been asked to take it over.")
        return words % {"unit": unit}


def quiet(language: str) -> str:
    """The one question before a quiet conversation is closed."""
    with override(language):
        return gettext("Are you still there? Write something, or we end the conversation in a while.")


def ended(
    language: str, how: str, *, number: int, due_by: datetime | None, zone: ZoneInfo, by_phone: bool = False
) -> str:
    """How it ended, and what is still owed: by when we call or there is an answer, and under which number.

    ``by_phone``: they are reached by phone alone, so that the answer is a call too.
    """
    ends = ENDS["phoned"] if how == "written" and by_phone else ENDS[how]
    with override(language):
        lines = [gettext(ends)]
        if due_by is not None and how != "answered":
            told = {"date": due_in_words(due_by, language=language, zone=zone), "number": said(number)}
            if how == "call" or by_phone:
                lines.append(gettext("We call you by %(date)s. Your number is %(number)s.") % told)
            else:
                lines.append(gettext("You have our answer by %(date)s. Your number is %(number)s.") % told)
    return " ".join(lines)


def no_subject(language: str) -> str:
    """What an enquiry is about in which nobody has said it yet."""
    with override(language):
        return gettext("Chat")


def nothing_asked() -> str:
    """Why an enquiry is closed in which nothing was asked, for those who look at it at the desk."""
    return gettext("The chat ended before anything was asked")


def who(language: str, speaker: str) -> str:
    """What those who say something are called in a transcript, where they have no name of their own."""
    with override(language):
        names = {"citizen": gettext("You"), "assistant": gettext("The assistant"), "handler": gettext("A person")}
        return names.get(speaker, gettext("Torg"))


def transcript(about: About, *, lines: list[str]) -> Letter:
    """What was said, sent because its writer asked for it; of what is sensitive only the link goes by plain e-mail."""
    with override(about.language):
        hello = gettext("Hello %(name)s,") % {"name": about.name} if about.name else gettext("Hello,")
        if about.sensitive:
            said_in_it = [gettext("You asked for what was said in our chat. You find it behind your own link, below.")]
        else:
            said_in_it = [gettext("You asked for what was said in our chat. Here it is:"), "", *lines]
        subject = gettext("What was said in our chat, number %(number)s") % {"number": said(about.number)}
    return Letter(subject, "\n".join([hello, "", *said_in_it, *_foot(about)]) + "\n")


def _foot(about: About) -> list[str]:
    with override(about.language):
        return below(about)
