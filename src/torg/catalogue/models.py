"""Rows of the catalogue: services, and the unit that answers for each."""

from __future__ import annotations

from django.db import models


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
