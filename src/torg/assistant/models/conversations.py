"""Rows of a conversation: with the assistant first, then perhaps with a person; and the seats of those who serve it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """Who a conversation is with now."""

    ASSISTANT = "assistant", _("With the assistant")
    WAITING = "waiting", _("Waiting for a person")
    TALKING = "talking", _("With a person")
    ENDED = "ended", _("Ended")


class Outcome(models.TextChoices):
    """What came of a conversation that has ended: exactly one of the three, so that they add up to all (KON-31)."""

    CONTAINED = "contained", _("Answered without a person")
    ESCALATED = "escalated", _("Passed on to a person")
    ABANDONED = "abandoned", _("Left without an answer")


class Speaker(models.TextChoices):
    """Who says something in a conversation; ``torg`` tells what happens, such as who came in."""

    CITIZEN = "citizen", _("The citizen")
    ASSISTANT = "assistant", _("The assistant")
    HANDLER = "handler", _("A person")
    TORG = "torg", _("Torg")


class Conversation(models.Model):
    """One talk, from the first question to its end, on any device that has its secret link (KON-26).

    ``token`` is the secret of that link; ``code`` is short, to be said on the phone or at the counter, so that it goes
    on there without starting over. ``in_hours`` tells whether a person could be reached when it began. ``enquiry`` is
    there from when a person is asked for; owner, promises and receipt are the enquiry's. ``handler`` serves it now.
    ``told_closed_at`` is when the out-of-hours message was given: once. ``citizen_seen`` and ``handler_seen`` are the
    ids of the last messages each side has seen. ``transcript_to`` is the address that was given to send what was said
    to, "" for ``email``, by which the enquiry knows its sender; ``transcripts`` are the addresses it has been sent to.
    ``ended_why`` is done, left, idle, written (goes on in writing) or moved (goes on in another channel).
    """

    token = models.CharField(max_length=43, unique=True)
    code = models.CharField(max_length=9, unique=True)
    language = models.CharField(max_length=5)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.ASSISTANT)
    started_at = models.DateTimeField()
    last_at = models.DateTimeField()
    started_on = models.CharField(max_length=300, blank=True, default="")
    in_hours = models.BooleanField(default=False)
    told_closed_at = models.DateTimeField(null=True, blank=True)
    name = models.CharField(max_length=200, blank=True, default="")
    email = models.CharField(max_length=320, blank=True, default="")
    phone = models.CharField(max_length=40, blank=True, default="")
    wants_transcript = models.BooleanField(default=False)
    transcript_to = models.CharField(max_length=320, blank=True, default="")
    transcripts = models.JSONField(default=list)
    enquiry = models.ForeignKey("enquiries.Enquiry", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    waiting_since = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    returned = models.PositiveSmallIntegerField(default=0)
    citizen_seen = models.BigIntegerField(default=0)
    handler_seen = models.BigIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=10, blank=True, default="")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="assistant_stage"),
            models.CheckConstraint(
                condition=Q(stage="ended", ended_at__isnull=False, outcome__in=Outcome.values)
                | (~Q(stage="ended") & Q(ended_at__isnull=True, outcome="")),
                name="assistant_ended_has_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(stage="talking", handler__isnull=False, enquiry__isnull=False)
                | Q(stage="waiting", handler__isnull=True, enquiry__isnull=False, waiting_since__isnull=False)
                | Q(stage__in=["assistant", "ended"]),
                name="assistant_served_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "waiting_since"], condition=Q(stage="waiting"), name="assistant_queue"),
            models.Index(fields=["handler"], condition=Q(stage="talking"), name="assistant_served"),
            models.Index(fields=["enquiry"], condition=Q(enquiry__isnull=False), name="assistant_of_enquiry"),
            models.Index(fields=["last_at"], condition=~Q(stage="ended"), name="assistant_going_on"),
            models.Index(fields=["ended_at"], condition=Q(stage="ended"), name="assistant_ended"),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.stage})"


class Message(models.Model):
    """Something said in a conversation. It is stored before anything else is done with it; its words never change.

    Identity numbers are masked in ``text`` before it is stored. ``data`` is what the words cannot hold: for the
    assistant the parts of its reply (values.Reply), ``judged`` (whether the citizen says that it helped) and
    ``judgements`` (how often they have said). ``sent_as`` is the name its sender's browser gave it, so that one
    sent twice, when the network was lost, is stored once; "" when nobody gave one.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages", db_index=False)
    at = models.DateTimeField()
    speaker = models.CharField(max_length=10, choices=Speaker.choices)
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    text = models.TextField(blank=True, default="")
    data = models.JSONField(default=dict)
    sent_as = models.CharField(max_length=36, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "sent_as"], condition=~Q(sent_as=""), name="assistant_sent_once"
            ),
        ]
        indexes = [models.Index(fields=["conversation", "id"], name="assistant_messages")]

    def __str__(self) -> str:
        return f"{self.speaker} {self.at:%Y-%m-%d %H:%M}"


class MessageFile(models.Model):
    """A file that was sent in a conversation; ``size`` in bytes."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=255)
    size = models.PositiveIntegerField()
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """Somebody who serves the chat: whether they take new conversations now, and how many at once (KON-34).

    A seat whose ``seen_at`` is old is empty, whatever ``is_ready`` says. ``languages`` are those they write in, all of
    ours when empty.
    """

    staff = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="chat_seat")
    is_ready = models.BooleanField(default=False)
    at_once = models.PositiveSmallIntegerField(default=3)
    languages = models.JSONField(default=list)
    seen_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["seen_at"], condition=Q(is_ready=True), name="assistant_seats")]

    def __str__(self) -> str:
        return f"{self.staff_id} ({'ready' if self.is_ready else 'away'})"
