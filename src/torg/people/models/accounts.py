"""Rows about how staff get in: second factors, sessions, what happened at the door."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class WrongLogIn(models.Model):
    """One try to log in that failed; ``key`` is a SHA-256 of the user name or the network address that was used."""

    key = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["key", "at"], name="people_wrong_log_in"),
            models.Index(fields=["at"], name="people_wrong_log_in_at"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class Totp(models.Model):
    """A secret shared with an app that shows codes. ``last_counter`` is the newest half minute whose code was used.

    The secret is sealed (people.secrets). It counts when it is confirmed: when its owner has shown one code.
    """

    staff = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="totp")
    sealed = models.BinaryField()
    sealed_with = models.CharField(max_length=16)
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    last_counter = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"app of {self.staff_id}"


class RecoveryCode(models.Model):
    """A code on paper that lets its owner in once; only a keyed hash is kept."""

    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["staff", "digest"], name="people_recovery_code_once")]

    def __str__(self) -> str:
        return f"code of {self.staff_id}"


class Passkey(models.Model):
    """A key on a device or a security key; the secret never leaves it. ``credential`` and ``public_key`` as WebAuthn
    gives them."""

    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=80)
    credential = models.BinaryField(unique=True)
    public_key = models.BinaryField()
    sign_count = models.BigIntegerField(default=0)
    added_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class OutsideAccount(models.Model):
    """The account of a member of staff at an OpenID provider; ``subject`` is what the provider calls them for ever."""

    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="outside_accounts")
    issuer = models.CharField(max_length=400)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issuer", "subject"], name="people_outside_account_once")]

    def __str__(self) -> str:
        return self.subject


class DeskSession(models.Model):
    """One log-in, from one browser, until it ends. ``how`` is password, code, passkey or provider."""

    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="desk_sessions")
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    device = models.CharField(max_length=120, blank=True, default="")
    address = models.CharField(max_length=45, blank=True, default="")
    how = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["staff", "-seen_at"], condition=models.Q(ended_at=None), name="people_sessions"),
            models.Index(fields=["seen_at"], name="people_sessions_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.device} {self.began_at:%Y-%m-%d %H:%M}"


class LogInKind(models.TextChoices):
    """What can happen at the door, and to the keys."""

    IN = "in", _("Logged in")
    OUT = "out", _("Logged out")
    WRONG = "wrong", _("Wrong password")
    WRONG_CODE = "wrong_code", _("Wrong code")
    ENDED = "ended", _("Session ended by its owner")
    PASSWORD = "password", _("Password changed")
    APP_ON = "app_on", _("App for codes set up")
    APP_OFF = "app_off", _("App for codes removed")
    CODES = "codes", _("New recovery codes")
    RECOVERY = "recovery", _("Recovery code used")
    PASSKEY_ON = "passkey_on", _("Passkey added")
    PASSKEY_OFF = "passkey_off", _("Passkey removed")
    LINKED = "linked", _("Connected with the log-in of the workplace")
    RESET = "reset", _("Second factor taken away by an administrator")
    ACCOUNT = "account", _("Account changed by an administrator")


class LogInEvent(models.Model):
    """Something that happened at the door; only ever added (migration 0004). ``by`` is somebody else's hand."""

    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="log_in_events")
    at = models.DateTimeField()
    kind = models.CharField(max_length=20, choices=LogInKind.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    device = models.CharField(max_length=120, blank=True, default="")
    address = models.CharField(max_length=45, blank=True, default="")
    said = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["staff", "-id"], name="people_log_in_events")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"
