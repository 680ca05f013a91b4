"""What crosses the threshold of the room: answers found, what somebody says understood, and what is replied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from torg.assistant.finding.values import Why

Verdict = Literal["answer", "choices", "unknown"]
"""What may be done with what was found: give the first as the answer, offer a few, or say that one does not know."""

What = Literal[
    "question",  # something to be answered from the content
    "emergency",  # fire, life in danger, violence now: the emergency numbers come first, always
    "crisis",  # thoughts of suicide, abuse, a child in danger: who can help at any hour comes first
    "person",  # wants to talk with a person, or complains
    "elsewhere",  # a matter of the state, the county or another body: `detail` is its key
    "other_language",  # in a language that is none of ours
    "other_municipality",  # of another municipality: `detail` is its name
    "greeting",
    "thanks",
    "goodbye",
    "about_you",  # who or what are you, are you a person
    "small_talk",
    "abuse",  # bad language at us, without a matter
    "yes",
    "no",
    "nothing",  # no words, or only signs and numbers
]


@dataclass(frozen=True, slots=True)
class Answer:
    """A page that answers, in the asker's language where it has it.

    ``confidence`` is the share of answers given at this figure that are right, from 0 to 1, by how the index found its
    own wordings when they were hidden from it.
    """

    page_id: int
    kind: str
    language: str
    title: str
    confidence: float
    score: float
    why: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """What was found, the best first; ``corrected`` is the question as it was read, "" when it was read as it stood."""

    verdict: Verdict
    answers: tuple[Answer, ...]
    corrected: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """What somebody says, as far as it can be told without the content.

    ``text`` is what they said with identity numbers and the like masked, ``masked`` what kinds were. ``facet`` is what
    they want to know of a matter, "" when just the matter: cost, deadline, how, documents, hours, where, contact,
    time (how long it takes), who (who may get it), after (what happens next), complain. ``rests_on_before`` tells that
    it is a follow-up which names no matter of its own ("what does it cost?").
    """

    what: What
    text: str
    language: str
    detail: str = ""
    facet: str = ""
    rests_on_before: bool = False
    masked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A page that a reply rests on; ``path`` is its address in the portal."""

    page_id: int
    title: str
    path: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be pressed instead of written: ``says`` is what it stands for, as if it had been written."""

    label: str
    says: str


@dataclass(frozen=True, slots=True)
class Door:
    """A way on from the assistant: to start a self-service, to a channel, to a person; ``path`` is a link, "" for none.

    ``kind`` is service, person, callback, form, or the kind of a channel; ``said`` tells hours and expected time.
    """

    kind: str
    label: str
    path: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the assistant says: stored as it was said, so that nobody need work it out again.

    ``paragraphs`` are plain text; ``after`` is "what happens next"; ``question`` is the row of the question that can be
    judged by the reader, None when there is nothing to judge. ``page_id`` is the matter that follow-ups rest on; it
    ``lacks`` what was asked when the page does not tell it. ``note`` is said last, after the doors.
    """

    verdict: str
    paragraphs: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    choices: tuple[Choice, ...] = ()
    doors: tuple[Door, ...] = ()
    page_id: int | None = None
    facet: str = ""
    question: int | None = None
    urgent: bool = False
    lacks: bool = False
    note: str = ""
