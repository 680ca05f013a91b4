"""Counts: how often a page was read and some words were searched for on a day. No row says by whom, or at what time."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class PageUse(models.Model):
    """How often a page was read on a day, in a language."""

    page = models.ForeignKey("catalogue.Page", on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    language = models.CharField(max_length=5)
    seen = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "day", "language"], name="participation_page_use_once")]
        indexes = [models.Index(fields=["day"], name="participation_page_use_day")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.day} {self.seen}"


class SearchUse(models.Model):
    """How often some words were searched for on a day; ``found`` is how many pages the last of those searches gave.

    ``words`` are as `torg.participation.cleaning.searched` leaves them.
    """

    day = models.DateField()
    language = models.CharField(max_length=5)
    words = models.CharField(max_length=60)
    count = models.PositiveIntegerField()
    found = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["words", "language", "day"], name="participation_search_use_once"),
            models.CheckConstraint(condition=~models.Q(words=""), name="participation_search_has_words"),
        ]
        indexes = [models.Index(fields=["day"], name="participation_search_use_day")]

    def __str__(self) -> str:
        return f"{self.words} {self.day} {self.count}"


class SearchDecision(models.Model):
    """What an editor made of a search: the words were added to a page, or it was left (then there is no page).

    Only searches after its day are shown again.
    """

    words = models.CharField(max_length=60)
    language = models.CharField(max_length=5)
    page = models.ForeignKey("catalogue.Page", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["words", "language"], name="participation_search_decided")]

    def __str__(self) -> str:
        return f"{self.words} {self.at:%Y-%m-%d}"
