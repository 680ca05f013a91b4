"""Rows of the templates that answers are made of, and every version of each."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """What a template is for."""

    ANSWER = "answer", _("Answer")
    INTERIM = "interim", _("Interim reply")
    ASK = "ask", _("Asking for more")
    RECEIPT_NOTE = "receipt_note", _("Note in the receipt")
    HANDOVER = "handover", _("Handover")


class ReplyTemplate(models.Model):
    """A text that answers are made of (KON-15): one knowledge, one answer, in every language that it is written in.

    ``titles`` and ``bodies`` map a language code to the words; a body holds placeholders such as {number}. Without a
    unit it is everybody's, without a service it fits every one. ``review_on`` is when its owner looks at it again.
    ``uses`` counts at each use, so that no list counts rows. ``version`` is the number of its newest version.
    """

    key = models.SlugField(max_length=80, unique=True)
    purpose = models.CharField(max_length=20, choices=Purpose.choices, default=Purpose.ANSWER)
    titles = models.JSONField(default=dict)
    bodies = models.JSONField(default=dict)
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    service = models.ForeignKey("catalogue.Service", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    review_on = models.DateField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=0)
    uses = models.PositiveIntegerField(default=0)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(condition=models.Q(purpose__in=Purpose.values), name="catalogue_template_purpose"),
        ]
        indexes = [
            models.Index(fields=["review_on"], condition=models.Q(is_active=True), name="catalogue_template_review"),
        ]

    def __str__(self) -> str:
        return self.key


class TemplateVersion(models.Model):
    """A template as it was written once; the database refuses to change or delete it (migration 0002).

    ``what`` is made, changed, retired or restored; the words are those after it.
    """

    template = models.ForeignKey(ReplyTemplate, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=20)
    titles = models.JSONField(default=dict)
    bodies = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["template", "number"], name="catalogue_version_once")]

    def __str__(self) -> str:
        return f"{self.template_id} {self.number}"
