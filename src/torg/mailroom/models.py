"""Rows of the mailroom: what came in, raw; what goes out; each attempt to send it; and the books of each day."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from torg.mailroom.storing import Domain


class KeptState(models.TextChoices):
    """What has become of a message that came in."""

    WAITING = "waiting", _("Waiting to be read")
    FILED = "filed", _("Filed")
    QUARANTINED = "quarantined", _("In quarantine")
    SET_ASIDE = "set_aside", _("Set aside")


class KeptMessage(models.Model):
    """One message that came in, byte for byte, stored before it is understood and only once.

    ``fingerprint`` is a SHA-256 of what makes the message itself, so a second delivery is the same row. ``why`` is a
    code for the reason of a quarantine, ``said`` the detail; one that is filed has "news" there when it told of the
    delivery of a message of ours, and is no contact. Received = filed + quarantined + set aside + waiting.
    """

    kind = models.CharField(max_length=20)
    outside_id = models.CharField(max_length=998, blank=True, default="")
    fingerprint = models.BinaryField(max_length=32)
    headers = models.JSONField(default=dict)
    raw = models.BinaryField()
    size = models.PositiveIntegerField()
    received_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=KeptState.choices, default=KeptState.WAITING)
    why = models.CharField(max_length=40, blank=True, default="")
    said = models.TextField(blank=True, default="")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "fingerprint"], name="mailroom_kept_once"),
            models.CheckConstraint(condition=Q(state__in=KeptState.values), name="mailroom_kept_state"),
            models.CheckConstraint(
                condition=~Q(state="quarantined") | ~Q(why=""), name="mailroom_quarantine_has_a_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(state="waiting"), name="mailroom_kept_waiting"),
            models.Index(fields=["-id"], condition=Q(state="quarantined"), name="mailroom_kept_quarantine"),
            models.Index(fields=["-id"], condition=Q(state="set_aside"), name="mailroom_kept_set_aside"),
            # Rows come in the order of time: this one finds a day and costs next to nothing to keep.
            BrinIndex(fields=["received_at"], autosummarize=True, pages_per_range=32, name="mailroom_kept_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} ({self.state})"


class LaterRecipient(models.Model):
    """An address of ours that a later copy of a kept message was for, and the first was not.

    Who receives writes it in the transaction that acknowledges the copy; the worker takes it away again when it has
    told the kept message, and the enquiry it became. It is a queue, and as good as empty.
    """

    kept = models.ForeignKey(KeptMessage, on_delete=models.CASCADE, related_name="later_recipients")
    address = models.CharField(max_length=320)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kept", "address"], name="mailroom_later_once")]

    def __str__(self) -> str:
        return f"{self.kept_id} > {self.address}"


class Tally(models.Model):
    """How many messages one transaction took in or put in the outbox, counted by the one that wrote them.

    The other side of the day's books: a row that is lost afterwards, by whatever way, is missed by it. ``again`` counts
    copies of what was kept already. Rows are only ever added.
    """

    at = models.DateTimeField()
    kind = models.CharField(max_length=20)
    is_incoming = models.BooleanField()
    new = models.PositiveIntegerField()
    again = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["at"], name="mailroom_tally_by_day")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind} {self.new}"


class DayBook(models.Model):
    """What came in, or went out, in one channel on one day, and whether it adds up.

    ``counts`` are the sides of the equations by name, ``gaps`` what does not fit, code to number; an empty one means
    that all of it adds up. Written anew for as long as the day may still change.
    """

    day = models.DateField()
    kind = models.CharField(max_length=20)
    is_incoming = models.BooleanField()
    counts = models.JSONField(default=dict)
    gaps = models.JSONField(default=dict)
    fits = models.BooleanField()
    written_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "kind", "is_incoming"], name="mailroom_one_book_a_day"),
            models.CheckConstraint(
                condition=Q(fits=True, gaps={}) | (Q(fits=False) & ~Q(gaps={})), name="mailroom_gaps_do_not_fit"
            ),
        ]
        indexes = [models.Index(fields=["-day"], condition=Q(fits=False), name="mailroom_day_with_gaps")]

    def __str__(self) -> str:
        return f"{self.day} {self.kind} {'in' if self.is_incoming else 'out'}"


class OutgoingState(models.TextChoices):
    """How far a message on its way out has come."""

    WAITING = "waiting", _("Waiting to be sent")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Handed over")
    DELIVERED = "delivered", _("Delivered")
    BOUNCED = "bounced", _("Came back")
    FAILED = "failed", _("Failed")


class OutgoingMessage(models.Model):
    """One message of ours, written in the same transaction as its cause and sent by a job.

    ``purpose`` is receipt, answer, interim, ask (for more), notice, panel, or to staff alarm and reminder. While being
    sent the row is leased until ``lease_until``; the Message-ID stays the same over all attempts, so a receiver can see
    a message that came twice for what it is.
    ``thread`` is the exchange that a receipt is part of, whoever writes in it: the Message-ID that it began with; the
    first receipt in it has none.
    """

    kind = models.CharField(max_length=20)
    purpose = models.CharField(max_length=20)
    to_address = models.CharField(max_length=320)
    to_name = models.CharField(max_length=200, blank=True, default="")
    from_address = models.CharField(max_length=320)
    from_name = models.CharField(max_length=200, blank=True, default="")
    reply_to = models.CharField(max_length=320, blank=True, default="")
    subject = models.CharField(max_length=500)
    text = models.TextField()
    language = models.CharField(max_length=5, blank=True, default="")
    message_id = models.CharField(max_length=255, unique=True)
    in_reply_to = models.CharField(max_length=998, blank=True, default="")
    references = models.JSONField(default=list, blank=True)
    automatic = models.BooleanField(default=False)
    thread = models.CharField(max_length=255, blank=True, default="")
    created_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=OutgoingState.choices, default=OutgoingState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    said = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=OutgoingState.values), name="mailroom_outgoing_state"),
            models.CheckConstraint(
                condition=Q(state="sending", lease_until__isnull=False) | ~Q(state="sending"),
                name="mailroom_sending_is_leased",
            ),
        ]
        indexes = [
            models.Index(fields=["next_try_at", "id"], condition=Q(state="waiting"), name="mailroom_out_waiting"),
            models.Index(
                fields=["to_address", "created_at"], condition=Q(purpose="receipt"), name="mailroom_out_receipts"
            ),
            models.Index(
                fields=["thread", "created_at"],
                condition=Q(purpose="receipt") & ~Q(thread=""),
                name="mailroom_out_threads",
            ),
            models.Index(
                Domain("to_address"), "created_at", condition=Q(purpose="receipt"), name="mailroom_out_domains"
            ),
            BrinIndex(fields=["created_at"], autosummarize=True, pages_per_range=32, name="mailroom_out_by_day"),
            models.Index(fields=["lease_until"], condition=Q(state="sending"), name="mailroom_out_leased"),
            models.Index(fields=["-id"], condition=Q(state__in=["failed", "bounced"]), name="mailroom_out_failed"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.message_id} ({self.state})"


class Attempt(models.Model):
    """One attempt to send a message, or one piece of news about its delivery, which ``kept`` told."""

    outgoing = models.ForeignKey(OutgoingMessage, on_delete=models.CASCADE, related_name="attempts")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=20)
    said = models.TextField(blank=True, default="")
    kept = models.ForeignKey(
        KeptMessage, on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.outcome}"
