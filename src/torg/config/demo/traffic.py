"""Who writes what and when: invented, the same for the same strategy and day, and nothing of it stored yet."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from torg.config.demo.letters import Person, Words
from torg.config.demo.phrases import Letter, People, people, phrases
from torg.config.demo.place import Demo
from torg.config.demo.town import TownPlan
from torg.strategy.calendars import Calendar

LANGUAGES: Mapping[str, Mapping[str, int]] = {
    "nn": {"nn": 72, "nb": 17, "en": 8, "da": 3},
    "nb": {"nb": 82, "nn": 7, "en": 9, "da": 2},
    "da": {"da": 88, "en": 9, "nb": 3},
    "en": {"en": 100},
}
"""How many in a hundred write in which language, by the municipality's own."""
HOURS = (*((hour, 1) for hour in (6, 22, 23)), *((hour, 3) for hour in (7, 16, 17, 18, 19)),
         *((hour, 6) for hour in (8, 13, 14, 15, 20, 21)), *((hour, 9) for hour in (9, 10, 11, 12)))  # fmt: skip
QUIET_BEFORE_NOW = timedelta(minutes=20)
"""The newest letters come after the start, over the wire."""
SPECIAL = (
    ("question", 0.30), ("spam", 0.35), ("thanks", 0.42), ("phone", 0.45), ("away", 0.50), ("bounce", 0.55),
    ("question", 0.60), ("more", 0.66), ("broken", 0.70), ("thanks", 0.74), ("phone", 0.80), ("question", 0.85),
    ("more", 0.93), ("spam", 0.97),
)  # fmt: skip
"""What happens to some letters, by their place among all."""
BY_FORM_ONLY = frozenset({"spam", "phone", "bounce"})


@dataclass(frozen=True, slots=True)
class Planned:
    """A letter to come. ``special`` is a word of SPECIAL or ""; ``slots`` fill the answer as they filled the letter."""

    at: datetime
    person: Person
    letter: Letter
    words: Words
    way: str
    to: str
    topic: str
    slots: Mapping[str, str]
    special: str = ""


@dataclass(slots=True)
class Author:
    """Draws people and letters so that neither repeats before it must."""

    one: Demo
    made: TownPlan
    dice: random.Random
    names: People = field(init=False)
    known: list[Person] = field(default_factory=list)
    _decks: dict[str, list[Letter]] = field(default_factory=dict)
    _used: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.names = people(self.one.strategy.municipality.country, self.one.language)

    def writes(self, at: datetime, *, special: str = "") -> Planned:
        """One letter from somebody, at a moment."""
        dice, language = self.dice, self._language()
        said = phrases(language)
        letter = {"spam": said.spam, "bounce": said.typing_error}.get(special) or self._letter(language)
        person = self._person(special)
        slots = self._slots(person)
        way = "web" if special in BY_FORM_ONLY or (special == "" and dice.random() < 0.4) else "email"
        subjects = letter.subjects
        turn = self._used[letter.text] = self._used.get(letter.text, dice.randrange(len(subjects))) + 1
        opening, closing = dice.choice(said.greetings), dice.choice(said.partings)
        text = f"{opening}\n\n{letter.text}\n\n{closing}" if special != "spam" else letter.text
        words = Words(
            subjects[turn % len(subjects)].format_map(slots), text.format_map(slots), language,
            letter.file if dice.random() < 0.7 else "",
        )  # fmt: skip
        to, topic = self._whither(letter)
        return Planned(at, person, letter, words, way, to, topic, slots, special)

    def _language(self) -> str:
        shares = LANGUAGES.get(self.one.language, LANGUAGES["en"])
        return self.dice.choices(list(shares), weights=list(shares.values()))[0]

    def _letter(self, language: str) -> Letter:
        deck = self._decks.setdefault(language, [])
        if not deck:
            offered = {service.key for service in self.made.services}
            deck += [letter for letter in phrases(language).letters if letter.about in offered]
            self.dice.shuffle(deck)
        return deck.pop()

    def _person(self, special: str) -> Person:
        dice, names = self.dice, self.names
        draw = dice.random()
        if draw < 0.05 and not special:
            name, address = dice.choice(names.businesses)
            return Person(name, address, self._phone())
        if draw < 0.15 and not special and self.known:
            return dice.choice(self.known)
        first, last = dice.choice(names.first), dice.choice(names.last)
        box = f"{_plain(first)}.{_plain(last)}{dice.choice(['', '', str(dice.randrange(50, 99))])}"
        address = f"{box}@{dice.choice(names.domains)}"
        if special == "bounce":
            address = address.replace(".example", ".exmaple.example")
        person = Person(f"{first} {last}", "" if special == "phone" else address, self._phone())
        if not special:
            self.known.append(person)
        return person

    def _phone(self) -> str:
        return f"{self.names.phone} 00 {self.dice.randrange(10, 99)} {self.dice.randrange(10, 99)}"

    def _slots(self, person: Person) -> Mapping[str, str]:
        dice, names = self.dice, self.names
        return {
            "name": person.name, "first": person.name.split()[0], "phone": person.phone,
            "street": dice.choice(names.streets), "number": str(dice.randrange(2, 96)),
            "place": dice.choice(names.places), "child": dice.choice(names.child),
            "school": dice.choice(names.school),
        }  # fmt: skip

    def _whither(self, letter: Letter) -> tuple[str, str]:
        """The address a mail goes to, and what is chosen in the form: half of the people do not know whom to ask."""
        service = next((one for one in self.made.services if one.key == letter.about), None)
        unit = next((one for one in self.made.units if service and one.key == service.unit), self.made.front_line)
        to = unit.addresses[0] if self.dice.random() < 0.5 else self.one.mail_from
        draw = self.dice.random()
        chosen = f"service:{letter.about}" if draw < 0.65 else f"unit:{unit.key}" if draw < 0.75 else ""
        return to, "" if not service or (unit.front_line and chosen.startswith("unit")) else chosen


def _plain(name: str) -> str:
    letters = name.lower().replace("ø", "o").replace("å", "a").replace("æ", "ae")
    return unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode()


def traffic(author: Author, *, until: datetime) -> list[Planned]:
    """Every letter of the demo's weeks, in the order in which they come."""
    one, dice = author.one, author.dice
    zone = ZoneInfo(one.strategy.calendar.zone)
    calendar = Calendar.of(one.strategy)
    moments = sorted(_moments(one, calendar.is_working_day, dice, until.astimezone(zone)))
    special = {int(place * len(moments)): what for what, place in SPECIAL}
    found = [author.writes(at, special=special.get(number, "")) for number, at in enumerate(moments)]
    return [replace(letter, at=letter.at + timedelta(seconds=number % 50)) for number, letter in enumerate(found)]


def first_day(one: Demo, *, until: datetime) -> date:
    """The first day of the demo's weeks, in the municipality's zone."""
    return until.astimezone(ZoneInfo(one.strategy.calendar.zone)).date() - timedelta(weeks=one.weeks)


def _moments(one: Demo, works: Callable[[date], bool], dice: random.Random, until: datetime) -> Iterator[datetime]:
    day = first_day(one, until=until)
    hours, weights = [hour for hour, _ in HOURS], [weight for _, weight in HOURS]
    while day <= until.date():
        for _ in range(dice.randrange(7, 11) if works(day) else dice.randrange(1, 4)):
            clock = time(dice.choices(hours, weights=weights)[0], dice.randrange(60))
            at = datetime.combine(day, clock, tzinfo=until.tzinfo)
            if at < until - QUIET_BEFORE_NOW:
                yield at
        day += timedelta(days=1)
