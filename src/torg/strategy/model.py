"""What a strategy says, as frozen values: the vocabulary that every other room speaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from enum import StrEnum


class Rank(StrEnum):
    """How a channel is ranked for a purpose (the columns of Drammen's table, DRA-06)."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    UNWANTED = "unwanted"


class Unit(StrEnum):
    """What a span is counted in; each name says its calendar."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    OPENING_HOUR = "opening hour"
    CALENDAR_DAY = "calendar day"
    WORKING_DAY = "working day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time to count from a moment: ``Span(5, Unit.WORKING_DAY)``.

    Zero of a day unit means "the same day"; one means "the next day". ``calendar_said`` is False where the file
    wrote a bare "8 days" (the linter warns).
    """

    amount: int
    unit: Unit
    calendar_said: bool = True


@dataclass(frozen=True, slots=True)
class Interval:
    """Open from ``start`` until just before ``end``; ``end <= start`` means past midnight; 00:00-00:00 is all day."""

    start: time
    end: time


@dataclass(frozen=True, slots=True)
class Hours:
    """One set of opening hours: intervals for each weekday (0 = Monday), and days that differ.

    ``closed`` maps a date to the reason; ``extra`` maps a date to that day's intervals, which replace the week's
    and win over closed days and public holidays. ``always`` is true round the clock, holidays too (24/7).
    """

    key: str
    name: str = ""
    week: Mapping[int, tuple[Interval, ...]] = field(default_factory=dict)
    closed: Mapping[date, str] = field(default_factory=dict)
    extra: Mapping[date, tuple[Interval, ...]] = field(default_factory=dict)
    always: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class CalendarRules:
    """The municipality's working calendar: beside the public holidays, which are computed.

    ``working_week`` holds weekday numbers (0 = Monday). ``closed`` are whole days off with the reason; ``half_days``
    maps a date to (closing time, reason): still working days, opening hours end early. ``yearly_closed`` and
    ``yearly_half_days`` are the same by (month, day), every year. ``day_ends_at_closing`` makes a day promise fall
    due at closing time of ``day_hours`` instead of at the end of the day.
    """

    country: str
    zone: str
    working_week: tuple[int, ...] = (0, 1, 2, 3, 4)
    closed: Mapping[date, str] = field(default_factory=dict)
    yearly_closed: Mapping[tuple[int, int], str] = field(default_factory=dict)
    half_days: Mapping[date, tuple[time, str]] = field(default_factory=dict)
    yearly_half_days: Mapping[tuple[int, int], tuple[time, str]] = field(default_factory=dict)
    day_ends_at_closing: bool = False
    day_hours: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Municipality:
    """Who the strategy belongs to. ``languages`` starts with the default; codes nb, nn, da, en.

    ``serves`` names the people it is for (words of ``vocabulary.AUDIENCES``; HAL-15); empty = not said.
    """

    name: str
    country: str
    languages: tuple[str, ...]
    valid_from: date | None = None
    valid_to: date | None = None
    web: str = ""
    phone: str = ""
    email: str = ""
    document: str = ""
    address: str = ""
    serves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A place where people can come, its hours (a key of ``Strategy.hours``) and what is offered there."""

    key: str
    name: str
    hours: str = ""
    offers: tuple[str, ...] = ()
    kiosk: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class UnitRule:
    """A unit the strategy speaks of: its opening hours, and its own order of channels with the reason (DRA-30)."""

    key: str
    name: str
    hours: str = ""
    order: tuple[str, ...] = ()
    because: str = ""
    answers: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Purpose:
    """One row of the channel table: which channels are primary, secondary and unwanted for this purpose (DRA-06)."""

    key: str
    name: str = ""
    explained: str = ""
    ranks: Mapping[Rank, tuple[str, ...]] = field(default_factory=dict)
    source: str = ""


@dataclass(frozen=True, slots=True)
class Channel:
    """A way in or out. ``kind`` is one of the words in ``vocabulary.CHANNEL_KINDS``; several channels may share one.

    ``use`` says what it may be used for (words of ``vocabulary.USES``; empty = not limited); ``hours`` is a key of
    ``Strategy.hours``, "always" or "". ``places`` are keys of ``Strategy.places``. ``offered_from``/``offered_to``
    bound the days on which it is offered; ``audience`` limits it (words of ``vocabulary.AUDIENCES``). Of a chat:
    ``at_once`` is how many conversations one person serves, ``quiet_minutes`` after how many minutes of silence it is
    closed, ``longest_queue`` how many may wait; None = Torg's default.
    """

    key: str
    kind: str
    name: str
    use: tuple[str, ...] = ()
    hours: str = ""
    after_hours: str = ""
    number: str = ""
    address: str = ""
    places: tuple[str, ...] = ()
    booking: str = ""
    drop_in: bool = False
    audience: tuple[str, ...] = ()
    offered: bool = True
    offered_from: date | None = None
    offered_to: date | None = None
    receipt: bool = True
    automatic_reply: str = ""
    at_once: int | None = None
    quiet_minutes: int | None = None
    longest_queue: int | None = None
    says: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class AssistantRule:
    """What the strategy says of the assistant; what is left out is the default (``strategy.assisting``).

    ``greeting`` and ``out_of_hours`` are texts by language. ``tone`` is a word of ``vocabulary.TONES``. The shares are
    in per cent, of 100 answers given at that confidence how many are right.
    """

    offered: bool | None = None
    name: str = ""
    tone: str = ""
    greeting: Mapping[str, str] = field(default_factory=dict)
    out_of_hours: Mapping[str, str] = field(default_factory=dict)
    answer_from: Decimal | None = None
    offer_from: Decimal | None = None
    says: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class PromiseRule:
    """One promise: what is promised, where it holds, and by when.

    ``what`` is a word of ``vocabulary.PROMISES`` (answer, receipt, callback, pick_up, meeting ...). Empty
    ``channels``, ``purposes``, ``fields`` or ``audience`` means all. ``aim`` is what we try for, ``latest`` what we
    promise. ``after_hours`` replaces ``latest`` for what arrives outside ``hours``. ``share`` is the percentage that
    is to be kept (None = all). ``starts`` and ``settled_by`` are words of ``vocabulary.STARTS`` / ``SETTLES``.
    ``excludes`` are uses it does not cover ("casework"). ``when_late`` is "interim" or "tell".
    """

    key: str
    what: str
    channels: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    aim: Span | None = None
    latest: Span | None = None
    after_hours: Span | None = None
    hours: str = ""
    share: Decimal | None = None
    mean: bool = False
    starts: str = "received"
    settled_by: tuple[str, ...] = ("answer",)
    excludes: tuple[str, ...] = ()
    when_late: str = ""
    announce: str = ""
    by_whom: str = ""
    says: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class ReplyRule:
    """Which channel the answer takes when all of ``when`` fits; ``by`` in order of preference (ALB-07, ALB-09).

    Each condition is None (does not matter) or must match: ``came_by`` holds channel keys or kinds.
    """

    by: tuple[str, ...]
    came_by: tuple[str, ...] = ()
    sensitive: bool | None = None
    exempt: bool | None = None
    business: bool | None = None
    says: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One step of the service stairs: who answers what (KON-27, DRA-01). ``share`` is the goal in per cent."""

    key: str
    name: str
    answers: str = ""
    unit: str = ""
    share: Decimal | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class HandoverRule:
    """How an enquiry passes between units (ALV-07). ``only_own_field``: a unit answers only within its own field."""

    must_be_accepted: bool = False
    accept_within: Span | None = None
    only_own_field: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """What always holds, in every channel. ``receipt_says`` are words of ``vocabulary.RECEIPT_PARTS``.

    ``every_field_shows`` (words of ``vocabulary.FIELD_PARTS``) is what the web shows for each field (HAL-12);
    ``units_may_adapt`` is True where each unit suits the channels to its own users (DRA-30).
    """

    receipt_says: tuple[str, ...] = ()
    every_field_shows: tuple[str, ...] = ()
    units_may_adapt: bool = False
    handover: HandoverRule = field(default_factory=HandoverRule)
    repeat_within: Span | None = None
    answer_in_language_of_sender: bool | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class FieldRule:
    """A field of work (sagområde, fagområde) with its own order of channels, and why (ALB-05)."""

    key: str
    name: str
    order: tuple[str, ...] = ()
    because: str = ""
    hours: str = ""
    phone: str = ""
    unit: str = ""
    drop_in: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Transition:
    """A new channel takes over from older ones over a time (HAL-03).

    While it runs and after, ``to`` stands before ``reduces``; ``closes`` are not offered after ``ends_on``.
    """

    key: str
    says: str
    to: tuple[str, ...] = ()
    reduces: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    steps: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Exemption:
    """Who can be exempt from what, and where it is arranged (ALB-03). ``audience`` may, ``never`` may not."""

    key: str
    from_channels: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    says: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one contact costs in some channels (DRA-02). ``amount`` in ``currency`` at the price level of ``year``."""

    key: str
    channels: tuple[str, ...]
    amount: Decimal
    currency: str
    year: int
    approximate: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """Something to reach: a figure (``measure``) against a share (0..1) or number, ``by`` a day.

    ``at_least`` and ``at_most`` may be met exactly, ``more_than`` must be passed.
    """

    key: str
    says: str
    measure: str = ""
    at_least: Decimal | None = None
    more_than: Decimal | None = None
    at_most: Decimal | None = None
    by: date | None = None
    owner: str = ""
    channels: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """What is done towards a goal, by whom, and the figure that shows it."""

    says: str
    owner: str = ""
    by: date | None = None
    shown_by: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Focus:
    """A focus area (satsingsområde, indsats): its goals (keys of targets), how, and measures with owners."""

    key: str
    name: str
    goal: str = ""
    targets: tuple[str, ...] = ()
    how: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    owner: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Principle:
    """Something the strategy says that holds everywhere and that no number measures (KON-17, DRA-27)."""

    key: str
    says: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Strategy:
    """A whole strategy. Mappings keep the order of the file; ``order`` is the overall channel priority (ALB-02)."""

    municipality: Municipality
    calendar: CalendarRules
    hours: Mapping[str, Hours] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    units: Mapping[str, UnitRule] = field(default_factory=dict)
    purposes: Mapping[str, Purpose] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    order_says: str = ""
    order_source: str = ""
    channels: Mapping[str, Channel] = field(default_factory=dict)
    assistant: AssistantRule = field(default_factory=AssistantRule)
    fields: Mapping[str, FieldRule] = field(default_factory=dict)
    promises: tuple[PromiseRule, ...] = ()
    replies: tuple[ReplyRule, ...] = ()
    lines: Mapping[str, Line] = field(default_factory=dict)
    rules: Rules = field(default_factory=Rules)
    transitions: Mapping[str, Transition] = field(default_factory=dict)
    exemptions: Mapping[str, Exemption] = field(default_factory=dict)
    costs: Mapping[str, Cost] = field(default_factory=dict)
    targets: Mapping[str, Target] = field(default_factory=dict)
    focus: Mapping[str, Focus] = field(default_factory=dict)
    principles: Mapping[str, Principle] = field(default_factory=dict)
