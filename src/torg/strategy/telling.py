"""Each statement of a strategy as plain sentences: a promise, opening hours, a channel, a rule, a target."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from babel.dates import get_day_names
from babel.numbers import format_decimal

from torg.strategy import vocabulary
from torg.strategy import words_of_strategy as said
from torg.strategy.model import (
    AssistantRule,
    Channel,
    Cost,
    Exemption,
    Hours,
    Interval,
    PromiseRule,
    ReplyRule,
    Rules,
    Strategy,
    Target,
    Transition,
)
from torg.strategy.offers import hours_keys
from torg.strategy.vocabulary import Words
from torg.strategy.words_of_time import date_in_words, listed, within_in_words

_LOCALES = {"nb": "nb_NO", "nn": "nn_NO", "da": "da_DK", "en": "en_GB"}


class Teller:
    """Tells one strategy in one language."""

    def __init__(self, strategy: Strategy, language: str) -> None:
        self.strategy = strategy
        self.language = language if language in vocabulary.LANGUAGES else "en"

    # -- small parts ----------------------------------------------------------------------------------------------
    def said(self, word: str, **facts: str) -> str:
        """A sentence of the common table."""
        return said.SAID[word][self.language].format(**facts)

    def title(self, word: str) -> str:
        """The title of a section."""
        return said.TITLES[word][self.language]

    def named(self, words: Words, chosen: Iterable[str]) -> str:
        """Words of the vocabulary as a list: "a, b and c"."""
        return listed([vocabulary.name(words, word, self.language) for word in chosen], self.language)

    def channel_name(self, key: str) -> str:
        """What a channel is called; a kind that is no channel has its usual name."""
        channel = self.strategy.channels.get(key)
        if channel is None:
            return vocabulary.channel_kind_name(key, self.language)
        own = self.strategy.municipality.languages[0]
        usual = vocabulary.channel_kind_name(channel.kind, own)
        if self.language != own and channel.name.lower() == usual.lower():
            usual = vocabulary.channel_kind_name(channel.kind, self.language)
            return usual[:1].upper() + usual[1:]
        return channel.name

    def channels(self, keys: Iterable[str]) -> str:
        """Channels as a list."""
        return listed([self.channel_name(key) for key in keys], self.language)

    def day(self, day: date) -> str:
        """A day with its year."""
        return date_in_words(day, language=self.language, weekday=False, year=True)

    def share(self, per_cent: Decimal) -> str:
        """A percentage."""
        sign = "%" if self.language == "en" else "\u00a0%"
        return f"{self.number(per_cent)}{sign}"

    def number(self, number: Decimal) -> str:
        """A number as the language writes it."""
        return format_decimal(number, locale=_LOCALES[self.language])

    # -- opening hours ----------------------------------------------------------------------------------------------
    def hours(self, key: str) -> str:
        """A set of hours by its key: "Monday–Friday 09:00–15:00"."""
        hours = self.strategy.hours.get(key)
        if key == "always" or (hours is not None and hours.always):
            return self.said("always")
        return self.week(hours) if hours is not None else ""

    def week(self, hours: Hours) -> str:
        """The days of the week with their intervals, and the days that differ."""
        parts = [
            f"{self._weekdays(first, last)} {self.intervals(intervals)}"
            for first, last, intervals in _runs(hours.week)
            if intervals
        ]
        parts += [self.said("closed", day=self.day(day), reason=reason) for day, reason in hours.closed.items()]
        parts += [
            self.said("extra", day=self.day(day), hours=self.intervals(intervals) or self.said("closed_day"))
            for day, intervals in hours.extra.items()
        ]
        return ", ".join(parts)

    def intervals(self, intervals: Iterable[Interval]) -> str:
        """The intervals of one day."""
        point = ":" if self.language == "en" else "."
        clocks = [f"{one.start:%H{point}%M}–{one.end:%H{point}%M}" for one in intervals]
        return listed([clock.replace(f"–00{point}00", f"–24{point}00") for clock in clocks], self.language)

    def _weekdays(self, first: int, last: int) -> str:
        names = get_day_names("wide", locale=_LOCALES[self.language])
        return names[first] if first == last else f"{names[first]}–{names[last]}"

    def weekdays(self, days: Iterable[int]) -> str:
        """Days of the week as a list, 0 = Monday."""
        names = get_day_names("wide", locale=_LOCALES[self.language])
        return listed([names[day] for day in sorted(days)], self.language)

    def unit_name(self, key: str) -> str:
        """What a unit is called; empty for none."""
        return self.strategy.units[key].name if key else ""

    def calendar(self) -> list[str]:
        """The municipality's own days off and half days."""
        rules, point = self.strategy.calendar, ":" if self.language == "en" else "."
        days = [(self.day(day), why) for day, why in rules.closed.items()]
        days += [(self._every_year(day), why) for day, why in rules.yearly_closed.items()]
        told = [self.said("closed", day=day, reason=reason) for day, reason in days]
        halves = [(self.day(day), half) for day, half in rules.half_days.items()]
        halves += [(self._every_year(day), half) for day, half in rules.yearly_half_days.items()]
        told += [
            f"{day}: {self.said('half_day', clock=f'{until:%H{point}%M}', reason=reason)}"
            for day, (until, reason) in halves
        ]
        if rules.day_ends_at_closing:
            held = self.strategy.hours[rules.day_hours]
            told.append(self.said("day_ends", hours=held.name or self.week(held)))
        return told

    def _every_year(self, month_and_day: tuple[int, int]) -> str:
        month, day = month_and_day
        words = date_in_words(date(2024, month, day), language=self.language, weekday=False)
        return f"{words} {self.said('every_year')}"

    # -- promises -------------------------------------------------------------------------------------------------
    def promise(self, rule: PromiseRule) -> str:
        """A promise in full: "We answer within 5 working days. ..."."""
        span = rule.latest or rule.aim
        within = within_in_words(span, self.language) if span else ""
        sentence = said.PROMISED[rule.what][self.language].format(within=within).strip()
        if rule.aim and rule.latest:
            sentence += self._added("aim", aim=within_in_words(rule.aim, self.language))
        parts = [f"{sentence}."]
        if rule.after_hours:
            parts.append(self._added("after_hours", within=within_in_words(rule.after_hours, self.language)))
        if rule.share is not None:
            parts.append(self._added("share", share=self.share(rule.share)))
        if rule.mean:
            parts.append(self._added("mean"))
        return " ".join([*parts, *self._scope(rule), *self._conditions(rule)])

    def _scope(self, rule: PromiseRule) -> list[str]:
        parts = []
        if rule.purposes:
            names = [self.purpose_name(key) for key in rule.purposes]
            parts.append(self._added("purposes", purposes=listed(names, self.language)))
        if rule.fields:
            names = [self.strategy.fields[key].name for key in rule.fields]
            parts.append(self._added("fields", fields=listed(names, self.language)))
        if rule.audience:
            parts.append(self._added("audience", audience=self.named(vocabulary.AUDIENCES, rule.audience)))
        if rule.excludes:
            parts.append(self._added("excludes", uses=self.named(vocabulary.USES, rule.excludes)))
        return parts

    def _conditions(self, rule: PromiseRule) -> list[str]:
        parts = []
        if rule.starts == "message_left":
            parts.append(self._added("message_left"))
        if rule.what == "answer" and "interim" in rule.settled_by:
            parts.append(self._added("or_interim"))
        if rule.what == "receipt" and self.strategy.rules.receipt_says:
            told = self.named(vocabulary.RECEIPT_PARTS, self.strategy.rules.receipt_says)
            parts.append(self._added("receipt_says", parts=told))
        parts += [self._added(word) for word in (rule.announce, rule.when_late) if word]
        if rule.by_whom:
            parts.append(self._added("by_whom", whom=rule.by_whom))
        return parts

    def _added(self, word: str, **facts: str) -> str:
        return said.ADDED[word][self.language].format(**facts)

    def purpose_name(self, key: str) -> str:
        """What a purpose is called."""
        purpose = self.strategy.purposes.get(key)
        own = self.language == self.strategy.municipality.languages[0]
        if purpose and purpose.name and (own or key not in vocabulary.PURPOSES):
            return purpose.name if key not in vocabulary.PURPOSES else purpose.name.lower()
        return vocabulary.purpose_name(key, self.language)

    # -- channels and rules -----------------------------------------------------------------------------------------
    def channel(self, channel: Channel) -> str:
        """What a channel is for, when it is open and how one comes through."""
        parts = [] if channel.offered else [self.said("not_offered")]
        if channel.use:
            parts.append(self.said("used_for", uses=self.named(vocabulary.USES, channel.use)))
        if channel.audience:
            parts.append(self.said("for_audience", who=self.named(vocabulary.AUDIENCES, channel.audience)))
        if channel.offered_from:
            parts.append(self.said("from_day", day=self.day(channel.offered_from)))
        if channel.offered_to:
            parts.append(self.said("to_day", day=self.day(channel.offered_to)))
        if channel.number:
            parts.append(self.said("number", number=channel.number))
        parts += self._open(channel)
        if channel.drop_in:
            parts.append(self.said("drop_in"))
        if channel.booking:
            words = vocabulary.name(vocabulary.BOOKINGS, channel.booking, self.language)
            parts.append(f"{words[:1].upper()}{words[1:]}.")
        parts += self.chat(channel)
        if channel.after_hours:
            parts.append(self.said("after_hours", text=channel.after_hours.rstrip(".")))
        elif channel.automatic_reply:
            parts.append(self.said("automatic", text=channel.automatic_reply.rstrip(".")))
        return " ".join(parts)

    def chat(self, channel: Channel) -> list[str]:
        """How many conversations a chat takes, and when it goes on in writing."""
        counts = {name: getattr(channel, name) for name in ("at_once", "quiet_minutes", "longest_queue")}
        return [self.said(name, count=str(count)) for name, count in counts.items() if count is not None]

    def assistant(self, rule: AssistantRule) -> list[str]:
        """The assistant: whether there is one, what it is called and says, and how sure it must be."""
        told = []
        if rule.offered is not None:
            told.append(self.said("assistant_offered" if rule.offered else "assistant_none"))
        if rule.name:
            told.append(self.said("assistant_name", name=rule.name))
        if rule.tone:
            told.append(self.said("assistant_tone", tone=self.named(vocabulary.TONES, (rule.tone,))))
        for word, texts in (("assistant_greeting", rule.greeting), ("assistant_out_of_hours", rule.out_of_hours)):
            told += [self.said(word, language=language, text=text) for language, text in texts.items()]
        for word, share in (("assistant_answer_from", rule.answer_from), ("assistant_offer_from", rule.offer_from)):
            told += [self.said(word, share=self.share(share))] if share is not None else []
        return told

    def _open(self, channel: Channel) -> list[str]:
        if channel.places:
            places = [self.strategy.places[key] for key in channel.places]
            told = [f"{one.name}: {self.hours(one.hours)}" if one.hours else one.name for one in places]
            return [f"{'; '.join(told)}."]
        keys = hours_keys(self.strategy, channel) if channel.hours else ()
        return [self.said("open", hours=self.hours(key)) for key in keys]

    def reply(self, rule: ReplyRule) -> str:
        """Which way the answer goes, and when."""
        conditions = []
        if rule.came_by:
            conditions.append(self.said("when_came", channels=self._either(rule.came_by)))
        for flag in ("sensitive", "exempt", "business"):
            held: bool | None = getattr(rule, flag)
            if held is not None:
                conditions.append(self.said(f"when_{flag}" if held else f"when_not_{flag}"))
        by = f", {self.said('then')} ".join(self.channel_name(key) for key in rule.by)
        if not conditions:
            return self.said("reply", by=by)
        return self.said("reply_when", conditions=listed(conditions, self.language), by=by)

    def _either(self, keys: Iterable[str]) -> str:
        return self.either([self.channel_name(key) for key in keys])

    def either(self, names: Sequence[str]) -> str:
        """Names as a choice: "a, b or c"."""
        if len(names) < 2:
            return "".join(names)
        return f"{', '.join(names[:-1])} {self.said('or')} {names[-1]}"

    def rules(self, rules: Rules) -> list[str]:
        """What always holds, one sentence each."""
        told = []
        if rules.receipt_says:
            told.append(self.said("receipt", parts=self.named(vocabulary.RECEIPT_PARTS, rules.receipt_says)))
        if rules.every_field_shows:
            told.append(self.said("fields_show", parts=self.named(vocabulary.FIELD_PARTS, rules.every_field_shows)))
        if rules.units_may_adapt:
            told.append(self.said("units_adapt"))
        if rules.handover.must_be_accepted:
            told.append(self.said("accepted"))
        if rules.handover.accept_within:
            told.append(self.said("accept_within", within=within_in_words(rules.handover.accept_within, self.language)))
        if rules.handover.only_own_field:
            told.append(self.said("own_field"))
        if rules.repeat_within:
            told.append(self.said("repeat", within=within_in_words(rules.repeat_within, self.language)))
        if rules.answer_in_language_of_sender is not None:
            told.append(self.said("language" if rules.answer_in_language_of_sender else "own_language"))
        return told

    def transition(self, transition: Transition) -> str:
        """What takes over from what, and when."""
        parts = [transition.says]
        if transition.to and transition.reduces:
            to, reduces = self.channels(transition.to), self.channels(transition.reduces)
            parts.append(self.said("takes_over", to=to, reduces=reduces))
        if transition.closes:
            parts.append(self.said("closes", channels=self.channels(transition.closes)))
        if transition.starts_on:
            parts.append(self.said("from_day", day=self.day(transition.starts_on)))
        if transition.ends_on:
            parts.append(self.said("to_day", day=self.day(transition.ends_on)))
        if transition.audience:
            parts.append(self.said("for_audience", who=self.named(vocabulary.AUDIENCES, transition.audience)))
        return " ".join(parts)

    def exemption(self, exemption: Exemption) -> str:
        """Who can be exempt from what, and where."""
        parts = [self.said("exempt_from", channels=self.channels(exemption.from_channels))]
        if exemption.audience:
            parts.append(self.said("can", who=self.named(vocabulary.AUDIENCES, exemption.audience)))
        if exemption.never:
            parts.append(self.said("cannot", who=self.named(vocabulary.AUDIENCES, exemption.never)))
        if exemption.places:
            names = [self.strategy.places[key].name for key in exemption.places]
            parts.append(self.said("arranged_at", place=self.either(names)))
        return " ".join(parts)

    def cost(self, cost: Cost) -> str:
        """What one contact costs, with its price level."""
        amount = f"{self.number(cost.amount)} {cost.currency}"
        if cost.approximate:
            amount = self.said("about", amount=amount)
        return self.said("cost", amount=amount, year=str(cost.year))

    def reached(self, target: Target) -> str:
        """When a target is reached: "share of ...: at least 75%, by 31 December 2019"."""
        parts = []
        for word in ("at_least", "more_than", "at_most"):
            number: Decimal | None = getattr(target, word)
            if number is not None:
                share = target.measure in vocabulary.SHARES
                parts.append(self.said(word, number=self.share(number * 100) if share else self.number(number)))
        if target.by:
            parts.append(self.said("by", day=self.day(target.by)))
        if target.owner:
            parts.append(self.said("owner", owner=target.owner))
        measure = vocabulary.measure_name(target.measure, self.language) if target.measure else ""
        return ": ".join(part for part in (measure, ", ".join(parts)) if part)


def _runs(week: Mapping[int, tuple[Interval, ...]]) -> list[tuple[int, int, tuple[Interval, ...]]]:
    """Days with the same hours together: first day, last day, intervals."""
    runs: list[tuple[int, int, tuple[Interval, ...]]] = []
    for day, intervals in sorted(week.items()):
        if runs and runs[-1][1] == day - 1 and runs[-1][2] == intervals:
            runs[-1] = (runs[-1][0], day, intervals)
        else:
            runs.append((day, day, intervals))
    return runs
