"""The words of the editors' pages: kinds, states, parts and faults, as somebody without a course understands them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from torg.catalogue.content import Fault
from torg.catalogue.kinds import FACTS, TEXTS
from torg.catalogue.topics import audience_name, situation_name, topic_name
from torg.faces.parts.templatetags.torg import language
from torg.strategy.vocabulary import PLACE_OFFERS, purpose_name
from torg.strategy.vocabulary import name as word_name

KINDS: Mapping[str, tuple[object, object, str]] = {
    "service": (
        _("Service"),
        _("Something people apply for, order, report or get from us: how to do it, what it costs, what happens next."),
        "Tasklist",
    ),
    "article": (_("Article"), _("Guidance that belongs to no single service."), "FileText"),
    "news": (_("News"), _("Something that has happened, or is going to."), "Newsletter"),
    "alert": (
        _("Alert"),
        _("Out of the ordinary, and many must know now: closed water, a storm, a closed office."),
        "ExclamationmarkTriangle",
    ),
    "place": (_("Place"), _("A place to come to, with its opening hours."), "Buildings3"),
    "unit": (_("Unit"), _("A part of the municipality: who leads it, and how to reach it."), "PersonHeadset"),
    "member": (_("Elected member"), _("Somebody who was elected, and how to reach them."), "Person"),
    "document": (_("Document"), _("A plan, a strategy, a regulation, a budget or a report."), "Archive"),
    "offer": (
        _("Partner's offer"),
        _("What an association, a company or another public body offers people here."),
        "HandShakeHeart",
    ),
    "answer": (
        _("Question and answer"),
        _("Something that people ask, answered in a few sentences, with the other ways in which they ask it."),
        "ChatElipsis",
    ),
    "block": (
        _("Block of text"),
        _("A text that other pages use, such as a price: written once, right everywhere."),
        "Link",
    ),
}
SHOWS = {
    "": _("All pages"), "published": _("Published"), "draft": _("Drafts"), "waiting": _("Waiting for me"),
    "asked": _("Waiting for a second pair of eyes"), "planned": _("Planned"), "withdrawn": _("Withdrawn"),
    "overdue": _("To be looked at again"), "broken": _("With broken links"),
    "lagging": _("A translation lags behind"), "unread": _("Nobody has read it of late"),
}  # fmt: skip
STATES = {
    "": "", "draft": _("Draft"), "asked": _("Waits for a second pair of eyes"), "planned": _("Planned"),
}  # fmt: skip
WORDS: Mapping[str, Mapping[str, object]] = {
    "level": {"info": _("Good to know"), "warning": _("Be careful"), "danger": _("Danger")},
    "role": {
        "mayor": _("Mayor"), "deputy": _("Deputy mayor"), "leader": _("Leader of a committee"), "member": _("Member"),
    },
    "type": {
        "plan": _("Plan"), "strategy": _("Strategy"), "regulation": _("Regulation"), "budget": _("Budget"),
        "report": _("Report"),
    },
    "provider_type": {
        "voluntary": _("An association"), "private": _("A company"), "public": _("Another public body"),
    },
}  # fmt: skip
WAYS = {
    "self_service": _("Self-service on the web"), "form": _("Digital form"), "paper": _("Paper form"),
    "phone": _("Phone"), "email": _("E-mail"), "visit": _("Coming to us"),
}  # fmt: skip
ROW_LABELS = {
    "kind": _("Way"), "url": _("Web address"), "mobile": _("Works well on a phone"), "sign_in": _("One must log in"),
    "name": pgettext_lazy("of a law or a way", "Name"), "section": _("Section"), "days": _("Days"),
    "from": _("Opens"), "to": _("Closes"), "key": _("Page"), "unit": _("Counted in"),
}  # fmt: skip
SPANS = {
    "working days": _("working days"), "calendar days": _("days"), "weeks": _("weeks"), "months": _("months"),
    "at once": _("at once"),
}  # fmt: skip
HELP: Mapping[str, object] = {
    "title": _("What people call it, at most 120 characters. Begin with the word that they look for."),
    "summary": _("One or two sentences: what it is, and what one can do here. It stands in lists and search results."),
    "words": _("One on each line: everyday words, old names, abbreviations. They lead people here when they search."),
    "who": _("Who can get it, and who not."),
    "cost": _("Write “free” when it costs nothing. A price that stands in several places belongs in a block."),
    "how": _("The steps in order. Begin lines with “1. ” to number them."),
    "next": _("What happens after one has sent it, how long it takes, and how one hears from us."),
    "expect": _("What people can expect from us, and what we expect of them, as a list: begin each line with “- ”."),
    "in_person": _("Leave it empty unless a law demands it."),
    "limit": _("Only when a law says so."),
    "related": _("Begin to write a title, and choose the page."),
    "place": _("The key of a place in the strategy; its hours are taken from there."),
    "hours": _("Leave it empty when the hours stand in the strategy."),
    "until": _("Leave it empty when there is no end."),
    "los": _("One on each line."),
    "kle": _("One on each line."),
    "ways": _("The best first. The first one becomes the button on the page."),
}
FAULTS: Mapping[str, object] = {
    "missing": _("%(part)s is missing"),
    "no_words": _("Write at least a title"),
    "unknown_word": _("%(part)s: choose one of those in the list"),
    "too_long": _("%(part)s is too long: at most %(near)s characters"),
    "too_many": _("%(part)s holds too many: at most %(near)s"),
    "not_day": _("%(part)s: write a day such as 2026-03-01"),
    "not_moment": _("%(part)s: write a day and a time"),
    "not_span": _("%(part)s: write a number, and choose days, weeks or months"),
    "not_address": _("%(part)s: write a web address that begins with https://"),
    "not_key": _("%(part)s: choose a page from the list"),
    "not_opening": _("%(part)s: choose the days, and when it opens and closes"),
}
WRONG = _("%(part)s can not be read")
DOUBTS = {
    "bracket": _("“%(said)s” stands in curly brackets, and nothing can be put there"),
    "no_block": _("The block “%(said)s” is not published, so nothing stands in its place"),
    "no_page": _("The page “%(said)s” is not published, so the link is left out"),
}
HAPPENED = {
    "made": _("Made"), "changed": _("Changed"), "brought_back": _("Brought back"),
    "taken_in": _("Taken in from a file"), "linked": _("Taken over from another municipality"),
}  # fmt: skip
TOLD = {
    "published": _("%(who)s published version %(number)s"),
    "withdrawn": _("%(who)s took the page away from citizens"),
    "planned": _("%(who)s planned version %(number)s for %(at)s"),
    "unplanned": _("%(who)s took back the plan to publish"),
    "end_planned": _("%(who)s planned to take the page away %(at)s"),
    "end_unplanned": _("%(who)s took back the plan to take the page away"),
    "asked": _("%(who)s asked %(whom)s to look at version %(number)s"),
    "unasked": _("%(who)s needs no second pair of eyes after all"),
    "approved": _("%(who)s approved version %(number)s; it is published %(at)s"),
    "refused": _("%(who)s did not approve: %(reason)s"),
    "reviewed": _("%(who)s looked the page through: it is right"),
    "draft_dropped": _("%(who)s dropped the draft (version %(number)s)"),
    "handed_over": _("%(who)s changed whose page it is, or how it is looked after"),
    "undone": _("%(who)s undid what was done last"),
}


def choice_name(part: str, word: str) -> str:
    """What one of the words of a part is called in the language of the page."""
    code = language()
    match part:
        case "topics":
            return topic_name(word, code)
        case "situations":
            return situation_name(word, code)
        case "audience":
            return audience_name(word, code)
        case "purpose":
            return purpose_name(word, code)
        case "offers":
            return gettext("Come without an appointment") if word == "drop_in" else word_name(PLACE_OFFERS, word, code)
    return str(WORDS.get(part, {}).get(word, word))


def days_name(days: str) -> str:
    """ "mon-fri" as "Monday–Friday"."""
    order = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    return "–".join(str(WEEKDAYS[order.index(one)]) for one in days.split("-"))


def part_name(kind: str, key: str) -> str:
    """What a part of a kind of page is called for editors."""
    found = next((part for part in (*TEXTS[kind], *FACTS[kind]) if part.key == key), None)
    return str(found.label) if found else key


def fault_said(kind: str, fault: Fault) -> str:
    """A fault as the editor reads it, such as "Title is missing"."""
    pieces = [one for one in fault.where.split(".") if one]
    if pieces and pieces[0] in ("nb", "nn", "da", "en"):
        pieces = pieces[1:]
    part = part_name(kind, pieces[0]) if pieces else ""
    if len(pieces) > 2:
        part = f"{part}, {ROW_LABELS.get(pieces[2], pieces[2])}"
    return str(FAULTS.get(fault.what, WRONG)) % {"part": part, "near": fault.near}
