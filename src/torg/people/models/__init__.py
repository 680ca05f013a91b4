"""Rows of the people room: units and staff, who is here and on duty, persons, what is logged, how staff get in."""

from __future__ import annotations

from torg.people.models.accounts import (
    DeskSession,
    LogInEvent,
    LogInKind,
    OutsideAccount,
    Passkey,
    RecoveryCode,
    Totp,
    WrongLogIn,
)
from torg.people.models.logs import LookUp
from torg.people.models.persons import (
    AddressKind,
    Identity,
    IdentityScheme,
    Person,
    PersonAddress,
    PersonJoin,
    PersonKind,
    Protection,
    Representation,
    RepresentationBasis,
)
from torg.people.models.presence import Absence, AbsenceReason, Duty
from torg.people.models.units import Line, Role, Staff, StaffAccounts, Unit, UnitAddress

__all__ = [
    "Absence",
    "AbsenceReason",
    "AddressKind",
    "DeskSession",
    "Duty",
    "Identity",
    "IdentityScheme",
    "Line",
    "LogInEvent",
    "LogInKind",
    "LookUp",
    "OutsideAccount",
    "Passkey",
    "Person",
    "PersonAddress",
    "PersonJoin",
    "PersonKind",
    "Protection",
    "RecoveryCode",
    "Representation",
    "RepresentationBasis",
    "Role",
    "Staff",
    "StaffAccounts",
    "Totp",
    "Unit",
    "UnitAddress",
    "WrongLogIn",
]
