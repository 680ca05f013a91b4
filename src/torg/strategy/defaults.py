"""What Torg does where a strategy is silent, each with its reason: stated here, and told wherever it is used."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from torg.strategy.model import Span, Unit

# A written enquiry is answered within two working weeks. Ten working days is what good administrative practice is
# said to be in Albertslund's strategy (ALB-10), well inside the month after which the law asks for an interim answer.
ANSWER_WITHIN = Span(10, Unit.WORKING_DAY)

# A receipt costs nothing and ends the uncertainty: it goes out as soon as the enquiry is stored.
RECEIPT_WITHIN = Span(0, Unit.SECOND)

# Long enough to be read by someone who is out for a day, short enough not to eat the citizen's time (ALV-07).
HANDOVER_ACCEPT_WITHIN = Span(1, Unit.WORKING_DAY)

# Two weeks: longer than most answers take, short enough that a new contact is likely about the same matter (ALV-06).
REPEAT_WITHIN = Span(14, Unit.CALENDAR_DAY)

# What a person needs in order not to call again: the number, the date, the next step and somebody to ask (ALV-09).
RECEIPT_SAYS = ("number", "received", "answer_by", "next_step", "whom_to_contact")

# Somebody who writes in a language Torg can write gets the receipt in it; otherwise the municipality's own is used.
ANSWER_IN_LANGUAGE_OF_SENDER = True

# A social channel is open and somebody else's: without a word in the file it is for talk and news only (DRA-29).
USES_BY_KIND: Mapping[str, tuple[str, ...]] = MappingProxyType({"social": ("dialogue", "publishing")})

# Sensitive information does not travel by plain e-mail: the answer waits behind the person's own secret link (ALB-09).
SENSITIVE_REPLY_KIND = "secure_link"
PLAIN_KINDS = ("email", "sms", "social")
SAFE_KINDS = ("digital_post", "letter", "my_page")

# The working calendar of each country: public holidays are computed, the zone is the country's.
ZONES: Mapping[str, str] = MappingProxyType({"NO": "Europe/Oslo", "DK": "Europe/Copenhagen"})
CURRENCIES: Mapping[str, str] = MappingProxyType({"NO": "NOK", "DK": "DKK"})
COUNTRY_LANGUAGES: Mapping[str, tuple[str, ...]] = MappingProxyType({"NO": ("nb", "nn", "en"), "DK": ("da", "en")})
WORKING_WEEK = (0, 1, 2, 3, 4)

# Channels in which people write: the default for answers is for these; on the phone one is answered at once.
WRITTEN_KINDS = (
    "web",
    "self_service",
    "my_page",
    "app",
    "email",
    "digital_post",
    "secure_link",
    "letter",
    "sms",
    "social",
)

# What is not answered where one talks is answered in writing, by whatever way: the promise is that of this kind.
IN_WRITING = "secure_link"

# Where neither a field, a unit, a purpose nor [priority] says an order: the digital ways first, as all five strategies
# ask for; of the others the phone, then a visit, then letters and e-mail, which is also the cheapest first (DRA-02).
# Channels of the same group stand as in the file.
ORDER_OF_KINDS: tuple[tuple[str, ...], ...] = (
    (
        *("web", "self_service", "my_page", "app", "chatbot", "chat", "kiosk", "digital_post", "secure_link"),
        *("social", "sms", "newsletter", "screen", "media"),
    ),
    ("phone",),
    ("visit", "assisted", "meeting", "video"),
    ("email", "letter"),
)

# Channels that only go out: nobody can come with an enquiry through them.
ONE_WAY_KINDS = ("newsletter", "screen", "media")

# What people come with, unlike what the municipality sends out.
INBOUND_USES = ("dialogue", "casework", "applications", "guidance", "booking")

# Channels that a person can use without anybody at work in the other end; others are open only in their hours.
ALWAYS_OPEN_KINDS = (
    "web",
    "self_service",
    "my_page",
    "app",
    "chatbot",
    "email",
    "digital_post",
    "secure_link",
    "letter",
    "sms",
    "social",
)

# Channels that ask nothing digital of anybody: those who cannot or need not use the digital ones are led here (ALB-03).
UNDIGITAL_KINDS = ("phone", "visit", "meeting", "assisted", "letter")

# Where people help themselves, and where somebody talks with them at once when that does not help (KON-09).
SELF_HELP_KINDS = ("web", "self_service", "my_page", "app", "chatbot", "kiosk")
TALKING_KINDS = ("phone", "chat", "visit", "meeting", "video", "assisted")

# What one gets into with a digital ID only. Self-service is beside them: with somebody's help it can be used without.
BEHIND_ID_KINDS = ("my_page", "digital_post")

# Places where somebody helps with the digital ways, or with applying in another way (ALB-02, HAL-09).
HELPING_OFFERS = ("digital_help", "applications", "exemption")

# How sure the assistant is, in per cent, when it answers and when it offers pages: measured on questions nobody had
# tuned it for, 94 of 100 answers at 70 % were right, and among the pages offered at 30 % the right one was in 80.
ANSWER_FROM = Decimal(70)
OFFER_FROM = Decimal(30)

# Friendly, because it stands beside people; what it knows is the same.
TONE = "friendly"

# A person keeps three talks apart, not five; after ten minutes of silence somebody has left, and the answer is written.
CHAT_AT_ONCE = 3
CHAT_QUIET_MINUTES = 10
