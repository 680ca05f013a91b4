"""Rows by which pages are found: what each says in each of its languages, as plain words."""

from __future__ import annotations

from django.db import models


class SearchText(models.Model):
    """The words of a published page in one language.

    A row never changes: what is new takes the place of what was, under a new id. So the ids alone tell whether
    anything is new (docs/decisions/0105).
    """

    page = models.ForeignKey("catalogue.Page", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10)
    language = models.CharField(max_length=5)
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True, default="")
    text = models.TextField(blank=True, default="")
    words = models.JSONField(default=list)
    audience = models.JSONField(default=list)
    popularity = models.FloatField(default=0.0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "language"], name="catalogue_found_once_a_language")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.language}"
