"""Follow up: what comes of a complaint or of feedback, which an answer alone does not settle (KON-20, KON-44)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from torg.editions.queries import in_force
from torg.enquiries import receipts
from torg.enquiries.actions.answer import NotYours, ReasonNeeded
from torg.enquiries.actions.file import COMPLAINT, DIALOGUE
from torg.enquiries.ledger import happened
from torg.enquiries.models import Enquiry, FollowUp, Outcome
from torg.enquiries.queries.access import may_work_on
from torg.mailroom import actions as mailroom
from torg.people.queries import units

if TYPE_CHECKING:
    from torg.people.models import Staff

BATCH = 200
REMIND_AFTER, REMIND_AGAIN = timedelta(days=14), timedelta(days=7)


class DayNeeded(Exception):
    """A change that is planned needs the day by which it is to be there."""


class NotFeedback(Exception):
    """The enquiry is neither a complaint nor feedback, or what came of it is decided already."""


@transaction.atomic
def mark_feedback(enquiry_id: int, *, by: Staff, now: datetime) -> None:
    """Notes that an enquiry is a complaint or feedback, so that somebody must say what comes of it; raises NotYours.

    What was promised stands: the sender's date does not move because we call it something else.
    """
    enquiry = _mine(enquiry_id, by)
    _row, is_new = FollowUp.objects.get_or_create(enquiry=enquiry, defaults={"opened_at": now})
    if not is_new:
        return
    before, enquiry.purpose = enquiry.purpose, COMPLAINT
    enquiry.save(update_fields=["purpose"])
    happened(enquiry, "marked_feedback", now=now, by=by, before=before).save()


@transaction.atomic
def unmark_feedback(enquiry_id: int, *, by: Staff, now: datetime) -> None:
    """Undoes mark_feedback while nothing has been decided; raises NotYours, NotFeedback."""
    enquiry = _mine(enquiry_id, by)
    row = FollowUp.objects.select_for_update().filter(enquiry=enquiry, state=Outcome.OPEN).first()
    if row is None:
        raise NotFeedback(enquiry_id)
    row.delete()
    enquiry.purpose = DIALOGUE
    enquiry.save(update_fields=["purpose"])
    happened(enquiry, "marked_not_feedback", now=now, by=by).save()


@transaction.atomic
def decide(
    enquiry_id: int, *, outcome: str, learned: str, change: str, due_on: date | None, by: Staff, now: datetime
) -> None:
    """Says what comes of it: a change by a day, a change that is made, or none and why.

    What was decided before can be read in the events. Raises NotYours, NotFeedback, ReasonNeeded, DayNeeded.
    """
    enquiry = _mine(enquiry_id, by)
    row = FollowUp.objects.select_for_update().filter(enquiry=enquiry).first()
    state = Outcome(outcome)
    if row is None or state == Outcome.OPEN:
        raise NotFeedback(enquiry_id)
    if not change.strip():
        raise ReasonNeeded
    if state == Outcome.PLANNED and due_on is None:
        raise DayNeeded
    row.state, row.learned, row.change = state, learned.strip(), change.strip()
    row.due_on = due_on if state == Outcome.PLANNED else row.due_on
    is_settled = state in {Outcome.DONE, Outcome.NOTHING}
    row.settled_at, row.settled_by = (now, by) if is_settled else (None, None)
    row.save()
    happened(
        enquiry, f"follow_up_{state}", now=now, by=by, learned=row.learned, change=row.change,
        due_on=due_on.isoformat() if due_on else "",
    ).save()  # fmt: skip


def remind_of_follow_ups(clock: Callable[[], datetime], *, limit: int = BATCH) -> int:
    """Mails each unit what has lain undecided for two weeks, or is planned for a day that has passed; once a week.

    Only in working hours; gives how many were reminded of.
    """
    now = clock()
    under = in_force(now)
    if not under.calendar.desk_hours.is_open(now):
        return 0
    today = under.calendar.local(now).date()
    with transaction.atomic():
        rows = list(
            FollowUp.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("enquiry")
            .filter(settled_at__isnull=True)
            .filter(Q(state=Outcome.OPEN, opened_at__lte=now - REMIND_AFTER) | Q(due_on__lt=today))
            .filter(Q(reminded_at__isnull=True) | Q(reminded_at__lte=now - REMIND_AGAIN))
            .order_by("opened_at", "id")[:limit]
        )
        around = units()
        by_unit: dict[int, list[FollowUp]] = {}
        for row in rows:
            by_unit.setdefault(row.enquiry.unit_id, []).append(row)
        posts = []
        for unit_id, theirs in by_unit.items():
            unit = around.by_id.get(unit_id, around.front_line)
            if unit.email:
                letter = receipts.follow_ups_wait(
                    [row.enquiry.number for row in theirs], unit=unit.name, language=under.language
                )
                posts.append(
                    mailroom.Post(
                        kind="email", purpose="reminder", to_address=unit.email, to_name=unit.name,
                        subject=letter.subject, text=letter.text, language=under.language, automatic=True,
                        from_name=under.strategy.municipality.name,
                    )
                )  # fmt: skip
        mailroom.post_many(posts, now=now)
        FollowUp.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_at=now)
    return len(rows)


def _mine(enquiry_id: int, by: Staff) -> Enquiry:
    enquiry = Enquiry.objects.select_for_update().get(pk=enquiry_id)
    if not may_work_on(by, enquiry):
        raise NotYours(enquiry_id)
    return enquiry
