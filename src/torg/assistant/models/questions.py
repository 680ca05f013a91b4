"""Rows of what people ask, without the people: questions, and groups of those that mean the same."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Deed(models.TextChoices):
    """What an editor made of a group of questions."""

    WRITTEN = "written", _("An answer was written")
    MENDED = "mended", _("The page was mended")
    LINKED = "linked", _("A page that answers it was named")
    LEFT = "left", _("Left as it is")


class QuestionGroup(models.Model):
    """Questions that mean the same (KON-31). ``label`` is how most ask it, ``terms`` what it is recognised by.

    ``asked`` to ``came_back`` are counts of the last thirty days and ``asked_before`` of the thirty days before, added
    up by a job. ``deed`` is what an editor made of it, "" while nobody has; ``page`` is the page that answers it since
    ``decided_at``: what was asked before is measured against what is asked after. ``done`` holds what can be undone:
    the words that were added to the page, or the wordings that were confirmed.
    """

    label = models.CharField(max_length=300)
    language = models.CharField(max_length=5)
    terms = models.JSONField(default=list)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    asked = models.PositiveIntegerField(default=0)
    asked_before = models.PositiveIntegerField(default=0)
    unknown = models.PositiveIntegerField(default=0)
    judged_bad = models.PositiveIntegerField(default=0)
    judged_good = models.PositiveIntegerField(default=0)
    came_back = models.PositiveIntegerField(default=0)
    escalated = models.PositiveIntegerField(default=0)
    deed = models.CharField(max_length=10, choices=Deed.choices, blank=True, default="")
    page = models.ForeignKey("catalogue.Page", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    done = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(deed="", decided_at=None, decided_by=None)
                | (~Q(deed="") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="assistant_group_decided_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["-asked"], name="assistant_group_asked"),
            models.Index(fields=["last_at"], name="assistant_group_last"),
        ]

    def __str__(self) -> str:
        return self.label


class Question(models.Model):
    """One question, of somebody we know nothing of: no conversation, no address, the hour and not the second.

    ``text`` is as `torg.assistant.cleaned` leaves it, "" when nothing of it may be kept: then it is counted alone.
    ``verdict`` is what was done with it (answer, choices, unknown). ``helped`` is what the asker said of the answer,
    None when nothing. ``came_back`` tells that the same was asked again within days, ``escalated`` that a person was
    brought.
    """

    text = models.CharField(max_length=300, blank=True, default="")
    language = models.CharField(max_length=5)
    channel = models.CharField(max_length=12)
    at = models.DateTimeField()
    verdict = models.CharField(max_length=10)
    page = models.ForeignKey("catalogue.Page", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    confidence = models.FloatField(default=0)
    in_hours = models.BooleanField()
    helped = models.BooleanField(null=True, blank=True)
    came_back = models.BooleanField(default=False)
    escalated = models.BooleanField(default=False)
    group = models.ForeignKey(
        QuestionGroup, on_delete=models.SET_NULL, null=True, blank=True, related_name="questions", db_index=False
    )

    class Meta:
        indexes = [
            models.Index(fields=["at"], name="assistant_question_at"),
            models.Index(fields=["group", "at"], name="assistant_question_group"),
            models.Index(fields=["id"], condition=Q(group=None) & ~Q(text=""), name="assistant_question_new"),
        ]

    def __str__(self) -> str:
        return self.text or f"question {self.pk}"
