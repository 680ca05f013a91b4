"""Rows of the heart: enquiry, contact, attachment, promise, event.

Promises and events are ledgers: the database itself refuses to rewrite or delete them (migration 0002).
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where an enquiry stands."""

    OPEN = "open", _("Open")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")


class Enquiry(models.Model):
    """What a person wants: a number, one owner, a status, promises (ALV-04).

    ``due_by`` and ``remind_at`` (from when it is soon due) repeat the open promise, so that a list reads one index; an
    open enquiry always has them. ``route`` says why the owner is the owner. ``token`` is the secret of the link by
    which the sender follows it.
    """

    number = models.BigIntegerField(unique=True)
    subject = models.CharField(max_length=500)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    channel = models.CharField(max_length=20)
    purpose = models.CharField(max_length=40, blank=True, default="")
    field = models.CharField(max_length=60, blank=True, default="")
    service = models.ForeignKey("catalogue.Service", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=5)
    sensitive = models.BooleanField(default=False)
    route = models.JSONField(default=dict)
    token = models.CharField(max_length=43, unique=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    due_by = models.DateTimeField(null=True, blank=True)
    remind_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    overdue_noted_at = models.DateTimeField(null=True, blank=True)
    unread = models.BooleanField(default=True)

    class Meta:
        verbose_name_plural = "enquiries"
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="enquiries_status"),
            models.CheckConstraint(
                condition=Q(status="open", due_by__isnull=False, closed_at__isnull=True)
                | (~Q(status="open") & Q(closed_at__isnull=False)),
                name="enquiries_open_has_a_date",
            ),
        ]
        indexes = [
            # With the moment of reminding in them, what is due soon is counted without reading the rows themselves.
            models.Index(
                fields=["due_by", "id"], include=["remind_at"], condition=Q(status="open"), name="enquiries_open"
            ),
            models.Index(
                fields=["unit", "due_by", "id"],
                include=["remind_at"],
                condition=Q(status="open"),
                name="enquiries_open_unit",
            ),
            models.Index(fields=["handler", "due_by", "id"], condition=Q(status="open"), name="enquiries_open_handler"),
            models.Index(
                fields=["due_by", "id"],
                condition=Q(status="open", handler__isnull=True),
                name="enquiries_open_unassigned",
            ),
            models.Index(
                fields=["remind_at", "id"],
                condition=Q(status="open", reminded_at__isnull=True),
                name="enquiries_to_remind",
            ),
            models.Index(
                fields=["due_by"],
                condition=Q(status="open", overdue_noted_at__isnull=True),
                name="enquiries_to_note_overdue",
            ),
            models.Index(fields=["-closed_at", "-id"], condition=~Q(status="open"), name="enquiries_done"),
            models.Index(fields=["unit", "-closed_at", "-id"], condition=~Q(status="open"), name="enquiries_done_unit"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class Contact(models.Model):
    """One approach in one channel at one time, in or out; part of an enquiry.

    ``purpose`` is question (in), receipt, answer, notice (out) or automatic (in, from a machine). ``message_id`` is
    what replies refer to, without angle brackets.
    """

    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="contacts")
    is_incoming = models.BooleanField()
    purpose = models.CharField(max_length=20)
    channel = models.CharField(max_length=20)
    at = models.DateTimeField()
    subject = models.CharField(max_length=500, blank=True, default="")
    text = models.TextField(blank=True, default="")
    address = models.CharField(max_length=320, blank=True, default="")
    name = models.CharField(max_length=200, blank=True, default="")
    message_id = models.CharField(max_length=998, blank=True, default="")
    kept = models.ForeignKey("mailroom.KeptMessage", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    outgoing = models.ForeignKey(
        "mailroom.OutgoingMessage", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sensitive = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kept"], name="enquiries_kept_is_filed_once"),
            models.UniqueConstraint(fields=["outgoing"], name="enquiries_outgoing_once"),
        ]
        indexes = [
            models.Index(fields=["message_id"], condition=~Q(message_id=""), name="enquiries_message_id"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.at:%Y-%m-%d %H:%M}"


class Attachment(models.Model):
    """A file that came with a contact; its bytes are in the kept message, found again by ``index``."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="attachments")
    index = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=255)
    size = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact", "index"], name="enquiries_attachment_once")]

    def __str__(self) -> str:
        return self.name


class PromiseState(models.TextChoices):
    """What has become of a promise."""

    OPEN = "open", _("Open")
    KEPT = "kept", _("Kept")
    BROKEN = "broken", _("Broken")
    REPLACED = "replaced", _("Replaced")
    RELEASED = "released", _("Nothing more was owed")


class Promise(models.Model):
    """Something we told a person we would do by a moment, and why then. What was promised is never rewritten.

    ``steps`` explains the date (strategy.explanations); ``rule`` and ``source`` name the line of the strategy, of the
    edition, that it rests on. ``late_seconds`` is how late it was settled, 0 when in time.
    """

    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="promises")
    edition = models.ForeignKey("editions.Edition", on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=20)
    rule = models.CharField(max_length=120)
    source = models.CharField(max_length=200, blank=True, default="")
    by_default = models.BooleanField(default=False)
    channel = models.CharField(max_length=20)
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    started_at = models.DateTimeField()
    aim_by = models.DateTimeField(null=True, blank=True)
    due_by = models.DateTimeField()
    steps = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=PromiseState.choices, default=PromiseState.OPEN)
    settled_at = models.DateTimeField(null=True, blank=True)
    late_seconds = models.PositiveIntegerField(null=True, blank=True)
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enquiry", "what"], condition=Q(state="open"), name="enquiries_one_open_promise"
            ),
            models.CheckConstraint(
                condition=Q(state="open", settled_at__isnull=True, late_seconds__isnull=True)
                | Q(state="kept", settled_at__isnull=False, late_seconds=0)
                | Q(state="broken", settled_at__isnull=False, late_seconds__gt=0)
                | Q(state="replaced", settled_at__isnull=False, replaced_by__isnull=False)
                | (Q(state="released", settled_at__isnull=False) & ~Q(reason="")),
                name="enquiries_promise_settled",
            ),
            models.CheckConstraint(condition=Q(due_by__gte=F("started_at")), name="enquiries_due_after_start"),
        ]
        indexes = [
            models.Index(fields=["enquiry"], condition=Q(state="open"), name="enquiries_promise_open"),
        ]

    def __str__(self) -> str:
        return f"{self.what} by {self.due_by:%Y-%m-%d %H:%M} ({self.state})"


class Event(models.Model):
    """Something that happened to an enquiry: who, when, what. Events are only ever added."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=40)
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"
