"""Rows about files of pages: as they came, what was done with them, and whether it was undone."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class ImportBatch(models.Model):
    """A file of pages word for word as it was given (HAL-04), looked through first and taken in when confirmed.

    ``is_shown`` says whether its pages are published at once. ``result`` lists each page that was written with how it
    stood before and after (`torg.catalogue.actions.importing`), ``left`` the keys that undoing left as they are.
    """

    name = models.CharField(max_length=200)
    raw = models.BinaryField()
    is_shown = models.BooleanField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    result = models.JSONField(default=list, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    left = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(undone_at=None) | models.Q(done_at__isnull=False),
                name="catalogue_undone_after_done",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.name}"
