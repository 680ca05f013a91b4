"""Rows of services: what the municipality offers, and what is agreed about who answers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Service(models.Model):
    """Something the municipality offers. ``titles`` maps a language code (nb, nn, da, en) to the title.

    ``field`` is a field of work in the strategy, ``purpose`` a row of its channel table; both may be empty.
    """

    key = models.SlugField(max_length=80, unique=True)
    titles = models.JSONField(default=dict)
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="services")
    field = models.CharField(max_length=60, blank=True, default="")
    purpose = models.CharField(max_length=40, blank=True, default="")
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key


class Answerer(models.TextChoices):
    """Who answers questions about a service first."""

    FRONT_LINE = "front_line", _("The front line")
    UNIT = "unit", _("The unit itself")


class Agreement(models.Model):
    """What the front line and a unit have settled about a service: who answers what (ALV-42, KON-27, KON-39).

    ``routine`` tells the front line what it answers, and what it hands over with which facts. An agreement is never
    rewritten: a new one ends the old.
    """

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="agreements")
    answerer = models.CharField(max_length=12, choices=Answerer.choices)
    routine = models.TextField()
    review_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service"], condition=Q(ended_at__isnull=True), name="catalogue_one_agreement"
            ),
            models.CheckConstraint(condition=Q(answerer__in=Answerer.values), name="catalogue_answerer"),
            models.CheckConstraint(condition=~Q(routine=""), name="catalogue_routine_says_something"),
        ]
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.service_id}: {self.answerer}"
