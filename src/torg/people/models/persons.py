"""Rows about the persons who write to us: kinds, addresses, identities, who acts for whom, who was found to be whom."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PersonKind(models.TextChoices):
    """Who can write to a municipality (HAL-15)."""

    CITIZEN = "citizen", _("Citizen")
    BUSINESS = "business", _("Business")
    ASSOCIATION = "association", _("Association")
    TOURIST = "tourist", _("Tourist")
    PARTNER = "partner", _("Partner")


class Protection(models.TextChoices):
    """Why an address is hidden: fortrolig and strengt fortrolig (NO), navne- og adressebeskyttelse (DK)."""

    NONE = "", _("None")
    CONFIDENTIAL = "confidential", _("Confidential address (Norway)")
    STRICT = "strict", _("Strictly confidential address (Norway)")
    NAME_AND_ADDRESS = "name_and_address", _("Name and address protection (Denmark)")


class Person(models.Model):
    """Somebody who has contacted us. ``exempt`` is from digital post (ALB-03); nothing more is known than they told.

    ``protection`` hides every address; ``protected_until`` is when the decision is to be looked at again, and does not
    end it by itself. ``joined_to`` is the person they were found to be, by staff.
    """

    kind = models.CharField(max_length=20, choices=PersonKind.choices, default=PersonKind.CITIZEN)
    name = models.CharField(max_length=200, blank=True, default="")
    language = models.CharField(max_length=5, blank=True, default="")
    exempt = models.BooleanField(default=False)
    exempt_on = models.DateField(null=True, blank=True)
    exempt_place = models.CharField(max_length=120, blank=True, default="")
    protection = models.CharField(max_length=20, choices=Protection.choices, blank=True, default="")
    protected_until = models.DateField(null=True, blank=True)
    joined_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="joined")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="business", exempt=True), name="people_business_never_exempt"
            ),
            models.CheckConstraint(
                condition=models.Q(joined_to=None) | ~models.Q(joined_to=models.F("id")),
                name="people_joined_to_another",
            ),
        ]
        indexes = [
            models.Index(fields=["protected_until"], condition=~models.Q(protection=""), name="people_protected_until"),
        ]

    def __str__(self) -> str:
        return self.name or f"person {self.pk}"


class AddressKind(models.TextChoices):
    """A way to reach a person."""

    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Phone")
    CHAT = "chat", _("Chat")  # the code of a conversation, of one who gave nothing else


class PersonAddress(models.Model):
    """An address a person has written from or given; an address belongs to one person."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="addresses")
    kind = models.CharField(max_length=10, choices=AddressKind.choices)
    value = models.CharField(max_length=320)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "value"], name="people_address_once")]

    def __str__(self) -> str:
        return self.value


class IdentityScheme(models.TextChoices):
    """A public register's number for a person or a business."""

    FNR = "no_fnr", _("Norwegian identity number or D-number")
    CPR = "dk_cpr", _("Danish CPR number")
    ORGNR = "no_orgnr", _("Norwegian organisation number")
    CVR = "dk_cvr", _("Danish CVR number")


class Identity(models.Model):
    """A person's number in a public register: sealed, and found again by a keyed hash (people.secrets)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="identities")
    scheme = models.CharField(max_length=10, choices=IdentityScheme.choices)
    sealed = models.BinaryField()
    sealed_with = models.CharField(max_length=16)
    digest = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["digest"], name="people_identity_once")]
        indexes = [models.Index(fields=["sealed_with"], name="people_identity_sealed_with")]

    def __str__(self) -> str:
        return f"{self.scheme} of person {self.person_id}"


class RepresentationBasis(models.TextChoices):
    """By what right somebody acts for another."""

    MANDATE = "mandate", _("Power of attorney")
    DIGITAL_MANDATE = "digital_mandate", _("Digital power of attorney")
    GUARDIAN = "guardian", _("Guardian appointed by law")
    PARENT = "parent", _("Parent of a minor")
    ROLE = "role", _("Acts for a business or an association")
    HELPER = "helper", _("Helps somebody who is present or on the line")


class Representation(models.Model):
    """Somebody acts on behalf of another, in these matters, in this time; ended rather than removed."""

    holder = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="acts_for")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="acted_for_by")
    basis = models.CharField(max_length=20, choices=RepresentationBasis.choices)
    matters = models.CharField(max_length=300, blank=True, default="")
    from_day = models.DateField()
    to_day = models.DateField(null=True, blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(holder=models.F("person")), name="people_represents_another"),
            models.CheckConstraint(
                condition=models.Q(to_day=None) | models.Q(to_day__gte=models.F("from_day")),
                name="people_representation_days",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder_id} for {self.person_id}"


class PersonJoin(models.Model):
    """Two persons found to be one: what was moved, so that undoing it restores exactly that.

    ``moved`` holds the ids of rows that were those of ``joined``: addresses, identities, acts_for, acted_for_by,
    enquiries. Only the undoing is ever written to it (migration 0004).
    """

    survivor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="joins")
    joined = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="joined_by")
    reason = models.CharField(max_length=300, blank=True, default="")
    moved = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["joined"], condition=models.Q(undone_at=None), name="people_joined_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.joined_id} into {self.survivor_id}"
