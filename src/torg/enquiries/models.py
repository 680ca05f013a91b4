"""Rows of the heart: enquiry, contact, attachment, promise, event.

Promises and events are ledgers: the database itself refuses to rewrite or delete them (migration 0002).
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.fields.json import KT
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where an enquiry stands."""

    OPEN = "open", _("Open")
    WAITING = "waiting", _("Waiting for the sender")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")
    JOINED = "joined", _("Joined to another")


class Enquiry(models.Model):
    """What a person wants: a number, one owner, a status, promises (ALV-04).

    ``due_by`` and ``remind_at`` (from when it is soon due) repeat the open promise, so that a list reads one index; an
    open enquiry always has them. ``route`` says why the owner is the owner. ``token`` is the secret of the link by
    which the sender follows it. ``listed_as`` is the subject as lists and notices may show it: without identity
    numbers and words of health.

    ``joined_to`` is the enquiry that a repeat was joined to (ALV-06); its number keeps working. While it waits for the
    sender, ``wait_until`` is when we look at it again. ``takeovers`` counts the units that have taken it over from
    another; ``repeats`` the enquiries joined to it. ``replied_at`` is when its sender last wrote after the opening,
    None once somebody has looked.
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
    listed_as = models.CharField(max_length=500, blank=True, default="")
    joined_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="joined")
    wait_until = models.DateTimeField(null=True, blank=True)
    takeovers = models.PositiveSmallIntegerField(default=0)
    repeats = models.PositiveSmallIntegerField(default=0)
    replied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "enquiries"
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="enquiries_status"),
            models.CheckConstraint(
                condition=Q(status="open", due_by__isnull=False, closed_at__isnull=True)
                | Q(status="waiting", wait_until__isnull=False, due_by__isnull=True, closed_at__isnull=True)
                | (Q(status__in=["answered", "closed", "joined"]) & Q(closed_at__isnull=False)),
                name="enquiries_open_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(status="joined", joined_to__isnull=False)
                | (~Q(status="joined") & Q(joined_to__isnull=True)),
                name="enquiries_joined_to_something",
            ),
        ]
        indexes = [
            models.Index(fields=["wait_until", "id"], condition=Q(status="waiting"), name="enquiries_waiting"),
            models.Index(
                fields=["unit", "wait_until", "id"], condition=Q(status="waiting"), name="enquiries_waiting_unit"
            ),
            # Whom we wait for is looked at also where the promise of somebody else in the same enquiry runs.
            models.Index(
                fields=["wait_until", "id"], condition=Q(wait_until__isnull=False), name="enquiries_waited_for"
            ),
            models.Index(
                fields=["-replied_at", "-id"], condition=Q(replied_at__isnull=False), name="enquiries_replied"
            ),
            models.Index(fields=["person", "-opened_at"], name="enquiries_by_person"),
            models.Index(fields=["joined_to"], condition=Q(joined_to__isnull=False), name="enquiries_joined"),
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
            models.Index(fields=["-closed_at", "-id"], condition=Q(closed_at__isnull=False), name="enquiries_done"),
            models.Index(
                fields=["unit", "-closed_at", "-id"], condition=Q(closed_at__isnull=False), name="enquiries_done_unit"
            ),
            # Nearly everything that is done has been answered: these two are found without reading past all of it.
            models.Index(fields=["-closed_at", "-id"], condition=Q(status="closed"), name="enquiries_list_closed"),
            models.Index(fields=["-closed_at", "-id"], condition=Q(status="joined"), name="enquiries_list_joined"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class Contact(models.Model):
    """One approach in one channel at one time, in or out; part of an enquiry.

    ``purpose`` is question (in), automatic (in, from a machine), receipt, answer, interim, ask (for more) or notice
    (out). ``message_id`` is what replies refer to, without angle brackets. ``sent_by`` is the address that sent it for
    the one in ``address``, "" when they did it themselves.
    """

    # Found by the index below, which holds their order too: a thread may have thousands.
    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="contacts", db_index=False)
    is_incoming = models.BooleanField()
    purpose = models.CharField(max_length=20)
    channel = models.CharField(max_length=20)
    at = models.DateTimeField()
    subject = models.CharField(max_length=500, blank=True, default="")
    text = models.TextField(blank=True, default="")
    address = models.CharField(max_length=320, blank=True, default="")
    name = models.CharField(max_length=200, blank=True, default="")
    sent_by = models.CharField(max_length=320, blank=True, default="")
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
            models.Index(fields=["enquiry", "id"], name="enquiries_contacts"),
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
    PAUSED = "paused", _("Waiting for the sender")
    KEPT = "kept", _("Kept")
    BROKEN = "broken", _("Broken")
    REPLACED = "replaced", _("Replaced")
    RELEASED = "released", _("Nothing more was owed")


UNSETTLED = (PromiseState.OPEN, PromiseState.PAUSED)
"""Of a promise by which something is still owed."""
ANSWER, CALL = "answer", "callback"
OWED = (ANSWER, CALL)
"""What promises are about by which an enquiry stays open; a receipt is sent and forgotten."""


class Promise(models.Model):
    """Something we told a person we would do by a moment, and why then. What was promised is never rewritten.

    ``steps`` explains the date (strategy.explanations); ``rule`` and ``source`` name the line of the strategy, of the
    edition, that it rests on. ``late_seconds`` is how late it was settled, 0 when in time. A paused one waits for the
    sender; when the clock goes on it is replaced by one whose date has moved by the time it stood still.
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
                fields=["enquiry", "what"], condition=Q(state__in=["open", "paused"]), name="enquiries_one_open_promise"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "paused"], settled_at__isnull=True, late_seconds__isnull=True)
                | Q(state="kept", settled_at__isnull=False, late_seconds=0)
                | Q(state="broken", settled_at__isnull=False, late_seconds__gt=0)
                | Q(state="replaced", settled_at__isnull=False, replaced_by__isnull=False)
                | (Q(state="released", settled_at__isnull=False) & ~Q(reason="")),
                name="enquiries_promise_settled",
            ),
            models.CheckConstraint(condition=Q(due_by__gte=F("started_at")), name="enquiries_due_after_start"),
        ]
        indexes = [
            models.Index(fields=["enquiry"], condition=Q(state__in=["open", "paused"]), name="enquiries_promise_open"),
            models.Index(
                fields=["unit", "settled_at", "state"],
                condition=Q(state__in=["kept", "broken"]),
                name="enquiries_promise_by_unit",
            ),
            # What the tallies add up, day by day, without reading the rows themselves.
            models.Index(
                fields=["settled_at"],
                include=["channel", "what", "state"],
                condition=Q(state__in=["kept", "broken"]),
                name="enquiries_promise_settled_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} by {self.due_by:%Y-%m-%d %H:%M} ({self.state})"


class PromiseTally(models.Model):
    """How many promises of a kind, given in a channel, were settled on a day of the municipality: kept and broken.

    Added up from the promises by a job (actions.tally); a page that says the share adds up these and reads no promise.
    """

    day = models.DateField()
    channel = models.CharField(max_length=20)
    what = models.CharField(max_length=20)
    kept = models.PositiveIntegerField()
    broken = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "channel", "what"], name="enquiries_tally_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.channel} {self.what}: {self.kept} kept, {self.broken} broken"


class Event(models.Model):
    """Something that happened to an enquiry: who, when, what. Events are only ever added."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="events", db_index=False)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=40)
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["enquiry", "id"], name="enquiries_events"),
            models.Index(KT("data__batch"), condition=Q(kind="in_batch"), name="enquiries_batch"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"


class HandoverState(models.TextChoices):
    """What has become of an offer to another unit."""

    OFFERED = "offered", _("Offered")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")
    RETURNED = "returned", _("Returned: nobody answered in time")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Handover(models.Model):
    """An enquiry offered to another unit (ALV-07). The sender stays the owner until the other unit accepts.

    ``note`` says why, to colleagues only. Nobody answering before ``answer_by`` returns it. ``to_staff`` is the one it
    was offered to, when it was not the whole unit.
    """

    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="handovers")
    from_unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    to_unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    to_staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.TextField(blank=True, default="")
    offered_at = models.DateTimeField()
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answer_by = models.DateTimeField()
    state = models.CharField(max_length=10, choices=HandoverState.choices, default=HandoverState.OFFERED)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enquiry"], condition=Q(state="offered"), name="enquiries_one_offer_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(from_unit=F("to_unit")), name="enquiries_handed_to_another"),
            models.CheckConstraint(
                condition=Q(state="offered", settled_at__isnull=True)
                | (~Q(state="offered") & Q(settled_at__isnull=False)),
                name="enquiries_handover_settled",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""), name="enquiries_refusal_has_a_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["to_unit", "answer_by"], condition=Q(state="offered"), name="enquiries_offered_to"),
            models.Index(fields=["from_unit", "answer_by"], condition=Q(state="offered"), name="enquiries_offered_by"),
            models.Index(fields=["answer_by"], condition=Q(state="offered"), name="enquiries_offers_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.from_unit_id} > {self.to_unit_id} ({self.state})"


class Pause(models.Model):
    """The clock of a promise standing still while we wait for the sender; ``promise`` is the one that was paused."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="pauses")
    promise = models.OneToOneField(Promise, on_delete=models.PROTECT, related_name="pause")
    reason = models.CharField(max_length=500)
    from_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    to_at = models.DateTimeField(null=True, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enquiry"], condition=Q(to_at__isnull=True), name="enquiries_one_pause"),
            models.CheckConstraint(condition=~Q(reason=""), name="enquiries_pause_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.enquiry_id} from {self.from_at:%Y-%m-%d %H:%M}"


class AlsoAddressed(models.Model):
    """A unit that a message was sent to besides the one that owns the enquiry: it sees the enquiry too."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="also_addressed")
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enquiry", "unit"], name="enquiries_also_once")]
        indexes = [models.Index(fields=["unit", "-enquiry"], name="enquiries_also_unit")]

    def __str__(self) -> str:
        return f"{self.enquiry_id} > {self.unit_id}"


class Note(models.Model):
    """What staff write to each other about an enquiry; no citizen ever sees it. A correction is a new note.

    ``corrects`` is the note that this one stands in place of; that one stays and can be read.
    """

    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="notes")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="enquiries_note_says_something")]

    def __str__(self) -> str:
        return f"{self.enquiry_id} {self.at:%Y-%m-%d %H:%M}"


class Mention(models.Model):
    """Somebody named in a note, who is told so until they have read it."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="mentions")
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "staff"], name="enquiries_mentioned_once")]
        indexes = [models.Index(fields=["staff", "-id"], condition=Q(read_at__isnull=True), name="enquiries_unread")]

    def __str__(self) -> str:
        return f"{self.staff_id} in {self.note_id}"


class Draft(models.Model):
    """What somebody has begun to write and not sent, or, without ``staff``, what Torg has drafted for them.

    ``purpose`` is answer, interim, ask or note; ``data`` holds the rest of the form.
    """

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="drafts")
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    purpose = models.CharField(max_length=20)
    text = models.TextField(blank=True, default="")
    data = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enquiry", "staff", "purpose"], nulls_distinct=False, name="enquiries_one_draft"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} for {self.enquiry_id}"


class Looking(models.Model):
    """Who has the page of an enquiry open; an entry older than a minute counts for nothing.

    ``opened_at`` is when they were last given the page: what has come since is new to them.
    """

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="+")
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    writing = models.BooleanField(default=False)
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enquiry", "staff"], name="enquiries_looking_once")]

    def __str__(self) -> str:
        return f"{self.staff_id} at {self.enquiry_id}"


class SavedSieve(models.Model):
    """A choice of the inbox that somebody keeps under a name; ``query`` is that of the inbox's address."""

    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=500)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["staff", "name"], name="enquiries_sieve_once")]
        ordering = ["place", "name"]

    def __str__(self) -> str:
        return self.name


class AccessCode(models.Model):
    """A code that opens what is sensitive behind a secret link, sent when the link is opened; only its hash is kept."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="+")
    hashed = models.CharField(max_length=128)
    sent_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["enquiry", "-sent_at"], name="enquiries_code_of")]

    def __str__(self) -> str:
        return f"{self.enquiry_id} {self.sent_at:%Y-%m-%d %H:%M}"


class Outcome(models.TextChoices):
    """What came of a complaint or of feedback."""

    OPEN = "open", _("Not decided yet")
    PLANNED = "planned", _("Something is to be changed")
    DONE = "done", _("Something was changed")
    NOTHING = "nothing", _("No change")


class FollowUp(models.Model):
    """What the municipality learns from one complaint or piece of feedback (KON-20, KON-44).

    It stays open after the answer until somebody has said what comes of it. ``learned`` is what it showed, ``change``
    what is changed (or why nothing is), ``due_on`` when a planned change is to be there.
    """

    enquiry = models.OneToOneField(Enquiry, on_delete=models.PROTECT, related_name="follow_up")
    opened_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.OPEN)
    learned = models.TextField(blank=True, default="")
    change = models.TextField(blank=True, default="")
    due_on = models.DateField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state="open") | ~Q(change=""), name="enquiries_outcome_says_something"),
            models.CheckConstraint(
                condition=~Q(state="planned") | Q(due_on__isnull=False), name="enquiries_planned_has_a_day"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "planned"], settled_at__isnull=True)
                | Q(state__in=["done", "nothing"], settled_at__isnull=False),
                name="enquiries_outcome_settled",
            ),
        ]
        indexes = [
            models.Index(
                fields=["opened_at", "id"], condition=Q(settled_at__isnull=True), name="enquiries_to_follow_up"
            ),
            models.Index(
                fields=["-settled_at", "-id"], condition=Q(settled_at__isnull=False), name="enquiries_followed_up"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enquiry_id} ({self.state})"


class SearchText(models.Model):
    """The words by which an enquiry is found, from its subject, all its contacts, names, addresses and number.

    Beside the words stand marks, which nobody can type: its unit, channel and status (see enquiries/search.py).
    ``upto`` is the last event of the enquiry that the words know of; ``at`` repeats when it was opened.
    """

    enquiry = models.OneToOneField(Enquiry, on_delete=models.CASCADE, primary_key=True, related_name="+")
    at = models.DateTimeField()
    upto = models.BigIntegerField()
    words = SearchVectorField()

    class Meta:
        indexes = [
            GinIndex(fields=["words"], name="enquiries_words"),
            models.Index(fields=["-at", "-enquiry"], name="enquiries_found_newest"),
        ]

    def __str__(self) -> str:
        return f"words of {self.enquiry_id}"


class SearchCursor(models.Model):
    """How far the words for searching have been gathered: one row. All four are ids; see actions/index.py.

    Every event up to ``sure`` is in them, and all that could be seen up to ``ahead``; ``mark`` becomes sure when no
    transaction older than ``horizon`` runs any more.
    """

    sure = models.BigIntegerField(default=0)
    ahead = models.BigIntegerField(default=0)
    mark = models.BigIntegerField(default=0)
    horizon = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="enquiries_one_cursor")]

    def __str__(self) -> str:
        return f"{self.sure} to {self.ahead}"
