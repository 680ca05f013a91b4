"""Rows of the editions room: each version of the strategy file, word for word."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Edition(models.Model):
    """One version of the strategy: drafted, then published to be in force from a day. A published text never changes.

    ``digest`` is the SHA-256 of the text in hex; ``in_force_from`` is set when it is published.
    """

    number = models.PositiveIntegerField(unique=True)
    text = models.TextField()
    digest = models.CharField(max_length=64)
    note = models.CharField(max_length=500, blank=True, default="")
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    in_force_from = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=True, in_force_from__isnull=True)
                | models.Q(published_at__isnull=False, in_force_from__isnull=False),
                name="editions_published_has_a_day",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-in_force_from", "-number"],
                condition=models.Q(in_force_from__isnull=False),
                name="editions_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"edition {self.number}"
