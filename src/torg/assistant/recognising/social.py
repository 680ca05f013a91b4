"""What somebody says that asks for nothing of the municipality: greetings, thanks, who are you, wishes for a person.

Whatever has a matter beside it is a question: "hei, når kommer bossbilen?" greets nobody.
"""

from __future__ import annotations

from collections.abc import Sequence

from torg.assistant.recognising.languages import wished_language
from torg.assistant.recognising.phrases import said, tables
from torg.assistant.values import What
from torg.language.thanks import is_thanks

TABLES = tables("social.toml")
LONGEST = 25  # words; who writes more than that has a matter, whatever else they say
SHORT = 12
ANSWERS: tuple[What, ...] = ("yes", "no")
KINDS: tuple[What, ...] = ("goodbye", "small_talk", "thanks", "greeting")
POLITE = ("greeting", "thanks")
APPROVING, DISAPPROVING = "👍👌🙏😊🙂😀😄😃❤💚💙🎉", "👎😞😠😡🙁☹"


def social_of(text: str, *, names: Sequence[str] = ()) -> tuple[What, str]:
    """What it is and a detail, ("question", "") when none of this.

    The detail of "person" is "complains" when it is said in anger. ``names`` are ours and the assistant's: "hei Mia"
    greets.
    """
    heard = said(text)
    for name in names:
        heard = heard.replace(said(name), " ")
    if not any(char.isalpha() for char in heard):
        return _without_words(text), ""
    count = len(heard.split())
    if count > LONGEST:
        return "question", ""
    if is_thanks(text):
        return "thanks", ""
    for what in ANSWERS:
        if _is_only(heard, what, "thanks"):
            return what, ""
    if wished_language(text) or _is_only(heard, "about_you", *POLITE):
        return "about_you", ""
    if (TABLES["complains"].stand_in(heard) and count <= SHORT) or _is_only(heard, "complains_alone", "greeting"):
        return "person", "complains"
    if _asks_for_a_person(heard, count):
        return "person", ""
    return _told_by_all_of_it(heard, asks="?" in text), ""


def _without_words(text: str) -> What:
    """A name of ours alone greets; of signs, a few say something."""
    if any(char.isalpha() for char in text):
        return "greeting"
    if any(sign in text for sign in DISAPPROVING):
        return "no"
    return "thanks" if any(sign in text for sign in APPROVING) else "nothing"


def _told_by_all_of_it(heard: str, *, asks: bool) -> What:
    if _is_only(heard, "bad", "around_bad"):
        return "abuse"
    for what in KINDS:
        if _is_only(heard, what, *POLITE) and not (what == "thanks" and asks):
            return what
    return "question"


def _is_only(heard: str, name: str, *beside: str) -> bool:
    """Whether a phrase of the table stands there, and beside it nothing but small words and phrases of the others."""
    if not TABLES[name].stand_in(heard):
        return False
    for table in (name, *beside, "around"):
        heard = TABLES[table].without(heard)
    return not heard.strip()


def _asks_for_a_person(heard: str, count: int) -> bool:
    if TABLES["person_not"].stand_in(heard):
        return False
    return (TABLES["person"].stand_in(heard) and count <= SHORT + 4) or _is_only(heard, "person_alone", *POLITE, "yes")
