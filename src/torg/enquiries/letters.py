"""What we write when an enquiry takes a turn: to its sender, and to the colleagues it is offered to (ALV-07, ALV-28).

Each letter to a sender says what happens next, by when, and whom to contact (ALV-09).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from torg.enquiries.numbers import said
from torg.enquiries.receipts import About, Letter, below, due_in_words
from torg.strategy.explanations import Step, says


def written(about: About) -> Letter:
    """Tells that we have written behind the sender's own link, and nothing of what (ALB-09)."""
    with translation.override(about.language):
        number = said(about.number)
        lines = [
            *_hello(about),
            _("We have written to you about your enquiry %(number)s.") % {"number": number},
            _("It holds information that does not belong in e-mail, so you read it behind your own link, below."),
            "",
            _("What happens next"),
            _("There you see by when you have your answer, and can write to us."),
        ]
        subject = _("There is a message for you, number %(number)s") % {"number": number}
        return _letter(subject, lines, about)


def handed_over(about: About, *, before: str, due_by: datetime | None) -> Letter:
    """Who has the enquiry now, and that the date stands."""
    with translation.override(about.language):
        number = said(about.number)
        lines = [
            *_hello(about),
            _("%(before)s has handed your enquiry over to %(unit)s, which has accepted it and answers you now.")
            % {"before": before, "unit": about.unit},
            "",
            _("Your number: %(number)s") % {"number": number},
            _("You wrote about: %(subject)s") % {"subject": about.subject},
            _("Who has it now: %(unit)s") % {"unit": about.unit},
        ]
        if due_by is not None:
            lines.append(
                _("The date is unchanged: you will have an answer by %(date)s.") % {"date": _due(about, due_by)}
            )
        lines += ["", _("What happens next"), _("You need do nothing. %(unit)s answers you.") % {"unit": about.unit}]
        subject = _("%(unit)s has your enquiry now, number %(number)s") % {"unit": about.unit, "number": number}
        return _letter(subject, lines, about)


def interim(
    about: About, *, text: str, by: str, reason: str, before: datetime, due_by: datetime, is_late: bool
) -> Letter:
    """It takes longer, because ..., and this is the new date; greeting, matter and old date are the reader's own."""
    with translation.override(about.language):
        number, date = said(about.number), _due(about, due_by)
        if is_late:
            promised = _("We promised you an answer by %(date)s, and have not managed it. We are sorry.")
        else:
            promised = _("We have promised you an answer by %(date)s, and it takes longer than that. We are sorry.")
        lines = [
            *_hello(about),
            _("You wrote to us about: %(subject)s") % {"subject": about.subject},
            promised % {"date": _due(about, before)},
            "",
            text.strip(),
            "",
            _("Your number: %(number)s") % {"number": number},
            _("Why it takes longer: %(reason)s") % {"reason": reason},
            _("The new date: you will have an answer by %(date)s.") % {"date": date},
            "",
            _("What happens next"),
            _("%(unit)s goes on with your enquiry and answers you by the new date.") % {"unit": about.unit},
        ]
        subject = _("Interim reply: you will have an answer by %(date)s, number %(number)s") % {
            "date": date,
            "number": number,
        }
        return _letter(subject, lines, about, signed=by)


def ask(about: About, *, text: str, reason: str, by: str, wanted_by: datetime, then_by: datetime) -> Letter:
    """What we need to know, by when, and the date the sender gets if the answer comes by then."""
    with translation.override(about.language):
        number = said(about.number)
        lines = [
            text.rstrip(),
            "",
            _("Why we ask: %(reason)s") % {"reason": reason},
            _("Your number: %(number)s") % {"number": number},
            _("Please answer by %(date)s.") % {"date": _due(about, wanted_by)},
            _("If your answer comes by then, you will have ours by %(date)s.") % {"date": _due(about, then_by)},
            "",
            _("What happens next"),
            _("We wait for your answer. Until then our time stands still, and it goes on by itself when you answer."),
            _("Answer this message, or write behind your own link."),
        ]  # fmt: skip
        subject = _("We need to know more, number %(number)s") % {"number": number}
        return _letter(subject, lines, about, signed=by)


def resumed(about: About, *, due_by: datetime, steps: Sequence[Step]) -> Letter:
    """We have what we asked for, or go on without it; the new date, and why then."""
    with translation.override(about.language):
        number = said(about.number)
        lines = [
            *_hello(about),
            _("We go on with your enquiry."),
            "",
            _("Your number: %(number)s") % {"number": number},
            *_promised(about, due_by, steps),
        ]
        subject = _("We go on with your enquiry, number %(number)s") % {"number": number}
        return _letter(subject, lines, about)


def taken_up(about: About, *, due_by: datetime, steps: Sequence[Step]) -> Letter:
    """Somebody at the desk has taken an answered enquiry up again; the new date, and why then."""
    with translation.override(about.language):
        number = said(about.number)
        lines = [
            *_hello(about),
            _("We have taken your enquiry up again, and answer you once more."),
            "",
            _("Your number: %(number)s") % {"number": number},
            _("Who has it now: %(unit)s") % {"unit": about.unit},
            *_promised(about, due_by, steps),
        ]
        subject = _("We have taken your enquiry up again, number %(number)s") % {"number": number}
        return _letter(subject, lines, about)


def late(about: About, *, due_by: datetime) -> Letter:
    """The promise is broken, and we say so, where the strategy says that we tell (ALB-10)."""
    with translation.override(about.language):
        number = said(about.number)
        lines = [
            *_hello(about),
            _("We promised you an answer by %(date)s, and have not managed it. We are sorry.")
            % {"date": _due(about, due_by)},
            "",
            _("Your number: %(number)s") % {"number": number},
            _("You wrote about: %(subject)s") % {"subject": about.subject},
            _("Who has it now: %(unit)s") % {"unit": about.unit},
            "",
            _("What happens next"),
            _("You still get your answer, from %(unit)s.") % {"unit": about.unit},
        ]
        subject = _("Your answer is late, number %(number)s") % {"number": number}
        return _letter(subject, lines, about)


def offered(about: About, *, before: str, note: str, by: str, answer_by: datetime, due_by: datetime | None) -> Letter:
    """To a unit or a colleague: an enquiry is offered to them; it is not theirs until they accept.

    What colleagues write of something sensitive is read at the desk, where it is known who reads it.
    """
    with translation.override(about.language):
        note = _("The enquiry is sensitive: read the note at the desk.") if about.sensitive else note
        number = said(about.number)
        lines = [
            _("%(before)s offers enquiry %(number)s to %(unit)s.")
            % {"before": before, "number": number, "unit": about.unit},
            _("Accept it or refuse it by %(date)s. Until then it stays with %(before)s.")
            % {"date": _due(about, answer_by), "before": before},
        ]
        if due_by is not None:
            lines.append(_("Its sender was promised an answer by %(date)s.") % {"date": _due(about, due_by)})
        lines += ["", _("%(name)s writes:") % {"name": by}, note, "", _desk_link(about)]
        subject = _("Offered to you: %(number)s") % {"number": number}
    return Letter(subject, "\n".join(lines) + "\n")


def offer_answered(about: About, *, state: str, unit: str, reason: str) -> Letter:
    """To the one who offered: it was refused, or nobody answered in time, and it is still theirs."""
    with translation.override(about.language):
        if about.sensitive and reason:
            reason = _("The enquiry is sensitive: read the reason at the desk.")
        number = said(about.number)
        if state == "refused":
            first = _("%(unit)s has refused enquiry %(number)s, and it stays with you.") % {
                "unit": unit,
                "number": number,
            }
        else:
            first = _("%(unit)s has not answered in time, and enquiry %(number)s stays with you.") % {
                "unit": unit,
                "number": number,
            }
        lines = [first, *([reason] if reason else []), "", _desk_link(about)]
        subject = _("Still with you: %(number)s") % {"number": number}
    return Letter(subject, "\n".join(lines) + "\n")


def interim_draft(about: About, *, new_date: datetime) -> tuple[str, str]:
    """The text of an interim reply as Torg drafts it, and the reason, for a person to make true before it is sent.

    Who it is for, about what, and what was promised is not in it: the letter says it to each reader for themselves.
    """
    with translation.override(about.language):
        lines = [
            _("We work on your answer, and need more time."),
            _("You will now have an answer by %(date)s.") % {"date": _due(about, new_date)},
        ]
        return "\n".join(lines), _("We need more time to find the right answer.")


def _hello(about: About) -> list[str]:
    return [_("Hello %(name)s,") % {"name": about.name} if about.name else _("Hello,"), ""]


def _due(about: About, moment: datetime) -> str:
    return due_in_words(moment, language=about.language, zone=about.zone)


def _promised(about: About, due_by: datetime, steps: Sequence[Step]) -> list[str]:
    return [
        _("You will have an answer by: %(date)s") % {"date": _due(about, due_by)},
        "",
        _("Why this date"),
        *says(steps, language=about.language),
        "",
        _("What happens next"),
        _("%(unit)s reads your enquiry and answers you. Should it take longer, we tell you why, and a new date.")
        % {"unit": about.unit},
    ]


def _letter(subject: str, lines: list[str], about: About, *, signed: str = "") -> Letter:
    """A letter to the sender, with whom to contact, the link, and who it is from below; in the language switched to."""
    return Letter(subject, "\n".join([*lines, *below(about, signed=signed)]) + "\n")


def _desk_link(about: About) -> str:
    return f"{settings.BASE_URL.rstrip('/')}/{about.language}/desk/enquiry/{about.number}/"
