"""Rows about pages that come from other municipalities: the files they came in, and what was decided on each page."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class ShareFile(models.Model):
    """A share file as it came, kept whole. ``origin`` is the municipality that it says it is from."""

    name = models.CharField(max_length=200)
    raw = models.BinaryField()
    origin = models.CharField(max_length=200)
    made_at = models.DateTimeField(null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.origin} {self.name}"


class Borrowed(models.Model):
    """What was decided on a page of a share file; only ever added to, the newest of a page counts (DRA-31).

    ``content`` is what theirs said, so that what they change later can be told from what was adapted here; null when
    a decision was undone and there was none before. ``what`` is taken, drafted, merged, kept or undone. ``before`` and
    ``after`` are the numbers of the page's newest revision then, ``shown_before`` that of the one that citizens saw;
    0 for none.
    """

    page = models.ForeignKey("catalogue.Page", on_delete=models.PROTECT, related_name="borrowed")
    file = models.ForeignKey(ShareFile, on_delete=models.PROTECT, related_name="decisions")
    content = models.JSONField(null=True)
    what = models.CharField(max_length=10)
    before = models.PositiveIntegerField()
    after = models.PositiveIntegerField()
    shown_before = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(what__in=["taken", "drafted", "merged", "kept", "undone"]),
                name="catalogue_borrowed_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page_id} {self.what}"
