"""Plays the invented weeks through the real rooms, with a clock that jumps from one happening to the next."""

from __future__ import annotations

import heapq
import itertools
import random
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from torg.channels.base import Arrival
from torg.config.demo.letters import Words, bounce, by_email, by_form, mail
from torg.config.demo.phrases import Letter, phrases
from torg.config.demo.place import Demo
from torg.config.demo.post import Kept, PostOffice
from torg.config.demo.town import Town
from torg.config.demo.traffic import Planned
from torg.config.demo.turns import AGAIN, ASKED, HANDED_OVER, LONGER, SILENT, Turns
from torg.enquiries.actions.answer import answer, note_seen, take
from torg.enquiries.actions.ask import look_at_waiting
from torg.enquiries.actions.forecast import note_overdue, remind
from torg.enquiries.actions.handover import return_unanswered
from torg.enquiries.actions.interim import draft_interims
from torg.enquiries.actions.take_in import take_in_kept, take_in_waiting
from torg.mailroom.actions import keep, send_waiting
from torg.people.queries import may_act
from torg.strategy.calendars import Calendar

if TYPE_CHECKING:
    from torg.enquiries.models import Enquiry
    from torg.people.models import Staff

AT_WORK = (time(8, 10), time(15, 30))
STEP = timedelta(minutes=10)
A_DAY_OF_WORK = 44
"""Steps in a working day."""
FORGOTTEN_WITHIN = timedelta(days=12)
FORECASTS = (time(7, 5), time(10, 5), time(13, 5))
Deed = Callable[[datetime], object]


class Replay:
    """The weeks before ``until``; counts what came in, was answered, and was left open."""

    def __init__(
        self, one: Demo, town: Town, office: PostOffice, *, start: datetime, until: datetime, dice: random.Random
    ) -> None:
        self._one, self._town, self._office, self._dice, self._until = one, town, office, dice, until
        self._zone = ZoneInfo(one.strategy.calendar.zone)
        self._ahead: list[tuple[datetime, int, Deed]] = []
        self._order = itertools.count()
        self._turns = Turns(town, one.language, dice)
        self._slots = list(_slots(Calendar.of(one.strategy), start, until + timedelta(days=45), self._zone))
        self.received = self.answered = 0

    def run(
        self, letters: list[Planned], *, each_week: Callable[[date], None], before_each: Callable[[], None]
    ) -> None:
        """Everything that happens until now, in its order; ``before_each`` may raise to break it off."""
        for planned in letters:
            self._at(planned.at, partial(self._arrives, planned))
        day, last = letters[0].at.astimezone(self._zone).date(), self._until.astimezone(self._zone).date()
        while day <= last:
            if day.weekday() == 0:
                self._at(datetime.combine(day, time(0, 1), tzinfo=self._zone), lambda at: each_week(at.date()))
            for clock in FORECASTS:
                self._at(datetime.combine(day, clock, tzinfo=self._zone), self._look_ahead)
            day += timedelta(days=1)
        while self._ahead:
            before_each()
            at, _, deed = heapq.heappop(self._ahead)
            deed(at)
            send_waiting(partial(_later, at, seconds=3))

    def _at(self, at: datetime, deed: Deed) -> None:
        """Have it happen then, if that is not in the future."""
        if at <= self._until:
            heapq.heappush(self._ahead, (at, next(self._order), deed))

    # -- what comes in ------------------------------------------------------------------------------------------------

    def _arrives(self, planned: Planned, at: datetime) -> None:
        if planned.special == "broken":
            self._take_in(mail(b"\r\n\r\nJFIF\0\0\r\n", sender="", to=planned.to), at)
            return
        if planned.way == "web":
            arrival = by_form(
                planned.person, planned.words, topic=planned.topic, at=at, dice=self._dice,
                spam=planned.special == "spam",
            )  # fmt: skip
        else:
            arrival = by_email(planned.person, planned.words, to=planned.to, at=at, dice=self._dice)
        enquiry = self._take_in(arrival, at)
        if enquiry is not None:
            self.received += 1
            self._leave_to_staff(planned, enquiry, at)
            self._goes_on(planned, at)

    def _take_in(self, arrival: Arrival, at: datetime) -> Enquiry | None:
        kept = keep(
            kind=arrival.kind, raw=arrival.raw, headers=arrival.headers, outside_id=arrival.outside_id,
            fingerprint=arrival.fingerprint, now=at,
        )  # fmt: skip
        take_in_waiting(partial(_later, at, seconds=1))
        return take_in_kept(kept, now=_later(at, seconds=1))

    def _goes_on(self, planned: Planned, at: datetime) -> None:
        """What some do when they have had the receipt."""
        if planned.special == "more":
            text = self._dice.choice(phrases(planned.words.language).more)
            self._at(_later(at, hours=2), partial(self._writes_again, planned, text))
        elif planned.special == "away":
            self._at(_later(at, seconds=40), partial(self._is_away, planned))
        elif planned.special == "bounce":
            self._at(_later(at, seconds=50), partial(self._comes_back, planned))

    def _writes_again(self, planned: Planned, text: str, at: datetime) -> Enquiry | None:
        """An answer to the last mail we sent the person."""
        last = self._last_letter(planned)
        if last is None:
            return None
        words = Words(f"Re: {last.subject}", text.format_map(planned.slots), planned.words.language)
        to = self._one.mail_from
        return self._take_in(by_email(planned.person, words, to=to, at=at, dice=self._dice, answers=last), at)

    def _is_away(self, planned: Planned, at: datetime) -> None:
        last, away = self._last_letter(planned), phrases(planned.words.language).away
        words = Words(away.subjects[0], away.text, planned.words.language)
        if last is not None:
            to = self._one.mail_from
            self._take_in(
                by_email(planned.person, words, to=to, at=at, dice=self._dice, answers=last, automatic=True), at
            )

    def _comes_back(self, planned: Planned, at: datetime) -> None:
        last = self._last_letter(planned)
        if last is not None:
            self._take_in(bounce(last, at=at, dice=self._dice, host="mx.nettpost.example"), at)

    def _last_letter(self, planned: Planned) -> Kept | None:
        letters = self._office.letters(to=planned.person.email) if planned.person.email else []
        return letters[0] if letters else None

    # -- what the staff do --------------------------------------------------------------------------------------------

    def _leave_to_staff(self, planned: Planned, enquiry: Enquiry, at: datetime) -> None:
        by = self._who(enquiry)
        seen = self._next_step(_later(at, minutes=self._dice.randrange(5, 300)))
        when = self._answered_at(enquiry, at)
        if seen < when:
            self._at(seen, lambda at: note_seen(enquiry.pk, by=by, now=at))
            if self._dice.random() < 0.6:
                self._at(
                    _later(seen, minutes=2),
                    lambda at: take(enquiry.pk, by=self._may(by, self._stands(enquiry)), now=at),
                )
            if self._takes_a_turn(planned, enquiry, by, seen=_later(seen, minutes=4), when=when):
                return
        self._at(when, partial(self._answers, planned, planned.letter, enquiry, by))

    def _takes(self, enquiry: Enquiry, by: Staff, at: datetime) -> None:
        enquiry = self._stands(enquiry)
        take(enquiry.pk, by=self._may(by, enquiry), now=at)

    def _takes_a_turn(self, planned: Planned, enquiry: Enquiry, by: Staff, *, seen: datetime, when: datetime) -> bool:
        """Has something else happen first, and says whether the answer is seen to as well."""
        turn, answers = self._turns.of(self.received, planned), partial(self._answers, planned, planned.letter)
        if turn == HANDED_OVER and (to := self._turns.whither(planned, enquiry)):
            self._at(seen, lambda at: self._turns.offers(enquiry, to[0], self._may(by, self._stands(enquiry)), at))
            if self._dice.random() < 0.8:  # the others forget, and it goes back to who offered it
                replied = self._next_step(_later(seen, minutes=self._dice.randrange(20, 200)))
                self._at(
                    replied, partial(self._replies, planned, enquiry, by, to[1], max(when, _later(replied, hours=1)))
                )
                return True
        elif turn in {ASKED, SILENT}:
            self._at(seen, lambda at: self._turns.asks(planned, enquiry, self._may(by, self._stands(enquiry)), at))
            if turn == ASKED:
                self._at(_later(seen, hours=self._dice.randrange(6, 60)), partial(self._tells_more, planned, by))
            return True
        elif turn == AGAIN:
            self._at(_later(seen, minutes=50), partial(self._comes_again, planned, enquiry, by))
        elif turn == LONGER and enquiry.due_by is not None:
            told = self._slots[max(0, bisect_left(self._slots, enquiry.due_by) - 3)]
            self._at(
                told, lambda at: self._turns.takes_longer(planned, enquiry, self._may(by, self._stands(enquiry)), at)
            )
            self._at(max(when, _later(told, hours=20)), partial(answers, enquiry, by))
            return True
        return False

    def _replies(
        self, planned: Planned, enquiry: Enquiry, by: Staff, there: Staff, when: datetime, at: datetime
    ) -> None:
        has_it = self._turns.replies(enquiry, there, at)
        self._at(
            self._next_step(when), partial(self._answers, planned, planned.letter, enquiry, there if has_it else by)
        )

    def _tells_more(self, planned: Planned, by: Staff, at: datetime) -> None:
        enquiry = self._writes_again(planned, phrases(planned.words.language).turns["reply"], at)
        if enquiry is not None and enquiry.due_by is not None:
            self._at(self._answered_at(enquiry, at), partial(self._answers, planned, planned.letter, enquiry, by))

    def _comes_again(self, planned: Planned, enquiry: Enquiry, by: Staff, at: datetime) -> None:
        again = phrases(planned.words.language).turns["again"]
        words = replace(planned.words, text=f"{again}\n\n{planned.words.text}", file="")
        repeat = self._take_in(by_form(planned.person, words, topic=planned.topic, at=at, dice=self._dice), at)
        if repeat is not None:
            self._at(self._next_step(_later(at, minutes=30)), partial(self._joins, repeat, enquiry, by))

    def _joins(self, repeat: Enquiry, enquiry: Enquiry, by: Staff, at: datetime) -> None:
        repeat, enquiry = self._stands(repeat), self._stands(enquiry)
        if repeat.pk != enquiry.pk:
            self._turns.joins(repeat, enquiry, self._may(by, repeat, enquiry), at)

    def _answers(self, planned: Planned, letter: Letter, enquiry: Enquiry, by: Staff, at: datetime) -> None:
        hello = phrases(planned.words.language).hello
        text = f"{hello}\n\n{letter.answer}".format_map(planned.slots)
        enquiry = self._stands(enquiry)
        answer(enquiry.pk, text=text, by=self._may(by, enquiry), now=at, sensitive=letter.sensitive)
        self.answered += 1
        if letter is not planned.letter:
            return
        if planned.special == "question":
            self._at(_later(at, minutes=self._dice.randrange(30, 900)), partial(self._asks_back, planned, by))
        elif planned.special == "thanks":
            thanks = partial(self._writes_again, planned, phrases(planned.words.language).thanks)
            self._at(_later(at, minutes=self._dice.randrange(10, 240)), thanks)

    def _asks_back(self, planned: Planned, by: Staff, at: datetime) -> None:
        question = self._dice.choice(phrases(planned.words.language).questions)
        enquiry = self._writes_again(planned, question.text, at)
        if enquiry is not None:
            self._at(self._answered_at(enquiry, at), partial(self._answers, planned, question, enquiry, by))

    def _stands(self, enquiry: Enquiry) -> Enquiry:
        """The enquiry as it is now: it may have gone to another unit meanwhile, or been joined to another."""
        enquiry.refresh_from_db()
        return enquiry.joined_to or enquiry

    def _may(self, by: Staff, *enquiries: Enquiry) -> Staff:
        """The one who was to do it, or somebody at the front line where it is not theirs any more."""
        theirs = all(may_act(by, enquiry.unit_id) for enquiry in enquiries)
        return by if theirs else self._dice.choice(self._town.front_line)

    def _who(self, enquiry: Enquiry) -> Staff:
        key = self._town.unit_keys[enquiry.unit_id]
        return self._town.answers_for.get(key) or self._dice.choice(self._town.front_line)

    def _look_ahead(self, at: datetime) -> None:
        remind(lambda: at)
        note_overdue(lambda: at)
        draft_interims(lambda: at)
        return_unanswered(lambda: at)
        look_at_waiting(lambda: at)

    # -- when ---------------------------------------------------------------------------------------------------------

    def _next_step(self, at: datetime) -> datetime:
        """The first moment at work from then on."""
        return self._slots[min(bisect_left(self._slots, at), len(self._slots) - 1)]

    def _answered_at(self, enquiry: Enquiry, at: datetime) -> datetime:
        """When it is answered: mostly in good time, sometimes at the last moment, now and then late or not at all."""
        assert enquiry.due_by is not None
        number, due = self.received, enquiry.due_by
        first, end = bisect_left(self._slots, _later(at, minutes=20)), bisect_left(self._slots, due)
        if number % 17 == 9 and due > self._until - FORGOTTEN_WITHIN:
            return self._until + timedelta(days=1)
        if number % 6 == 4 or end <= first:
            return self._slots[min(max(first, end) + self._dice.randrange(2, 3 * A_DAY_OF_WORK), len(self._slots) - 1)]
        if number % 7 == 5:
            return self._slots[end - 1 - min(self._dice.randrange(12), end - 1 - first)]
        return self._slots[first + int((end - first) * self._dice.random() ** 1.6)]


def _slots(calendar: Calendar, start: datetime, end: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """Moments at which somebody at work might get something done."""
    day = start.astimezone(zone).date()
    while day <= end.date():
        at = datetime.combine(day, AT_WORK[0], tzinfo=zone)
        while calendar.is_working_day(day) and at.time() < AT_WORK[1]:
            yield at
            at += STEP
        day += timedelta(days=1)


def _later(at: datetime, *, seconds: int = 0, minutes: int = 0, hours: int = 0) -> datetime:
    return at + timedelta(seconds=seconds, minutes=minutes, hours=hours)
