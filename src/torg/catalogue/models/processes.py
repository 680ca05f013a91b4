"""Rows about self-service: how good each solution was found, and who has read what their field offers."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Verdict(models.TextChoices):
    """What is to become of a self-service solution (HAL-10)."""

    KEEP = "keep", _("Keep it")
    MEND = "mend", _("Mend it")
    PHASE_OUT = "phase_out", _("Phase it out")


class QualityRecord(models.Model):
    """What was found when a self-service solution was tried; only ever added to, the newest counts (HAL-10).

    ``url`` is the solution, ``completion`` the per cent of those who begin and finish, ``complaints`` those since the
    last time.
    """

    page = models.ForeignKey("catalogue.Page", on_delete=models.PROTECT, related_name="quality")
    url = models.CharField(max_length=2000)
    works_on_phone = models.BooleanField(null=True)
    accessible = models.BooleanField(null=True)
    completion = models.PositiveSmallIntegerField(null=True, validators=[MaxValueValidator(100)])
    complaints = models.PositiveIntegerField(default=0)
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    note = models.TextField(blank=True, default="")
    judged_on = models.DateField()
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(verdict__in=Verdict.values), name="catalogue_quality_verdict"),
            models.CheckConstraint(
                condition=models.Q(completion=None) | models.Q(completion__lte=100), name="catalogue_quality_per_cent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page_id} {self.verdict}"


class Confirmation(models.Model):
    """Somebody at work has read the list of self-service of a unit as it was then (DRA-10, ALB-13)."""

    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey("people.Unit", on_delete=models.CASCADE, related_name="+")
    version = models.CharField(max_length=16)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "version", "staff"], name="catalogue_confirmed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} {self.version}"
