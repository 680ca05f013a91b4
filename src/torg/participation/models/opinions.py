"""Opinions: was this useful, and a comment that nobody need write."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """What came of a comment."""

    CHANGED = "changed", _("The page was changed")
    PASSED_ON = "passed_on", _("Passed on to somebody who can mend it")
    NOTHING = "nothing", _("Nothing to change")


class Opinion(models.Model):
    """One answer to "was this useful?", of somebody we know nothing of.

    It is about a revision of a page (``number``), or about a page of ours that is none of the catalogue's (``route``).
    ``comment`` is masked before it comes here. ``outcome``, ``note``, ``handled_at`` and ``handled_by`` say what came
    of it.
    """

    page = models.ForeignKey("catalogue.Page", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    number = models.PositiveIntegerField(default=0)
    route = models.CharField(max_length=40, blank=True, default="")
    language = models.CharField(max_length=5)
    useful = models.BooleanField()
    comment = models.TextField(blank=True, default="")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True, default="")
    note = models.CharField(max_length=500, blank=True, default="")
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(page__isnull=False, route="") | (models.Q(page=None) & ~models.Q(route="")),
                name="participation_opinion_of_one_page",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="", handled_at=None, handled_by=None)
                | (models.Q(handled_at__isnull=False, handled_by__isnull=False) & ~models.Q(outcome="")),
                name="participation_handled_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["at"], name="participation_opinion_at"),
            models.Index(fields=["page", "at"], name="participation_opinion_of_page"),
            models.Index(
                fields=["-id"],
                condition=models.Q(handled_at=None) & ~models.Q(comment=""),
                name="participation_opinion_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page_id or self.route} {'yes' if self.useful else 'no'}"
