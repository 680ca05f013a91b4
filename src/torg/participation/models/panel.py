"""The panel of people who help us by answering now and then, and the few questions that they or readers are asked."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class PanelMember(models.Model):
    """Somebody who has asked to be in the panel: an address, a language, and the fields they want to be asked about.

    Before ``confirmed_at`` it may be anybody who wrote that address. ``token`` is the secret of the links they get.
    Leaving deletes the row.
    """

    email = models.CharField(max_length=320, unique=True)
    language = models.CharField(max_length=5)
    interests = models.JSONField(default=list)
    token = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"member {self.pk}"


class Survey(models.Model):
    """One to three questions, put to the panel (``page`` is None) or to readers of a page, until a day.

    ``questions`` are as `torg.participation.questions` writes them; of the panel those are asked who want to be asked
    about one of ``topics``, or all where there are none.
    """

    title = models.CharField(max_length=200)
    language = models.CharField(max_length=5)
    questions = models.JSONField()
    page = models.ForeignKey("catalogue.Page", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    topics = models.JSONField(default=list)
    asked = models.PositiveIntegerField(default=0)
    ends_on = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["page"], condition=models.Q(ended_at=None, page__isnull=False), name="participation_survey_open"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Invitation(models.Model):
    """The secret link by which a member answers once. It says that they have answered, never what."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="invitations")
    member = models.ForeignKey(PanelMember, on_delete=models.CASCADE, related_name="invitations")
    token = models.CharField(max_length=64, unique=True)
    is_used = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "member"], name="participation_invited_once")]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.member_id}"


class SurveyAnswer(models.Model):
    """What somebody answered, a value for each question (None where nothing); whose it is stands nowhere."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="answers")
    said = models.JSONField()
    day = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["survey", "day"], name="participation_answer_day")]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.day}"
