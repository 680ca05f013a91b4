"""What somebody says that asks for nothing of the municipality's: greetings, thanks, who are you, and wishes for a person.

Whatever has a matter beside it is a question: "hei, når kommer bossbilen?" greets nobody.
"""

from __future__ import annotations

from collections.abc import Sequence

from torg.assistant.recognising import social_words as words
from torg.assistant.recognising.phrases import Phrases, phrases, said
from torg.assistant.values import What
from torg.language.thanks import is_thanks

AROUND, BAD, AROUND_BAD = phrases(words.AROUND), phrases(words.BAD), phrases(words.AROUND_BAD)
GREETING, THANKS, GOODBYE = phrases(words.GREETING), phrases(words.THANKS), phrases(words.GOODBYE)
PERSON, PERSON_ALONE, PERSON_NOT = phrases(words.PERSON), phrases(words.PERSON_ALONE), phrases(words.PERSON_NOT)
COMPLAINS, COMPLAINS_ALONE = phrases(words.COMPLAINS), phrases(words.COMPLAINS_ALONE)
YES, NO = phrases(words.YES), phrases(words.NO)
ABOUT_YOU, SMALL_TALK = phrases(words.ABOUT_YOU), phrases(words.SMALL_TALK)
LONGEST = 25  # words; who writes more than that has a matter, whatever else they say
SHORT = 12


def social_of(text: str, *, names: Sequence[str] = ()) -> tuple[What, str]:
    """What it is and a detail, ("question", "") when none of this.

    The detail of "person" is "complains" when it is said in anger. ``names`` are ours and the assistant's: "hei Mia"
    greets.
    """
    heard = said(text)
    for name in names:
        heard = heard.replace(said(name), " ")
    count = len(heard.split())
    if not any(char.isalpha() for char in heard):
        return ("nothing", "") if not any(char.isalpha() for char in text) else ("greeting", "")
    if count > LONGEST:
        return "question", ""
    if is_thanks(text):
        return "thanks", ""
    for what, table in ANSWERS:
        if _is_only(heard, table, THANKS):
            return what, ""
    if _is_only(heard, ABOUT_YOU, GREETING, THANKS):
        return "about_you", ""
    if (COMPLAINS.stand_in(heard) and count <= SHORT) or _is_only(heard, COMPLAINS_ALONE, GREETING):
        return "person", "complains"
    if _asks_for_a_person(heard, count):
        return "person", ""
    return _told_by_all_of_it(heard, asks="?" in text)


def _told_by_all_of_it(heard: str, *, asks: bool) -> tuple[What, str]:
    if BAD.stand_in(heard) and not AROUND.without(AROUND_BAD.without(BAD.without(heard))).strip():
        return "abuse", ""
    polite = (GREETING, THANKS)
    for what, table in KINDS:
        if _is_only(heard, table, *polite) and not (what == "thanks" and asks):
            return what, ""
    return "question", ""


ANSWERS: tuple[tuple[What, Phrases], ...] = (("yes", YES), ("no", NO))
KINDS: tuple[tuple[What, Phrases], ...] = (
    ("goodbye", GOODBYE),
    ("small_talk", SMALL_TALK),
    ("thanks", THANKS),
    ("greeting", GREETING),
)


def _is_only(heard: str, table: Phrases, *beside: Phrases) -> bool:
    """Whether a phrase of the table stands there, and beside it nothing but small and polite words."""
    if not table.stand_in(heard):
        return False
    rest = table.without(heard)
    for polite in beside:
        rest = polite.without(rest)
    return not AROUND.without(rest).strip()


def _asks_for_a_person(heard: str, count: int) -> bool:
    if PERSON_NOT.stand_in(heard):
        return False
    return (PERSON.stand_in(heard) and count <= SHORT + 4) or _is_only(
        heard, PERSON_ALONE, GREETING, THANKS, YES
    )
