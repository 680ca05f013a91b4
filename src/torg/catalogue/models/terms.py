"""Rows of the words by which services are classified: Los in Norway, KLE in Denmark."""

from __future__ import annotations

from django.db import models


class Scheme(models.TextChoices):
    """Whose words they are."""

    LOS = "los", "Los"
    KLE = "kle", "KLE"


class Term(models.Model):
    """A word of Los or a number of KLE, as the operator's newest file says it.

    ``code`` is what stands on a page: of Los the last part of the address of a word, or the whole address of a theme;
    of KLE the number. ``titles`` is by language, ``words`` a list of other words for it by language, ``broader`` the
    codes of what it belongs to. ``is_gone`` marks what an earlier file had and the newest one has not.
    """

    scheme = models.CharField(max_length=3, choices=Scheme.choices)
    code = models.CharField(max_length=300)
    titles = models.JSONField()
    words = models.JSONField(default=dict)
    broader = models.JSONField(default=list)
    uuid = models.CharField(max_length=36, blank=True, default="")
    is_gone = models.BooleanField(default=False)
    loaded_at = models.DateTimeField()

    class Meta:
        ordering = ["scheme", "code"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "code"], name="catalogue_term_once"),
            models.CheckConstraint(condition=models.Q(scheme__in=Scheme.values), name="catalogue_term_scheme"),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.code}"
