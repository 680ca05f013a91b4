"""Talks that nobody passed on to people: ended when nothing more is said, and their words forgotten after two weeks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from torg.assistant.actions.chat_rows import locked
from torg.assistant.models import Conversation, Message, Outcome, Speaker, Stage
from torg.assistant.talking.kept import reply_of

ENDS_AFTER = timedelta(hours=24)
"""Somebody who comes back the same day goes on where they were."""
WORDS_KEPT = timedelta(days=14)
"""As long as a new contact counts as being about the same, so long the code leads to what was said."""
COUNTED_FOR = timedelta(days=400)
BATCH = 200
ANSWERED = frozenset({"answer", "elsewhere", "other_municipality", "emergency", "crisis"})
ASKED = ANSWERED | {"choices", "unknown", "person", "trouble"}
FORGOTTEN = "forgotten-"
COUNTED_AGAIN = timedelta(days=11)
"""So long the days' figures still follow what came of a talk (the nightly job looks back a day longer)."""


def forget_old(clock: Callable[[], datetime], *, limit: int = BATCH) -> int:
    """Ends what is quiet, forgets the words of what is old, and at last the rows; gives how many it dealt with.

    What was passed on to people belongs to its enquiry, and is left alone (docs/decisions/0125).
    """
    return end_quiet(clock(), limit=limit) + forget_words(clock(), limit=limit) + forget_rows(clock(), limit=limit)


def end_quiet(now: datetime, *, limit: int = BATCH) -> int:
    """Ends the talks with the assistant alone in which nothing was said for a day; gives how many."""
    quiet = Conversation.objects.filter(stage=Stage.ASSISTANT, last_at__lt=now - ENDS_AFTER)
    ended = 0
    for pk in list(quiet.order_by("last_at").values_list("pk", flat=True)[:limit]):
        with transaction.atomic():
            row = locked(pk=pk)
            if row.stage == Stage.ASSISTANT and row.last_at < now - ENDS_AFTER:
                row.stage, row.ended_at, row.ended_why = Stage.ENDED, now, "idle"
                row.outcome = outcome_of(row)
                row.save(update_fields=["stage", "ended_at", "ended_why", "outcome"])
                ended += 1
    return ended


def outcome_of(row: Conversation) -> Outcome:
    """Contained when the last thing asked was answered and nobody said that it did not help; abandoned otherwise.

    Silence after "I do not know" is no answer, and neither is a list of pages that nobody chose from (KON-31).
    """
    last: tuple[int, str] | None = None
    for message in Message.objects.filter(conversation=row, speaker=Speaker.ASSISTANT).order_by("pk"):
        reply = reply_of(message.data)
        if message.data.get("helped") is True and last is not None:
            last = (last[0], "answer")
        elif reply is not None and reply.verdict in ASKED:
            last = (message.pk, reply.verdict)
    return Outcome.CONTAINED if last is not None and last[1] in ANSWERED else Outcome.ABANDONED


def judged_after(row: Conversation, *, helped: bool, now: datetime) -> None:
    """What came of a talk with the assistant alone follows what is said of a reply in it after its end.

    Only while its day is counted again: afterwards the figures would tell otherwise. The talk is locked.
    """
    if row.waiting_since is not None or row.ended_at is None or row.ended_at < now - COUNTED_AGAIN:
        return
    row.outcome = Outcome.CONTAINED if helped else Outcome.ABANDONED
    row.save(update_fields=["outcome"])


@transaction.atomic
def forget_words(now: datetime, *, limit: int = BATCH) -> int:
    """Deletes what was said in old talks with the assistant alone, and what leads to them; gives how many talks."""
    old = Conversation.objects.filter(stage=Stage.ENDED, enquiry__isnull=True, last_at__lt=now - WORDS_KEPT)
    rows = list(old.exclude(token__startswith=FORGOTTEN).order_by("last_at")[:limit])
    Message.objects.filter(conversation__in=rows).delete()
    for row in rows:
        row.token, row.code = f"{FORGOTTEN}{row.pk}", f"-{row.pk:x}"[:9]
        row.started_on = row.name = row.email = row.phone = ""
    fields = ["token", "code", "started_on", "name", "email", "phone"]
    Conversation.objects.bulk_update(rows, fields)
    return len(rows)


@transaction.atomic
def forget_rows(now: datetime, *, limit: int = BATCH) -> int:
    """Deletes what is left of talks whose figures were added up long ago; gives how many."""
    old = Conversation.objects.filter(token__startswith=FORGOTTEN, last_at__lt=now - COUNTED_FOR)
    ids = list(old.order_by("last_at").values_list("pk", flat=True)[:limit])
    Conversation.objects.filter(pk__in=ids).delete()
    return len(ids)
