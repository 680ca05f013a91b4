"""When an interim reply is wanted, which law or rule wants it, and the new date that it can give.

Laws are rows with the days on which they hold, as laws change. A row without a first day has been adopted and is not in
force yet: it is switched on by giving the day (domain: fvl. 1967 § 11 a; LOV-2025-06-20-81 § 17; god forvaltningsskik).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from torg.strategy.calendars import Calendar
from torg.strategy.deadlines import due_by
from torg.strategy.explanations import Fact, Step
from torg.strategy.model import PromiseRule, Span, Strategy, Unit

# A law's month is a limit and not a goal: people are told when three working days of it are left.
BEFORE_THE_LIMIT = 3
# As much time again as a short promise had, and never more than the ten working days of Torg's own default.
MOST_MORE = 10
DECISION = "transaction"  # the purpose under which individual decisions are made
# The day on which the Public Administration Act of 2025 takes over from that of 1967: adopted, and not yet decided.
NEW_ACT_FROM: date | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty to send an interim reply: where and when it holds, for what, and within which time from the arrival.

    ``within`` None means as soon as it is seen that it takes long. ``decisions_only`` limits the time to individual
    decisions. ``valid_from`` None: adopted, no day yet.
    """

    key: str
    country: str
    within: Span | None
    decisions_only: bool
    valid_from: date | None
    valid_to: date | None
    source: str
    says: Mapping[str, str]

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        begun = self.valid_from is not None and self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)


_ACT_OF_1967, _ACT_OF_2025, _DANISH_PRACTICE = (
    Duty(
        "fvl_1967_11a",
        "NO",
        Span(1, Unit.MONTH),
        decisions_only=True,
        valid_from=date(1970, 1, 1),
        valid_to=None,
        source="LOV-1967-02-10 § 11 a",
        says={
            "nb": "Forvaltningsloven § 11 a: tar det uforholdsmessig lang tid å svare, skal det gis foreløpig svar så "
            "snart som mulig, med grunnen og om mulig når svaret kommer; innen en måned når det gjelder enkeltvedtak.",
            "nn": "Forvaltningslova § 11 a: tek det urimeleg lang tid å svare, skal det givast førebels svar så snart "
            "som mogleg, med grunnen og om mogleg når svaret kjem; innan ein månad når det gjeld enkeltvedtak.",
            "da": "Den norske forvaltningslov § 11 a: tager det uforholdsmæssigt lang tid at svare, skal der gives et "
            "foreløbigt svar så snart som muligt, med grunden og om muligt hvornår svaret kommer.",
            "en": "Public Administration Act 1967 section 11 a: when an answer takes disproportionately long, an "
            "interim reply is due as soon as possible, with the reason and if possible the date; within a month in "
            "matters of individual decisions.",
        },
    ),
    Duty(
        "fvl_2025_17",
        "NO",
        Span(1, Unit.MONTH),
        decisions_only=False,
        valid_from=None,
        valid_to=None,
        source="LOV-2025-06-20-81 § 17",
        says={
            "nb": "Forvaltningsloven 2025 § 17: går det mer enn en måned før svaret, skal det gis foreløpig svar med "
            "forventet tid; blir det vesentlig forsinket, skal grunnen og ny tid oppgis.",
            "nn": "Forvaltningslova 2025 § 17: går det meir enn ein månad før svaret, skal det givast førebels svar "
            "med forventa tid; blir det vesentleg forseinka, skal grunnen og ny tid opplysast.",
            "da": "Den norske forvaltningslov 2025 § 17: går der mere end en måned, før svaret kommer, skal der gives "
            "et foreløbigt svar med forventet tid; bliver det væsentligt forsinket, oplyses grunden og en ny dato.",
            "en": "Public Administration Act 2025 section 17: when more than a month will pass, an interim reply is "
            "due with the expected time; when it is materially delayed, the reason and a new date.",
        },
    ),
    Duty(
        "dk_practice",
        "DK",
        None,
        decisions_only=False,
        valid_from=date(1970, 1, 1),
        valid_to=None,
        source="Folketingets Ombudsmand, Generel forvaltningsret 11: Sagsbehandlingstid",
        says={
            "nb": "God forvaltningsskikk i Danmark: trekker svaret ut, får avsenderen vite hvorfor og når det kommer.",
            "nn": "God forvaltningsskikk i Danmark: dreg svaret ut, får avsendaren vite kvifor og når det kjem.",
            "da": "God forvaltningsskik: trækker svaret ud, får afsenderen besked om hvorfor og hvornår det kommer.",
            "en": "Good administrative practice in Denmark: when an answer drags out, the sender is told why and when.",
        },
    ),
)


def duties(new_act_from: date | None = NEW_ACT_FROM) -> tuple[Duty, ...]:
    """Return the duties, with the Norwegian act of 2025 in force from a day; None while there is none."""
    last = None if new_act_from is None else new_act_from - timedelta(days=1)
    return replace(_ACT_OF_1967, valid_to=last), replace(_ACT_OF_2025, valid_from=new_act_from), _DANISH_PRACTICE


@dataclass(frozen=True, slots=True)
class InterimWanted:
    """Why an interim reply is wanted now, the duty behind it (None: the promise alone), and the date it may give.

    ``code`` is "interim" or "tell" where the strategy's promise says so, "law" when a law's own limit is near,
    "default" where the strategy is silent.
    """

    code: str
    duty: Duty | None
    new_date: date

    def law(self, language: str) -> str:
        """The law or practice that wants it, in a language; "" when it is the promise alone."""
        return self.duty.says.get(language, self.duty.says["en"]) if self.duty else ""


def interim_wanted(
    strategy: Strategy,
    calendar: Calendar,
    *,
    when_late: str,
    purpose: str,
    opened_at: datetime,
    started_at: datetime,
    due_by: datetime,
    soon_from: datetime,
    now: datetime,
    told: bool = False,
    held_to: Sequence[Duty] | None = None,
) -> InterimWanted | None:
    """Say whether an interim reply is wanted at ``now`` for an open promise, and why; None when not yet.

    It is wanted once the promise is soon due (``soon_from``) or past, because people are told before it breaks; and
    when a law's own limit, counted from ``opened_at``, comes first; not when an interim reply has ``told`` a date.
    ``when_late`` is what the promise's own rule says, in the edition that it was made under; "" when it says nothing.
    """
    today, country = calendar.local(now).date(), strategy.municipality.country
    held = [one for one in (held_to or duties()) if one.country == country and one.holds_on(today)]
    pressing = (
        None
        if told
        else next((one for one in held if _limit_is_near(calendar, one, purpose, opened_at, due_by, now)), None)
    )
    if pressing is None and now < soon_from:
        return None
    new_date = proposed_date(calendar, started_at=started_at, due_by=due_by, now=now)
    duty = pressing or (held[0] if held else None)
    if now < soon_from:
        return InterimWanted("law", duty, new_date)
    return InterimWanted(when_late or ("law" if pressing else "default"), duty, new_date)


def _limit_is_near(
    calendar: Calendar, duty: Duty, purpose: str, opened_at: datetime, promised: datetime, now: datetime
) -> bool:
    """Whether the law's limit is near and the promise is for later than it."""
    if duty.within is None or (duty.decisions_only and purpose != DECISION):
        return False
    limit = due_by(calendar, duty.within, opened_at)
    if promised <= limit and now <= promised:
        return False
    left = sum(
        calendar.is_working_day(date.fromordinal(n))
        for n in range(calendar.local(now).toordinal() + 1, limit.toordinal() + 1)
    )
    return left <= BEFORE_THE_LIMIT


def proposed_date(calendar: Calendar, *, started_at: datetime, due_by: datetime, now: datetime) -> date:
    """Return a new date: as many working days more as the promise had, at least two and at most ten, from the later."""
    had = sum(
        calendar.is_working_day(date.fromordinal(n))
        for n in range(calendar.local(started_at).toordinal() + 1, calendar.local(due_by).toordinal() + 1)
    )
    later = max(calendar.local(due_by), calendar.local(now), key=datetime.timestamp)
    return calendar.nth_working_day(later.date(), min(max(had, 2), MOST_MORE))


def extended(
    calendar: Calendar, *, what: str, before: datetime, to: date, reason: str, now: datetime
) -> tuple[datetime, tuple[Step, ...]]:
    """Return the moment a new promise falls due after an interim reply, and the steps that explain it."""
    by = calendar.end_of(to)
    facts: dict[str, Fact] = {
        "what": what,
        "before": calendar.local(before).isoformat(timespec="seconds"),
        "at": calendar.local(now).isoformat(timespec="seconds"),
        "reason": reason,
    }
    ends = "day" if (by.hour, by.minute) == (23, 59) else "closing"
    return by, (Step("extended", facts), Step("due", {"at": by.isoformat(timespec="seconds"), "ends": ends}))


def rule_of(strategy: Strategy, key: str) -> PromiseRule | None:
    """The promise of a strategy with that key; None for Torg's default and for one that is gone."""
    return next((rule for rule in strategy.promises if rule.key == key), None)


def when_late_of(strategy: Strategy, key: str) -> str:
    """What a strategy's promise with that key says of being late; "" when it says nothing, or is gone."""
    rule = rule_of(strategy, key)
    return rule.when_late if rule else ""


def settled_by_interim(strategy: Strategy, rule: str) -> bool:
    """Whether an interim reply with a date keeps the promise, as the strategy says (ALB-10)."""
    found = rule_of(strategy, rule)
    return found is not None and "interim" in found.settled_by
