"""Whether somebody tells of an emergency or a crisis: looked at before anything else.

A missed emergency is worse than a false one, and a false one is a nuisance that is laughed at: so what people say of a
person in danger counts in any words, and the same verbs said of lawns, lamps and fireworks do not (docs/decisions/0122).
"""

from __future__ import annotations

from typing import Literal

from torg.assistant.recognising import emergency_words as words
from torg.assistant.recognising.phrases import phrases, said

Emergency = Literal["fire", "medical", "police", "danger", ""]
Crisis = Literal["suicide", "child", "abuse", ""]

NOW = phrases(words.NOW)
HELP_ALONE = phrases(words.HELP_ALONE)
FIRE, FIRE_ALONE, NO_FIRE = phrases(words.FIRE), phrases(words.FIRE_ALONE), phrases(words.NO_FIRE)
MEDICAL, MEDICAL_ALONE, NO_MEDICAL = phrases(words.MEDICAL), phrases(words.MEDICAL_ALONE), phrases(words.NO_MEDICAL)
POLICE, POLICE_ALONE, NO_POLICE = phrases(words.POLICE), phrases(words.POLICE_ALONE), phrases(words.NO_POLICE)
SUICIDE, SUICIDE_ALONE = phrases(words.SUICIDE), phrases(words.SUICIDE_ALONE)
VIOLENCE, VIOLENCE_ALONE, NO_VIOLENCE = (
    phrases(words.VIOLENCE),
    phrases(words.VIOLENCE_ALONE),
    phrases(words.NO_VIOLENCE),
)
CHILD = phrases(words.CHILD)
AS_A_TOPIC = phrases(words.AS_A_TOPIC)
# Words that say no more than that it is urgent, or that it is somewhere: what stands beside them stands alone.
AROUND = phrases(
    "(hjelp|hjælp|help|nå|nu|now|no|her|here|det|der|er|is|en|ei|ein|et|eit|a|the|there|i|jeg|eg|har|vi|we|have"
    "|please|vær så snill|oss|us|meg|mig|me|min|mi|mitt|noen|nokon|nogen|fort|straks|akutt|akut|hos|på|in|at|my|to|med)"
)
SHORT = 4  # words that a shout for help may have


def emergency_of(text: str) -> Emergency:
    """What emergency somebody tells of, "" for none; "danger" when they cry for help and do not say for what."""
    heard = said(text)
    if heard == " ":
        return ""
    topic = AS_A_TOPIC.stand_in(heard)
    alone = AROUND.without(heard)
    kinds: tuple[tuple[Emergency, bool, bool], ...] = (
        ("fire", FIRE.stand_in(heard) and not NO_FIRE.stand_in(heard), FIRE_ALONE.are_all_of(alone) or _is_fire(text)),
        ("medical", MEDICAL.stand_in(heard) and not NO_MEDICAL.stand_in(heard), MEDICAL_ALONE.are_all_of(alone)),
        ("police", POLICE.stand_in(heard) and not NO_POLICE.stand_in(heard), POLICE_ALONE.are_all_of(alone)),
    )
    for kind, is_told, is_alone in kinds:
        if (is_told and not topic) or is_alone:
            return kind
    if not topic and NOW.stand_in(heard) and _is_violence(heard):
        return "police"
    return "danger" if _is_a_cry(text, heard) else ""


def crisis_of(text: str) -> Crisis:
    """What crisis somebody tells of, "" for none."""
    heard = said(text)
    if AS_A_TOPIC.stand_in(heard):
        return ""
    if SUICIDE.stand_in(heard) or SUICIDE_ALONE.are_all_of(heard):
        return "suicide"
    if NO_VIOLENCE.stand_in(heard):
        return ""
    if CHILD.stand_in(heard):
        return "child"
    return "abuse" if VIOLENCE.stand_in(heard) or VIOLENCE_ALONE.are_all_of(AROUND.without(heard)) else ""


def _is_violence(heard: str) -> bool:
    return (VIOLENCE.stand_in(heard) or CHILD.stand_in(heard)) and not NO_VIOLENCE.stand_in(heard)


def _is_fire(text: str) -> bool:
    """ "Fire!" is English when it is shouted; said calmly it is four in Norwegian and Danish."""
    return said(text) == " fire " and "!" in text


def _is_a_cry(text: str, heard: str) -> bool:
    """ "HJELP!!!" and nothing else; a plain "hjelp" asks what one can get help with."""
    loud = text.count("!") > 1 or (text.isupper() and "!" in text)
    urgent = any(word in heard for word in (" emergency ", " nødsituasjon ", " sos "))
    return HELP_ALONE.are_all_of(heard) and (loud or urgent) and len(heard.split()) <= SHORT + 1
