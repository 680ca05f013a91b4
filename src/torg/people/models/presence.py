"""Rows about who is here: absences, and lists of who is on duty."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from torg.people.models.units import Unit


class AbsenceReason(models.TextChoices):
    """Why somebody is not at their desk (KON-36). Illness and leave are told to nobody but the managers."""

    MEETING = "meeting", _("In a meeting")
    LUNCH = "lunch", _("At lunch")
    OUT = "out", _("Out of the office")
    HOME_OFFICE = "home_office", _("Works from home")
    PHONE_HOURS = "phone_hours", _("Answers in phone hours only")
    COURSE = "course", _("On a course")
    SICK = "sick", _("Ill")
    LEAVE = "leave", _("On leave")
    HOLIDAY = "holiday", _("On holiday")
    TRAVEL = "travel", _("Travelling")
    GONE = "gone", _("Gone for today")


class Absence(models.Model):
    """A member of staff is away from a moment until another; ``until`` None means that nobody knows yet.

    ``says`` is read out to callers. ``ended_at`` is when it was taken back, or they came back early.
    """

    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="absences")
    reason = models.CharField(max_length=20, choices=AbsenceReason.choices)
    starts_at = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    substitute = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    says = models.CharField(max_length=300, blank=True, default="")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until=None) | Q(until__gt=F("starts_at")), name="people_absence_ends"),
            models.CheckConstraint(
                condition=Q(substitute=None) | ~Q(substitute=F("staff")), name="people_substitute_is_another"
            ),
        ]
        indexes = [
            models.Index(fields=["staff", "until"], condition=Q(ended_at=None), name="people_absences"),
        ]

    def __str__(self) -> str:
        return f"{self.reason} from {self.starts_at:%Y-%m-%d %H:%M}"


class Duty(models.Model):
    """Somebody answers for a unit: every week on a day, or from a day to a day, between two times of the clock."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="duties")
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="duties")
    weekday = models.PositiveSmallIntegerField(null=True, blank=True)
    from_day = models.DateField(null=True, blank=True)
    to_day = models.DateField(null=True, blank=True)
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        verbose_name_plural = "duties"
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__lte=6, from_day=None, to_day=None)
                | Q(weekday=None, from_day__isnull=False, to_day__gte=F("from_day")),
                name="people_duty_is_weekly_or_dated",
            ),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="people_duty_ends"),
        ]
        indexes = [models.Index(fields=["unit", "weekday"], name="people_duties")]

    def __str__(self) -> str:
        return f"{self.starts:%H:%M}-{self.ends:%H:%M}"
