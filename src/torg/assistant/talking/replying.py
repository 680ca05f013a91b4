"""What the assistant replies to something said: what was understood, what was said before, and what the pages tell."""

from __future__ import annotations

from dataclasses import dataclass, replace

from torg.assistant.recognising.elsewhere import body_of
from torg.assistant.recognising.facets import asks_the_same
from torg.assistant.recognising.helping import help_for
from torg.assistant.recognising.languages import wished_language
from torg.assistant.talking import replies
from torg.assistant.talking.answering import is_about, tells
from torg.assistant.talking.content import Content, Shorten
from torg.assistant.talking.looking import by_parts, nearest, that_tells
from torg.assistant.talking.manners import with_manners
from torg.assistant.talking.matters import Matter
from torg.assistant.talking.sentences import FACETS, asked, said
from torg.assistant.talking.setting import Setting
from torg.assistant.values import Answer, Answers, Reply, Understood

QUITE_SURE, NEARLY_ALIKE, NEAR_ENOUGH = 0.9, 0.95, 0.5
"""Two pages whose scores are this near each other are asked back about, unless the first is quite sure; pages further
from the first than ``NEAR_ENOUGH`` are not worth choosing between."""
SHORT = 5
"""Words of a question that can be about the page at hand though it names something else; a longer one has its own."""
OF_US = ("hours", "where", "contact")
"""What is asked of us where no matter is named: "when are you open?"."""
WISH = 7
"""Words in which one asks for a person and tells nothing more."""
ELSE, PERSON = "else", "person"


@dataclass(frozen=True, slots=True)
class Noted:
    """A question as the loop stores it: what was done with it, and the first page that was given."""

    verdict: str
    page_id: int | None = None
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Given:
    """Which paragraphs of a reply are lines of a page: ``lines`` from the place ``at``, and the page's title."""

    title: str
    lines: tuple[str, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Worked:
    """A reply with what is to be kept of it, and of a page what it gives (``given``).

    ``noted`` is None where nothing was asked of the content. ``helped`` is a judgement of the reply before, None for
    none. ``told_closed`` tells that the out-of-hours message is in it.
    """

    reply: Reply
    noted: Noted | None = None
    helped: bool | None = None
    told_closed: bool = False
    given: Given | None = None


def reply_to(heard: Understood, setting: Setting, content: Content) -> Worked:
    """The reply to something said, in the language that is active."""
    worked = _worked(heard, setting, content)
    if worked.given is not None:
        worked = replace(worked, reply=_shortened(worked.reply, worked.given, heard, content.shorten))
    if worked.reply.urgent:
        return worked
    reply = with_manners(worked.reply, setting, masked=bool(heard.masked))
    return replace(worked, reply=reply, told_closed=bool(reply.note))


def _shortened(reply: Reply, given: Given, heard: Understood, shorten: Shorten) -> Reply:
    """The reply with what the page tells said shorter; everything around it, and the source, stays."""
    told = shorten(heard.text, given.title, given.lines)
    before, after = reply.paragraphs[: given.at], reply.paragraphs[given.at + len(given.lines) :]
    return replace(reply, paragraphs=(*before, *told, *after))


def judged(setting: Setting, *, helped: bool) -> Worked:
    """The reply to whether the last answer helped."""
    if helped:
        return Worked(replies.simple("glad"), helped=True)
    return Worked(replies.not_helped(setting, question=setting.before.question), helped=False)


def _worked(heard: Understood, setting: Setting, content: Content) -> Worked:
    pressed = _pressed(heard.text, setting.before.reply)
    if pressed is not None:
        return _chosen(pressed, heard, setting, content)
    if heard.what == "question":
        return _question(heard, setting, content)
    return _other(heard, setting, content)


# -- what is no question ----------------------------------------------------------------------------------------------
def _other(heard: Understood, setting: Setting, content: Content) -> Worked:
    what, country = heard.what, setting.strategy.municipality.country
    if what in ("emergency", "crisis"):
        lines = help_for(what, heard.detail, country=country, language=setting.language)
        pages = _beside(heard, content) if what == "crisis" else ()
        return Worked(replies.numbers_first(lines, crisis=what == "crisis", pages=pages))
    if what == "person":
        complains = heard.detail == "complains"
        return Worked(replies.to_a_person(setting, question=_question_of(heard, setting), complains=complains))
    if what == "elsewhere":
        return _elsewhere(heard, setting, _beside(heard, content))
    if what == "other_municipality":
        return Worked(replies.of_another_municipality(heard.detail, setting))
    if what == "other_language":
        return Worked(replies.only_ours(setting, question=heard.text), Noted("unknown"))
    if what in ("yes", "no"):
        return _yes_or_no(heard, setting, content)
    return Worked(_social(heard, setting))


def _social(heard: Understood, setting: Setting) -> Reply:
    brief = setting.assistant.tone == "brief"
    if heard.what == "greeting":
        return replies.simple("hello_brief" if brief else "hello")
    if heard.what == "thanks":
        return replies.simple("you_are_welcome")
    if heard.what == "goodbye":
        return replies.simple("goodbye")
    if heard.what == "about_you":
        reply = replies.simple(
            *(("languages", "hello_brief") if wished_language(heard.text) else ("a_machine", "hint"))
        )
        return replace(reply, choices=(replies.person_choice(),)) if setting.people.there else reply
    if heard.what == "abuse":
        return replies.simple("hint" if setting.before.bad_language else "bad_language", verdict="abuse")
    return replies.simple("nothing" if heard.what == "nothing" else "small_talk")


def _beside(heard: Understood, content: Content) -> tuple[Matter, ...]:
    """The page of ours that answers too, for what is led on to others; none unless it is sure."""
    found = content.ask(heard.text)
    page = content.matter(found.answers[0].page_id) if found.verdict == "answer" else None
    return (page,) if page is not None else ()


def _elsewhere(heard: Understood, setting: Setting, pages: tuple[Matter, ...] = ()) -> Worked:
    country = setting.strategy.municipality.country
    body = body_of(heard.detail, country=country, language=setting.language)
    if body is None:
        return Worked(replies.unknown(setting, question=heard.text), Noted("unknown"))
    return Worked(replies.of_others(body, pages))


def _yes_or_no(heard: Understood, setting: Setting, content: Content) -> Worked:
    before, yes = setting.before.reply, heard.what == "yes"
    if before is None or before.verdict == "social":  # "is there anything else?"
        return Worked(replies.simple("goodbye" if before is not None and not yes else "hello_brief"))
    if yes and before.verdict in ("unknown", "person"):
        return Worked(replies.to_a_person(setting, question=_question_of(heard, setting)))
    if before.verdict == "answer" and not before.lacks:
        return judged(setting, helped=yes)
    if before.verdict == "choices":
        only = before.sources[0] if yes and len(before.sources) == 1 else None
        found = content.matter(only.page_id) if only else None
        if found is not None:
            return _given(found, before.facet, heard, setting, confidence=1.0)
        return Worked(replies.simple("what_then", verdict="asks"))
    return Worked(replies.simple("hello_brief" if yes else "what_then", verdict="asks"))


# -- something that was pressed ---------------------------------------------------------------------------------------
def _pressed(text: str, before: Reply | None) -> str | int | None:
    """What was chosen of what the last reply offered: a page, a facet, something else or a person; None for none.

    To ask for a person, and what can be asked of the page at hand, count in just these words at any time.
    """
    words = text.strip()
    if words == said("person_label"):
        return PERSON
    if before is None:
        return None
    offered = {one.says for one in before.choices}
    if words == said("something_else") and words in offered:
        return ELSE
    if before.verdict == "choices" and words in offered:
        return next((one.page_id for one in before.sources if one.title == words), None)
    return next((facet for facet in FACETS if asked(facet) == words), None) if before.page_id is not None else None


def _chosen(pressed: str | int, heard: Understood, setting: Setting, content: Content) -> Worked:
    before = setting.before.reply
    if pressed == PERSON:
        return Worked(replies.to_a_person(setting, question=_question_of(heard, setting)))
    if pressed == ELSE or before is None:
        return Worked(replies.simple("what_then", "hint", verdict="asks"))
    found = content.matter(pressed) if isinstance(pressed, int) else content.matter(before.page_id or 0)
    facet = before.facet if isinstance(pressed, int) else pressed
    if found is None:
        return Worked(replies.unknown(setting, question=heard.text), Noted("unknown"))
    return _given(found, facet, heard, setting, confidence=1.0)


# -- questions --------------------------------------------------------------------------------------------------------
def _question(heard: Understood, setting: Setting, content: Content) -> Worked:
    before = setting.before.reply
    at_hand = content.matter(before.page_id) if before is not None and before.page_id is not None else None
    if heard.rests_on_before and before is not None and at_hand is not None:
        facet = before.facet if asks_the_same(heard.text) else heard.facet
        return _given(at_hand, facet, heard, setting, confidence=1.0)
    if heard.rests_on_before and before is not None and before.verdict == "choices":
        return Worked(_which(heard, before, content))
    found = content.ask(heard.text)
    if heard.rests_on_before and found.verdict != "answer" and heard.facet in OF_US:
        return Worked(replies.all_ways(setting))
    if heard.rests_on_before and found.verdict != "answer":
        return Worked(replies.simple("which_matter", verdict="asks"))
    if found.verdict == "unknown" and heard.facet and at_hand is not None and len(heard.text.split()) <= SHORT:
        lead = said("about", title=at_hand.title)
        return _given(at_hand, heard.facet, heard, setting, confidence=0.0, lead=lead)
    if found.verdict == "unknown" and heard.detail:
        return _elsewhere(heard, setting)
    there = [(one, page) for one in found.answers if (page := content.matter(one.page_id)) is not None]
    if found.verdict == "unknown" or not there:
        return _not_known(heard, setting, content)
    return _found(found, there, heard, setting, content)


def _found(
    found: Answers, there: list[tuple[Answer, Matter]], heard: Understood, setting: Setting, content: Content
) -> Worked:  # fmt: skip
    """The answer, or a few pages to choose between: two matters asked for at once are two to choose between."""
    first, page = there[0]
    if found.verdict == "answer" and not _nearly_alike(found):
        two = by_parts(heard.text, content) if page.kind == "unit" else []
        if len(two) > 1:
            return _choose(two, heard, first.confidence)
        first, page = that_tells(there, heard.facet)
        facet = "" if is_about(page, heard.facet) or _is_nowhere(page, heard.facet) else heard.facet
        return _given(page, facet, heard, setting, confidence=first.confidence, read_as=found.corrected)
    near = [one for answer, one in there if answer.score >= NEAR_ENOUGH * first.score]
    return _choose(near, heard, first.confidence, read_as=found.corrected)


def _not_known(heard: Understood, setting: Setting, content: Content) -> Worked:
    """A part of what was said may be known; else that one does not know, with the pages that lie nearest."""
    if meant := by_parts(heard.text, content):
        return _choose(meant, heard, 0.0)
    near = nearest(heard.text, content)
    return Worked(replies.unknown(setting, question=heard.text, near=near), Noted("unknown"))


def _choose(pages: list[Matter], heard: Understood, confidence: float, *, read_as: str = "") -> Worked:
    reply = replies.to_choose(pages, heard.facet, read_as=read_as)
    return Worked(reply, Noted("choices", pages[0].page_id, confidence))


def _is_nowhere(page: Matter, facet: str) -> bool:
    """Whether it is asked where something is, of a page that has no place: then it tells all it has."""
    return facet == "where" and not tells(page, facet)


def _which(heard: Understood, before: Reply, content: Content) -> Reply:
    """A follow-up before a page was chosen: of which of them."""
    there = [page for one in before.sources if (page := content.matter(one.page_id)) is not None]
    return replies.to_choose(there, heard.facet) if there else replies.simple("which_matter", verdict="asks")


def _nearly_alike(found: Answers) -> bool:
    first, *others = found.answers
    return bool(others) and first.confidence < QUITE_SURE and others[0].score >= NEARLY_ALIKE * first.score


def _given(
    page: Matter,
    facet: str,
    heard: Understood,
    setting: Setting,
    *,
    confidence: float,
    lead: str = "",
    read_as: str = "",
) -> Worked:
    lead = lead or (said("read_as", words=read_as) if read_as else "")
    reply, lines = replies.answer(page, facet, setting, question=heard.text, lead=lead)
    given = Given(page.title, lines, at=1 if lead else 0) if lines else None
    return Worked(reply, Noted("answer", page.page_id, confidence), given=given)


def _question_of(heard: Understood, setting: Setting) -> str:
    """What goes along to a person: the last question, or what was said when it tells more than "I want a person"."""
    told = heard.detail == "complains" or len(heard.text.split()) > WISH
    return setting.before.question or (heard.text if told else "")
