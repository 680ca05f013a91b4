"""Rows of the people room: units and staff."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class Line(models.TextChoices):
    """Where a unit stands on the service stairs (KON-27)."""

    FIRST = "first", _("First line")
    SECOND = "second", _("Second line")
    THIRD = "third", _("Third line")


class Unit(models.Model):
    """A part of the municipality that can own an enquiry; units form a tree. Exactly one is the front line.

    ``hours`` is a key of the strategy's hours, ``own_hours`` those that the unit itself has said instead: a list of
    [weekday from 0 = Monday, "09:00", "15:00"]. ``place`` is where people can come; ``words`` are what people call its
    matters, and lead there.
    """

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    field = models.CharField(max_length=60, blank=True, default="")
    phone = models.CharField(max_length=40, blank=True, default="")
    email = models.EmailField(blank=True, default="")
    is_front_line = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    line = models.CharField(max_length=10, choices=Line.choices, blank=True, default="")
    place = models.CharField(max_length=200, blank=True, default="")
    hours = models.CharField(max_length=60, blank=True, default="")
    own_hours = models.JSONField(default=list, blank=True)
    words = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_front_line"], condition=models.Q(is_front_line=True), name="people_one_front_line"
            ),
        ]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class UnitAddress(models.Model):
    """An e-mail address of ours that belongs to a unit: mail sent to it is routed there (ALV-05)."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="addresses")
    address = models.EmailField()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("address"), name="people_unit_address_once")]

    def __str__(self) -> str:
        return self.address


class Role(models.TextChoices):
    """What a member of staff does at the desk."""

    FRONT_LINE = "front_line", _("Front line")
    CASE_WORKER = "case_worker", _("Case worker")
    MANAGER = "manager", _("Manager")
    EDITOR = "editor", _("Editor")
    ADMINISTRATOR = "administrator", _("Administrator")
    AUDITOR = "auditor", _("Auditor")


class StaffAccounts(BaseUserManager["Staff"]):
    """Makes accounts for staff; a password of None can not be used to log in."""

    def create_user(self, username: str, password: str | None = None, **rest: object) -> Staff:
        staff = self.model(username=username, **rest)
        staff.set_password(password)
        staff.save(using=self._db)
        return staff

    def create_superuser(self, username: str, password: str | None = None, **rest: object) -> Staff:
        return self.create_user(
            username, password, **{"role": Role.ADMINISTRATOR, "is_staff": True, "is_superuser": True, **rest}
        )


class Staff(AbstractBaseUser, PermissionsMixin):
    """A member of staff: logs in, belongs to a unit, has one role.

    ``sees_hidden`` is the separate leave to see an address that is protected by law.
    """

    username = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True, default="")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="staff")
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.CASE_WORKER)
    language = models.CharField(max_length=5, blank=True, default="")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    sees_hidden = models.BooleanField(default=False)
    phone = models.CharField(max_length=40, blank=True, default="")

    objects: ClassVar[StaffAccounts] = StaffAccounts()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "staff"

    def __str__(self) -> str:
        return self.name or self.username

    @property
    def initials(self) -> str:
        """The first letters of the first and last name, for the round picture on the desk."""
        words = self.name.split() or [self.username]
        return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper()
