"""The replies, one function each: an answer, pages to choose between, that one does not know, and where a person is."""

from __future__ import annotations

from collections.abc import Sequence

from torg.assistant.recognising.elsewhere import Body
from torg.assistant.recognising.helping import Help
from torg.assistant.talking.answering import contact_lines, in_another_language, next_choices, told
from torg.assistant.talking.doors import doors_of, doors_to_people, when
from torg.assistant.talking.matters import Matter
from torg.assistant.talking.sentences import said
from torg.assistant.talking.setting import Setting
from torg.assistant.values import Choice, Door, Reply, Source

MOST_AFTER = 3
"""How many lines of what happens next are told."""
PURPOSE_OF_COMPLAINTS = "complaint"


def answer(
    matter: Matter, facet: str, setting: Setting, *, question: str, lead: str = ""
) -> tuple[Reply, tuple[str, ...]]:  # fmt: skip
    """What a page says, where it stands, what happens next, and how to go on; what it does not tell is said so.

    Gives beside the reply which of its paragraphs are the page's own, in the asked language; they follow the lead.
    """
    given = told(matter, facet)
    paragraphs = [lead, *given.lines]
    if not given.whole:
        paragraphs.append(said("more_there"))
    if not given.found:
        paragraphs += contact_lines(matter.contact)
    paragraphs.append(in_another_language(given.language, setting.language))
    before = setting.before.reply
    goes_on = before is not None and before.page_id == matter.page_id
    after = _after(matter, facet, setting)
    choices = next_choices(matter, (facet, before.facet if before is not None and goes_on else ""), shown=after)
    reply = Reply(
        verdict="answer",
        paragraphs=tuple(one for one in paragraphs if one),
        after=after,
        sources=_sources((matter,)),
        choices=choices if given.found else (*choices, person_choice()),
        doors=doors_of(matter, setting, question, goes_on=goes_on),
        page_id=matter.page_id,
        facet=facet,
        lacks=not given.found,
    )
    return reply, given.lines if given.found and given.language == setting.language else ()


def to_choose(matters: Sequence[Matter], facet: str, *, read_as: str = "") -> Reply:
    """A few pages, and something else: asked back, because more than one may be meant."""
    lead = (said("read_as", words=read_as),) if read_as else ()
    return Reply(
        verdict="choices",
        paragraphs=(*lead, said("did_you_mean" if len(matters) > 1 else "did_you_mean_this")),
        sources=_sources(matters),
        choices=(*(Choice(one.title, one.title) for one in matters), something_else()),
        facet=facet,
    )


def unknown(setting: Setting, *, question: str, near: Sequence[Matter] = ()) -> Reply:
    """That one does not know: said so, with a person where one is there, else the form with the words in it (KON-32).

    The first time in a row other words are asked for too; from the second on a person comes first. ``near`` are pages
    that it may stand on after all: they are named, and nothing of them is given as an answer.
    """
    hint = () if near or setting.before.misses > 0 else (said("other_words"),)
    ways = tuple(one for one in _whereabouts(setting) if not near or one != said("other_ways"))
    return Reply(
        verdict="unknown",
        paragraphs=(said("unknown"), *hint, *ways),
        sources=_sources(near),
        doors=doors_to_people(setting, question=question),
    )


def only_ours(setting: Setting, *, question: str) -> Reply:
    """Something in a language that is none of ours: which ones are, and how a person is reached."""
    return Reply(
        verdict="unknown",
        paragraphs=(said("languages"), *_whereabouts(setting)),
        doors=doors_to_people(setting, question=question),
    )


def not_helped(setting: Setting, *, question: str) -> Reply:
    """An answer did not help: a person is offered at once, and where none is there the other ways."""
    return Reply(
        verdict="person",
        paragraphs=(said("sorry_no_help"), *_whereabouts(setting)),
        choices=(something_else(),),
        doors=doors_to_people(setting, question=question),
    )


def to_a_person(setting: Setting, *, question: str, complains: bool = False) -> Reply:
    """A person is wanted: where one is, or when and how one is reached."""
    purpose = PURPOSE_OF_COMPLAINTS if complains else ""
    doors = doors_to_people(setting, question=question, purpose=purpose)
    return Reply(verdict="person", paragraphs=_whereabouts(setting), doors=doors)


def all_ways(setting: Setting) -> Reply:
    """When we are open and how we are reached, asked of no page: every way, with its hours."""
    return Reply(
        verdict="person",
        paragraphs=(said("other_ways"),),
        doors=doors_to_people(setting, with_closed=True),
    )


def numbers_first(lines: Sequence[Help], *, crisis: bool, pages: Sequence[Matter] = ()) -> Reply:
    """Whom to call, before anything else; nobody here can send help. ``pages`` of ours come after."""
    word = "crisis" if crisis else "emergency"
    return Reply(
        verdict=word,
        paragraphs=(said(word),),
        doors=tuple(
            Door("phone", said("call", number=one.phone), f"tel:{one.phone.replace(' ', '')}", one.says)
            for one in lines
        ),
        sources=_sources(pages),
        urgent=True,
        note=said(f"{word}_here"),
    )


def of_others(body: Body, pages: Sequence[Matter] = ()) -> Reply:
    """Somebody else takes care of it: who, what is theirs, and where; with a page of ours that tells of it."""
    doors = []
    if body.address:
        shown = body.address.removeprefix("https://").rstrip("/")
        doors.append(Door("web", said("go_there", who=body.name), _link(body.address), shown))
    if body.phone:
        number = "".join(c for c in body.phone if c.isdigit() or c == "+")
        doors.append(Door("phone", said("call", number=body.phone), f"tel:{number}"))
    own = said("elsewhere", who=body.name)
    return Reply(verdict="elsewhere", paragraphs=(own, body.says), sources=_sources(pages), doors=tuple(doors))


def of_another_municipality(name: str, setting: Setting) -> Reply:
    """Another municipality's matter."""
    own = setting.strategy.municipality.name
    return Reply(verdict="other_municipality", paragraphs=(said("other_municipality", own=own, other=name),))


def simple(*keys: str, verdict: str = "social") -> Reply:
    """A reply of fixed sentences."""
    return Reply(verdict=verdict, paragraphs=tuple(said(key) for key in keys))


def trouble(setting: Setting, *, question: str) -> Reply:
    """Something of ours does not work: what was said is kept, and there are other ways."""
    return Reply(verdict="trouble", paragraphs=(said("trouble"),), doors=doors_to_people(setting, question=question))


def person_choice() -> Choice:
    """To ask for a person."""
    return Choice(said("person_label"), said("person_label"))


def something_else() -> Choice:
    """None of what was offered."""
    return Choice(said("something_else"), said("something_else"))


def _sources(pages: Sequence[Matter]) -> tuple[Source, ...]:
    return tuple(Source(one.page_id, one.title, one.path) for one in pages)


def _whereabouts(setting: Setting) -> tuple[str, ...]:
    """Whether a person is there, and when; nothing of a chat where the strategy offers none."""
    people = setting.people
    if people.there:
        return (said("person_there"),)
    if not people.offered:
        return (said("other_ways"),)
    told_when = (
        said("person_from", when=when(people.opens_at, setting)) if people.opens_at else said("person_not_there")
    )
    return (told_when, said("other_ways"))


def _after(matter: Matter, facet: str, setting: Setting) -> tuple[str, ...]:
    """What happens next, where one is about to do something; how long it takes stands in it (DRA-19)."""
    if facet not in ("", "how", "documents"):
        return ()
    part = matter.parts.get("next")
    told_next = part.lines[:MOST_AFTER] if part and part.language == setting.language else ()
    return (*told_next, *matter.time)


def _link(address: str) -> str:
    return address if "://" in address else f"https://{address}"
