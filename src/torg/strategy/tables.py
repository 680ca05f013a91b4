"""Every table and key of a strategy file: this is the language."""

from __future__ import annotations

from torg.strategy import building, values
from torg.strategy import vocabulary as words
from torg.strategy.grammar import Grammar, Key, Keys, Listed, Named
from torg.strategy.kinds import (
    ByDay,
    Day,
    Flag,
    Kind,
    Many,
    Parsed,
    Ref,
    Text,
    Threshold,
    Whole,
    Word,
    intervals_kind,
    span_kind,
)
from torg.strategy.model import AssistantRule, Exemption, FieldRule, Line, Measure, Place, Principle, Target, UnitRule

_TEXT = Text()
_TEXTS = Many(_TEXT)
_PERCENT = Parsed(values.percent, values.PERCENT_PATTERN, "percentage")
_CHANNELS = Many(Ref(("channels",)))
_CHANNELS_OR_KINDS = Many(Ref(("channels",), tuple(words.CHANNEL_KINDS)))
_HOURS = Ref(("hours",), ("always",))

SAYS = Key(_TEXT, "The statement in the municipality's own words and language, in short where it is long.")
SOURCE = Key(_TEXT, "Where in the source document it stands.")
OWNER = Key(_TEXT, "Who is responsible.")


def _words(vocabulary: words.Words) -> Kind:
    return Many(Word(tuple(vocabulary)))


MUNICIPALITY = Keys(
    "Who the strategy belongs to.",
    {
        "name": Key(_TEXT, "The municipality's name.", required=True),
        "country": Key(Word(("NO", "DK")), "NO or DK: public holidays, time zone and currency.", required=True),
        "languages": Key(Many(Word(words.LANGUAGES)), "nb, nn, da, en; the first is the default."),
        "valid": Key(
            Keys(
                "When the strategy holds.",
                {"from": Key(Day(), "The first day."), "to": Key(Day(last=True), "The last day.")},
                building.as_is,
            ),
            "When the strategy holds, as its own title page says.",
        ),
        "document": Key(_TEXT, "The title of the source document."),
        "web": Key(_TEXT, "The web address."),
        "phone": Key(_TEXT, "The main phone number."),
        "email": Key(_TEXT, "The main e-mail address."),
        "address": Key(_TEXT, "The postal address."),
        "serves": Key(_words(words.AUDIENCES), "Whom the strategy is for."),
    },
    building.municipality,
    check=building.check_municipality,
)

PRIORITY = Keys(
    "The overall order of channels.",
    {"order": Key(_CHANNELS, "Channels, the first choice first."), "says": SAYS, "source": SOURCE},
    building.as_is,
    check=building.check_priority,
)

_HALF_DAY = Keys(
    "A day on which work ends early.",
    {
        "until": Key(
            Parsed(values.clock, values.CLOCK_PATTERN, "time of day"), "When work ends, 12:00.", required=True
        ),
        "reason": Key(_TEXT, "Why.", required=True),
    },
    building.half_day,
)

CALENDAR = Keys(
    "The working calendar, beside the public holidays, which are computed.",
    {
        "zone": Key(Parsed(building.zone, r"^[A-Za-z_]+/[A-Za-z_]+$"), "The time zone; the country's when left out."),
        "working_week": Key(
            Parsed(values.weekdays, r"^[a-z, -]+$", "days of the week"),
            "The days of the week that are worked; mon-fri when left out.",
        ),
        "closed": Key(ByDay(_TEXT, yearly=True), "Days off with the reason: one date, or month-day for every year."),
        "half_days": Key(ByDay(_HALF_DAY, yearly=True), "Days on which opening hours end early: until and reason."),
        "day_ends_at_closing_of": Key(
            Ref(("hours",)), "A promise in days falls due when these hours close, not at the end of the day."
        ),
        "source": SOURCE,
    },
    building.as_is,
)

HOURS = Keys(
    "Opening hours by a name of their own, for channels, places, units, fields and promises.",
    {
        "name": Key(_TEXT, "What people call these hours."),
        "always": Key(Flag(), "true: round the clock, all year, public holidays too."),
        "closed": Key(ByDay(_TEXT), "Days on which these hours are closed, with the reason."),
        "extra": Key(ByDay(intervals_kind()), "Days with other hours; they win over everything else."),
        "source": SOURCE,
    },
    building.hours,
    pattern=values.WEEKDAYS_PATTERN.strip("^$"),
    pattern_key=Key(intervals_kind(), "The hours of a day or a range of days: one interval or several."),
    pattern_example="mon ... sun, mon-fri",
    check=building.check_hours,
)

PLACE = Keys(
    "A place where people can come.",
    {
        "name": Key(_TEXT, "What the place is called.", required=True),
        "hours": Key(_HOURS, "When it is open."),
        "offers": Key(_words(words.PLACE_OFFERS), "What is offered there."),
        "kiosk": Key(Flag(), "true: a screen informs and registers arrivals."),
        "source": SOURCE,
    },
    building.keyed(Place),
)

UNIT = Keys(
    "A part of the municipality that the strategy speaks of.",
    {
        "name": Key(_TEXT, "What the unit is called.", required=True),
        "hours": Key(_HOURS, "When it can be reached."),
        "answers": Key(_TEXT, "What it answers."),
        "order": Key(_CHANNELS, "Its own order of channels."),
        "because": Key(_TEXT, "Why its order differs."),
        "source": SOURCE,
    },
    building.keyed(UnitRule),
)

PURPOSE = Keys(
    "What people want: a row of the channel table. information, interaction, transaction and complaint are known.",
    {
        "name": Key(_TEXT, "What the purpose is called."),
        "explained": Key(_TEXT, "What is meant."),
        "primary": Key(_CHANNELS, "The channels to use first."),
        "secondary": Key(_CHANNELS, "The channels to use when those do not do."),
        "unwanted": Key(_CHANNELS, "The channels that are not wanted for this."),
        "source": SOURCE,
    },
    building.purpose,
    check=building.check_purpose,
)

CHANNEL = Keys(
    "A way in or out.",
    {
        "kind": Key(Word(tuple(words.CHANNEL_KINDS)), "What kind of channel; the table's name when left out."),
        "name": Key(_TEXT, "What the channel is called."),
        "use": Key(_words(words.USES), "What it may be used for; everything when left out (social: never casework)."),
        "hours": Key(_HOURS, 'When somebody answers, a name from [hours], or "always".'),
        "after_hours": Key(_TEXT, "What happens outside the hours."),
        "number": Key(_TEXT, "The phone number."),
        "address": Key(_TEXT, "The address: web, e-mail or post."),
        "places": Key(Many(Ref(("places",))), "The places where it is offered."),
        "booking": Key(Word(tuple(words.BOOKINGS)), "Whether a time must be booked."),
        "drop_in": Key(Flag(), "true: people may come without an appointment."),
        "audience": Key(_words(words.AUDIENCES), "Whom it is for; everybody when left out."),
        "offered": Key(Flag(), "false: the channel exists but is not offered."),
        "offered_from": Key(Day(), "The first day on which it is offered."),
        "offered_to": Key(Day(last=True), "The last day on which it is offered."),
        "receipt": Key(Flag(), "false: no receipt is sent in this channel."),
        "automatic_reply": Key(_TEXT, "A sentence that the automatic reply says, in the municipality's own language."),
        "at_once": Key(Whole(1, 20), "Chat: how many conversations one person serves at once; 3 when left out."),
        "quiet_minutes": Key(
            Whole(2, 240), "Chat: after how many minutes of silence it goes on in writing; 10 when left out."
        ),
        "longest_queue": Key(Whole(1, 500), "Chat: how many may wait; it is not offered beyond that. No limit else."),
        "says": SAYS,
        "source": SOURCE,
    },
    building.channel,
    check=building.check_channel,
)

_BY_LANGUAGE = Keys(
    "A text by language.",
    {language: Key(_TEXT, "The text in this language.") for language in words.LANGUAGES},
    building.as_is,
)

ASSISTANT = Keys(
    "The assistant that answers from the pages at all hours. The kind of channel is chatbot.",
    {
        "offered": Key(
            Flag(), "false: there is none. When left out: as the channel; without such a channel, there is."
        ),
        "name": Key(_TEXT, "What it is called; as the channel when left out."),
        "tone": Key(Word(tuple(words.TONES)), "How it speaks; friendly when left out."),
        "greeting": Key(_BY_LANGUAGE, "What it says first, by language; a sentence of Torg's when left out."),
        "out_of_hours": Key(_BY_LANGUAGE, "What it adds once when nobody is there, by language."),
        "answer_from": Key(_PERCENT, 'How sure it is when it answers; "70 %" when left out.'),
        "offer_from": Key(_PERCENT, 'How sure it is when it offers pages to choose between; "30 %" when left out.'),
        "says": SAYS,
        "source": SOURCE,
    },
    building.unkeyed(AssistantRule),
    check=building.check_assistant,
)

FIELD = Keys(
    "A field of work with an order of channels of its own.",
    {
        "name": Key(_TEXT, "What the field is called.", required=True),
        "order": Key(_CHANNELS, "Channels, the first choice first."),
        "because": Key(_TEXT, "Why the order differs from the overall one."),
        "hours": Key(_HOURS, "When the field can be reached."),
        "phone": Key(_TEXT, "The field's phone number."),
        "unit": Key(Ref(("units",)), "The unit that has the field."),
        "drop_in": Key(Flag(), "true: people may come without an appointment."),
        "source": SOURCE,
    },
    building.keyed(FieldRule),
)

_PURPOSES = Many(Ref(("purposes",), tuple(words.PURPOSES)))

PROMISE = Keys(
    "One promise: what, where it holds, by when.",
    {
        "what": Key(Word(tuple(words.PROMISES)), f"What is promised: {', '.join(words.PROMISES)}.", required=True),
        "channels": Key(_CHANNELS, "Where it holds; everywhere when left out."),
        "purposes": Key(_PURPOSES, "For which purposes; all when left out."),
        "fields": Key(Many(Ref(("fields",))), "For which fields; all when left out."),
        "audience": Key(_words(words.AUDIENCES), "For whom; everybody when left out."),
        "aim": Key(span_kind(), "What we try for."),
        "latest": Key(span_kind(), "What we promise."),
        "after_hours": Key(span_kind(), "What we promise for what comes outside the hours."),
        "hours": Key(_HOURS, "The hours that after_hours and opening hours are counted by; else the channel's."),
        "share": Key(_PERCENT, "How many of them are to be kept; all when left out."),
        "mean": Key(Flag(), "true: the number is a mean, not a limit for each."),
        "starts": Key(Word(tuple(words.STARTS)), "When the clock starts."),
        "settled_by": Key(_words(words.SETTLES), "What keeps the promise."),
        "excludes": Key(_words(words.USES), "What it does not cover."),
        "when_late": Key(Word(tuple(words.WHEN_LATE)), "What happens before the date passes."),
        "announce": Key(Word(tuple(words.ANNOUNCES)), "How we tell when it will be."),
        "by_whom": Key(_TEXT, "Who keeps it."),
        "says": SAYS,
        "source": SOURCE,
    },
    building.promise,
    check=building.check_promise,
)

_WHEN = Keys(
    "The conditions; all must fit, and what is left out does not matter.",
    {
        "came_by": Key(_CHANNELS_OR_KINDS, "Channels that the enquiry came by."),
        "sensitive": Key(Flag(), "Whether it holds sensitive information."),
        "exempt": Key(Flag(), "Whether the person is exempt from digital channels."),
        "business": Key(Flag(), "Whether the sender is a business."),
    },
    building.as_is,
)

REPLY = Keys(
    "Which channel the answer takes: the first rule that fits, the first channel that the person can receive.",
    {
        "when": Key(_WHEN, "The conditions; always when left out."),
        "by": Key(_CHANNELS_OR_KINDS, "Channels in order of preference.", required=True),
        "says": SAYS,
        "source": SOURCE,
    },
    building.reply,
)

LINE = Keys(
    "A step of the service stairs: who answers what.",
    {
        "name": Key(_TEXT, "What the line is called.", required=True),
        "answers": Key(_TEXT, "What it answers."),
        "unit": Key(Ref(("units",)), "The unit that is this line."),
        "share": Key(_PERCENT, "How many of the enquiries it is to settle."),
        "source": SOURCE,
    },
    building.keyed(Line),
)

_HANDOVER = Keys(
    "How an enquiry passes between units.",
    {
        "must_be_accepted": Key(Flag(), "true: it stays with the unit that sent it until the new unit has taken over."),
        "accept_within": Key(span_kind(), "How soon the new unit answers."),
        "only_own_field": Key(Flag(), "true: a unit answers only within its own field."),
        "source": SOURCE,
    },
    building.handover,
)

RULES = Keys(
    "What always holds, in every channel.",
    {
        "receipt_says": Key(_words(words.RECEIPT_PARTS), "What a receipt, and anything about a case, must say."),
        "every_field_shows": Key(_words(words.FIELD_PARTS), "What the web must show for every field."),
        "units_may_adapt": Key(Flag(), "true: each unit suits the channels to its own users."),
        "handover": Key(_HANDOVER, "How an enquiry passes between units."),
        "repeat_within": Key(span_kind(), "A new contact on the same matter within this time is a repeat."),
        "answer_in_language_of_sender": Key(Flag(), "Whether the answer follows the sender's language."),
        "source": SOURCE,
    },
    building.rules,
)

TRANSITION = Keys(
    "A new channel takes over from older ones.",
    {
        "says": Key(_TEXT, SAYS.doc, required=True),
        "to": Key(_CHANNELS, "The channels that take over."),
        "reduces": Key(_CHANNELS, "The channels that are put after them."),
        "closes": Key(_CHANNELS, "The channels that are not offered after ends_on."),
        "starts_on": Key(Day(), "The first day."),
        "ends_on": Key(Day(last=True), "The last day of the transition."),
        "steps": Key(_TEXTS, "What is done, in order."),
        "audience": Key(_words(words.AUDIENCES), "Whom it concerns."),
        "source": SOURCE,
    },
    building.transition,
    check=building.check_transition,
)

EXEMPTION = Keys(
    "Who can be exempt from a channel, and where it is arranged.",
    {
        "from": Key(_CHANNELS, "The channels one can be exempt from.", required=True),
        "audience": Key(_words(words.AUDIENCES), "Who can."),
        "never": Key(_words(words.AUDIENCES), "Who cannot."),
        "places": Key(Many(Ref(("places",))), "Where it is arranged."),
        "says": SAYS,
        "source": SOURCE,
    },
    building.keyed(Exemption, {"from": "from_channels"}),
)

COST = Keys(
    "What one contact costs.",
    {
        "channels": Key(_CHANNELS, "In which channels.", required=True),
        "amount": Key(
            Parsed(values.money, values.MONEY_PATTERN, "sum of money"),
            'The sum and the currency: "110 NOK".',
            required=True,
        ),
        "year": Key(Whole(1990, 2100), "The year of the price level.", required=True),
        "approximate": Key(Flag(), "true: about this much."),
        "source": SOURCE,
    },
    building.cost,
)

TARGET = Keys(
    "Something to reach, and how we know.",
    {
        "says": Key(_TEXT, SAYS.doc, required=True),
        "measure": Key(Word(tuple(words.MEASURES)), "The figure that shows it."),
        "at_least": Key(Threshold(), 'What the figure must reach: "75 %" or a number.'),
        "more_than": Key(Threshold(), 'What the figure must pass: "50 %" for a majority.'),
        "at_most": Key(Threshold(), "What the figure must not pass."),
        "by": Key(Day(last=True), "The day by which it is reached."),
        "owner": OWNER,
        "channels": Key(_CHANNELS, "The channels it counts in."),
        "source": SOURCE,
    },
    building.keyed(Target),
    check=building.check_target,
)

_MEASURE = Keys(
    "What is done.",
    {
        "says": Key(_TEXT, SAYS.doc, required=True),
        "owner": OWNER,
        "by": Key(Day(last=True), "When it is done."),
        "shown_by": Key(Word(tuple(words.MEASURES)), "The figure that shows it."),
        "source": SOURCE,
    },
    building.unkeyed(Measure),
)

FOCUS = Keys(
    "A focus area: what it is to reach, how, and what is done.",
    {
        "name": Key(_TEXT, "What it is called.", required=True),
        "goal": Key(_TEXT, "The goal in words."),
        "targets": Key(Many(Ref(("targets",))), "The targets it works towards."),
        "how": Key(_TEXTS, "How it is reached."),
        "owner": OWNER,
        "measures": Key(Listed(_MEASURE), "What is done, one table each."),
        "source": SOURCE,
    },
    building.focus,
)

PRINCIPLE = Keys(
    "Something that holds everywhere and that no number measures.",
    {"says": Key(_TEXT, SAYS.doc, required=True), "source": SOURCE},
    building.keyed(Principle),
)

GRAMMAR = Grammar(
    {
        "municipality": MUNICIPALITY,
        "priority": PRIORITY,
        "calendar": CALENDAR,
        "hours": Named(HOURS),
        "places": Named(PLACE),
        "units": Named(UNIT),
        "channels": Named(CHANNEL),
        "assistant": ASSISTANT,
        "purposes": Named(PURPOSE),
        "fields": Named(FIELD),
        "promises": Named(PROMISE),
        "replies": Listed(REPLY),
        "lines": Named(LINE),
        "rules": RULES,
        "transitions": Named(TRANSITION),
        "exemptions": Named(EXEMPTION),
        "costs": Named(COST),
        "targets": Named(TARGET),
        "focus": Named(FOCUS),
        "principles": Named(PRINCIPLE),
    }
)
