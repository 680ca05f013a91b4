"""What each kind of page holds: its words in every language, and its facts. One description for reading and forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from torg.catalogue.topics import AUDIENCE_KEYS, SITUATIONS, TOPICS
from torg.strategy.vocabulary import PLACE_OFFERS

LANGUAGES = ("nb", "nn", "da", "en")
LONGEST_LINE, LONGEST_TEXT, MOST_LINES = 300, 20_000, 60
LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a page. ``form`` says what it holds: see ``FORMS``. ``choices`` are the words it may be.

    ``label`` is what editors see, ``heading`` what citizens do above it ("" where it has none).
    """

    key: str
    form: str
    label: object
    heading: object = ""
    choices: tuple[str, ...] = ()
    needed: bool = False


FORMS = {
    "line": "one line of text",
    "text": "text in paragraphs, lists and headings",
    "lines": "a list of short texts",
    "flag": "true or false",
    "choice": "one of some words",
    "choices": "some of some words",
    "keys": "keys of other pages",
    "day": "a day such as 2026-03-01",
    "moment": "a moment such as 2026-03-01T08:00",
    "span": "a length of time such as 10 working days",
    "address": "a web address that begins with https://",
    "laws": "a list of { name, section, url }",
    "ways": "a list of { kind, url, mobile, sign_in }",
    "opening": "a list of { days, from, to }",
}
WAY_KINDS = ("self_service", "form", "paper", "phone", "email", "visit")
PURPOSES = ("information", "interaction", "transaction")

TITLE = Part("title", "line", _("Title"), needed=True)
SUMMARY = Part("summary", "text", _("In short"))
BODY = Part("body", "text", _("Text"))
WORDS = Part("words", "lines", _("Words that people use for it"))
ORDINARY = (TITLE, SUMMARY, BODY, WORDS)

SHARED_FACTS = (
    Part("topics", "choices", _("Fields"), choices=tuple(TOPICS)),
    Part("situations", "choices", _("Situations of life"), choices=tuple(SITUATIONS)),
    Part("audience", "choices", _("For whom"), choices=AUDIENCE_KEYS),
    Part("los", "lines", _("Words of Los")),
    Part("kle", "lines", _("Numbers of KLE")),
    Part("related", "keys", _("Related pages"), _("See also")),
)

SERVICE_TEXTS = (
    TITLE,
    Part("summary", "text", _("In short"), needed=True),
    Part("body", "text", _("Description")),
    Part("who", "text", _("For whom"), pgettext_lazy("heading", "Who can get it")),
    Part("conditions", "text", _("Conditions"), _("What must be in place")),
    Part("cost", "text", _("Cost"), _("What it costs")),
    Part("documents", "text", _("Documents needed"), _("What you need at hand")),
    Part("how", "text", _("How to do it"), pgettext_lazy("heading", "How to do it")),
    Part("next", "text", _("What happens next"), pgettext_lazy("heading", "What happens next")),
    Part("appeal", "text", _("Appeal"), _("If you disagree with the decision")),
    Part("practice", "text", _("The municipality's own practice"), _("How we practise it here")),
    Part("expect", "text", _("Service declaration"), _("What you can expect from us")),
    WORDS,
)
SERVICE_FACTS = (
    Part("purpose", "choice", _("Purpose"), choices=PURPOSES),
    Part("mandatory", "flag", _("Must be done digitally by law")),
    Part("in_person", "line", _("The law that demands that one comes in person")),
    Part("target", "span", _("How long we want to take")),
    Part("limit", "span", _("How long the law allows")),
    Part("limit_law", "line", _("Where the law says so")),
    Part("laws", "laws", _("Laws"), _("The law")),
    Part("ways", "ways", _("Ways to use it, the best first")),
    Part("declared", "flag", _("Has a service declaration")),
)
ARTICLE_FACTS: tuple[Part, ...] = ()
CONTACT_FACTS = (
    Part("address", "line", _("Address")),
    Part("phone", "line", _("Phone")),
    Part("email", "line", _("E-mail")),
)
PLACE_OFFERED = (*PLACE_OFFERS, "drop_in")

TEXTS: Mapping[str, tuple[Part, ...]] = {
    "service": SERVICE_TEXTS,
    "article": ORDINARY,
    "news": ORDINARY,
    "alert": ORDINARY,
    "place": ORDINARY,
    "unit": ORDINARY,
    "member": ORDINARY,
    "document": ORDINARY,
    "offer": ORDINARY,
    "answer": (
        Part("title", "line", _("Question"), needed=True),
        Part("summary", "text", _("Answer"), needed=True),
        Part("body", "text", _("More about it")),
        Part("words", "lines", _("Other ways to ask it")),
    ),
    "block": (TITLE, SUMMARY, Part("body", "text", _("Text"), needed=True)),
}
FACTS: Mapping[str, tuple[Part, ...]] = {
    "service": (*SERVICE_FACTS, *SHARED_FACTS),
    "article": (*ARTICLE_FACTS, *SHARED_FACTS),
    "news": (Part("on", "day", _("Day"), needed=True), *SHARED_FACTS),
    "alert": (
        Part("level", "choice", _("How serious"), choices=("info", "warning", "danger"), needed=True),
        Part("from", "moment", _("From")),
        Part("until", "moment", _("Until")),
        *SHARED_FACTS,
    ),
    "place": (
        Part("place", "line", _("The place in the strategy")),
        Part("hours", "opening", _("Opening hours")),
        Part("offers", "choices", _("What is offered here"), choices=PLACE_OFFERED),
        *CONTACT_FACTS,
        *SHARED_FACTS,
    ),
    "unit": (
        Part("manager", "line", _("Manager")),
        Part("manager_title", "line", _("The manager's title")),
        Part("hours", "line", _("Hours, by their key in the strategy")),
        Part("chat", "flag", _("Can be reached in the chat")),
        *CONTACT_FACTS,
        *SHARED_FACTS,
    ),
    "member": (
        Part("role", "choice", _("Role"), choices=("mayor", "deputy", "leader", "member"), needed=True),
        Part("party", "line", _("Party")),
        Part("committee", "line", _("Committee")),
        *CONTACT_FACTS,
        *SHARED_FACTS,
    ),
    "document": (
        Part("url", "address", _("Web address"), needed=True),
        Part("type", "choice", _("Sort"), choices=("plan", "strategy", "regulation", "budget", "report"), needed=True),
        Part("adopted", "day", _("Adopted")),
        Part("until", "day", _("Holds until")),
        *SHARED_FACTS,
    ),
    "offer": (
        Part("provider", "line", _("Who offers it"), needed=True),
        Part("provider_type", "choice", _("What they are"), choices=("voluntary", "private", "public"), needed=True),
        Part("url", "address", _("Web address")),
        *CONTACT_FACTS,
        *SHARED_FACTS,
    ),
    "answer": SHARED_FACTS,
    "block": SHARED_FACTS[:1],
}
LISTS: Mapping[str, str] = {
    "services": "service", "articles": "article", "news": "news", "alerts": "alert", "places": "place",
    "units": "unit", "members": "member", "documents": "document", "offers": "offer",
    "answers": "answer", "blocks": "block",
}  # fmt: skip
"""The lists of a catalogue file, and the kind of page that each holds."""

OWN_KEYS = ("key", "unit", "review_months", "based_on", "outside_id")
"""What a page in a file says of itself beside its words and facts."""
