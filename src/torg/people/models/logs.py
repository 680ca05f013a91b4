"""The look-up log: who looked at whom, when and why."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class LookUp(models.Model):
    """A member of staff has looked at a person; only ever added (migration 0004).

    ``what`` is page, search, identity, address or change; ``enquiry_id`` the enquiry that was the reason, if it was
    one. A search that found nobody has no person.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="look_ups"
    )
    at = models.DateTimeField()
    what = models.CharField(max_length=20, default="page")
    purpose = models.CharField(max_length=300)
    enquiry_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["by", "-id"], name="people_look_ups_by"),
            models.Index(fields=["person", "-id"], name="people_look_ups_of"),
            models.Index(fields=["-at", "-id"], name="people_look_ups_at"),
        ]
        constraints = [models.CheckConstraint(condition=~models.Q(purpose=""), name="people_look_up_has_a_purpose")]

    def __str__(self) -> str:
        return f"{self.what} {self.at:%Y-%m-%d %H:%M}"
