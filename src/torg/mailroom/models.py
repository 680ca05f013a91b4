"""Rows of the mailroom: what came in, raw; what goes out; each attempt to send it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class KeptState(models.TextChoices):
    """What has become of a message that came in."""

    WAITING = "waiting", _("Waiting to be read")
    FILED = "filed", _("Filed")
    QUARANTINED = "quarantined", _("In quarantine")
    SET_ASIDE = "set_aside", _("Set aside")


class KeptMessage(models.Model):
    """One message that came in, byte for byte, stored before it is understood and only once.

    ``fingerprint`` is a SHA-256 of what makes the message itself, so a second delivery is the same row. ``why`` is a
    code for the reason of a quarantine, ``said`` the detail. Received = filed + quarantined + set aside + waiting.
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
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} ({self.state})"


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

    ``purpose`` is receipt, answer, notice or reminder. While being sent the row is leased until ``lease_until``; the
    Message-ID stays the same over all attempts, so a receiver can see a message that came twice for what it is.
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
            models.Index(fields=["lease_until"], condition=Q(state="sending"), name="mailroom_out_leased"),
            models.Index(fields=["-id"], condition=Q(state__in=["failed", "bounced"]), name="mailroom_out_failed"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.message_id} ({self.state})"


class Attempt(models.Model):
    """One attempt to send a message, or one piece of news about its delivery."""

    outgoing = models.ForeignKey(OutgoingMessage, on_delete=models.CASCADE, related_name="attempts")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=20)
    said = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.outcome}"
