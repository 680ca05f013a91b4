"""Rows of how good the answers are: a day's counts, samples that editors grade, and questions that must stay right."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Grade(models.TextChoices):
    """How an editor judges an answer that was given."""

    RIGHT = "right", _("Right")
    PARTLY = "partly", _("Partly right")
    WRONG = "wrong", _("Wrong")


class AnswerDay(models.Model):
    """A day's counts, added up by a job: of the questions asked on it, and of the conversations that ended on it.

    ``contained``, ``escalated`` and ``abandoned`` are all of ``ended``; the database sees to it (KON-31). ``outside``
    are questions asked when nobody was there, ``again`` contained conversations whose person turned to us again within
    fourteen days. ``settled`` are enquiries by phone and chat opened on the day that are answered, ``at_once`` those of
    them that were settled in the first contact.
    """

    day = models.DateField(unique=True)
    asked = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)
    unknown = models.PositiveIntegerField(default=0)
    outside = models.PositiveIntegerField(default=0)
    judged_good = models.PositiveIntegerField(default=0)
    judged_bad = models.PositiveIntegerField(default=0)
    ended = models.PositiveIntegerField(default=0)
    contained = models.PositiveIntegerField(default=0)
    escalated = models.PositiveIntegerField(default=0)
    abandoned = models.PositiveIntegerField(default=0)
    again = models.PositiveIntegerField(default=0)
    settled = models.PositiveIntegerField(default=0)
    at_once = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended=F("contained") + F("escalated") + F("abandoned")), name="assistant_outcomes_add_up"
            ),
            models.CheckConstraint(condition=Q(again__lte=F("contained")), name="assistant_again_of_contained"),
        ]

    def __str__(self) -> str:
        return f"{self.day}"


class Sample(models.Model):
    """An answer drawn by chance to be graded; ``drawn_on`` is the Monday of its week."""

    question = models.OneToOneField("assistant.Question", on_delete=models.CASCADE, related_name="sample")
    drawn_on = models.DateField()
    grade = models.CharField(max_length=10, choices=Grade.choices, blank=True, default="")
    graded_at = models.DateTimeField(null=True, blank=True)
    graded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(grade="", graded_at=None, graded_by=None)
                | (~Q(grade="") & Q(graded_at__isnull=False, graded_by__isnull=False)),
                name="assistant_graded_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["-id"], condition=Q(grade=""), name="assistant_sample_waits"),
            models.Index(fields=["drawn_on"], name="assistant_sample_week"),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} {self.grade}"


class Expected(models.Model):
    """A question that must be answered by a page, owned by the editors; ``source`` is hand, group or file."""

    text = models.CharField(max_length=300)
    language = models.CharField(max_length=5)
    page = models.ForeignKey("catalogue.Page", on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=10, default="hand")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["text", "id"]
        constraints = [models.UniqueConstraint(fields=["text", "language", "page"], name="assistant_expected_once")]

    def __str__(self) -> str:
        return self.text


class Run(models.Model):
    """A run of the questions that must stay right: how many came first and among the first three, and which did not."""

    at = models.DateTimeField()
    total = models.PositiveIntegerField()
    first = models.PositiveIntegerField()
    three = models.PositiveIntegerField()
    failing = models.JSONField(default=list)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.first}/{self.total}"


class DraftForecast(models.Model):
    """What the draft of a page would do to the questions that must stay right, for one ``version`` of it.

    Worked out by a worker: ``asked`` of ``total`` questions so far. ``worse`` and ``better`` are changes
    (queries.trial.Change) once ``done_at`` is set. ``tries`` is how often a worker has begun.
    """

    page = models.OneToOneField("catalogue.Page", on_delete=models.CASCADE, related_name="+")
    version = models.BigIntegerField()
    wanted_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    asked = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)
    worse = models.JSONField(default=list)
    better = models.JSONField(default=list)

    class Meta:
        indexes = [
            models.Index(fields=["wanted_at"], condition=Q(done_at__isnull=True), name="assistant_forecast_wanted"),
        ]

    def __str__(self) -> str:
        return f"{self.page_id} {self.version}: {self.asked}/{self.total}"
