"""Rows of what is learnt without training: signs that a page answers some words, and the wordings that came of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Sign(models.TextChoices):
    """Something that tells for or against a page as the answer to some words (decision 0131)."""

    STAFF = "staff", _("Somebody at the desk said so")
    YES = "yes", _("A reader said that it helped")
    CLICK = "click", _("A reader opened it from the search")
    NO = "no", _("A reader said that it did not help")
    AGAIN = "again", _("A reader asked the same again")


class Standing(models.TextChoices):
    """How a link from words to a page stands. Only ``learnt`` and ``kept`` ones make a page known by the words.

    What readers alone have proved is on ``trial``: its page is offered beside others, and is never the answer by it.
    Where more was proved than a week lets in, it ``waits`` for an editor.
    """

    SEEN = "seen", _("Not proved yet")
    WAITS = "waits", _("Waits for an editor")
    TRIAL = "trial", _("On trial")
    LEARNT = "learnt", _("Learnt")
    KEPT = "kept", _("Kept by an editor")
    REMOVED = "removed", _("Removed")
    NEVER = "never", _("Never again")


class DaySalt(models.Model):
    """The secret by which voices are told apart on one day; it is deleted with the day: nobody can be followed."""

    day = models.DateField(unique=True)
    salt = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.day}"


class Wording(models.Model):
    """Words that lead to a page, with how they stand and what tells for them.

    ``words`` are content words in small letters, without digits and names. ``trust`` is the sum of what its signs
    weigh, ``yes`` and ``no`` how many voices told for and against it; a voice is one address range on one day.
    ``said_by`` is who at the desk said so last. When it was removed, only signs after ``counts_after`` (the id of the
    last one) count; ``before`` holds what a decision took away, so that it can be undone.
    """

    words = models.CharField(max_length=200)
    language = models.CharField(max_length=5)
    page = models.ForeignKey("catalogue.Page", on_delete=models.CASCADE, related_name="+")
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.SEEN)
    trust = models.FloatField(default=0)
    yes = models.PositiveIntegerField(default=0)
    no = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    counts_after = models.BigIntegerField(default=0)
    before = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["words", "page"], name="assistant_wording_once"),
            models.CheckConstraint(condition=Q(standing__in=Standing.values), name="assistant_wording_standing"),
            models.CheckConstraint(condition=~Q(words=""), name="assistant_wording_has_words"),
        ]
        indexes = [
            models.Index(fields=["page"], condition=Q(standing__in=["learnt", "kept"]), name="assistant_wording_used"),
            models.Index(fields=["standing", "-changed_at"], name="assistant_wording_listed"),
        ]

    def __str__(self) -> str:
        return f"{self.words} -> {self.page_id} ({self.standing})"


class Signal(models.Model):
    """One sign for or against a wording, on a day: the same voice says the same once a day, however often it is said.

    ``voice`` is a hash of the address range with the day's secret and the wording: it tells nobody's voice, neither on
    another day nor of another wording. For staff it is "staff-" and their id.
    """

    wording = models.ForeignKey(Wording, on_delete=models.CASCADE, related_name="signals", db_index=False)
    sign = models.CharField(max_length=10, choices=Sign.choices)
    day = models.DateField()
    voice = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["wording", "day", "voice", "sign"], name="assistant_signal_once"),
        ]
        indexes = [models.Index(fields=["day"], name="assistant_signal_day")]

    def __str__(self) -> str:
        return f"{self.sign} {self.day}"
